import { COMMAND_SPECS, type CommandSpec, type FlagSpec, flagsOf, isCommand } from '../argv/commandManifest';

/** What stands before the cursor, as the parser of flags takes it. */
export interface Before {
  readonly name: string;
  readonly verb: CommandSpec | undefined;
  /** The flags that are there. */
  readonly given: readonly FlagSpec[];
  /** The flag whose value comes next. */
  readonly awaits: FlagSpec | undefined;
  /** The words that are neither flags nor their values. */
  readonly names: readonly string[];
  /** Whether `--` was there: what follows is no flag. */
  readonly ended: boolean;
}

/** A flag by the word that is typed; `undefined` if the command has none of that name. */
export const findFlag = (verb: CommandSpec | undefined, word: string): FlagSpec | undefined =>
  flagsOf(verb).find(({ name, char }) => word === `--${name}` || word === `-${char}`);

/** Takes the words before the cursor apart. Without a command they are those of `use`. */
export function readBefore(words: readonly string[]): Before {
  const [first] = words;
  const name = isCommand(first) ? first : 'use';
  const verb = COMMAND_SPECS[name];
  const given: FlagSpec[] = [];
  const names: string[] = [];
  let awaits: FlagSpec | undefined;
  let ended = false;
  for (const word of isCommand(first) ? words.slice(1) : words) {
    const [flagged] = /^(--[^=]+|-[^-])/.exec(word) ?? [];
    if (awaits) awaits = undefined;
    else if (word === '--') ended = true;
    else if (ended || flagged === undefined) names.push(word);
    else {
      const flag = findFlag(verb, flagged);
      if (flag) given.push(flag);
      if (flag?.type === 'option' && flagged === word) awaits = flag;
    }
  }
  return { name, verb, given, awaits, names, ended };
}
