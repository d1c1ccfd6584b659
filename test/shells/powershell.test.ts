import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { powershell } from '../../src/shells/dialects';
import { NAMES } from '../support/oddNames';
import { PASSTHROUGH_COMMANDS } from '../support/passthroughCommands';
import { writeProfileList } from '../support/profileList';
import { writeSession } from '../support/sessionFiles';
import { describeShell, run, runProgram } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';
import { type InteractiveShell, interactiveShell } from '../support/terminal';

const SCRIPT = join(__dirname, '../../shell/assume.ps1');
const TEXT = readFileSync(SCRIPT, 'utf8');
const STRICT = "Set-StrictMode -Version Latest\n$ErrorActionPreference = 'Stop'";
const CONSTRAINED = "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'";

const quote = (word: string) => powershell.set('X', word).slice('${env:X} = '.length);
const change = [
  powershell.set('AWS_ACCESS_KEY_ID', 'AKIA'),
  powershell.set('AWS_SECRET_ACCESS_KEY', 'line 1\nline \u2019'),
  powershell.unset('AWS_PROFILE'),
].join('\n');
const NOW = '"$? $LASTEXITCODE <$env:AWS_ACCESS_KEY_ID>"';

/** What the stub does for each profile. */
const PROFILES = `
[ "$1" != new ] || { echo printed; exit 4; }
[ "$1" = --eval=powershell/1 ] && [ "$2" = -- ] && shift 2
case "$1" in
  good) cat "$here/answer" ;;
  bad) cat "$here/answer"; echo why >&2; exit 3 ;;
  killed) head -c 40 "$here/answer"; echo why >&2; kill -9 $$ ;;
  off) ;;
  new) printf '%s\\n' "& (Microsoft.PowerShell.Core\\\\Get-Command -Name 'assume' -CommandType ExternalScript, Application -TotalCount 1) 'new'" ;;
  *) echo '$'{env:AWS_CREDENTIAL_SCOPE} = '$null' ;;
esac`;

let stub: Stub;
beforeEach(() => {
  stub = makeStub();
});
afterEach(() => stub.remove());

/** What each line prints, in one PowerShell that has loaded the script. */
async function session(
  lines: readonly string[],
  { before = '', stderr = '', ownProcess = false } = {},
): Promise<string[]> {
  const script = [before, `. '${SCRIPT}'`, ...lines.map((line) => `${line}\n'----'`)].join('\n');
  const result = await run('pwsh', script, { env: stub.env, cwd: stub.home, ownProcess });
  expect({ stderr: result.stderr, status: result.status }).toEqual({ stderr, status: 0 });
  return result.stdout.split('----\n').slice(0, -1);
}

describeShell('pwsh', 'the script for PowerShell', () => {
  test('is ASCII, and can be appended to any rc file', () => {
    expect(TEXT).toMatch(/^\n# >>> assume >>>\n[\n\x20-\x7e]*\n# <<< assume <<<\n$/);
    expect(TEXT).not.toMatch(/(^|[\s'"])\/\w/m);
  });

  /** Prints syntax errors, and syntax that Windows PowerShell 5.1 lacks. */
  const LINT = `
    $tokens = $errors = $null
    $ast = [System.Management.Automation.Language.Parser]::ParseFile($args[0], [ref] $tokens, [ref] $errors)
    foreach ($problem in $errors) { $problem.ErrorId }
    foreach ($node in $ast.FindAll({ $args[0].GetType().Name -in 'TernaryExpressionAst', 'PipelineChainAst' }, $true)) { $node.GetType().Name }
    foreach ($node in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.ScriptBlockAst] -and $args[0].CleanBlock }, $true)) { 'clean' }
    foreach ($token in $tokens) { if ($token.Kind -in 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket') { "$($token.Kind)" } }`;

  test('uses no syntax that Windows PowerShell 5.1 lacks', async () => {
    for (const script of [SCRIPT, SCRIPT.replace('assume.ps1', 'renew.ps1')])
      expect(await run('pwsh', LINT, { args: [script] })).toEqual({ status: 0, stdout: '', stderr: '' });
    const modern = stub.write(
      'modern.ps1',
      '$a = $b ? 1 : 2; ls && ls; $a ?? 1; $a ??= 1; ${a}?.b; ${a}?[0]; function f { clean { } }; }',
    );
    const { stdout } = await run('pwsh', LINT, { args: [modern] });
    expect(stdout.split('\n').slice(0, -1).sort()).toEqual(
      [
        ...['PipelineChainAst', 'QuestionDot', 'QuestionLBracket', 'QuestionQuestion', 'QuestionQuestionEquals'],
        ...['TernaryExpressionAst', 'UnexpectedToken', 'clean'],
      ].sort(),
    );
  });

  test.each([
    ['the dot', `. '${SCRIPT}'`],
    ['Invoke-Expression', `Invoke-Expression ((& cat '${SCRIPT}') -join "\`n")`],
    ['Invoke-Expression in a function', `function load { Invoke-Expression ((& cat '${SCRIPT}') -join "\`n") }; load`],
    ['the dot in constrained language mode', `. '${SCRIPT}'`, CONSTRAINED],
  ])('loads silently and twice by %s, and defines only its functions', async (_, load, mode = '') => {
    const script = `${STRICT}
      $before = $names = $name = $null
      & cat /dev/null
      $names = { (Get-Item variable:*).Name; (Get-Item function:*).Name; (Get-Item alias:*).Name }
      Set-Alias assume Get-Date
      ${mode}
      $before = & $names
      ${load}
      ${load}
      foreach ($name in & $names) { if ($name -notin $before) { "+$name" } }
      foreach ($name in $before) { if ($name -notin (& $names)) { "-$name" } }
      "$((Get-Command assume).CommandType)"`;
    const result = await run('pwsh', script, { env: stub.env });
    expect(result).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^(\+(load|__assume_[a-z]+|assume_prompt)\n){28,29}Function\n$/),
      stderr: '',
    });
    expect(stub.calls()).toEqual([]);
  });
});

describe.each([
  ['with default options', ''],
  ['with the strictest options', `${STRICT}\n$PSNativeCommandUseErrorActionPreference = $true`],
  ['in constrained language mode', CONSTRAINED],
])('%s', (mode, before) => {
  const isStrict = before.includes(STRICT);
  const isQuiet = before === '';

  describeShell('pwsh', `assume in PowerShell ${mode}`, () => {
    beforeEach(() => {
      stub.answers(change);
      stub.does(PROFILES);
    });

    test('applies the complete change if the program succeeds', async () => {
      expect(
        await session(
          [
            `$env:AWS_PROFILE = 'old'; assume good; ${NOW}`,
            `"$env:AWS_SECRET_ACCESS_KEY" -ceq ${quote('line 1\nline \u2019')}; "<$env:AWS_PROFILE>"`,
            `assume off; ${NOW}`,
            `assume good && 'and'`,
            `assume good -ErrorAction Stop || 'or'`,
          ],
          { before },
        ),
      ).toEqual(['True 0 <AKIA>\n', 'True\n<>\n', 'True 0 <AKIA>\n', 'and\n', '']);
    });

    test('changes nothing if the program fails or is killed halfway, and returns its status', async () => {
      const tried = (line: string) =>
        `try { ${line}; ${NOW} } catch { "caught $_"; "$LASTEXITCODE <$env:AWS_ACCESS_KEY_ID>" }`;
      const found = await session(
        [
          tried('assume bad'),
          tried('assume killed'),
          tried('assume use -ErrorAction Stop; assume bad -ErrorAction Stop'),
          "try { assume bad && 'and' } catch { 'caught' }",
          "try { assume bad || 'or' } catch { 'caught' }",
        ],
        { before, stderr: 'why\n'.repeat(5) },
      );
      const caught = (status: number) => `caught assume exited with status ${status}\n${status} <>\n`;
      expect(found).toEqual(
        isQuiet
          ? ['False 3 <>\n', 'False 137 <>\n', caught(3), '', 'or\n']
          : [caught(3), caught(137), caught(3), 'caught\n', isStrict ? 'caught\n' : 'caught\n'],
      );
    });

    test('reports that the program is missing', async () => {
      const line = `try { assume good -ErrorAction Stop } catch { "$_ $LASTEXITCODE" }`;
      const found = await session(["$env:PATH = '/nonexistent'", line, line.replace('good', 'list')], { before });
      expect(found.slice(1)).toEqual(Array(2).fill('the program "assume" is not on the PATH 127\n'));
    });

    test('returns the status of the snippet, whose output is that of the function', async () => {
      const line = `try { $found = assume new; "$found $? $LASTEXITCODE" } catch { "caught $LASTEXITCODE" }`;
      expect(await session(['try { assume new } catch { }; $LASTEXITCODE', line], { before })).toEqual([
        'printed\n4\n',
        isQuiet ? 'printed False 4\n' : 'caught 4\n',
      ]);
    });

    test("runs commands directly that don't change the shell", async () => {
      stub.does('cat; echo problem >&2; exit 5');
      const lines = PASSTHROUGH_COMMANDS.map(
        (word) => `try { 'typed' | assume ${word} 'a b'; "$? $LASTEXITCODE" } catch { "caught $LASTEXITCODE" }`,
      );
      const found = await session(lines, { before, stderr: 'problem\n'.repeat(PASSTHROUGH_COMMANDS.length) });
      expect(found).toEqual(PASSTHROUGH_COMMANDS.map(() => `typed\n${isQuiet ? 'False' : 'caught'} 5\n`));
      expect(stub.calls()).toEqual(PASSTHROUGH_COMMANDS.map((word) => [word, 'a b']));
    });

    test('passes arguments as typed', async () => {
      const words = [
        'use',
        '',
        'two words',
        "it's",
        'say "x"',
        'a=b',
        '-q',
        '$HOME',
        // Without method calls, PowerShell can't be kept from expanding these as file name patterns.
        ...(before === CONSTRAINED ? [] : ['*', '~']),
        'a\\',
        'a\nb',
        '\u958b\u767a',
        '-x:y',
      ];
      await session(
        [`assume ${words.map(quote).join(' ')}`, 'assume', 'assume x -t 012345 1e3 1kb 007 -- -o wide', 'assume -'],
        { before },
      );
      expect(stub.calls().map((call) => call.slice(2))).toEqual([
        words,
        [],
        ['x', '-t', '012345', '1e3', '1kb', '007', '-o', 'wide'],
        ['-'],
      ]);
    });
  });
});

/** What a $PROFILE may contain. */
const SETTINGS: Readonly<Record<string, string>> = {
  'no settings': '',
  'the strictest mode': 'Set-StrictMode -Version Latest',
  'errors that stop':
    '$ErrorActionPreference = "Stop"; $WarningPreference = "Stop"; $PSNativeCommandUseErrorActionPreference = $true',
  'ignored errors': '$ErrorActionPreference = "Ignore"; $WarningPreference = "Ignore"; $ProgressPreference = "Ignore"',
  'silent errors': '$ErrorActionPreference = "SilentlyContinue"; $InformationPreference = "Continue"',
  'all streams visible': '$VerbosePreference = $DebugPreference = $InformationPreference = "Continue"',
  'default parameter values':
    '$PSDefaultParameterValues = @{ "*:ErrorAction" = "Stop"; "*:Verbose" = $true; "*:OutVariable" = "seen"; "Get-Command:All" = $true; "Disabled" = $false }',
  'another separator': '$OFS = "|"; $FormatEnumerationLimit = 1',
  'legacy argument passing': '$PSNativeCommandArgumentPassing = "Legacy"',
  'no module autoloading': '$PSModuleAutoLoadingPreference = "None"',
  'aliases named like cmdlets':
    '"Get-Item", "Get-Command", "Remove-Item", "Invoke-Expression" | ForEach-Object { Set-Alias $_ Write-Output }',
  'an alias named assume': 'Set-Alias assume Write-Output',
  'functions named like cmdlets':
    'function global:Get-Command { throw "no" }; function global:Remove-Item { throw "no" }',
  'variables named like its own':
    '$Words = "x"; $cli = "x"; $text = "x"; $odd = $true; $full = $false; $each = "x"; $taken = "x"',
  'another encoding': '[Console]::OutputEncoding = [System.Text.Encoding]::GetEncoding(28591)',
  'a trap': 'trap { continue }',
};

describeShell('pwsh', 'assume in PowerShell with', () => {
  test.each(Object.entries(SETTINGS))(
    '%s: changes the environment, changes nothing after a failure, and uses a session file',
    async (_, setting) => {
      stub.answers(change);
      stub.does(PROFILES);
      writeSession(stub, { profile: 'fresh' });
      const now = '"$LASTEXITCODE <$env:AWS_ACCESS_KEY_ID>"';
      const lines = ['bad', 'good', 'fresh', 'off'].map(
        (word) => `try { assume ${word} 4>$null 5>$null } catch { }\n${now}`,
      );
      const script = `${setting}\n. '${SCRIPT}'\n${lines.join('\n')}`;
      const { stdout, stderr } = await run('pwsh', script, {
        env: { ...stub.env, ASSUME_RESTORE: '{}' },
        cwd: stub.home,
      });
      expect(stdout).toBe('3 <>\n0 <AKIA>\n0 <ASIAFRESH>\n0 <ASIAFRESH>\n');
      expect(stderr).toBe('why\n');
      expect(stub.calls().map((call) => call.at(-1))).toEqual(['bad', 'good', 'off']);
    },
  );
});

describeShell('pwsh', 'assume in PowerShell', () => {
  test('changes the shell from every kind of call', async () => {
    stub.answers(change);
    stub.does(PROFILES);
    const places = [
      'function f { assume good }; f',
      '& { assume good }',
      '. { assume good }',
      'Invoke-Expression "assume good"',
      '1..2 | ForEach-Object { assume good }',
      'if ($true) { try { assume good } finally { } }',
      '$null = New-Module -Name inner -ScriptBlock { function go { assume good } } | Import-Module -Global -PassThru; go',
      '$seen = "$(assume good)"',
      'assume good | Out-Null',
      'assume good *>$null',
      'assume good 2>$null',
      'function f { trap { continue }; assume good; }; f',
      'function f { process { assume good } }; 1 | f',
      '& ([scriptblock]::Create("assume good"))',
    ];
    const clear = '$env:AWS_ACCESS_KEY_ID = $null';
    const found = await session(places.map((line) => `${clear}; ${line}; ${NOW}`));
    expect(found.map((printed, at) => [places[at], printed])).toEqual(places.map((line) => [line, 'True 0 <AKIA>\n']));
  });

  test.each([
    ['', 'with default options'],
    [CONSTRAINED, 'in constrained language mode'],
  ])('rejects an invalid snippet without running or showing any of it (%s)', async (mode) => {
    for (const text of [`${change}\n\${env:HALF} = 'hush`, 'Usage: assume <profile>', "& { 'half'", '']) {
      stub.answers(text);
      const lines = `try { assume good -ErrorAction Stop } catch { "$_ $LASTEXITCODE <$env:AWS_ACCESS_KEY_ID>" }`;
      expect(await session([lines], { before: mode })).toEqual([
        'the program "assume" on the PATH is not this one, so nothing was changed 1 <>\n',
      ]);
    }
  });

  test("doesn't mistake default parameter values for typed options", async () => {
    stub.does('echo "$@"');
    const before =
      '$PSDefaultParameterValues = @{ "*:ErrorAction" = "Stop"; "assume:OutVariable" = "seen"; "Disabled" = $false }';
    expect(await session(['assume exec me -- ls', "'typed' | assume exec me -- ls"], { before })).toEqual([
      'exec me -- ls\n',
      'exec me -- ls\n',
    ]);
  });

  test.each([
    ['', 'with default options'],
    [`${CONSTRAINED}\n${STRICT}`, 'in constrained language mode'],
  ])('passes on the first -- of exec, which PowerShell drops (%s)', async (mode) => {
    stub.does('for word; do printf "<%s>" "$word"; done; echo');
    const rows = [
      ['assume exec -- ls -l', '<exec><--><ls><-l>'],
      [
        '$name = "exec"; $true > $null; assume $name --plain --region=x -- ls -- y',
        '<exec><--plain><--region=x><--><ls><--><y>',
      ],
      [`'typed' | assume exec -r "a  b" -r 'c' -- ls | Out-String -NoNewline`, '<exec><-r><a  b><-r><c><--><ls>'],
      ['if ($true) { assume exec -- `\n  ls `\n  -l }', '<exec><--><ls><-l>'],
      ['function run { assume exec -- @args }; run ls -l', '<exec><--><ls><-l>'],
      ['& assume exec --', '<exec><-->'],
      ["assume exec '--' ls", '<exec><--><ls>'],
      ['assume exec me ls "a -- b"', '<exec><me><ls><a -- b>'],
      ['assume exec me -- ls -- x', '<exec><me><--><ls><--><x>'],
    ] as const;
    const expected = rows.map(([, words]) => `${words}\n`);
    expect(
      await session(
        rows.map(([line]) => line),
        { before: mode },
      ),
    ).toEqual(expected);
  });

  test('shows no secret in a trace', async () => {
    stub.answers(powershell.set('AWS_SECRET_ACCESS_KEY', 'hush'));
    for (const level of [1, 2]) {
      const [printed] = await session([
        `Set-PSDebug -Trace ${level}; assume prod; Set-PSDebug -Off; "$env:AWS_SECRET_ACCESS_KEY".Length`,
      ]);
      expect(printed).toContain('assume prod');
      expect(printed).toMatch(/\n4\n$/);
      expect(printed).not.toContain('hush');
    }
  });

  test('runs the script that npm puts on the PATH on Windows', async () => {
    stub.answers(change);
    stub.write('bin/assume.ps1', '$ret = 0\n& "$PSScriptRoot/assume" $args\n$ret = $LASTEXITCODE\nexit $ret\n');
    expect(
      await session([`assume good 'a b' -t 012 --x; ${NOW}`, powershell.run(['assume', 'list', '--', '-x'])]),
    ).toEqual(['True 0 <AKIA>\n', change]);
    expect(stub.calls()).toEqual([
      ['--eval=powershell/1', '--', 'good', 'a b', '-t', '012', '--x'],
      ['list', '--', '-x'],
    ]);
  });

  describe.each([
    ['a file of an unknown format', '\0\0'],
    ['a script whose interpreter is missing', '#!/nonexistent/interpreter\n'],
  ])("a program that can't be started, %s,", (_, content) => {
    test.each([
      ['', 'with default options'],
      [STRICT, 'with the strictest options'],
      [CONSTRAINED, 'in constrained language mode'],
    ])('is a failure that changes nothing (%s%s)', async (before) => {
      stub.write('bin/assume', content);
      const calls = ['assume prod', 'assume list', "'typed' | assume list", '$kept = assume list'];
      const split = `'----'; & sh -c 'echo ---- >&2'`;
      const tried = calls.map(
        (call) => `try { ${call}; ${NOW} } catch { "caught $LASTEXITCODE <$env:AWS_ACCESS_KEY_ID>" }
          try { ${call} && 'went on' } catch { }`,
      );
      const options = { env: stub.env, cwd: stub.home };
      const start = `${before}\n. '${SCRIPT}'`;
      const { stdout, stderr } = await run('pwsh', [start, ...tried].join(`\n${split}\n`), options);
      expect(stdout.split('----\n').slice(1)).toEqual(calls.map(() => 'caught 126 <>\n'));
      // From stdin, what follows an error that stops a script is still run.
      const stdin = `${[start, ...calls].join(`\n${split}\n`)}\n`;
      const shown = await runProgram('pwsh', ['-NoProfile', '-NonInteractive', '-Command', '-'], { ...options, stdin });
      const [seen, alsoSeen] = [stderr, shown.stderr].map((text) => text.split('----\n').slice(1));
      expect(calls.map((call, at) => [call, `${seen?.[at]}${alsoSeen?.[at]}`])).toEqual(
        calls.map((call) => [call, expect.stringMatching(/program 'assume' failed to run/i)]),
      );
    });
  });

  test('reports that the program is missing in the default error view', async () => {
    const { stderr } = await run('pwsh', `. '${SCRIPT}'\n$env:PATH = '/nonexistent'\nassume prod`, { env: stub.env });
    expect(stderr).toMatch(/the program "assume" is not on the PATH/);
  });
});

/** Two more names, with characters that are special only in PowerShell: its other quotes, and a comma. */
const ALL_NAMES = [...NAMES, 'p27\u2019quote\u201b', 'p28,comma'];
const COMMAND = 'p99list';
const LINES = [...ALL_NAMES.map((name, at) => `${name}\trole ${at}`), `${COMMAND}\tShow\tcommand`].join('\n');

const list = (text = LINES, options: Parameters<typeof writeProfileList>[2] = {}) =>
  writeProfileList(stub.home, `${text}\n`, options);

/** Completes the line as TAB does, and prints the matches. */
const TAB = `function tab($line, $cursor = $line.Length) {
  $script:found = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $cursor, $null)
  foreach ($match in $found.CompletionMatches) { $match.CompletionText + '|' + $match.ListItemText + '|' + $match.ToolTip }
}`;

describeShell('pwsh', 'TAB in PowerShell', () => {
  const offered = async (lines: readonly string[], before = '') =>
    (await session([TAB, ...lines.map((line) => `tab ${quote(line)}`)], { before }))
      .slice(1)
      .map((part) => part.split('\n').slice(0, -1));

  test('completes every name, bare, after `use` and in open quotes, to a line that passes that name', async () => {
    list();
    const starts = ALL_NAMES.flatMap((name) => [
      `assume ${name.slice(0, 3)}`,
      ...['use ', '"', "'", 'use "'].map((typed) => `assume ${typed}${name.slice(0, 3)}`),
    ]);
    const lines = starts.map(
      (start) => `$line = ${quote(start)}; tab $line
        $line = $line.Substring(0, $found.ReplacementIndex) + $found.CompletionMatches[0].CompletionText
        . ([scriptblock]::Create($line))`,
    );
    const printed = (await session([TAB, ...lines], { before: STRICT })).slice(1);
    expect(printed.map((each) => each.replace(/^('.*'|.*?)\|/, ''))).toEqual(
      ALL_NAMES.flatMap((name, at) => Array(5).fill(`${name}|role ${at}\n`)),
    );
    const call = (...words: string[]) => ['--eval=powershell/1', '--', ...words];
    expect(stub.calls()).toEqual(
      ALL_NAMES.flatMap((name) => [call(name), call('use', name), call(name), call(name), call('use', name)]),
    );
  });

  test('keeps plain names, and quotes others', async () => {
    list(['prod:admin', '開発', '007', 'a@b', '--x', '@a', '-q', 'a,b', 'x y'].map((name) => `${name}\t`).join('\n'));
    const [first] = await offered(['assume ']);
    expect(first?.map((line) => line.split('|')[0])).toEqual([
      '--x',
      "'-q'",
      '007',
      "'@a'",
      "'a,b'",
      'a@b',
      'prod:admin',
      "'x y'",
      '開発',
    ]);
  });

  test('completes after the odd characters of a name, quoted for PowerShell, ignoring case', async () => {
    list();
    const typed = [
      'p01:a',
      'p02@',
      'p05` t',
      '"p05 t',
      "'p05 two w",
      '"p08`$H',
      "'p08$H",
      'p09\\',
      'p10[',
      'p13開',
      'P01:A',
      "'p06it''s",
      '"p07`"q',
      'p11*',
      'p28,',
    ];
    const found = await offered(typed.map((word) => `assume use ${word}`));
    expect(found.map((each) => each.map((line) => line.split('|')[1]?.slice(0, 3)))).toEqual(
      ['01', '02', '05', '05', '05', '08', '08', '09', '10', '13', '01', '06', '07', '11']
        .map((number) => [`p${number}`])
        // PowerShell offers files if there are no candidates.
        .concat([readdirSync(stub.home).map((name) => name.slice(0, 3))]),
    );
  });

  test('offers commands as the first word, and only profiles after `use`, without running a program', async () => {
    list();
    const found = await offered(
      [`assume ${COMMAND}`, 'assume use p99', 'assume use p01 | assume p02', '$x = assume p03'],
      "$env:PATH = '/nonexistent'",
    );
    expect(found).toEqual([
      [`${COMMAND}|${COMMAND}|Show`],
      [],
      ['p02@corp|p02@corp|role 1'],
      ['p03=ops|p03=ops|role 2'],
    ]);
    expect(stub.calls()).toEqual([]);
  });

  test('respects the variables of the AWS files and XDG_CACHE_HOME', async () => {
    list('plain\tx');
    list('other\ty', { config: '/c o', credentials: '/cred', cache: `${stub.home}/cache` });
    const env = `$env:XDG_CACHE_HOME = '${stub.home.replace("'", "''")}/cache'; $env:AWS_CONFIG_FILE = '/c o'; $env:AWS_SHARED_CREDENTIALS_FILE = '/cred'`;
    expect(await offered(['assume '], env)).toEqual([['other|other|y']]);
    expect(await offered(['assume '], "$env:XDG_CACHE_HOME = ''")).toEqual([['plain|plain|x']]);
    expect(stub.calls()).toEqual([]);
  });

  test('completes the word at the cursor, and keeps what follows', async () => {
    list();
    const line =
      "$line = 'assume plan p05 --json p01'; tab $line 15; $found.ReplacementIndex, $found.ReplacementLength";
    expect((await session([TAB, line]))[1]).toBe("'p05 two words'|p05 two words|role 4\n12\n3\n");
    expect(stub.calls()).toEqual([]);
  });

  test.each([
    ['there is no list', () => {}],
    ['the list is for another config file', () => list(LINES, { config: '/other' })],
    ['the list is for another credentials file', () => list(LINES, { credentials: '/other' })],
  ])('runs the program once if %s', async (_, given) => {
    given();
    stub.answers('開発\tnew\ninit\tPrint\tcommand\n');
    expect(await offered(['assume '], STRICT)).toEqual([['開発|開発|new', 'init|init|Print']]);
    expect(stub.calls()).toEqual([['--complete=powershell/1', '--', '']]);
  });

  test.each(['Standard', 'Legacy'])(
    'runs the program for options and later words, with the words unquoted (%s)',
    async (passing) => {
      list();
      stub.does("printf '%s\\t%s\\n' --region 'The region' -q Quiet p05x; echo problem >&2; exit 1");
      const lines = [
        'assume --re',
        'assume use --re',
        'assume --x "a b" 007 ',
        'assume exec --no-cache "p05',
        'assume -t ',
        'assume use -t 0123 ',
      ];
      expect(
        (await offered(lines, `${STRICT}; $PSNativeCommandArgumentPassing = '${passing}'`)).map((each) => each.length),
      ).toEqual([1, 1, 3, 1, 3, 3]);
      expect(stub.calls().map((call) => call.slice(2))).toEqual([
        ['--re'],
        ['use', '--re'],
        ['--x', 'a b', '007', ''],
        ['exec', '--no-cache', 'p05'],
        ['-t', ''],
        ['use', '-t', '0123', ''],
      ]);
    },
  );

  test('preserves the exit status, strict mode and encoding', async () => {
    stub.answers('--x\t\u958b\u767a\n', 1);
    const line =
      "& sh -c 'exit 6'; tab 'assume --x'; \"$LASTEXITCODE $([Console]::OutputEncoding.WebName)\"; try { $nope } catch { 'strict' }";
    const latin = '[Console]::OutputEncoding = [System.Text.Encoding]::GetEncoding(28591)';
    const [, shown] = await session([TAB, line], { before: `${STRICT}; ${latin}`, ownProcess: true });
    expect(shown).toBe('--x|--x|??\n6 iso-8859-1\nstrict\n');
    expect(stub.calls()).toHaveLength(1);
  });
});

describeShell('pwsh', 'a user at PowerShell', () => {
  let terminal: InteractiveShell;
  const open = async (init = '') => {
    terminal = await interactiveShell('pwsh', {
      home: stub.home,
      init: `${init}${TEXT}`,
      env: stub.env,
      cwd: stub.home,
    });
  };
  afterEach(() => terminal?.close());

  test.each([
    ['', ''],
    [' in constrained language mode', `${CONSTRAINED}\n`],
  ])('completes with TAB%s', async (_, init) => {
    if (!init) list();
    stub.does(
      `[ "$1" = --complete=powershell/1 ] && printf '%s\\n' 'p01:admin	x' 'p05 two words	y' "p06it's	z"; exit 0`,
    );
    await open(init);
    for (const typed of ['p01\t', 'use p05\t', '"p06\t']) await terminal.enter(`assume ${typed}`);
    const calls = stub.calls().filter(([first]) => first === '--eval=powershell/1');
    expect(calls.map((call) => call.slice(2))).toEqual([['p01:admin'], ['use', 'p05 two words'], ["p06it's"]]);
  });

  test('answers a prompt of the program, whose stdin and stderr are the terminal', async () => {
    stub.does(
      'test -t 0 && test -t 2 && printf "code: " >&2 && read -r code && echo "\\${env:AWS_REGION} = \'$code\'"',
    );
    await open();
    terminal.type('assume prod\r');
    await terminal.waitFor(/code:$/);
    await terminal.enter('012345');
    expect(await terminal.enter('"got $env:AWS_REGION"')).toBe('got 012345');
  });

  test('connects the terminal to a command that runs directly, or by a snippet', async () => {
    const onTerminal = 'test -t 0 && test -t 1 && test -t 2 && echo all';
    stub.write('run', powershell.run(['assume', 'new']));
    stub.does(`case $1 in list) ${onTerminal} ;; new) ${onTerminal} three ;; *) cat "$here/run" ;; esac`);
    await open();
    expect(await terminal.enter('assume list')).toBe('all');
    expect(await terminal.enter('assume new')).toBe('all three');
  });

  test('interrupts with Ctrl-C, which changes nothing', async () => {
    stub.does('echo "\\${env:HALF} = 1"; printf "code: " >&2; read -r code');
    await open();
    terminal.type('assume prod\r');
    await terminal.waitFor(/code:$/);
    await terminal.interrupt();
    // PowerShell kills a program whose output it captures, unless Ctrl-C has already ended it.
    expect(await terminal.enter('"status $LASTEXITCODE, half <$env:HALF>"')).toMatch(/^status (130|137), half <>$/);
  });

  test('sees each message only once', async () => {
    stub.does('echo "assume: no such profile" >&2; exit 3');
    await open();
    expect(await terminal.enter('assume nope')).toBe('assume: no such profile');
    expect(await terminal.enter("assume nope && 'went on'")).toBe('assume: no such profile');
    rmSync(join(stub.home, 'bin'), { recursive: true });
  });
});
