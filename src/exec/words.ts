import { flagsOf, VERBS, valueFlags } from '../verbs';

/** What was typed after `exec`: what is ours, and the command, untouched. */
export interface ExecWords {
  /** Flags and the profile, for the parser of flags. */
  readonly own: readonly string[];
  readonly command: readonly string[];
}

const isFlag = (word: string) => word.startsWith('-') && word !== '-';

const namesRole = (word: string) => /^--role-arn(=|$)/.test(word);

/**
 * Takes the words apart. The first one that is no flag is the profile, unless --role-arn stands before it; the next that is
 * no flag begins the command. `--` ends our flags (POSIX, Utility Syntax Guideline 10) and may stand before the command,
 * the profile, or both, or be missing: PowerShell takes it away.
 */
export function splitWords(words: readonly string[]): ExecWords {
  const takesValue = valueFlags(flagsOf(VERBS.exec));
  let at = 0;
  let hasRole = false;
  const skipFlags = () => {
    for (let word = words[at]; word !== undefined && word !== '--' && isFlag(word); word = words[at]) {
      hasRole ||= namesRole(word);
      at += takesValue.has(word) ? 2 : 1;
    }
  };
  skipFlags();
  if (!hasRole) {
    if (words[at] === '--') at += 2;
    else {
      at += 1;
      skipFlags();
    }
  }
  const own = words.slice(0, at);
  return { own, command: words.slice(words[at] === '--' ? at + 1 : at) };
}
