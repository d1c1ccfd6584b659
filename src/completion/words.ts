import { type Flag, flagsOf, isVerb, VERBS, type Verb } from '../argv/commandManifest';

/** What stands before the cursor, as the parser of flags takes it. */
export interface Before {
  readonly name: string;
  readonly verb: Verb | undefined;
  /** The flags that are there. */
  readonly given: readonly Flag[];
  /** The flag whose value comes next. */
  readonly awaits: Flag | undefined;
  /** The words that are neither flags nor their values. */
  readonly names: readonly string[];
  /** Whether `--` was there: what follows is no flag. */
  readonly ended: boolean;
}

/** A flag by the word that is typed; `undefined` if the command has none of that name. */
export const findFlag = (verb: Verb | undefined, word: string): Flag | undefined =>
  flagsOf(verb).find(({ name, char }) => word === `--${name}` || word === `-${char}`);

/** Takes the words before the cursor apart. Without a command they are those of `use`. */
export function readBefore(words: readonly string[]): Before {
  const [first] = words;
  const name = isVerb(first) ? first : 'use';
  const verb = VERBS[name];
  const given: Flag[] = [];
  const names: string[] = [];
  let awaits: Flag | undefined;
  let ended = false;
  for (const word of isVerb(first) ? words.slice(1) : words) {
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
