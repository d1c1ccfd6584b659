import type { Dialect } from './render';

/**
 * Inside single quotes nothing has a meaning but the single quote itself (POSIX Shell Command Language, 2.2.2), so that
 * one is written outside of them. Neither shell options nor history expansion change this; only zsh's
 * CSH_JUNKIE_QUOTES does, which the script's function switches off.
 */
const quotePosix = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;

/** @param before what stands before a builtin, so that it is neither an alias nor a function of the user's */
const dialect = (before: string): Dialect => ({
  quote: quotePosix,
  set: (name, value) => `${before}export ${name}=${quotePosix(value)}`,
  // Without -v a function of that name would go where there is no variable.
  unset: (name) => `${before}unset -v ${name}`,
  run: (argv) => `${before}command ${argv.map(quotePosix).join(' ')}`,
});

/** bash and zsh, where `export` may be a function; zsh's `command` would not find a builtin. */
export const posix = dialect('\\builtin ');

/** Any POSIX shell: `export` and `unset` are special builtins, which no function hides (2.14); dash has no `builtin`. */
export const sh = dialect('\\');

/** Inside single quotes only `\\` and `\'` have a meaning (https://fishshell.com/docs/current/language.html#quotes). */
const quoteFish = (value: string) => `'${value.replace(/[\\']/g, '\\$&')}'`;

/** fish; `set` and `command` are reserved there, so no function can stand in their place. */
export const fish: Dialect = {
  quote: quoteFish,
  set: (name, value) => `set -gx ${name} ${quoteFish(value)}`,
  // Only the global: without -g this erases a universal variable, for ever and in every shell of the user's.
  // Erasing what is not there is status 4.
  unset: (name) => `set -e -g ${name}; or true`,
  run: (argv) => `command ${argv.map(quoteFish).join(' ')}`,
};

/**
 * `'…'` with the quote doubled (about_Quoting_Rules) for printable ASCII. Anything else is spelt as UTF-16 units:
 * captured output is split into lines and decoded in the console's code page, and four more characters (U+2018 to
 * U+201B) close a string. Casts and `-join` are allowed in constrained language mode too, where methods are not.
 */
function quotePowerShell(value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  const units = Array.from({ length: value.length }, (_, at) => value.charCodeAt(at));
  return `(-join [char[]](${units.join(',')}))`;
}

/** Windows PowerShell 5.1 and PowerShell 7. The text is pure ASCII. */
export const powershell: Dialect = {
  quote: quotePowerShell,
  set: (name, value) => `\${env:${name}} = ${quotePowerShell(value)}`,
  // Where it is not there this does nothing; Remove-Item would be an error.
  unset: (name) => `\${env:${name}} = $null`,
  // A bare `& assume` is the function that evaluates this text: it would never end.
  run: ([program = '', ...words]) =>
    [
      `& (Microsoft.PowerShell.Core\\Get-Command -Name ${quotePowerShell(program)} -CommandType ExternalScript, Application -TotalCount 1)`,
      ...words.map(quotePowerShell),
    ].join(' '),
};

/**
 * `'…'`, with what has a meaning there outside of it, behind a backslash: the quote itself, history's `!`, and the backslash,
 * which escapes inside too where `backslash_quote` is set.
 */
const quoteTcsh = (value: string) => `'${value.replace(/['\\!]/g, "'\\$&'")}'`;

/** tcsh, where a text travels as one line: each statement has its own end. */
export const tcsh: Dialect = {
  refuses: { characters: /\n/, called: 'a line end, which tcsh cannot be told' },
  quote: quoteTcsh,
  set: (name, value) => `setenv ${name} ${quoteTcsh(value)};`,
  unset: (name) => `unsetenv ${name};`,
  // The backslash goes past the alias.
  run: ([program, ...words]) => `\\${[program, ...words.map(quoteTcsh)].join(' ')};`,
};

/** Inside single quotes nothing has a meaning but the quote, which is doubled (https://elv.sh/ref/language.html#single-quoted-string). */
const quoteElvish = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** elvish. The function evaluates it where no function of the user's can stand in the place of a builtin. */
export const elvish: Dialect = {
  quote: quoteElvish,
  set: (name, value) => `set-env ${name} ${quoteElvish(value)}`,
  unset: (name) => `unset-env ${name}`,
  run: ([program = '', ...words]) => [`(external ${quoteElvish(program)})`, ...words.map(quoteElvish)].join(' '),
};

/**
 * For shells that read data and evaluate nothing: one JSON value a line. An object sets its variables, or removes those
 * that are null; a list is a program with its words.
 */
export const json: Dialect = {
  quote: JSON.stringify,
  set: (name, value) => JSON.stringify({ [name]: value }),
  unset: (name) => JSON.stringify({ [name]: null }),
  run: JSON.stringify,
};

/** As the C runtime takes a command line apart: only a quote, and what stands before one, needs a backslash. */
const quoteCmd = (word: string) => `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;

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
  quote: quoteCmd,
  set: (name, value) => `set "${name}=${value}"`,
  unset: (name) => `set "${name}="`,
  // For the function, which calls it once its own work is done.
  run: ([program, ...words]) => `set "call=${[`${program}.cmd`, ...words.map(quoteCmd)].join(' ')}"`,
};
