import type { Dialect } from './dialect';

/** Inside single quotes nothing has a meaning but the quote, which is doubled (https://elv.sh/ref/language.html#single-quoted-string). */
const quote = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** elvish. The function evaluates it where no function of the user's can stand in the place of a builtin. */
export const elvish: Dialect = {
  quote,
  set: (name, value) => `set-env ${name} ${quote(value)}`,
  unset: (name) => `unset-env ${name}`,
  run: ([program = '', ...words]) => [`(external ${quote(program)})`, ...words.map(quote)].join(' '),
};
