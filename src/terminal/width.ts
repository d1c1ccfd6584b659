import { eastAsianWidth } from 'get-east-asian-width';
import type { Env } from '../platform/env';

/** Whether the locale's characters are UTF-8: the first variable that isn't empty decides (POSIX, Environment Variables, 8.2). */
export const isUtf8 = ({ LC_ALL, LC_CTYPE, LANG }: Env): boolean => /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');

/** What stands for the letters that were cut out of a text. */
export const ellipsisFor = (env: Env): string => (isUtf8(env) ? '…' : '..');

const ASCII = /^[ -~]*$/;

/** A mark, or a character that only formats others, such as a joiner. */
const TAKES_NONE = /^[\p{M}\p{Cf}]$/u;

const letterWidth = (letter: string) => (TAKES_NONE.test(letter) ? 0 : eastAsianWidth(letter.codePointAt(0) ?? 0));

/**
 * The columns that a text takes on a terminal: two for each wide character (CJK, most emoji), none for combining marks. A sum
 * over code points, so an emoji that is joined from several counts as all of them.
 */
export function textWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return width;
}

/** A text with blanks up to a width, in columns. */
export const padText = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - textWidth(text)));

/** A character with the marks on it. */
const LETTERS = /.[\p{M}\p{Cf}]*/gsu;

/** As many letters as fit, in their order. */
function fitting(letters: readonly string[], width: number): string[] {
  const found: string[] = [];
  let left = width;
  for (const letter of letters) {
    left -= textWidth(letter);
    if (left < 0) break;
    found.push(letter);
  }
  return found;
}

/**
 * A text cut in its middle: names tend to differ at either end.
 * @param width in columns
 * @param ellipsis stands for what is missing, if there is room for it
 */
export function cutMiddle(text: string, width: number, ellipsis: string): string {
  if (textWidth(text) <= width) return text;
  const letters = text.match(LETTERS) ?? [];
  const room = width - textWidth(ellipsis);
  if (room < 2) return fitting(letters, width).join('');
  const start = fitting(letters, Math.ceil(room / 2));
  const end = fitting(letters.slice(start.length).reverse(), room - textWidth(start.join('')));
  return `${start.join('')}${ellipsis}${end.reverse().join('')}`;
}
