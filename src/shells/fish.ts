import type { Dialect } from './dialect';

/** Inside single quotes only `\\` and `\'` have a meaning (https://fishshell.com/docs/current/language.html#quotes). */
const quote = (value: string) => `'${value.replace(/[\\']/g, '\\$&')}'`;

/** fish; `set` and `command` are reserved there, so no function can stand in their place. */
export const fish: Dialect = {
  quote,
  set: (name, value) => `set -gx ${name} ${quote(value)}`,
  // Only the global: without -g this erases a universal variable, for ever and in every shell of the user's.
  // Erasing what is not there is status 4.
  unset: (name) => `set -e -g ${name}; or true`,
  run: (argv) => `command ${argv.map(quote).join(' ')}`,
};
