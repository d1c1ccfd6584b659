import type { Tokens } from './tokenize';

/** A command's flags by their names in camelCase: an option's value or values, or `true`. What wasn't given is absent. */
export type Options = Readonly<Record<string, string | readonly string[] | true>>;

const camelCase = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The flags of a command line as its handler takes them. */
export function optionsOf({ flags }: Tokens): Options {
  const options: Record<string, string | string[] | true> = {};
  for (const { spec, value } of flags) {
    const name = camelCase(spec.name);
    const before = options[name];
    options[name] = spec.multiple && value !== true ? [...(Array.isArray(before) ? before : []), value] : value;
  }
  return options;
}
