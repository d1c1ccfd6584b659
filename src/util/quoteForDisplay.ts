/** Nothing in it has a meaning to any of the four shells. */
const BARE = /^[\w.:+=/%][\w.:+=/%@-]*$/;

/** What may stand between single quotes in all four: fish has an escape there, and PowerShell more quotes. */
const BETWEEN_SINGLE = /^[^'\\\u2018-\u201f\p{Cc}]+$/u;
const BETWEEN_DOUBLE = /^[^"$`!\\\u2018-\u201f\p{Cc}]+$/u;

/** A word as it can be typed, or copied, into any of the four shells; `<profile>` where it takes each its own way. */
export function quoteForDisplay(word: string): string {
  if (BARE.test(word)) return word;
  if (BETWEEN_SINGLE.test(word)) return `'${word}'`;
  return BETWEEN_DOUBLE.test(word) ? `"${word}"` : '<profile>';
}
