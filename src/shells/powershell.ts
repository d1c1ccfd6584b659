import type { Dialect } from './dialect';

/**
 * `'…'` with the quote doubled (about_Quoting_Rules) for printable ASCII. Anything else is spelt as UTF-16 units:
 * captured output is split into lines and decoded in the console's code page, and four more characters (U+2018 to
 * U+201B) close a string. Casts and `-join` are allowed in constrained language mode too, where methods are not.
 */
function quote(value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  const units = Array.from({ length: value.length }, (_, at) => value.charCodeAt(at));
  return `(-join [char[]](${units.join(',')}))`;
}

/** Windows PowerShell 5.1 and PowerShell 7. The text is pure ASCII. */
export const powershell: Dialect = {
  quote,
  set: (name, value) => `\${env:${name}} = ${quote(value)}`,
  // Where it is not there this does nothing; Remove-Item would be an error.
  unset: (name) => `\${env:${name}} = $null`,
  // A bare `& assume` is the function that evaluates this text: it would never end.
  run: ([program = '', ...words]) =>
    [
      `& (Microsoft.PowerShell.Core\\Get-Command -Name ${quote(program)} -CommandType ExternalScript, Application -TotalCount 1)`,
      ...words.map(quote),
    ].join(' '),
};
