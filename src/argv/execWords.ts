import { COMMAND_SPECS, flagsOf, valueFlags } from './commandManifest';

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
  const takesValue = valueFlags(flagsOf(COMMAND_SPECS.exec));
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

/**
 * Where the command begins in words that are still being typed, the last of them at the cursor.
 * @returns its number; `undefined` if the cursor is in what is ours
 */
export function commandStart(words: readonly string[]): number | undefined {
  const before = words.slice(0, -1);
  // In place of the word at the cursor: what begins as a flag is one, but for the command's own.
  const { command } = splitWords([...before, 'word']);
  const isFlagOfOurs = command.length === 1 && before.at(-1) !== '--' && words.at(-1)?.startsWith('-');
  return command.length === 0 || isFlagOfOurs ? undefined : before.length + 1 - command.length;
}
