import type { Dialect } from './render';

/**
 * Inside single quotes only the single quote itself is special (POSIX Shell Command Language, 2.2.2), so it is written
 * outside of them. Shell options and history expansion don't change this; only zsh's CSH_JUNKIE_QUOTES does, which the
 * script turns off.
 */
export const quotePosix = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;

/** @param prefix keeps the user's aliases and functions from replacing the builtin that follows */
const dialect = (prefix: string): Dialect => ({
  quote: quotePosix,
  set: (name, value) => `${prefix}export ${name}=${quotePosix(value)}`,
  // Without -v, a function of that name is removed if there is no such variable.
  unset: (name) => `${prefix}unset -v ${name}`,
  run: (argv) => `${prefix}command ${argv.map(quotePosix).join(' ')}`,
  fail: (status) => `(exit ${status})`,
});

/** bash and zsh, where `export` may be a function, and zsh's `command` doesn't find builtins. */
export const posix = dialect('\\builtin ');

/** Any POSIX shell: `export` and `unset` are special builtins, which no function hides (2.14). dash lacks `builtin`. */
export const sh = dialect('\\');

/** Inside single quotes only `\\` and `\'` are special (https://fishshell.com/docs/current/language.html#quotes). */
const quoteFish = (value: string) => `'${value.replace(/[\\']/g, '\\$&')}'`;

/** fish, where `set` and `command` are reserved, so no function can replace them. */
export const fish: Dialect = {
  quote: quoteFish,
  set: (name, value) => `set -gx ${name} ${quoteFish(value)}`,
  // Without -g this would erase a universal variable, permanently and in all of the user's shells.
  // Erasing what isn't set has status 4.
  unset: (name) => `set -e -g ${name}; or true`,
  run: (argv) => `command ${argv.map(quoteFish).join(' ')}`,
  // `return` would leave the function that calls `eval`.
  fail: (status) => `command sh -c 'exit ${status}'`,
};

/**
 * `'…'` with the quote doubled (about_Quoting_Rules) for printable ASCII. Anything else is spelled as UTF-16 units:
 * captured output is split into lines and decoded in the console's code page, and four more characters (U+2018 to
 * U+201B) close a string. Casts and `-join` work in constrained language mode too, where methods don't.
 */
function quotePowerShell(value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  const units = Array.from({ length: value.length }, (_, index) => value.charCodeAt(index));
  return `(-join [char[]](${units.join(',')}))`;
}

/** Windows PowerShell 5.1 and PowerShell 7. The text is pure ASCII. */
export const powershell: Dialect = {
  quote: quotePowerShell,
  set: (name, value) => `\${env:${name}} = ${quotePowerShell(value)}`,
  // Does nothing if it isn't set, where Remove-Item would fail.
  unset: (name) => `\${env:${name}} = $null`,
  // A plain `& assume` would call the function that evaluates this text, forever.
  run: ([program = '', ...words]) =>
    [
      `& (Microsoft.PowerShell.Core\\Get-Command -Name ${quotePowerShell(program)} -CommandType ExternalScript, Application -TotalCount 1)`,
      ...words.map(quotePowerShell),
    ].join(' '),
  // `exit` would close the user's window, and `throw` does nothing where $ErrorActionPreference is SilentlyContinue.
  fail: (status) =>
    `$global:LASTEXITCODE = ${status}; Microsoft.PowerShell.Utility\\Write-Error -ErrorAction Stop 'assume exited with status ${status}'`,
};

/**
 * `'…'`, with the special characters outside of it, behind a backslash: the quote itself, history's `!`, and the backslash,
 * which escapes inside the quotes too if `backslash_quote` is set.
 */
const quoteTcsh = (value: string) => `'${value.replace(/['\\!]/g, "'\\$&'")}'`;

/** tcsh, where the text arrives as one line, so each statement ends itself. */
export const tcsh: Dialect = {
  refuses: { characters: /\n/, description: "a line feed, which tcsh can't represent" },
  quote: quoteTcsh,
  set: (name, value) => `setenv ${name} ${quoteTcsh(value)};`,
  unset: (name) => `unsetenv ${name};`,
  // The backslash bypasses the alias.
  run: ([program, ...words]) => `\\${[program, ...words.map(quoteTcsh)].join(' ')};`,
  fail: (status) => `(exit ${status});`,
};

/** Inside single quotes only the quote is special, and doubled (https://elv.sh/ref/language.html#single-quoted-string). */
const quoteElvish = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** elvish. The script evaluates it in a namespace where none of the user's functions can replace a builtin. */
export const elvish: Dialect = {
  quote: quoteElvish,
  set: (name, value) => `set-env ${name} ${quoteElvish(value)}`,
  unset: (name) => `unset-env ${name}`,
  run: ([program = '', ...words]) => [`(external ${quoteElvish(program)})`, ...words.map(quoteElvish)].join(' '),
  fail: (status) => `(external sh) -c 'exit ${status}'`,
};

/**
 * For shells that read data instead of evaluating code: one JSON value a line. An object sets its variables, or removes
 * those that are null; an array is a program with its arguments.
 */
export const json: Dialect = {
  quote: JSON.stringify,
  set: (name, value) => JSON.stringify({ [name]: value }),
  unset: (name) => JSON.stringify({ [name]: null }),
  run: JSON.stringify,
};

/** For the C runtime's splitting of a command line: only a quote, and backslashes before one, need a backslash. */
const quoteCmd = (word: string) => `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;

/**
 * cmd.exe has no literal strings, so characters that expand (`%`, `!`), escape (`^`), end a command or redirect are refused,
 * quoted or not; without them a quote does no harm. Programs print UTF-8, which cmd reads in its code page. A line has at
 * most 8191 characters, and an empty variable counts as unset.
 */
export const cmd: Dialect = {
  refuses: {
    characters: /[^\x20-\x7e]|[%!^&|<>]|.{8000}/,
    description: "what cmd can't represent: one of % ! ^ & | < >, a non-ASCII character, or 8000 characters and more",
  },
  quote: quoteCmd,
  set: (name, value) => `set "${name}=${value}"`,
  unset: (name) => `set "${name}="`,
  // The script applies the managed variables in any case.
  names: (names) => `set "more=${names.join(' ')}"`,
  // For the script, which calls it after its own work is done.
  run: ([program, ...words]) => `set "call=${[`${program}.cmd`, ...words.map(quoteCmd)].join(' ')}"`,
  fail: (status) => `cmd /d /c exit ${status}`,
};
