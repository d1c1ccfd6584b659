import type { CommandSpec } from '../../argv/commandManifest';
import { findFlag, type Tokens } from '../../argv/tokens';
import type { Hint } from '../../errors';
import { quoteForDisplay } from '../../util/quoteForDisplay';
import { type Replacement, TOOLS } from './replacements';

/** The value that a flag of theirs takes, if that isn't the profile: the `1h` of `-d 1h`. */
const exampleValue = ({ theirs }: Replacement) => / -\S+ (?!PROFILE\b)(\S+)/.exec(theirs)?.[1];

/** What replaces a word in the command that was typed; `undefined` if nothing does. */
function replacementIn(spec: CommandSpec, ours: string): string | undefined {
  if (spec.id === 'use') return ours;
  const [, flag] = /^assume PROFILE(?: (--\S+).*)?$/.exec(ours) ?? [undefined, ''];
  const isPossible = 'profile' in spec.args && (flag === undefined || findFlag(spec, flag) !== undefined);
  return isPossible ? ours.replace('assume', `assume ${spec.id.replaceAll(':', ' ')}`) : undefined;
}

/** Whether a word may be another tool's: a flag that we don't have, or that lacks its value here; or the first word, if it names no command. */
function isForeign({ spec, awaits }: Tokens, word: string, index: number): boolean {
  const own = findFlag(spec, word);
  return word.startsWith('-')
    ? own === undefined || own === awaits
    : index === 0 && spec.id === 'use' && word !== 'use';
}

/** The next steps for whoever has typed a flag, or a command, of another tool. */
export function usageHints(tokens: Tokens, words: readonly string[]): Hint[] {
  const matches = words.slice(0, tokens.commandStart).flatMap((word, index) => {
    const isOther = isForeign(tokens, word, index);
    return TOOLS.flatMap(([tool, rows]) => {
      const row = rows.find(({ typed }: Replacement) => isOther && typed?.includes(word));
      const command = row && replacementIn(tokens.spec, row.ours);
      if (!row || command === undefined) return [];
      return [{ word, tool, command, example: exampleValue(row), next: words[index + 1] }];
    });
  });
  const taken = matches.flatMap(({ word, example, next }) => [word, ...(example === undefined ? [] : [next])]);
  const profile = tokens.names.find((name) => !taken.includes(name) && !name.startsWith('-'));
  const labels = new Map<string, string[]>();
  for (const { word, tool, command, example = '', next = '' } of matches) {
    // A plain value only, such as a duration: any other could be a secret.
    const own = /^\w+$/.test(next) && example !== '' ? command.replace(example, next) : command;
    const hint = profile === undefined ? own : own.replace('PROFILE', () => quoteForDisplay(profile));
    const key = `${word}\n${hint}`;
    labels.set(key, [...(labels.get(key) ?? []), tool]);
  }
  return [...labels].map(([key, tools]) => {
    const [word = '', hint = ''] = key.split(/\n(.*)/s);
    return [hint, `In place of ${word} (${tools.join(', ')})`];
  });
}
