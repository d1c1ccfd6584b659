import { powershell } from '../../shells/powershell';
import type { Call } from './calls';
import { ANSWERED, commandLine, type Paste, question } from './paste';

/**
 * Before 7.3 PowerShell passes `"` on to a program as it stands, which ends the word there
 * (about_Preference_Variables, PSNativeCommandArgumentPassing).
 */
const QUOTE_MARK = `$mark = if ($PSVersionTable.PSVersion -ge '7.3') { '"' } else { '\\"' }`;

const quote = (word: string) =>
  word.includes('"') ? `(${powershell.quote(word)} -replace '"', $mark)` : powershell.quote(word);

function take({ words, mfaSerial }: Call): string[] {
  const line = commandLine(words, quote);
  const answer = `${ANSWERED.map((name) => `$env:${name}`).join(', ')} = -split (${line}`;
  const check = `if ($LASTEXITCODE) { throw 'aws sts assume-role failed: nothing was changed.' }`;
  if (mfaSerial === undefined) return [`${answer})`, check];
  return [`$code = Read-Host ${quote(question(mfaSerial))}`, `${answer} --token-code $code)`, check];
}

/** The environment is the process's own, so it is put back unless all went well; also after Ctrl-C. */
export function powershellLine({ calls, set, unset }: Paste): string {
  const hide = `Remove-Item ${['AWS_CREDENTIAL_EXPIRATION', ...unset].map((name) => `Env:${name}`).join(', ')} -ErrorAction Ignore`;
  const settings = set.map(([name, value]) => `$env:${name} = ${powershell.quote(value)}`);
  const work = [hide, ...calls.flatMap(take), ...settings, '$done = $true'];
  const restore = 'Remove-Item Env:AWS_*; $before | ForEach-Object { Set-Item "Env:$($_.Name)" $_.Value }';
  return [
    '& { $before = @(Get-ChildItem Env:AWS_*); $done = $false;',
    ...(work.join().includes('$mark') ? [`${QUOTE_MARK};`] : []),
    `try { ${work.join('; ')} } finally { if (-not $done) { ${restore} } } }`,
  ].join(' ');
}
