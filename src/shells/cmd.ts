import type { Dialect } from './dialect';

/** As the C runtime takes a command line apart: only a quote, and what stands before one, needs a backslash. */
const quote = (word: string) => `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;

/**
 * cmd.exe. Nothing there is a literal, so what would be expanded (`%`, `!`), escapes (`^`), ends a command or redirects is
 * refused, in quotes or not; a quote alone does no harm then. Programs print UTF-8, which cmd reads in its code page. A
 * line has 8191 characters at most, and an empty variable is none.
 */
export const cmd: Dialect = {
  refuses: {
    characters: /[^\x20-\x7e]|[%!^&|<>]|.{8000}/,
    called: 'what cmd cannot be told: one of % ! ^ & | < >, a character that is not ASCII, or too much',
  },
  quote,
  set: (name, value) => `set "${name}=${value}"`,
  unset: (name) => `set "${name}="`,
  // For the function, which calls it once its own work is done.
  run: ([program, ...words]) => `set "call=${[`${program}.cmd`, ...words.map(quote)].join(' ')}"`,
};
