import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssumeError } from '../../src/errors';
import { cmd, elvish, fish, json, posix, powershell, tcsh } from '../../src/shells/dialects';
import type { Dialect } from '../../src/shells/render';
import { render, renderRun } from '../../src/shells/render';
import { findShell, SHELL_NAMES, SHELLS } from '../../src/shells/table';
import { hostileValues } from '../support/hostileValues';
import { type AnyShell, describeShell, type RunOptions, run, runProgram } from '../support/shells';
import { makeStub } from '../support/stub';

const VALUES = hostileValues();
const setAll = VALUES.map((value, at) => [`HOSTILE_${at}`, value] as const);

/** Writes the variables that a child inherits, not the shell's own view of them. */
const DUMP = `
  const names = Object.keys(process.env).filter((name) => name.startsWith('HOSTILE_'));
  require('node:fs').writeFileSync(process.argv[2], JSON.stringify(Object.fromEntries(names.map((name) => [name, process.env[name]]))));
`;

interface Setup {
  readonly title: string;
  readonly shell: AnyShell;
  readonly dialect: Dialect;
  /** Evaluates the file SET as the shell integration does and dumps to FULL; then the same with UNSET and EMPTY. */
  readonly script: string;
  readonly flags?: readonly string[];
}

const posixScript = (options: string) => `${options}
function export { echo hijacked; }
function unset { echo hijacked; }
first=$(\\builtin command cat "$SET"); \\builtin eval "$first"; "$NODE" "$DUMP" "$FULL"
second=$(\\builtin command cat "$UNSET"); \\builtin eval "$second"; "$NODE" "$DUMP" "$EMPTY"
\\builtin eval "$second"
`;
const fishScript = `
set -l first (cat $SET | string collect); eval $first; or exit 9; $NODE $DUMP $FULL
set -l second (cat $UNSET | string collect); eval $second; or exit 9; $NODE $DUMP $EMPTY
eval $second; or exit 9
`;
const powershellScript = (evaluate: string, options = '') => `Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$first = (& cat $env:SET) -join "\`n"
$second = (& cat $env:UNSET) -join "\`n"
${options}
${evaluate.replace('TEXT', '$first')}; & $env:NODE $env:DUMP $env:FULL
${evaluate.replace('TEXT', '$second')}; & $env:NODE $env:DUMP $env:EMPTY
${evaluate.replace('TEXT', '$second')}
`;
const tcshScript = (options: string) => `${options}
set first = ("\`cat $SET\`"); eval $first:q; $NODE $DUMP $FULL
set second = ("\`cat $UNSET\`"); eval $second:q; $NODE $DUMP $EMPTY
eval $second:q
`;
const ZSH_OPTIONS =
  'setopt ksh_arrays sh_word_split rc_quotes no_unset err_exit glob_subst extended_glob magic_equal_subst';
const TCSH_OPTIONS = 'set backslash_quote noglob nonomatch noclobber';
const CONSTRAINED = "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'";

const SETUPS: readonly Setup[] = [
  { title: 'bash', shell: 'bash', dialect: posix, script: posixScript(':') },
  { title: 'bash -euo pipefail', shell: 'bash', dialect: posix, script: posixScript('set -euo pipefail') },
  { title: 'bash with history expansion', shell: 'bash', dialect: posix, script: posixScript('set -eu -o history -H') },
  { title: 'zsh', shell: 'zsh', dialect: posix, script: posixScript(':') },
  { title: 'zsh with strict options', shell: 'zsh', dialect: posix, script: posixScript(ZSH_OPTIONS) },
  { title: 'zsh as sh', shell: 'zsh', dialect: posix, script: posixScript('emulate sh; set -eu') },
  { title: 'zsh as ksh', shell: 'zsh', dialect: posix, script: posixScript('emulate ksh; set -eu') },
  { title: 'fish', shell: 'fish', dialect: fish, script: fishScript },
  { title: 'tcsh', shell: 'tcsh', dialect: tcsh, script: tcshScript(':') },
  { title: 'tcsh with odd options', shell: 'tcsh', dialect: tcsh, script: tcshScript(TCSH_OPTIONS) },
  {
    title: 'PowerShell',
    shell: 'pwsh',
    dialect: powershell,
    script: powershellScript('. ([scriptblock]::Create(TEXT))'),
  },
  {
    title: 'PowerShell in constrained language mode',
    shell: 'pwsh',
    dialect: powershell,
    script: powershellScript('Invoke-Expression TEXT', CONSTRAINED),
  },
];

const shown = (value: string | undefined) => JSON.stringify(value)?.slice(0, 60);

for (const { title, shell, dialect, script } of SETUPS) {
  const isAccepted = (value: string) => !dialect.refuses?.characters.test(value);
  const accepted = setAll.filter(([, value]) => isAccepted(value));
  describeShell(shell, `the dialect of ${title}`, () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'assume-dialect-'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    test(`${accepted.length} hostile values reach a child byte for byte, and are removed silently`, async () => {
      const file = (name: string, text?: string) => {
        const path = join(folder, name);
        if (text !== undefined) writeFileSync(path, text);
        return path;
      };
      const env: RunOptions['env'] = {
        NODE: process.execPath,
        DUMP: file('dump.js', DUMP),
        SET: file('set', render(accepted, dialect)),
        UNSET: file(
          'unset',
          render(
            setAll.map(([name]) => [name, null] as const),
            dialect,
          ),
        ),
        FULL: file('full'),
        EMPTY: file('empty'),
      };
      const result = await run(shell, script, { env });
      expect({ ...result, stdout: result.stdout.slice(0, 500), stderr: result.stderr.slice(0, 500) }).toEqual({
        status: 0,
        stdout: '',
        stderr: '',
      });
      const full = JSON.parse(readFileSync(join(folder, 'full'), 'utf8'));
      const wrong = accepted.filter(([name, value]) => full[name] !== value);
      expect(wrong.map(([name, value]) => `${shown(value)} became ${shown(full[name])}`)).toEqual([]);
      expect(JSON.parse(readFileSync(join(folder, 'empty'), 'utf8'))).toEqual({});
    });

    test('runs a program, never a function of that name, with unchanged arguments, and returns its exit status', async () => {
      const stub = makeStub();
      try {
        stub.does('exit 7');
        const words = [
          'list',
          '',
          'two words',
          "it's",
          '-x',
          '--',
          '-x:y',
          '$(id)',
          'a\nb',
          'c\\',
          '\u958b\u767a',
          '@x',
          '%',
        ].filter(isAccepted);
        const functionOf = {
          fish: 'function assume; echo never; end',
          pwsh: 'function assume { "never" }',
          tcsh: 'alias assume echo never',
        } as Record<string, string>;
        const mode = script.includes(CONSTRAINED) ? CONSTRAINED : '';
        const ending = shell === 'pwsh' ? 'exit $LASTEXITCODE' : '';
        const never = functionOf[shell] ?? 'assume() { echo never; }';
        const text = `${mode}\n${never}\n${renderRun(['assume', ...words], dialect)}${ending}\n`;
        expect(await run(shell, text, { env: stub.env })).toEqual({ status: 7, stdout: '', stderr: '' });
        expect(stub.calls()).toEqual([words]);
      } finally {
        stub.remove();
      }
    });
  });
}

describeShell('fish', 'the dialect of fish and universal variables', () => {
  test("unsets only our variable, never the user's universal one", async () => {
    const stub = makeStub();
    try {
      const script = `set -U KEPT mine; set -g KEPT ours; ${fish.unset('KEPT')}; ${fish.unset('KEPT')}; echo $KEPT`;
      const path = stub.write('script.fish', script);
      const result = await runProgram('fish', [path], { env: stub.env }); // not --no-config, which has no universal variables
      expect(result).toEqual({ status: 0, stdout: 'mine\n', stderr: '' });
    } finally {
      stub.remove();
    }
  });
});

describe('a rendered change', () => {
  const change = [
    ['AWS_REGION', "it's"],
    ['AWS_PROFILE', null],
  ] as const;

  test.each([
    [posix, "\\builtin export AWS_REGION='it'\\''s'\n\\builtin unset -v AWS_PROFILE\n"],
    [fish, "set -gx AWS_REGION 'it\\'s'\nset -e -g AWS_PROFILE; or true\n"],
    [powershell, "${env:AWS_REGION} = 'it''s'\n${env:AWS_PROFILE} = $null\n"],
    [cmd, 'set "AWS_REGION=it\'s"\nset "AWS_PROFILE="\nset "more=AWS_REGION AWS_PROFILE"\n'],
    [tcsh, "setenv AWS_REGION 'it'\\''s';\nunsetenv AWS_PROFILE;\n"],
    [elvish, "set-env AWS_REGION 'it''s'\nunset-env AWS_PROFILE\n"],
    [json, '{"AWS_REGION":"it\'s"}\n{"AWS_PROFILE":null}\n'],
  ])('has one statement per line, each with a newline', (dialect, text) => {
    expect(render(change, dialect)).toBe(text);
  });

  test("is pure ASCII for PowerShell, which decodes output with the console's code page", () => {
    expect(render(setAll, powershell)).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test.each(SHELLS)("is an error in $name for a value with a NUL, and doesn't show the value", ({ dialect }) => {
    const refused = () => render([['AWS_SESSION_TOKEN', 'secret\0']], dialect);
    expect(refused).toThrow(AssumeError);
    expect(refused).toThrow(/^AWS_SESSION_TOKEN (?!.*secret)/);
    expect(refused).toThrow(expect.objectContaining({ exitCode: 1 }));
  });
});

describe("a character that a dialect can't represent", () => {
  const refusals = SHELLS.flatMap(({ name, dialect }) => (dialect.refuses ? [[name, dialect] as const] : []));
  const REFUSED: Record<string, string> = { tcsh: '\n', cmd: '%!^&|<>\n\r\t\x1b\u00e9\u2019' };

  test.each(refusals)(
    "is an error in %s, in a value and in an argument, and doesn't show the text",
    (name, dialect) => {
      for (const character of REFUSED[name] ?? '') {
        const value = `se${character}cret`;
        for (const attempt of [
          () => render([['AWS_REGION', value]], dialect),
          () => renderRun(['assume', value], dialect),
        ]) {
          expect(attempt).toThrow(/^(AWS_REGION|The command line) contains (?!.*cret)/);
          expect(attempt).toThrow(expect.objectContaining({ exitCode: 1, hints: [expect.anything()] }));
        }
      }
      expect(Object.keys(REFUSED)).toContain(name);
    },
  );
});

describe('the table of shells', () => {
  test('finds a shell by its name and aliases only', () => {
    expect(SHELL_NAMES).toEqual([
      'bash',
      'zsh',
      'fish',
      'powershell',
      'sh',
      'tcsh',
      'cmd',
      'nushell',
      'elvish',
      'xonsh',
    ]);
    expect(SHELL_NAMES.map((name) => findShell(name)?.name)).toEqual(SHELL_NAMES);
    expect(findShell('pwsh')?.name).toBe('powershell');
    expect(findShell('nu')?.name).toBe('nushell');
    expect(['dash', 'ksh', 'busybox', 'csh'].map((name) => findShell(name)?.name)).toEqual(['sh', 'sh', 'sh', 'tcsh']);
    expect(['', 'shell', 'Bash', 'constructor', '__proto__'].map(findShell)).toEqual(Array(5).fill(undefined));
  });

  test('names a script that exists', () => {
    expect(SHELLS.filter(({ script }) => !existsSync(join(__dirname, '../../shell', script)))).toEqual([]);
  });
});
