import { fish, posix, powershell } from '../../shells/dialects';
import { type AwsCliCall, OUTPUT_VARIABLES } from './awsCliCalls';

/** What a line has to do. */
export interface LineSpec {
  readonly calls: readonly AwsCliCall[];
  /** The variables to set at the end, besides {@link OUTPUT_VARIABLES}. */
  readonly set: readonly (readonly [name: string, value: string])[];
  /** The variables to remove: for the calls at first, and for good at the end. */
  readonly unset: readonly string[];
}

const [KEY, SECRET, TOKEN, EXPIRATION] = OUTPUT_VARIABLES;

/** The only variable of the line's own: in subshells, and in the user's shell until the line ends. */
const OWN = '__assume';

/** A word that needs no quotes in any shell. */
const PLAIN = /^[\w/.:-]+$/;

/** A command line in a shell's own quoting, with as few quotes as possible. */
const commandLine = (words: readonly string[], quote: (word: string) => string): string =>
  words.map((word) => (PLAIN.test(word) ? word : quote(word))).join(' ');

const promptText = (serial: string) => `MFA code (${serial})`;

function posixCall({ words, mfaSerial }: AwsCliCall): string {
  const line = commandLine(words, posix.quote);
  if (mfaSerial === undefined) return line;
  const prompt = `printf %s ${posix.quote(`${promptText(mfaSerial)}: `)} >/dev/tty && read -r ${OWN} </dev/tty`;
  return `${prompt} && ${line} --token-code "$${OWN}"`;
}

/** A failed call prints nothing, so the `read` after it fails, and so do all that follow. */
const posixChain = (calls: readonly AwsCliCall[]): string =>
  calls
    .map(posixCall)
    .join(` | (read -r ${KEY} ${SECRET} ${TOKEN} ${OWN} && export ${KEY} ${SECRET} ${TOKEN} && `)
    .concat(')'.repeat(calls.length - 1));

/** What precedes the first blank of the output, what follows the last one, and what is between them. */
const FIRST = `"\${${OWN}%%[[:space:]]*}"`;
const LAST = `"\${${OWN}##*[[:space:]]}"`;
const WITHOUT_ENDS = `${OWN}="\${${OWN}#*[[:space:]]}"; ${OWN}="\${${OWN}%[[:space:]]*}"`;

/**
 * The line for bash, zsh and sh. The calls run in a subshell, whose output is split by parameter expansions: nothing is
 * evaluated. It goes into a variable first: in `"$(…)"` an interactive shell would expand a quoted `!` as history.
 */
export function posixLine({ calls, set, unset }: LineSpec): string {
  const settings = set.map(([name, value]) => ` ${name}=${commandLine([value], posix.quote)}`).join('');
  return [
    `if ${OWN}=$(unset -v IFS ${EXPIRATION} ${unset.join(' ')}; ${posixChain(calls)});`,
    `then export ${KEY}=${FIRST} ${EXPIRATION}=${LAST}; ${WITHOUT_ENDS};`,
    `export ${SECRET}=${FIRST} ${TOKEN}=${LAST}${settings}; unset -v ${OWN} ${unset.join(' ')};`,
    `else unset -v ${OWN}; false; fi`,
  ].join(' ');
}

/** Puts the output's words into a variable of the block. */
const fishCall = ({ words, mfaSerial }: AwsCliCall) => {
  const line = commandLine(words, fish.quote);
  if (mfaSerial === undefined) return `set -l key (${line} | string split \\t)`;
  const prompt = `read -l -P ${fish.quote(`${promptText(mfaSerial)}: `)} code`;
  return `${prompt}; and set -l key (${line} --token-code $code | string split \\t)`;
};

const setOutput = (scope: '-lx' | '-gx') =>
  OUTPUT_VARIABLES.map((name, index) => `set ${scope} ${name} $key[${index + 1}]`);

/** The line for fish. Local variables of the block hide those outside from the calls; `set -lu` hides them altogether. */
export function fishLine({ calls, set, unset }: LineSpec): string {
  const hide = [...unset, 'AWS_CREDENTIAL_EXPIRATION'].map((name) => `set -lu ${name}`);
  const chain = calls.flatMap((call, index) => [...(index > 0 ? setOutput('-lx') : []), fishCall(call)]);
  const change = [
    ...setOutput('-gx'),
    ...set.map(([name, value]) => `set -gx ${name} ${commandLine([value], fish.quote)}`),
    // Erasing a variable that doesn't exist has status 4.
    ...unset.map((name) => `set -e -g ${name}`),
    'true',
  ];
  return `begin; ${hide.join('; ')}; ${chain.join('; and ')}; and begin; ${change.join('; ')}; end; end`;
}

/**
 * Before 7.3 PowerShell passes `"` to a program unescaped, which ends the word there
 * (about_Preference_Variables, PSNativeCommandArgumentPassing).
 */
const QUOTE_MARK = `$mark = if ($PSVersionTable.PSVersion -ge '7.3') { '"' } else { '\\"' }`;

const quotePowershell = (word: string) =>
  word.includes('"') ? `(${powershell.quote(word)} -replace '"', $mark)` : powershell.quote(word);

function powershellCall({ words, mfaSerial }: AwsCliCall): string[] {
  const line = commandLine(words, quotePowershell);
  const assign = `${OUTPUT_VARIABLES.map((name) => `$env:${name}`).join(', ')} = -split (${line}`;
  const check = `if ($LASTEXITCODE) { throw '${words.slice(0, 3).join(' ')} failed; nothing has changed.' }`;
  if (mfaSerial === undefined) return [`${assign})`, check];
  return [`$code = Read-Host ${quotePowershell(promptText(mfaSerial))}`, `${assign} --token-code $code)`, check];
}

/** The line for PowerShell. It changes the environment of the whole process, and restores it after a failure or Ctrl-C. */
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
