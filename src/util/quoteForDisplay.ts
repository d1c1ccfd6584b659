import { hasControlCharacter } from './controlCharacters';
import { hasInvisibleCharacter } from './invisible';

/** Characters that mean nothing special to bash, zsh, fish or PowerShell. */
const BARE = /^[\w.:+=/%][\w.:+=/%@-]*$/;

/** What can stand between single quotes in all four: fish has escapes there, and PowerShell more kinds of quotes. */
const SINGLE_QUOTABLE = /^[^'\\\u2018-\u201f]+$/;
const DOUBLE_QUOTABLE = /^[^"$`!\\\u2018-\u201f]+$/;

/** A word as it can be typed, or pasted, into bash, zsh, fish and PowerShell; `<profile>` if each needs its own quoting, or
 * if it can't be seen what it is. */
export function quoteForDisplay(word: string): string {
  if (BARE.test(word)) return word;
  if (hasControlCharacter(word) || hasInvisibleCharacter(word)) return '<profile>';
  if (SINGLE_QUOTABLE.test(word)) return `'${word}'`;
  return DOUBLE_QUOTABLE.test(word) ? `"${word}"` : '<profile>';
}
