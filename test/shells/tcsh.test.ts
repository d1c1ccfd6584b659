import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tcsh } from '../../src/shells/dialects';
import { render } from '../../src/shells/render';
import { dumps, openDemo } from '../support/demo';
import { PASSTHROUGH_COMMANDS } from '../support/passthroughCommands';
import { describeShell, run } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';
import { type InteractiveShell, interactiveShell } from '../support/terminal';
import { testWith } from '../support/tools';

const FILE = join(__dirname, '../../shell/assume.tcsh');
const TEXT = readFileSync(FILE, 'utf8');
const LOAD = `source '${FILE}'\n`;

const SECRET = `wJalr'x"$(touch pwned)\`touch pwned\`\\ !! * $HOME`;
const CHANGE = render(
  [
    ['AWS_SECRET_ACCESS_KEY', SECRET],
    ['AWS_REGION', 'eu-west-1'],
    ['AWS_PROFILE', null],
  ],
  tcsh,
);
const REPORT = 'echo "status=$status"\nprintenv AWS_SECRET_ACCESS_KEY\nprintenv AWS_REGION\nprintenv AWS_PROFILE\n';
const CHANGED = `status=0\n${SECRET}\neu-west-1\n`;
const ANOTHER = 'assume: The program "assume" on the PATH is not this one, so nothing was changed.\n';
const UNCHANGED = (status: number) => `status=${status}\nus-east-1\nold\n`;

/** Lines that a hostile rc file may have. */
const SETTINGS = {
  'no settings': '',
  backslash_quote: 'set backslash_quote',
  'noglob, nonomatch, noclobber': 'set noglob nonomatch noclobber',
  'no anyerror': 'unset anyerror',
  'printexitvalue and a history': 'set printexitvalue history = 100 savehist',
  "granted's alias": "alias assume 'source assume.csh'",
  'aliases of programs': "alias sh false; alias printf false; alias printenv 'env printenv'",
  'echo in another style': 'set echo_style = none',
};

let stub: Stub;
beforeEach(() => {
  stub = makeStub();
  stub.answers(CHANGE);
});
afterEach(() => stub.remove());

const inShell = (script: string, options: { flags?: readonly string[]; stdin?: string; args?: string[] } = {}) =>
  run('tcsh', script, {
    ...options,
    cwd: stub.home,
    env: { ...stub.env, AWS_REGION: 'us-east-1', AWS_PROFILE: 'old' },
  });

describeShell('tcsh', 'the tcsh script', () => {
  test('is ASCII with LF, between markers, and starts with an empty line', () => {
    expect(TEXT).toMatch(/^\n# >>> assume >>>\n[\n\x20-\x7e]*\n# <<< assume <<<\n$/);
    expect(TEXT).toContain('`assume init tcsh`');
    expect(TEXT).toContain('protocol 1');
  });

  testWith('grep').each([
    ['once', LOAD],
    ['twice', LOAD + LOAD],
    ['within another file', `${TEXT}\n`],
  ])('loaded %s: prints nothing, starts no process, and defines only its own names', async (_how, load) => {
    const names = "( alias | cut -f1; set | cut -f1 | grep '^[a-z_][a-z_]' )";
    const { status, stdout, stderr } = await inShell(
      `${names} >before\n${load}${names} >after\ngrep -vxF -f before after`,
      { flags: ['-e'] },
    );
    expect({ status, stderr, calls: stub.calls() }).toEqual({ status: 0, stderr: '', calls: [] });
    expect(stdout.trim().split('\n')).toEqual([
      '__assume_apply',
      '__assume_ask',
      '__assume_change',
      '__assume_check',
      '__assume_clear',
      '__assume_foreign',
      '__assume_names',
      '__assume_passthrough',
      '__assume_tab',
      'assume',
    ]);
  });

  describe.each(Object.entries(SETTINGS))('with %s', (_name, setting) => {
    test('changes the environment, or nothing if the program fails', async () => {
      stub.does('case $3 in bad) echo "cannot" >&2; exit 3 ;; esac; cat "$here/answer"');
      const result = await inShell(`${setting}\n${LOAD}assume bad\n${REPORT}assume prod\n${REPORT}`, {
        args: ['list'],
      });
      expect(result.stdout.replace(/^Exit \d+\n/gm, '')).toBe(UNCHANGED(3) + CHANGED);
      expect(result.stderr).toBe('cannot\n');
      expect(stub.calls()).toEqual([
        ['--eval=tcsh/1', '--', 'bad'],
        ['--eval=tcsh/1', '--', 'prod'],
      ]);
      expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
    });

    testWith(['grep', 'diffutils'])('leaves no changed option, and only its own variables', async () => {
      const noted = "( alias; set | grep -av '^_'; ) |& cat";
      const { stdout } = await inShell(
        `${setting}\n${LOAD}assume warm-up\n${noted} >before\nassume prod\nassume bad\n${noted} >after\ncmp before after && echo same\nset | grep -a '^__' | cut -f1`,
      );
      expect(stdout).toBe('same\n__assume_run\n');
    });
  });

  test('passes arguments as typed', async () => {
    // Except for empty ones, which `$variable:q` drops.
    const words = ['a b', "it's", '$HOME', '*', '--', '-x', 'back\\slash', '開発環境', '!!', '`id`', '"', '(', '>'];
    const quoted = words.map(tcsh.quote).join(' ');
    await inShell(`${LOAD}assume ${quoted}\nassume\nassume list ${quoted}`);
    expect(stub.calls()).toEqual([
      ['--eval=tcsh/1', '--', ...words],
      ['--eval=tcsh/1', '--'],
      ['list', ...words],
    ]);
  });

  test.each(PASSTHROUGH_COMMANDS)(
    '%s runs directly, in a pipe and with a redirection, with its exit status',
    async (command) => {
      stub.does('cat; echo "out $*"; echo err >&2; exit 7');
      const result = await inShell(
        `${LOAD}assume ${command} 'a b' | tr a-z A-Z\nassume ${command} >file\necho "status=$status"\ncat file`,
        { stdin: 'typed\n' },
      );
      expect(result.stdout).toBe(`TYPED\nOUT ${command.toUpperCase()} A B\nstatus=7\nout ${command}\n`);
      expect(result.stderr).toBe('err\nerr\n');
      expect(stub.calls()).toEqual([[command, 'a b'], [command]]);
    },
  );

  test.each(['*', '{list}', 'l?st', '( 1 )', '-e', 'listing', 'xlist'])(
    "something that only looks like a direct command isn't one: %s",
    async (word) => {
      await inShell(`${LOAD}assume ${tcsh.quote(word)}`);
      expect(stub.calls()).toEqual([['--eval=tcsh/1', '--', word]]);
    },
  );

  test('runs an unknown command as the snippet says, with its stdout and exit status', async () => {
    stub.does(`case $1 in --eval=*) printf '%s\\n' "\\\\assume 'report' '--json';" ;; *) echo "{}"; exit 9 ;; esac`);
    const result = await inShell(`${LOAD}assume report --json\necho "status=$status"`);
    expect(result).toEqual({ status: 0, stdout: '{}\nstatus=9\n', stderr: '' });
  });

  test.each([
    ['is killed halfway', 'head -c 30 "$here/answer"; kill -9 $$', 137],
    ['fails after printing everything', 'cat "$here/answer"; exit 4', 4],
    ['prints nothing and fails', 'exit 1', 1],
    ['prints something like a status', 'printf 0; exit 4', 4],
  ])('changes nothing if the program %s', async (_what, lines, status) => {
    stub.does(lines);
    expect((await inShell(`${LOAD}assume prod\n${REPORT}`)).stdout).toBe(UNCHANGED(status));
  });

  test('accepts a program that prints nothing only as the answer to `assume off`', async () => {
    stub.answers('');
    const { stdout, stderr } = await inShell(`${LOAD}assume off\n${REPORT}assume prod\n${REPORT}assume\n${REPORT}`);
    expect(stdout).toBe(UNCHANGED(0) + UNCHANGED(1).repeat(2));
    expect(stderr).toBe(ANOTHER.repeat(2));
  });

  test.each(['Usage: assume [profile]\n', 'touch pwned;\n', 'setenvx\n', '0\n'])(
    'runs nothing that another program prints: %j',
    async (text) => {
      stub.answers(text);
      const { stdout, stderr } = await inShell(`${LOAD}assume off\n${REPORT}`);
      expect({ stdout, stderr }).toEqual({ stdout: UNCHANGED(1), stderr: ANOTHER });
      expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
    },
  );

  test('takes no variable of its own from the environment', async () => {
    const names = ['words', 'first', 'run', 'text', 'status', 'traced', 'other'].map((each) => `__assume_${each}`);
    const env = Object.fromEntries(names.map((name) => [name, 'touch pwned']));
    const script = `${LOAD}assume prod\n${REPORT}env | grep __assume_`;
    const { stdout } = await run('tcsh', script, { cwd: stub.home, env: { ...stub.env, ...env } });
    expect(stdout).toBe(CHANGED);
    expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
  });

  test('changes nothing if the program is missing', async () => {
    const { stdout, stderr } = await inShell(`${LOAD}setenv PATH /bin\nassume prod\n${REPORT}`);
    expect(stdout).toBe(UNCHANGED(127));
    expect(stderr).toMatch(/assume: not found/);
  });

  test('returns a status for &&, || and -e', async () => {
    stub.does('case $3 in bad) exit 3 ;; esac; cat "$here/answer"');
    const { stdout } = await inShell(
      `${LOAD}assume bad && echo 1\nassume bad || echo 2\nassume prod && echo 3\nassume prod || echo 4`,
    );
    expect(stdout).toBe('2\n3\n');
    expect(await inShell(`${LOAD}assume prod\nassume bad\necho unreachable`, { flags: ['-e'] })).toMatchObject({
      status: 3,
      stdout: '',
    });
  });

  test.each(['prod', 'bad'])('shows no secret in a trace, which continues afterwards: assume %s', async (word) => {
    stub.does('cat "$here/answer"; case $3 in bad) exit 3 ;; esac');
    const { stdout, stderr } = await inShell(`${LOAD}set echo verbose\nassume ${word}\necho "$?echo$?verbose"`);
    expect(stderr).not.toContain('wJalr');
    expect(stdout).toBe('11\n');
  });
});

describeShell('tcsh', 'the tcsh script in a terminal', () => {
  let terminal: InteractiveShell;
  beforeEach(async () => {
    terminal = await interactiveShell('tcsh', { home: stub.home, env: stub.env, init: TEXT });
  });
  afterEach(() => terminal.close());

  test('connects the terminal to all three streams of a direct command, and to stdin and stderr of a change', async () => {
    stub.does('for fd in 0 1 2; do [ -t $fd ] && echo "tty $fd" >&2; done; exit 0');
    expect(await terminal.enter('assume list')).toBe('tty 0\ntty 1\ntty 2');
    expect(await terminal.enter('assume off')).toBe('tty 0\ntty 2');
  });

  test('lets the program prompt for an MFA code', async () => {
    stub.does(`printf 'MFA code: ' >&2; read -r code; printf '%s\\n' "setenv AWS_REGION '$code';"`);
    terminal.type('assume prod\r');
    await terminal.waitFor(/MFA code:$/);
    expect(await terminal.enter('123456')).toBe('MFA code: 123456');
    expect(await terminal.enter('echo "[$AWS_REGION]"')).toBe('[123456]');
  });

  test('completes names with TAB, and never evaluates one', async () => {
    const names = [
      'prod-eu:admin',
      'old shop',
      '$(touch pwned)',
      '`touch pwned`',
      'me@corp',
      "it's",
      'star!x',
      '-dash',
    ];
    stub.answers(names.map((name) => `${name}\tsome words\n`).join(''));
    stub.does('cat "$here/answer"; case $1 in --complete*) ;; *) echo "RAN[$*]" >&2 ;; esac');
    await terminal.enter('cd; set autolist; assume list'); // the first call also fills the hash table of programs
    for (const [typed, ran] of [
      ['assume prod-\tx', '[--eval=tcsh/1 -- prod-eu:admin x]'],
      ['assume use me\tx', '[--eval=tcsh/1 -- use me@corp x]'],
      ['assume exec prod\tx', '[exec prod-eu:admin x]'],
      ['assume it\tx', '[--eval=tcsh/1 -- itx]'],
    ] as const) {
      expect(await terminal.enter(typed)).toContain(`RAN${ran}`);
    }
    terminal.type('assume \t');
    await terminal.waitFor(/^-dash +me@corp +prod-eu:admin$/m);
    await terminal.interrupt();
    expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
  });

  test('keeps what was typed in the history, and no secret', async () => {
    await terminal.enter('set history = 50');
    await terminal.enter('assume prod');
    const history = await terminal.enter('history');
    expect(history).toMatch(/assume prod/);
    expect(history).not.toMatch(/wJalr|__assume/);
    expect(await terminal.enter('printenv AWS_SECRET_ACCESS_KEY')).toBe(SECRET);
  });

  test.each([
    ['dies of it', ''],
    ['exits with 130', "process.on('SIGINT', () => process.exit(130));"],
    ['exits with 0', "process.on('SIGINT', () => process.exit(0));"],
  ])('changes nothing after Ctrl-C, and keeps the options, if the program %s', async (_what, handler) => {
    stub.write('wait.js', `${handler} console.error('waiting'); setTimeout(() => {}, 30_000);`);
    stub.does('cat "$here/answer"; exec node "$here/wait.js"');
    await terminal.enter('set echo');
    terminal.type('assume prod\r');
    await terminal.waitFor(/^waiting$/m);
    await terminal.interrupt();
    expect(await terminal.enter('unset echo')).toBe('unset echo');
    expect(await terminal.enter('echo "[$?AWS_REGION$?AWS_SECRET_ACCESS_KEY]"')).toBe('[00]');
    stub.answers(CHANGE);
    await terminal.enter('assume prod');
    expect(await terminal.enter('echo "[$AWS_REGION]"')).toBe('[eu-west-1]');
  });
});

describeShell('tcsh', '`assume off` in tcsh', () => {
  let demo: Awaited<ReturnType<typeof openDemo>>;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  const withDemo = (lines: string, env: Record<string, string>) =>
    run('tcsh', `${LOAD}${lines}\ndump-environment\n`, { env: { ...demo.home.env, ...env } });
  const aws = (stdout: string) =>
    Object.fromEntries(
      Object.entries(dumps(stdout)[0] ?? {}).filter(([name]) => /^(AWS|ASSUME|AWSUME)_(?!EC2|ENDPOINT)/.test(name)),
    );

  test('could not restore an inherited line end, so the assume is refused', async () => {
    const env = { AWS_PROFILE: 'two\nlines' };
    const { stdout, stderr } = await withDemo('assume dev; echo "status=$status"', env);
    expect(stderr).toBe(
      "assume: AWS_PROFILE contains a line feed, which tcsh can't represent, so it could not be restored later. Unset it first.\n",
    );
    expect(stdout).toContain('status=3\n');
    expect(aws(stdout)).toEqual(env);
  });

  test('clears what another shell has assumed, restores what tcsh can hold, and names the rest', async () => {
    const env = { ASSUME_PROFILE: 'dev', ASSUME_RESTORE: '{"AWS_PROFILE":"two\\nlines","AWS_REGION":"sa-east-1"}' };
    const { stdout, stderr } = await withDemo('assume off; echo "status=$status"', env);
    expect(stderr).toBe(
      "assume: Credentials cleared, but AWS_PROFILE could not be restored (it contains a line feed, which tcsh can't represent).\n",
    );
    expect(stdout).toContain('status=0\n');
    expect(aws(stdout)).toEqual({ AWS_REGION: 'sa-east-1' });
  });
});
