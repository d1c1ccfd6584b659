import { parseArgs } from 'node:util';
import { type CommandSpec, type FlagSpec, flagsOf } from './commandManifest';

type Given = Readonly<Record<string, readonly (string | boolean)[]>>;

/** What was typed after a command: its flags by their names, as oclif gives them, and the other words. */
export interface Parsed {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly names: readonly string[];
}

const flagOptions = (flags: readonly FlagSpec[]) =>
  Object.fromEntries(
    flags.map(({ name, char, type }) => [
      name,
      {
        type: type === 'option' ? ('string' as const) : ('boolean' as const),
        multiple: true,
        ...(char && { short: char }),
      },
    ]),
  );

/** Given once, and one of those that it can be. */
const isGood = ({ options }: FlagSpec, values: readonly (string | boolean)[]) =>
  values.length === 1 && (options?.includes(String(values[0])) ?? true);

/** What follows a command; `undefined` for what oclif has to explain: an unknown flag or value, one missing, one twice. */
export function parseWords(verb: CommandSpec | undefined, words: readonly string[]): Parsed | undefined {
  // Most calls have no flags, and loading Node's parser takes longer than all else here.
  if (!words.some((word) => word.startsWith('-') && word !== '-')) return { flags: {}, names: words };
  const known = flagsOf(verb);
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: flagOptions(known),
      allowPositionals: true,
    });
    const given = values as Given;
    const single = known.filter(({ name, multiple }) => !multiple && given[name]);
    if (!single.every((flag) => isGood(flag, given[flag.name] ?? []))) return undefined;
    const flags = { ...given, ...Object.fromEntries(single.map(({ name }) => [name, given[name]?.[0]])) };
    return { flags, names: positionals };
  } catch {
    return undefined;
  }
}
