import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describeShell, run } from './shells';

describeShell('pwsh', 'a script in the shared PowerShell', () => {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'assume-cwd[')));
  afterAll(() => rmSync(cwd, { recursive: true }));

  /** How both show the script's own path; only a process of its own shows the last error in color. */
  const plain = (text: string) => stripVTControlCharacters(text).replaceAll(/assume-run-\w+/g, '');

  test.each([
    ['prints', "'one'; Write-Warning 'two'; [Console]::Error.WriteLine('three'); Get-Item /nonexistent; 'four'"],
    ['runs programs', "sh -c 'echo one; echo two >&2; exit 4'; \"$? $LASTEXITCODE\"; $seen = sh -c 'echo $X'; $seen"],
    ['has an empty stdin', 'cat; [Console]::In.ReadToEnd(); $input'],
    [
      'has an environment and a folder of its own',
      '"$env:X $HOME $PWD $($env:EMPTY -eq \'\')"; sh -c "pwd; env | grep ^X"',
    ],
    [
      'is in no other scope',
      '$kept = 1; (Get-Variable kept -Scope 0).Value; (Get-Variable kept -Scope global).Value; $args.Count',
    ],
    ['exits', 'sh -c "exit 3"; exit 4'],
    ['goes on after a program that fails', 'sh -c "exit 3"'],
    ['ends with an error', '"one"; throw "two"'],
    [
      'ends with an error of a program',
      '$PSNativeCommandUseErrorActionPreference = $true; $ErrorActionPreference = "Stop"; sh -c "exit 3"; "not"',
    ],
    ['is wrong', 'if ('],
    [
      'is in constrained language mode',
      "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; [Environment]::Exit(3)",
    ],
  ])('%s as in a process of its own', async (_, script) => {
    const options = { cwd, env: { HOME: cwd, X: 'x = y', EMPTY: '' } };
    const [own, shared] = [
      await run('pwsh', script, { ...options, ownProcess: true }),
      await run('pwsh', script, options),
    ];
    const shown = ({ status, stdout, stderr }: typeof own) => ({ status, stdout, stderr: plain(stderr) });
    expect(shown(shared)).toEqual(shown(own));
  });

  test('leaves nothing to the next: no variable, function, option, folder or encoding', async () => {
    const leave = `$global:left = 1; function global:left { }; Set-Alias left Get-Date -Scope Global; $env:LEFT = 1
      Set-StrictMode -Version Latest; $global:ErrorActionPreference = 'Stop'; Set-Location /
      [Console]::OutputEncoding = [Text.Encoding]::GetEncoding(28591); Set-PSDebug -Trace 0
      $ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'`;
    const look = `"$left $env:LEFT $nothing $ErrorActionPreference $PWD $([Console]::OutputEncoding.WebName) \\u00e9"
      Get-Command left -ErrorAction Ignore; $ExecutionContext.SessionState.LanguageMode`;
    const before = await run('pwsh', look, { cwd });
    await run('pwsh', leave, { cwd });
    expect(await run('pwsh', look, { cwd })).toEqual(before);
  });

  test('is in the same process as others, one after the other', async () => {
    const results = await Promise.all(['1', '2'].map((n) => run('pwsh', `sh -c 'sleep 0.1'; "$PID ${n}"`)));
    const [[pid], [other]] = results.map(({ stdout }) => stdout.split(' ')) as [[string], [string]];
    expect(pid).toBe(other);
    expect(results.map(({ stdout }) => stdout.at(-2))).toEqual(['1', '2']);
  });

  test('fails if it ends the process, and the next is in another', async () => {
    await expect(run('pwsh', '"half"; [Environment]::Exit(0)')).rejects.toThrow(/has ended: half/);
    expect(await run('pwsh', "'more'")).toEqual({ status: 0, stdout: 'more\n', stderr: '' });
  });
});
