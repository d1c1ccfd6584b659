import { powershell as dialect } from '../../shells/dialects';
import { ANSWER, below, type ShellPaths, type ShellQuery, type Startup, signature } from './types';

/** An expression whose value is printed as UTF-16 units: what else is printed is in the console's code page. */
const printed = (statements: string, value: string) =>
  `${statements} '${ANSWER.begin}' + ([int[]][char[]]"${value}" -join ',') + '${ANSWER.end}'`;

const question = (flags: readonly string[], ...code: Parameters<typeof printed>): ShellQuery => ({
  args: ['-NoLogo', '-NonInteractive', ...flags, '-Command', printed(...code)],
});

function word(path: string, home: string): string {
  const rest = below(path, home);
  return rest === undefined ? dialect.quote(path) : `($HOME + ${dialect.quote(rest)})`;
}

const NAMES = ['Microsoft.PowerShell_profile.ps1', 'profile.ps1'];

/** As documented (about_Profiles), where no PowerShell says it: Windows moves Documents where the user wants it. */
const folders = ({ home, config }: ShellPaths) => [
  `${config}/powershell`,
  `${home}/Documents/PowerShell`,
  `${home}/Documents/WindowsPowerShell`,
];

/** PowerShell 7 and Windows PowerShell 5.1: $PROFILE, which is that of the current user and host. */
export const powershell: Startup = {
  source: '.',
  where: question(['-NoProfile'], '', '$PROFILE'),

  files(around, answer) {
    const [first = ''] = folders(around).map((folder) => `${folder}/${NAMES[0]}`);
    const wired = answer || first;
    const own = wired.replace(/[^\\/]*$/, '');
    const all = [
      ...NAMES.map((name) => own + name),
      ...folders(around).flatMap((folder) => NAMES.map((name) => `${folder}/${name}`)),
    ];
    return { wired: [wired], others: [...new Set(all)].filter((path) => path !== wired) };
  },

  line(path, home) {
    const file = word(path, home);
    return `if (Test-Path -LiteralPath ${file} -ErrorAction Ignore) { . ${file} } ${signature('powershell')}`;
  },

  what: [
    question(
      [],
      `$c = Get-Command assume -CommandType Alias, Function, ExternalScript, Application -TotalCount 1 -ErrorAction Ignore
$ours = if ("$($c.ScriptBlock)" -match '--eval=powershell/') { 1 }`,
      "$($c.CommandType)`n$ours`n$($c.ScriptBlock.File)`n$env:PATH`n$(if ($c.CommandType -eq 'Alias') { $c.Definition })",
    ),
  ],
  decode: (answer) => (answer === '' ? '' : String.fromCharCode(...answer.split(',').map(Number))),
};
