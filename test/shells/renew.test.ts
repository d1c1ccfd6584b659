import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ends, later, OVER, PROGRAM, printed, words } from '../support/autoRenew';
import { CHILD_PAGES } from '../support/childPages';
import { describeShell, type Environment, run, SHELL_NAMES, type ShellName } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';
import { type InteractiveShell, interactiveShell } from '../support/terminal';

const LINE = 'assume: prod has expired. Run: assume prod\n';

const VALUES: Record<ShellName, string> = {
  bash: 'echo "$AWS_ACCESS_KEY_ID/$ASSUME_PROFILE"',
  zsh: 'echo "$AWS_ACCESS_KEY_ID/$ASSUME_PROFILE"',
  fish: 'echo "$AWS_ACCESS_KEY_ID/$ASSUME_PROFILE"',
  pwsh: '"$env:AWS_ACCESS_KEY_ID/$env:ASSUME_PROFILE"',
};

/** As `eval "$(assume export ...)"` does. These credentials may be restricted, and must not become those of the arguments. */
const OTHER_KEY: Readonly<Record<ShellName, string>> = {
  bash: 'export AWS_ACCESS_KEY_ID=other',
  zsh: 'export AWS_ACCESS_KEY_ID=other',
  fish: 'set -gx AWS_ACCESS_KEY_ID other',
  pwsh: "$env:AWS_ACCESS_KEY_ID = 'other'",
};

describe.each(SHELL_NAMES)('expired credentials', (shell) => {
  let stub: Stub;
  let terminal: InteractiveShell | undefined;
  beforeEach(() => {
    stub = makeStub();
    stub.does(PROGRAM);
  });
  afterEach(async () => {
    await terminal?.close();
    terminal = undefined;
    stub.remove();
  });

  const inShell = (lines: string, env: Environment = {}) =>
    run(shell, `${printed(shell)}\n${lines}`, { env: { ...stub.env, ...env }, cwd: stub.home });

  describeShell(shell, `in ${shell}`, () => {
    /** What runs before a command, without a terminal. */
    const before = '__assume_renew';

    test('are renewed silently with the same arguments, without a prompt', async () => {
      ends(stub, OVER, later());
      const { status, stdout, stderr } = await inShell(
        `assume prod -r eu-west-1 --policy '{"a b": "*"}' --refresh\n${before}\n${before}\n${VALUES[shell]}`,
      );
      expect({ status, stdout, stderr }).toEqual({
        status: 0,
        stdout: expect.stringMatching(/^key\d+\/prod\n$/),
        stderr: '',
      });
      const given = ['prod', '-r', 'eu-west-1', '--policy', '{"a b": "*"}'];
      expect(words(stub)).toEqual([
        [...given, '--refresh'],
        [...given, '--no-input'],
      ]);
    });

    test('are renewed again when they expire again', async () => {
      ends(stub, OVER, '2', '3', later());
      const { stderr } = await inShell(`assume prod\n${`${before}\n`.repeat(5)}`);
      expect({ stderr, calls: words(stub).length }).toEqual({ stderr: LINE.repeat(2), calls: 4 });
    });

    test.each<[what: string, lines: string, expected: readonly string[]]>([
      ['the previous profile', 'assume -', ['use', 'before']],
      ['the previous profile, with an option', 'assume use - -r us-east-1', ['use', 'before', '-r', 'us-east-1']],
      ['a profile that was picked', 'assume', ['use', 'picked']],
      ['use', 'assume use list', ['use', 'list']],
      ['the arguments without --no-input', 'assume prod --no-input', ['prod']],
      ['the arguments without --quiet', 'assume prod --quiet', ['prod']],
      ['the last assume before a command that changes nothing', 'assume prod; assume report', ['prod']],
      ['the last assume before a failure', 'assume prod; touch fails; assume dev; rm fails', ['prod']],
      ['nothing with an MFA code', 'assume prod -t 123456', []],
      ['nothing with an MFA code in the same word', 'assume prod --mfa-token=123456', []],
      ['nothing with an MFA code after an assume without one', 'assume prod; assume prod -t 123456', []],
      ['nothing after off', 'assume prod; assume off', []],
    ])('renews %s', async (_, lines, expected) => {
      ends(stub, OVER, OVER, OVER, OVER);
      const typed = lines.replaceAll('; ', '\n');
      await inShell(`${typed}\n${before}`);
      const given = lines.split('; ').filter((line) => line.startsWith('assume'));
      expect(words(stub).slice(given.length)).toEqual(expected.length > 0 ? [[...expected, '--no-input']] : []);
    });

    test('are reported in one line, once per expiry, if the renewal fails', async () => {
      ends(stub, OVER, '2');
      const { stdout, stderr } = await inShell(
        `assume prod -r 'a b'\ntouch fails\n${before}\n${before}\n${VALUES[shell]}\nrm fails
        assume prod\ntouch fails\n${before}\n${before}`,
      );
      const quoted = shell === 'fish' || shell === 'pwsh' ? "'a b'" : 'a\\ b';
      expect(stderr).toBe(`assume: prod has expired. Run: assume prod -r ${quoted}\n${LINE}`);
      expect(stdout).toMatch(/^key\d+\/prod\n$/);
      expect(words(stub)).toHaveLength(4);
    });

    test("are only reported in a shell that doesn't know the arguments", async () => {
      const { status, stdout, stderr } = await inShell(`${before}\n${before}`, {
        ASSUME_PROFILE: 'prod',
        ASSUME_EXPIRES: OVER,
      });
      expect({ status, stdout, stderr, calls: words(stub) }).toEqual({
        status: 0,
        stdout: '',
        stderr: LINE,
        calls: [],
      });
    });

    test('are only reported if other credentials have replaced them', async () => {
      ends(stub, OVER, later());
      const { stderr } = await inShell(`assume prod\n${OTHER_KEY[shell]}\n${before}`);
      expect({ stderr, calls: words(stub) }).toEqual({ stderr: LINE, calls: [['prod']] });
    });

    test('are reported safely, whatever the name contains', async () => {
      const env = { ASSUME_PROFILE: "a'b\x1b[31m$(touch pwned)", ASSUME_EXPIRES: OVER };
      const { stdout, stderr } = await inShell(`${before}\nls`, env);
      expect(stdout).not.toContain('pwned');
      expect(stderr).toMatch(/^assume: a'b\[31m\$\(touch pwned\) has expired. Run: assume [ -~]+\n$/);
    });

    test.each<[string, Environment]>([
      ['no profile is assumed', { ASSUME_EXPIRES: OVER }],
      ["they don't expire", { ASSUME_PROFILE: 'prod' }],
      ['the expiry time is an expression', { ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: 'PATH[$(touch pwned)]' }],
      ['they are valid for some minutes', { ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: later(600) }],
    ])('start no process if %s', async (_, env) => {
      const count = CHILD_PAGES[shell];
      const { stdout, stderr } = await inShell(`${count}\n${before}\n${count}\nenv >all\n${count}`, env);
      const [first, second, third] = stdout.split('\n');
      expect({ stderr, calls: stub.calls() }).toEqual({ stderr: '', calls: [] });
      expect(second).toBe(first);
      expect(third).not.toBe(second);
      expect(readFileSync(join(stub.home, 'all'), 'utf8')).not.toContain('__assume');
    });
  });

  describeShell(shell, `at a terminal in ${shell}`, () => {
    const open = async (init = '') => {
      terminal = await interactiveShell(shell, {
        home: stub.home,
        cwd: stub.home,
        init: `${printed(shell)}\n${init}`,
        env: stub.env,
      });
      return terminal;
    };

    test('are renewed before a command, which gets the new ones', async () => {
      ends(stub, OVER, later());
      const { enter } = await open();
      await enter('assume prod');
      expect(await enter('printenv AWS_ACCESS_KEY_ID')).toMatch(/^key\d+$/);
      expect(words(stub)).toEqual([['prod'], ['prod', '--no-input']]);
      stub.forget();
      await enter('env');
      expect(stub.calls()).toEqual([]);
    });

    test('are reported once, and the command runs', async () => {
      ends(stub, OVER);
      const { enter } = await open();
      await enter('assume prod -t 123456');
      const seen = `${terminal?.screen()}${await enter('echo one')}`;
      expect(seen).toContain(LINE.trim());
      expect(seen).toMatch(/one$/);
      expect(await enter('echo two')).toBe('two');
    });
  });
});
