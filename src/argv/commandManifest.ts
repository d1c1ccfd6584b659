import manifest from '../../oclif.manifest.json';

/** A flag of a command, as oclif's manifest describes it. */
export interface FlagSpec {
  readonly name: string;
  readonly char?: string;
  readonly type: 'boolean' | 'option';
  readonly multiple?: boolean;
  /** The flags that cannot be there too. */
  readonly exclusive?: readonly string[];
  /** The values it takes, if they are few. */
  readonly options?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly hidden?: boolean;
}

/** A command, as oclif's manifest describes it. */
export interface CommandSpec {
  readonly summary?: string;
  readonly flags: Readonly<Record<string, FlagSpec>>;
  readonly args: Readonly<Record<string, { readonly name: string; readonly options?: readonly string[] }>>;
}

/** The one table of commands and flags: both lanes, TAB and the scripts go by it. Made from `commands/` by the build. */
export const COMMAND_SPECS = manifest.commands as unknown as Readonly<Record<string, CommandSpec>>;

/** Whether a word is a command; `constructor` is none. */
export const isCommand = (word: string | undefined): word is string =>
  word !== undefined && Object.hasOwn(COMMAND_SPECS, word);

/** The flags that the next word is the value of, as they are typed. */
export const valueFlags = (flags: readonly FlagSpec[]): ReadonlyMap<string, FlagSpec> =>
  new Map(
    flags
      .filter(({ type }) => type === 'option')
      .flatMap((flag): [string, FlagSpec][] => [
        [`--${flag.name}`, flag],
        [`-${flag.char}`, flag],
      ]),
  );

/** The flags of a command that are meant for people. */
export const flagsOf = (verb: CommandSpec | undefined): FlagSpec[] =>
  Object.values(verb?.flags ?? {}).filter((flag) => !flag.hidden);
