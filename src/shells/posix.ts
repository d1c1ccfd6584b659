import type { Dialect } from './dialect';

/**
 * Inside single quotes nothing has a meaning but the single quote itself (POSIX Shell Command Language, 2.2.2), so that
 * one is written outside of them. Neither shell options nor history expansion change this; only zsh's
 * CSH_JUNKIE_QUOTES does, which the script's function switches off.
 */
const quote = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;

/**
 * bash and zsh. `\builtin` is neither an alias nor a user's function `export`; zsh's `command` would not find a builtin.
 */
export const posix: Dialect = {
  quote,
  set: (name, value) => `\\builtin export ${name}=${quote(value)}`,
  // Without -v a function of that name would go where there is no variable.
  unset: (name) => `\\builtin unset -v ${name}`,
  run: (argv) => `\\builtin command ${argv.map(quote).join(' ')}`,
};
