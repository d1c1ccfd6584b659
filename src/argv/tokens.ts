import type { ArgSpec, CommandSpec, FlagSpec } from './commandManifest';

/** A flag on the command line. */
export interface GivenFlag {
  readonly spec: FlagSpec;
  /** An option's value; `true` for a boolean flag. */
  readonly value: string | true;
}

/** A command line, split once. Parsing, `exec` and completion are views of it. */
export interface Tokens {
  /** The command; `use` where the first word is a profile. */
  readonly spec: CommandSpec;
  readonly flags: readonly GivenFlag[];
  /** The words that are neither flags, nor their values, nor {@link command}. */
  readonly names: readonly string[];
  /** The command line of another program, untouched: what `exec` runs. */
  readonly command: readonly string[];
  /** Index of the first word of {@link command}. */
  readonly commandStart?: number;
  /** The option whose value is missing: the words end there. */
  readonly awaits?: FlagSpec;
  /** Whether our flags have ended: there was a `--`. */
  readonly ended: boolean;
  /** Set if help or the version was requested. */
  readonly question?: 'help' | 'version';
  /** What is wrong with the command line, as a sentence; the first thing only. */
  readonly problem?: string;
}

/** Finds a flag by the word that was typed, without a joined value. */
export const findFlag = ({ flags }: CommandSpec, word: string): FlagSpec | undefined =>
  Object.values(flags).find(({ name, char }) => word === `--${name}` || word === `-${char}`);

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

/** What is wrong with a value that has to be one of a fixed set. */
const choiceProblem = (what: string, options: readonly string[] | undefined, value: string | true) =>
  typeof value === 'string' && options?.includes(value) === false
    ? `Unknown ${what} "${value}". Use one of: ${options.join(', ')}.`
    : undefined;

const flagProblem = ({ spec, value }: GivenFlag, flags: readonly GivenFlag[]) => {
  const other = flags.find((given) => spec.exclusive?.includes(given.spec.name));
  if (other) return `Options --${spec.name} and --${other.spec.name} can't be combined.`;
  return choiceProblem(`--${spec.name} value`, spec.options, value);
};

/** The argument that the name at an index is. */
export function argumentAt({ args }: CommandSpec, index: number): ArgSpec | undefined {
  const expected = Object.values(args);
  const last = expected.at(-1);
  return expected[index] ?? (last?.multiple ? last : undefined);
}

/** What is wrong with the flags and arguments of a command once all are known, as a sentence; the first thing only. */
export function argumentProblem(
  spec: CommandSpec,
  flags: readonly GivenFlag[],
  names: readonly string[],
): string | undefined {
  const missing = Object.values(spec.args)
    .slice(names.length)
    .find(({ required }) => required);
  const problems = [
    ...names.map((name, index) => {
      const arg = argumentAt(spec, index);
      return arg ? choiceProblem(arg.name, arg.options, name) : `Unexpected argument "${name}".`;
    }),
    ...flags.map((flag) => flagProblem(flag, flags)),
    missing && `No ${missing.name} given.`,
  ];
  return problems.find((problem) => problem !== undefined);
}
