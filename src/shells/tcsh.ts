import type { Dialect } from './dialect';

/**
 * `'…'`, with what has a meaning there outside of it, behind a backslash: the quote itself, history's `!`, and the backslash,
 * which escapes inside too where `backslash_quote` is set.
 */
const quote = (value: string) => `'${value.replace(/['\\!]/g, "'\\$&'")}'`;

/** tcsh, where a text travels as one line: each statement has its own end. */
export const tcsh: Dialect = {
  refuses: { characters: /\n/, called: 'a line end, which tcsh cannot be told' },
  quote,
  set: (name, value) => `setenv ${name} ${quote(value)};`,
  unset: (name) => `unsetenv ${name};`,
  // The backslash goes past the alias.
  run: ([program, ...words]) => `\\${[program, ...words.map(quote)].join(' ')};`,
};
