import manifest from '../../oclif.manifest.json';

/** A flag of a command, as oclif's manifest describes it. */
export interface FlagSpec {
  /** Without the dashes. */
  readonly name: string;
  /** The single letter it can also be given by. */
  readonly char?: string;
  /** An `option` takes a value. */
  readonly type: 'boolean' | 'option';
  /** Whether an option can be repeated. */
  readonly multiple?: boolean;
  /** The flags that can't be combined with it. */
  readonly exclusive?: readonly string[];
  /** The values it accepts, if they are a fixed set. */
  readonly options?: readonly string[];
  readonly summary?: string;
}

/** A positional argument of a command, as oclif's manifest describes it. */
export interface ArgSpec {
  readonly name: string;
  readonly required?: boolean;
  /** Whether it takes all words that are left. */
  readonly multiple?: boolean;
  /** The values it accepts, if they are a fixed set. */
  readonly options?: readonly string[];
}

/** A command, as oclif's manifest describes it. */
export interface CommandSpec {
  /** The words that name it, joined by colons: `cache:clear`. */
  readonly id: string;
  readonly summary?: string;
  readonly flags: Readonly<Record<string, FlagSpec>>;
  readonly args: Readonly<Record<string, ArgSpec>>;
  readonly aliases?: readonly string[];
  /** Whether the words after its own arguments are another program's command line. */
  readonly takesCommand?: boolean;
}

/** The only table of commands and flags: parsing, TAB and the scripts use it. The build generates it from `commands/`. */
export const COMMAND_SPECS = manifest.commands as unknown as Readonly<Record<string, CommandSpec>>;

/** The commands by the words that name them when typed first: their IDs, and aliases such as `whoami`. */
const FIRST_WORDS: ReadonlyMap<string, CommandSpec> = new Map(
  Object.values(COMMAND_SPECS).flatMap((spec) =>
    [spec.id, ...(spec.aliases ?? [])].filter((name) => !name.includes(':')).map((name) => [name, spec] as const),
  ),
);

/** Whether a word, typed first, names a command. `constructor` doesn't. */
export const isCommand = (word: string | undefined): word is string => word !== undefined && FIRST_WORDS.has(word);

/** Every word that names a command when typed first, with that command. */
export const firstCommandWords = (): Iterable<readonly [word: string, spec: CommandSpec]> => FIRST_WORDS;

/** The command that words name together, such as `cache clear`, or by an alias, such as `cache list`. */
export const findCommand = (...words: readonly (string | undefined)[]): CommandSpec | undefined =>
  Object.values(COMMAND_SPECS).find(({ id, aliases = [] }) => [id, ...aliases].includes(words.join(':')));

/** The words that can follow a command to name one of its subcommands, with that subcommand. */
export const subcommandsOf = ({ id }: CommandSpec): [word: string, spec: CommandSpec][] =>
  Object.values(COMMAND_SPECS).flatMap((spec) =>
    [spec.id, ...(spec.aliases ?? [])]
      .filter((name) => name.startsWith(`${id}:`))
      .map((name): [string, CommandSpec] => [name.slice(id.length + 1), spec]),
  );
