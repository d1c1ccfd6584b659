/**
 * Code points that show nothing, or turn the direction of what follows: with them, two names that differ look the same. From
 * first to last each: Unicode's default ignorable code points, but for variation selectors, which emoji have; its separators
 * of lines and paragraphs; and its interlinear annotations.
 */
export const INVISIBLE: readonly (readonly [first: number, last: number])[] = [
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe007f],
];

const codeOf = (code: number) => `\\u{${code.toString(16)}}`;

let pattern: RegExp | undefined;

/** Made when a text first has more than ASCII. */
function invisible(): RegExp {
  pattern ??= new RegExp(`[${INVISIBLE.map(([first, last]) => `${codeOf(first)}-${codeOf(last)}`).join('')}]`, 'gu');
  pattern.lastIndex = 0;
  return pattern;
}

const ASCII = /^[\0-\x7f]*$/;

/** Whether a text has a character that shows nothing, or turns the direction of others. */
export const hasInvisibleCharacter = (text: string): boolean => !ASCII.test(text) && invisible().test(text);

/** The text with each such character as its code, `\u{200b}`. */
export const escapeInvisible = (text: string): string =>
  ASCII.test(text) ? text : text.replace(invisible(), (character) => codeOf(character.codePointAt(0) ?? 0));
