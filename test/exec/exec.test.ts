import { chmodSync, constants as files, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { MANAGED } from '../../src/environment/managed';
import { keys } from '../plan/planFixtures';
import { runProgram } from '../support/shells';
import { describeWith, program, testWith } from '../support/tools';

const MAIN = join(__dirname, '../../dist/main.js');
const ARN = 'arn:aws:iam::123456789012:role/Admin';
const CONFIG = `[profile prod]\nregion = eu-west-2\n${keys('AKIAPROD')}aws_session_token = it's a "token" $(id)\n[profile -odd]\n${keys('AKIAODD')}[profile broken]\nrole_arn = ${ARN}\nsource_profile = nowhere\n[profile mfa]\nrole_arn = ${ARN}\nsource_profile = prod\nmfa_serial = arn:aws:iam::123456789012:mfa/me\n`;

let home: string;
let env: Record<string, string>;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'assume exec-'));
  mkdirSync(join(home, '.aws'));
  writeFileSync(join(home, '.aws/config'), CONFIG);
  env = { HOME: home, AWS_PROFILE: 'old', AWS_SECURITY_TOKEN: 'stale' };
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const exec = (words: readonly string[], options: { stdin?: string; env?: Record<string, string> } = {}) =>
  runProgram(process.execPath, [MAIN, 'exec', ...words], { ...options, env: { ...env, ...options.env } });

/** A program that prints its arguments and its environment. */
const SHOW = [process.execPath, '-e', 'console.log(JSON.stringify([process.argv.slice(1), process.env]))', '--'];

/** Runs a line of Python that starts a process: the only way to see which signal ended that. */
const python = (lines: string, args: readonly string[]) =>
  runProgram(program('python3'), ['-c', `import os, signal, subprocess, sys\n${lines}`, ...args], { env });

describe('the environment of the command', () => {
  test('has the credentials, and is otherwise unchanged, to the last variable', async () => {
    const [[words, inside]] = [JSON.parse((await exec(['prod', '--', ...SHOW])).stdout)];
    const direct = JSON.parse((await runProgram(SHOW[0] ?? '', SHOW.slice(1), { env })).stdout)[1];
    const others = (all: Record<string, string>) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => !(MANAGED as readonly string[]).includes(name)));
    expect(words).toEqual([]);
    expect(others(inside)).toEqual(others(direct));
    expect(Object.fromEntries(MANAGED.flatMap((name) => (name in inside ? [[name, inside[name]]] : [])))).toEqual({
      AWS_ACCESS_KEY_ID: 'AKIAPROD',
      AWS_SECRET_ACCESS_KEY: 'secret-of-AKIAPROD',
      AWS_SESSION_TOKEN: 'it\'s a "token" $(id)',
      AWS_REGION: 'eu-west-2',
      AWS_DEFAULT_REGION: 'eu-west-2',
      ASSUME_PROFILE: 'prod',
      AWSUME_PROFILE: 'prod',
      ASSUME_COLOR: 'red',
      ASSUME_RESTORE: JSON.stringify({ AWS_PROFILE: 'old', AWS_SECURITY_TOKEN: null }),
    });
  });

  test('is the same after a request to STS: loading the SDK leaves nothing in it', async () => {
    const { openDemo } = await import('../support/demo');
    const demo = await openDemo();
    try {
      const { stdout, stderr } = await runProgram(process.execPath, [MAIN, 'exec', 'audit', '--', ...SHOW], {
        env: demo.home.env,
      });
      const [, inside] = JSON.parse(stdout);
      expect(stderr).toBe('');
      expect(inside.AWS_ACCESS_KEY_ID).toMatch(/^ASIA/);
      expect(Object.keys(inside).filter((name) => name.startsWith('AWS_SDK'))).toEqual([]);
      const identity = await runProgram(process.execPath, [MAIN, 'exec', 'audit', 'caller-identity'], {
        env: demo.home.env,
      });
      expect(identity.stdout).toMatch(/assumed-role\/Auditor\/audit-session/);
    } finally {
      await demo.close();
    }
  });
});

describe('the words of the command', () => {
  const ODD = [
    '',
    ' ',
    '--',
    '-',
    '--help',
    '-h',
    '--version',
    '--region',
    "'",
    '"',
    '`id`',
    '$(id)',
    '$HOME',
    ';',
    '&&',
    '|',
    '*',
    '?',
    '~',
    '\\',
    'a\\',
    '\n',
    'a\nb',
    '\r',
    '\t',
    '\x01',
    '%s',
    '!',
    '#',
    '@x',
    '{a,b}',
    'é',
    '日本',
    '🙂',
    '\u2018',
    '\ufeff',
    '/dev/fd/99',
    'https://example.com/dev/fd/1234',
    'x'.repeat(100_000),
  ];

  test('arrive byte for byte, whatever they contain', async () => {
    const { stdout, stderr, status } = await exec(['prod', '--region', 'x', ...SHOW, ...ODD]);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const [words, inside] = JSON.parse(stdout);
    expect(words).toEqual(ODD);
    expect(inside.AWS_REGION).toBe('x');
  });

  test.each([[['prod']], [['prod', '--']], [['-r', 'y', 'prod']], [['--', '-odd', '--']], [['--', '-odd']]])(
    'exec %j <command>: none of its words is read as one of ours',
    async (own) => {
      const { stdout, stderr } = await exec([...own, ...SHOW, '--help', '--no-such-flag', '-r', 'z']);
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)[0]).toEqual(['--help', '--no-such-flag', '-r', 'z']);
    },
  );
});

describeWith('linux', 'bytes that are not UTF-8', () => {
  /** Runs the program from a shell, which can pass on any bytes. */
  const fromShell = (line: string, words: readonly string[]) =>
    runProgram('sh', ['-c', line, 'sh', process.execPath, MAIN, 'exec', ...words], { env });
  const refused = (what: string) => ({
    status: 126,
    stdout: '',
    stderr: `assume: ${what} isn't valid UTF-8, and exec can't pass on anything else.\nA shell can. Assume the profile in it, then run the command itself.\nRun: assume mfa\n`,
  });

  test('in an argument of the command: nothing starts, and nobody is asked for a code', async () => {
    expect(await fromShell('exec "$@" "$(printf "caf\\351.txt")"', ['mfa', '--', 'cat'])).toEqual(
      refused("The argument 'caf\ufffd.txt'"),
    );
  });

  test('in any variable that is not replaced: neither', async () => {
    expect(await fromShell('OLDPWD=$(printf "/caf\\351") exec "$@"', ['mfa', '--', 'true'])).toEqual(refused('OLDPWD'));
    const replaced = await fromShell('AWS_ACCOUNT_ID=x AWS_REGION=$(printf "\\351") exec "$@"', ['mfa', '--', 'true']);
    expect(replaced).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/^assume: AWS_REGION isn't valid UTF-8/),
    });
  });

  test('in the name of a variable: neither', async () => {
    const line = 'exec env "$(printf "N\\377M=1")" "$@"';
    expect(await fromShell(line, ['mfa', '--', 'true'])).toEqual(refused('N\ufffdM'));
  });

  test('are told from U+FFFD itself, which arrives', async () => {
    const { stdout, stderr } = await exec(['prod', ...SHOW, 'a\ufffdb'], { env: { MARK: '\ufffd', 'N\ufffdM': '1' } });
    expect(stderr).toBe('');
    const [words, inside] = JSON.parse(stdout);
    expect([words, inside.MARK, inside['N\ufffdM']]).toEqual([['a\ufffdb'], '\ufffd', '1']);
  });
});

describe('the status', () => {
  test("is the command's own, 0 to 255", async () => {
    for (const status of [0, 1, 2, 3, 5, 42, 126, 127, 128, 130, 137, 143, 254, 255]) {
      expect(await exec(['prod', 'sh', '-c', `exit ${status}`])).toEqual({ status, stdout: '', stderr: '' });
    }
  });

  testWith('python3').each([
    'SIGINT',
    'SIGQUIT',
    'SIGTERM',
    'SIGHUP',
    'SIGKILL',
    'SIGPIPE',
    'SIGUSR1',
    'SIGUSR2',
    'SIGALRM',
    'SIGABRT',
    'SIGSEGV',
  ] as const)('a command ended by %s: our parent sees the same signal', async (signal) => {
    const number = constants.signals[signal];
    const { stdout, stderr } = await python('print(subprocess.run(sys.argv[1:]).returncode)', [
      process.execPath,
      MAIN,
      'exec',
      'prod',
      'sh',
      '-c',
      `ulimit -c 0; kill -${number} $$`,
    ]);
    expect([stdout, stderr]).toEqual([`-${number}\n`, '']);
  });

  test('is 127 for a missing program, and 126 for one that cannot be started', async () => {
    writeFileSync(join(home, 'plain'), 'text\n');
    writeFileSync(join(home, 'orphan'), '#!/no/such/interpreter\n');
    chmodSync(join(home, 'orphan'), 0o700);
    expect(await exec(['prod', 'no-such-program', 'x'])).toEqual({
      status: 127,
      stdout: '',
      stderr: expect.stringMatching(
        /^assume: Command not found: no-such-program\n.* PATH; shell aliases and functions can't be run\.\n$/,
      ),
    });
    expect(await exec(['prod', ''])).toMatchObject({ status: 127, stderr: expect.stringContaining('not found: ""') });
    expect(await exec(['prod', './no/such'])).toMatchObject({
      status: 127,
      stderr: expect.stringMatching(/"\.\/no\/such" not found/),
    });
    expect(await exec(['prod', join(home, 'orphan')])).toMatchObject({
      status: 127,
      stderr: expect.stringMatching(/interpreter/),
    });
    expect(await exec(['prod', join(home, 'plain')])).toMatchObject({
      status: 126,
      stderr: expect.stringMatching(/plain" can't be started: permission denied\.$/m),
    });
    expect(await exec(['prod', home])).toMatchObject({ status: 126 });
    expect(await exec(['prod', join(home, 'plain/x')])).toMatchObject({
      status: 126,
      stderr: expect.stringMatching(/x" can't be started: not a directory\.$/m),
    });
  });

  test('is that of a script without an interpreter line too, which sh runs, as execvp(3) does', async () => {
    const path = join(home, 'bin');
    mkdirSync(path);
    writeFileSync(join(path, 'bare'), 'echo "$0 $*"; exit 7\n', { mode: 0o700 });
    const printed = { status: 7, stdout: `${join(path, 'bare')} a  b\n`, stderr: '' };
    expect(await exec(['prod', join(path, 'bare'), 'a ', 'b'])).toEqual(printed);
    expect(await exec(['prod', 'bare', 'a ', 'b'], { env: { PATH: `${path}:${process.env.PATH}` } })).toEqual(printed);
  });
});

describe('nothing starts', () => {
  test.each<[number, string[], RegExp]>([
    [2, [], /No profile or command given\./],
    [2, ['prod'], /No command given\.\nUsage: assume exec prod -- <command>/],
    [2, ['prod', '--'], /No command given\./],
    [2, ['--', 'touch'], /No profile given\./],
    [2, ['--', 'ls'], /No profile given\./],
    [2, ['--no-input', '--', 'ls'], /No profile given\./],
    [2, ['--', 'prod'], /No command given\./],
    [2, ['prod', '--region', 'x'], /No command given\./],
    [2, ['--role-arn', ARN], /No command given\./],
    [2, ['prod', '--bogus', 'touch'], /--bogus/],
    [2, ['prod', '--region'], /region/],
    [2, ['prod', '-t', '12345', 'touch'], /6-digit/],
    [3, ['nowhere', 'touch'], /"nowhere" not found/],
    [3, ['prdo', 'touch'], /Did you mean: assume exec prod$/m],
    [3, ['broken', 'touch'], /"nowhere"/],
    [4, ['mfa', 'touch'], /no terminal/],
  ])('exit %i: exec %j', async (status, words, says) => {
    const at = words.indexOf('touch');
    const result = await exec(at < 0 ? words : [...words, join(home, 'touched')]);
    expect(result).toEqual({ status, stdout: '', stderr: expect.stringMatching(says) });
    expect((await runProgram('ls', [join(home, 'touched')], { env })).status).not.toBe(0);
  });

  test('and `exec --help` prints help, before and after the profile', async () => {
    for (const words of [['--help'], ['prod', '--help'], ['prod', '--help', 'ls']]) {
      const { status, stdout } = await exec(words);
      expect([status, stdout]).toEqual([0, expect.stringMatching(/USAGE\n.*exec \[PROFILE\]/)]);
    }
  });
});

describe('the command reads and writes through our descriptors', () => {
  test('it reads our stdin', async () => {
    expect((await exec(['prod', 'cat'], { stdin: 'x\n'.repeat(100_000) })).stdout).toBe('x\n'.repeat(100_000));
  });

  testWith('python3')(
    'closed stdin, stdout and stderr are /dev/null for it: it reads nothing, and no write fails',
    async () => {
      const { stdout, status } = await python(
        'sys.exit(subprocess.run(["sh", "-c", \'"$@" <&- >&- 2>&-\', "sh", *sys.argv[1:]]).returncode)',
        [process.execPath, MAIN, 'exec', 'prod', 'sh', '-c', 'cat; echo x; echo y >&2'],
      );
      expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
    },
  );

  test('it gets blocking pipes, as programs expect', async () => {
    const { stdout } = await exec([
      'prod',
      'sh',
      '-c',
      'cat /proc/self/fdinfo/0 /proc/self/fdinfo/1 /proc/self/fdinfo/2',
    ]);
    const flags = [...stdout.matchAll(/flags:\s+(\d+)/g)].map(([, octal = '']) => Number.parseInt(octal, 8));
    expect(flags.map((each) => each & files.O_NONBLOCK)).toEqual([0, 0, 0]);
  });

  testWith('python3')(
    'writing to a pipe without a reader ends it, and us, with SIGPIPE: `assume exec prod yes | head -1`',
    async () => {
      const { stdout, stderr } = await python(
        'p = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE); print(p.stdout.read(2)); p.stdout.close(); print(p.wait())',
        [process.execPath, MAIN, 'exec', 'prod', 'yes'],
      );
      expect([stdout, stderr]).toEqual([`b'y\\n'\n-${constants.signals.SIGPIPE}\n`, '']);
    },
  );

  for (const shell of ['bash', 'zsh'] as const)
    testWith(shell)(`\`<(...)\` of ${shell} reaches it`, async () => {
      const line = '"$@" <(echo one) <(echo two)';
      const flags = shell === 'bash' ? ['--norc'] : ['-f'];
      const { stdout, stderr } = await runProgram(
        shell,
        [...flags, '-c', line, shell, process.execPath, MAIN, 'exec', 'prod', 'cat'],
        { env },
      );
      expect([stdout, stderr]).toEqual(['one\ntwo\n', '']);
    });
});

describeWith('python3', 'a signal sent to us, without a terminal', () => {
  const TRAPS =
    'for s in HUP INT QUIT TERM USR1 USR2 WINCH CONT; do trap "echo $s" $s; done; echo ready; while :; do sleep 0.05; done';
  const SEND = `
p = subprocess.Popen(sys.argv[2:], stdout=subprocess.PIPE, start_new_session=True, text=True)
p.stdout.readline()
p.send_signal(getattr(signal, sys.argv[1]))
print(p.stdout.readline().strip())
os.killpg(p.pid, signal.SIGKILL)`;

  test.each(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH', 'SIGCONT'])(
    '%s is passed on to the command',
    async (signal) => {
      const { stdout, stderr } = await python(SEND, [
        signal,
        process.execPath,
        MAIN,
        'exec',
        'prod',
        'sh',
        '-c',
        TRAPS,
      ]);
      expect([stdout, stderr]).toEqual([`${signal.slice(3)}\n`, '']);
    },
  );

  test('SIGTERM ends a command that has no handler for it, and so us', async () => {
    const lines = `
p = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, start_new_session=True, text=True)
p.stdout.readline()
p.terminate()
print(p.wait())`;
    const { stdout } = await python(lines, [
      process.execPath,
      MAIN,
      'exec',
      'prod',
      'sh',
      '-c',
      'echo ready; exec sleep 60',
    ]);
    expect(stdout).toBe('-15\n');
  });
});

test("no secret is in the arguments of any process: neither ours nor the command's", async () => {
  const { stdout } = await exec(['prod', 'sh', '-c', 'cat /proc/$PPID/cmdline /proc/$$/cmdline | tr "\\0" "\\n"']);
  expect(stdout).toContain('exec\nprod\n');
  expect(stdout).not.toContain('secret-of');
});
