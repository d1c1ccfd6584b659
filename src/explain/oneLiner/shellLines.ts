import { fish, posix, powershell } from '../../shells/dialects';
import type { Call } from './awsCliCalls';
import { ANSWERED, commandLine, type LineSpec, question } from './lineSpec';

const [KEY, SECRET, TOKEN, EXPIRATION] = ANSWERED;

/** The only name of our own: in subshells, and in the user's shell until the line ends. */
const OWN = '__assume';

function callLine({ words, mfaSerial }: Call): string {
  const line = commandLine(words, posix.quote);
  if (mfaSerial === undefined) return line;
  const ask = `printf %s ${posix.quote(`${question(mfaSerial)}: `)} >/dev/tty && read -r ${OWN} </dev/tty`;
  return `${ask} && ${line} --token-code "$${OWN}"`;
}

/** A failed call answers nothing, so `read` fails behind it, and so on to the last. */
const chain = (calls: readonly Call[]): string =>
  calls
    .map(callLine)
    .join(` | (read -r ${KEY} ${SECRET} ${TOKEN} ${OWN} && export ${KEY} ${SECRET} ${TOKEN} && `)
    .concat(')'.repeat(calls.length - 1));

/** What is before the first blank of the answer, behind the last one, and between. */
const FIRST = `"\${${OWN}%%[[:space:]]*}"`;
const LAST = `"\${${OWN}##*[[:space:]]}"`;
const WITHOUT_ENDS = `${OWN}="\${${OWN}#*[[:space:]]}"; ${OWN}="\${${OWN}%[[:space:]]*}"`;

/**
 * For bash, zsh and sh. Everything happens in a subshell, whose whole answer is then taken apart by expansions: nothing is
 * evaluated. Without a variable for it, `!` in a quoted word would be history to an interactive shell.
 */
export function posixLine({ calls, set, unset }: LineSpec): string {
  const settings = set.map(([name, value]) => ` ${name}=${commandLine([value], posix.quote)}`).join('');
  return [
    `if ${OWN}=$(unset -v IFS ${EXPIRATION} ${unset.join(' ')}; ${chain(calls)});`,
    `then export ${KEY}=${FIRST} ${EXPIRATION}=${LAST}; ${WITHOUT_ENDS};`,
    `export ${SECRET}=${FIRST} ${TOKEN}=${LAST}${settings}; unset -v ${OWN} ${unset.join(' ')};`,
    `else unset -v ${OWN}; false; fi`,
  ].join(' ');
}

/** The answer's words, in a variable of the block. */
const fishCall = ({ words, mfaSerial }: Call) => {
  const line = commandLine(words, fish.quote);
  if (mfaSerial === undefined) return `set -l key (${line} | string split \\t)`;
  const ask = `read -l -P ${fish.quote(`${question(mfaSerial)}: `)} code`;
  return `${ask}; and set -l key (${line} --token-code $code | string split \\t)`;
};

const put = (scope: '-lx' | '-gx') => ANSWERED.map((name, index) => `set ${scope} ${name} $key[${index + 1}]`);

/** A block has variables of its own, which hide the others from what it starts: `-lu` also that there are any. */
export function fishLine({ calls, set, unset }: LineSpec): string {
  const hide = [...unset, 'AWS_CREDENTIAL_EXPIRATION'].map((name) => `set -lu ${name}`);
  const chain = calls.flatMap((call, index) => [...(index > 0 ? put('-lx') : []), fishCall(call)]);
  const change = [
    ...put('-gx'),
    ...set.map(([name, value]) => `set -gx ${name} ${commandLine([value], fish.quote)}`),
    // Erasing what is not there is status 4.
    ...unset.map((name) => `set -e -g ${name}`),
    'true',
  ];
  return `begin; ${hide.join('; ')}; ${chain.join('; and ')}; and begin; ${change.join('; ')}; end; end`;
}

/**
 * Before 7.3 PowerShell passes `"` on to a program as it stands, which ends the word there
 * (about_Preference_Variables, PSNativeCommandArgumentPassing).
 */
const QUOTE_MARK = `$mark = if ($PSVersionTable.PSVersion -ge '7.3') { '"' } else { '\\"' }`;

const quotePowershell = (word: string) =>
  word.includes('"') ? `(${powershell.quote(word)} -replace '"', $mark)` : powershell.quote(word);

function powershellCall({ words, mfaSerial }: Call): string[] {
  const line = commandLine(words, quotePowershell);
  const answer = `${ANSWERED.map((name) => `$env:${name}`).join(', ')} = -split (${line}`;
  const check = `if ($LASTEXITCODE) { throw 'aws sts assume-role failed: nothing was changed.' }`;
  if (mfaSerial === undefined) return [`${answer})`, check];
  return [`$code = Read-Host ${quotePowershell(question(mfaSerial))}`, `${answer} --token-code $code)`, check];
}

/** The environment is the process's own, so it is put back unless all went well; also after Ctrl-C. */
export function powershellLine({ calls, set, unset }: LineSpec): string {
  const hide = `Remove-Item ${['AWS_CREDENTIAL_EXPIRATION', ...unset].map((name) => `Env:${name}`).join(', ')} -ErrorAction Ignore`;
  const settings = set.map(([name, value]) => `$env:${name} = ${powershell.quote(value)}`);
  const work = [hide, ...calls.flatMap(powershellCall), ...settings, '$done = $true'];
  const restore = 'Remove-Item Env:AWS_*; $before | ForEach-Object { Set-Item "Env:$($_.Name)" $_.Value }';
  return [
    '& { $before = @(Get-ChildItem Env:AWS_*); $done = $false;',
    ...(work.join().includes('$mark') ? [`${QUOTE_MARK};`] : []),
    `try { ${work.join('; ')} } finally { if (-not $done) { ${restore} } } }`,
  ].join(' ');
}
