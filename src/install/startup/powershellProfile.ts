import { powershell as dialect } from '../../shells/dialects';
import { ANSWER } from './shellAnswer';
import { pathWithin, type ShellPaths, type ShellQuery, type Startup, signature } from './types';

/** Code that prints a string as numbers, its UTF-16 units: text would be printed in the console's code page. */
const printing = (statements: string, value: string) =>
  `${statements} '${ANSWER.begin}' + ([int[]][char[]]"${value}" -join ',') + '${ANSWER.end}'`;

const query = (flags: readonly string[], ...code: Parameters<typeof printing>): ShellQuery => ({
  args: ['-NoLogo', '-NonInteractive', ...flags, '-Command', printing(...code)],
});

function pathExpression(path: string, home: string): string {
  const rest = pathWithin(home, path);
  return rest === undefined ? dialect.quote(path) : `($HOME + ${dialect.quote(rest)})`;
}

const NAMES = ['Microsoft.PowerShell_profile.ps1', 'profile.ps1'];

/** The documented folders (about_Profiles), for when no PowerShell tells: on Windows, users may move Documents. */
const folders = ({ home, config }: ShellPaths) => [
  `${config}/powershell`,
  `${home}/Documents/PowerShell`,
  `${home}/Documents/WindowsPowerShell`,
];

/** PowerShell 7 and Windows PowerShell 5.1: $PROFILE, the profile of the current user and host. */
export const powershell: Startup = {
  sourceCommand: '.',
  locate: query(['-NoProfile'], '', '$PROFILE'),

  files(paths, answer) {
    const [first = ''] = folders(paths).map((folder) => `${folder}/${NAMES[0]}`);
    const target = answer || first;
    const own = target.replace(/[^\\/]*$/, '');
    const all = [
      ...NAMES.map((name) => own + name),
      ...folders(paths).flatMap((folder) => NAMES.map((name) => `${folder}/${name}`)),
    ];
    return { targets: [target], others: [...new Set(all)].filter((path) => path !== target) };
  },

  line(script, home) {
    const file = pathExpression(script, home);
    return `if (Test-Path -LiteralPath ${file} -ErrorAction Ignore) { . ${file} } ${signature('powershell')}`;
  },

  inspect: [
    query(
      [],
      `$c = Get-Command assume -CommandType Alias, Function, ExternalScript, Application -TotalCount 1 -ErrorAction Ignore
$ours = if ("$($c.ScriptBlock)" -match '--eval=powershell/') { 1 }`,
      "$($c.CommandType)`n$ours`n$($c.ScriptBlock.File)`n$env:PATH`n$(if ($c.CommandType -eq 'Alias') { $c.Definition })",
    ),
  ],
  decode: (answer) => (answer === '' ? '' : String.fromCharCode(...answer.split(',').map(Number))),
};
