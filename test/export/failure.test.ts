import { openDemo, scriptOf } from '../support/demo';
import { type AnyShell, describeShell, run } from '../support/shells';
import { interactiveShell } from '../support/terminal';

/** How a shell evaluates the output of `assume export`. */
interface Evaluation {
  readonly name: string;
  /** The line that does it. */
  readonly line: (words: string) => string;
  /** Prints the exit status of the line before, and the access key. */
  readonly show: string;
  /** A script that ends where the line fails. */
  readonly strict: (line: string) => string;
  /** The exit status of that script, if it isn't that of `assume`. */
  readonly ends?: number;
}

const posix = (name: string): Evaluation => ({
  name,
  line: (words) => `eval "$(command assume export ${words})"`,
  show: 'echo "$? $AWS_ACCESS_KEY_ID"',
  strict: (line) => `set -e\n${line}`,
});

const powershell = (setting: string): Evaluation => ({
  name: 'powershell',
  line: (words) => `& (Get-Command assume -CommandType Application)[0].Source export ${words} | Invoke-Expression`,
  show: '"$LASTEXITCODE $env:AWS_ACCESS_KEY_ID"',
  strict: (line) => `${setting}\n${line}`,
  ends: 1,
});

const EVALUATIONS: readonly (readonly [AnyShell, string, Evaluation])[] = [
  ['bash', '', posix('bash')],
  ['zsh', '', posix('zsh')],
  ...(['dash', 'ksh', 'mksh', 'busybox'] as const).map((shell) => [shell, '', posix('sh')] as const),
  [
    'tcsh',
    '',
    {
      name: 'tcsh',
      line: (words) => `eval "\`assume export ${words}\`"`,
      show: 'echo "$status $AWS_ACCESS_KEY_ID"',
      strict: (line) => `${line} || exit $status`,
    },
  ],
  [
    'fish',
    '',
    {
      name: 'fish',
      line: (words) => `command assume export ${words} | source`,
      show: 'echo "$status $AWS_ACCESS_KEY_ID"',
      strict: (line) => `${line}\nor exit`,
    },
  ],
  [
    'fish',
    ' by eval in a function',
    {
      name: 'fish',
      line: (words) => `function f; eval (command assume export ${words} | string collect); end; f`,
      show: 'echo "$status $AWS_ACCESS_KEY_ID"',
      strict: (line) => `${line}\nor exit`,
    },
  ],
  [
    'elvish',
    '',
    {
      name: 'elvish',
      line: (words) =>
        `var status = 0; try { eval (e:assume export ${words} | slurp) } catch e { set status = $e[reason][exit-status] }`,
      show: 'echo $status $E:AWS_ACCESS_KEY_ID',
      strict: (line) => line.replace(/.*try \{ (.*) \} catch.*/, '$1'),
      ends: 2,
    },
  ],
  ['pwsh', ' by default', powershell('')],
  ['pwsh', ' with errors that stop', powershell("$ErrorActionPreference = 'Stop'")],
  ['pwsh', ' with silent errors', powershell("$ErrorActionPreference = 'SilentlyContinue'")],
];

const EARLIER = { AWS_ACCESS_KEY_ID: 'AKIAEARLIER', AWS_SECRET_ACCESS_KEY: 'earlier' };

for (const [shell, how, { name, line, show, strict, ends }] of EVALUATIONS) {
  describeShell(shell, `a failed assume export in ${shell}${how}`, () => {
    let demo: Awaited<ReturnType<typeof openDemo>>;
    beforeAll(async () => {
      demo = await openDemo();
    });
    afterAll(() => demo.close());
    const inShell = (script: string) => run(shell, script, { env: { ...demo.home.env, ...EARLIER } });

    const attempt = (words: string) => (shell === 'pwsh' ? `try { ${line(words)} } catch { }` : line(words));
    test.each([
      [3, `nope --format ${name}`, /"nope"/],
      [5, `denied --format ${name}`, /AccessDenied/],
      [4, `prod --format=${name}`, /MFA code/],
      [2, `dev --format ${name} --bogus`, /--bogus/],
    ])('fails with status %i: %s', async (status, words, says) => {
      const { stdout, stderr } = await inShell(`${attempt(words)}\n${show}\n`);
      expect(stdout).toBe(`${status} AKIAEARLIER\n`);
      expect(stderr).toMatch(says);
    });

    test('ends a script that ends at the first failure', async () => {
      const { status, stdout } = await inShell(`${strict(line(`nope --format ${name}`))}\necho went-on\n`);
      expect({ status, stdout }).toEqual({ status: ends ?? 3, stdout: '' });
    });

    if (name === 'sh' || name === 'bash' || name === 'zsh') {
      test('fails for the default format, too, and for a shell that is no format', async () => {
        for (const words of ['nope', 'nope --bogus', 'dev more', '', `dev --format ${shell} --bogus`]) {
          const { status, stdout } = await inShell(`set -e\n${line(words)}\necho went-on\n`);
          expect({ words, status, stdout }).toEqual({ words, status: words === 'nope' ? 3 : 2, stdout: '' });
        }
      });

      test('does as before if it succeeds, without a format', async () => {
        const { stdout } = await inShell(`set -e\n${line('dev')}\n${show}\n`);
        expect(stdout).toMatch(/^0 ASIA\w+\n$/);
      });
    }
  });
}

describeShell('bash', 'a failed assume export on a terminal', () => {
  test('prints only the error', async () => {
    const demo = await openDemo();
    const { folder: home, env } = demo.home;
    const terminal = await interactiveShell('bash', { home, env, init: scriptOf('bash') });
    try {
      expect(await terminal.enter('assume export nope 2>/dev/null')).toBe('');
      expect(await terminal.enter('assume export nope 2>/dev/null | cat')).toBe('(exit 3)');
    } finally {
      await terminal.close();
      await demo.close();
    }
  });
});

describeShell('bash', 'a failed assume export in a format that does not exist', () => {
  test.each(['--format bogus', '--format BASH', '--format=', '--format'])('makes sh fail: %s', async (flag) => {
    const demo = await openDemo();
    try {
      const { status, stdout } = await run('bash', `assume export dev ${flag}`, { env: demo.home.env });
      expect({ status, stdout }).toEqual({ status: 2, stdout: '(exit 2)\n' });
    } finally {
      await demo.close();
    }
  });
});

describeShell('bash', 'a failed assume export whose output no shell evaluates', () => {
  test('prints nothing', async () => {
    const demo = await openDemo();
    try {
      for (const format of ['nushell', 'xonsh', 'json', 'process', 'dotenv', 'ini', 'docker', 'k8s', 'github']) {
        const { status, stdout } = await run('bash', `assume export nope --format ${format}`, { env: demo.home.env });
        expect({ format, failed: status !== 0, stdout }).toEqual({ format, failed: true, stdout: '' });
      }
    } finally {
      await demo.close();
    }
  });

  test('keeps the exit status if nobody reads it', async () => {
    const demo = await openDemo();
    try {
      const lines = 'assume export nope >&- 2>/dev/null; echo $?; assume export nope 2>/dev/null >/dev/full; echo $?';
      expect((await run('bash', lines, { env: demo.home.env })).stdout).toBe('3\n3\n');
    } finally {
      await demo.close();
    }
  });
});
