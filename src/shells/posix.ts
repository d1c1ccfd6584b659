import type { Dialect } from './dialect';

/**
 * Inside single quotes nothing has a meaning but the single quote itself (POSIX Shell Command Language, 2.2.2), so that
 * one is written outside of them. Neither shell options nor history expansion change this; only zsh's
 * CSH_JUNKIE_QUOTES does, which the script's function switches off.
 */
const quote = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;

/** @param before what stands before a builtin, so that it is neither an alias nor a function of the user's */
const dialect = (before: string): Dialect => ({
  quote,
  set: (name, value) => `${before}export ${name}=${quote(value)}`,
  // Without -v a function of that name would go where there is no variable.
  unset: (name) => `${before}unset -v ${name}`,
  run: (argv) => `${before}command ${argv.map(quote).join(' ')}`,
});

/** bash and zsh, where `export` may be a function; zsh's `command` would not find a builtin. */
export const posix = dialect('\\builtin ');

/** Any POSIX shell: `export` and `unset` are special builtins, which no function hides (2.14); dash has no `builtin`. */
export const sh = dialect('\\');
