/**
 * A control character (Unicode's category Cc). Spelled out, because `\p{…}` makes Node load Unicode's tables, which takes
 * a third of a millisecond.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const CONTROL = /[\0-\x1f\x7f-\x9f]/;

const RUNS = new RegExp(`${CONTROL.source}+`, 'g');

/** Whether a text has a control character, which could end a line or a field, or move the cursor of a terminal. */
export const hasControlCharacter = (text: string): boolean => CONTROL.test(text);

/** The text with each run of control characters replaced. */
export const replaceControlCharacters = (text: string, replacement: string): string => text.replace(RUNS, replacement);
