import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANAGED } from '../../src/environment/managed';
import { fish } from '../../src/shells/dialects';
import { NAMES } from '../support/oddNames';
import { PASSTHROUGH_COMMANDS } from '../support/passthroughCommands';
import { writeProfileList } from '../support/profileList';
import { writeSession } from '../support/sessionFiles';
import { describeShell, run, runProgram } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';
import { type InteractiveShell, interactiveShell } from '../support/terminal';
import { testWith } from '../support/tools';

const SCRIPT = join(__dirname, '../../shell/assume.fish');
const TEXT = readFileSync(SCRIPT, 'utf8');
const CHANGE =
  "set -gx AWS_ACCESS_KEY_ID 'AKIA'\nset -gx AWS_SECRET_ACCESS_KEY 'line 1\nline 2'\nset -gx ASSUME_PROFILE 'prod'\n";
const NOW = 'echo "$AWS_ACCESS_KEY_ID/$AWS_SECRET_ACCESS_KEY/$status"';

/** What a child process sees. */
const REPORT = 'builtin echo $status; command printenv AWS_ACCESS_KEY_ID ASSUME_PROFILE';
const ANOTHER = /^(assume: The program "assume" on the PATH is not this one, so nothing was changed\.\n)+$/;
const RESTORE = MANAGED.map((name) => fish.unset(name)).join('\n');

const ASSUMED = [
  'ASSUME_EXPIRES',
  'ASSUME_PROFILE',
  'ASSUME_RESTORE',
  'AWSUME_PROFILE',
  'AWS_ACCESS_KEY_ID',
  'AWS_ACCOUNT_ID',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
];

/** What a config.fish may contain. */
const SETTINGS: Readonly<Record<string, string>> = {
  'no settings': '',
  'an empty IFS': "set -g IFS ''",
  'an odd IFS': 'set -g IFS aeis_',
  'functions named like builtins': ['echo', 'contains', 'count', 'math', 'path', 'printf', 'type', 'functions']
    .map((name) => `function ${name}; return 1; end`)
    .join('\n'),
  'an alias': "alias assume='source assume' 2>/dev/null",
  'a function named assume': 'function assume; return 1; end',
  'an abbreviation': 'abbr --add assume never 2>/dev/null',
  'a handler of unknown commands': 'function fish_command_not_found; builtin echo handled; end',
  'features of other versions': 'set -g fish_features no-query-term qmark-noglob ampersand-nobg-in-token',
  'a locale without letters': 'set -gx LC_ALL C',
  'variables named like its own':
    'set -g name mine; set -g text mine; set -gx kept mine; set -gx ended mine; set -g lines mine',
  'handlers of its variables': 'function f --on-variable AWS_REGION; set -g SEEN 1; end; set -g SEEN 0',
};

const quote = (word: string) => fish.run([word]).slice('command '.length);

describeShell('fish', 'assume in fish', () => {
  let stub: Stub;
  beforeEach(() => {
    stub = makeStub();
  });
  afterEach(() => stub.remove());

  /** Runs lines after loading the script, in a fish without configuration. */
  const fishRuns = (lines: string, env: Record<string, string | undefined> = {}) =>
    run('fish', `source ${SCRIPT}\n${lines}`, { env: { ...stub.env, ...env } });

  describe('the script', () => {
    test('can be appended to any rc file, and passes the linters', async () => {
      expect(TEXT).toMatch(/^\n# >>> assume >>>\n[\n\x20-\x7e]*\n# <<< assume <<<\n$/);
      expect(TEXT).not.toMatch(/(^|[\s'"])\/(?!dev\/null)\w/m);
      for (const [program, option] of [
        ['fish', '--no-execute'],
        ['fish_indent', '--check'],
      ] as const) {
        expect(await runProgram(program, [option, SCRIPT])).toEqual({ status: 0, stdout: '', stderr: '' });
      }
    });

    test('uses no reserved variable name, such as `version` or `status`', async () => {
      const scripts = TEXT + readFileSync(SCRIPT.replace('assume.fish', 'renew.fish'), 'utf8');
      const code = scripts.replace(/^ *#.*$/gm, '').replaceAll('set -l fish_trace', ''); // which is special on purpose
      const named = [
        /\bset (?:-[a-zA-Z]+ )*([a-z_]+)/g,
        /\bfor ([a-z_]+) in /g,
        /--argument-names ([a-z_ ]+)/g,
        /\bread (?:-\w+ |\\t )*([a-z_ ]+)/g,
        /\(\?<([a-z_]+)>/g,
      ];
      const names = named.map((pattern) =>
        [...code.matchAll(pattern)].flatMap(([, found = '']) => found.trim().split(' ')),
      );
      for (const found of names) expect(found).not.toEqual([]);
      // `read` refuses fewer names in fish 3.6.0 than in newer versions; `set -l` refuses the same ones in all of them.
      const lines = ['version', ...new Set(names.flat())].map(
        (name) => `set -l ${name} x 2>/dev/null; or echo ${name}`,
      );
      expect(await run('fish', lines.join('\n'))).toEqual({ status: 0, stdout: 'version\n', stderr: '' });
    });

    test.each([
      ['source', `source ${SCRIPT}`],
      ['eval', `eval "$(cat ${SCRIPT})"`],
      ['a pipe into source', `cat ${SCRIPT} | source`],
    ])('loads silently and twice by %s, and defines only its functions', async (_, load) => {
      const names = 'begin; set --names; functions --all --names; end | sort';
      const lines = `set -l before a; set -l after a; set before (${names})\n${load}\n${load}\nset after (${names})
        for name in $after; contains -- $name $before; or echo $name; end`;
      expect(await run('fish', lines, { env: stub.env })).toEqual({
        status: 0,
        stdout: expect.stringMatching(/^(__assume_[a-z]+\n)+assume\nassume_prompt\n$/),
        stderr: '',
      });
      expect(stub.calls()).toEqual([]);
    });
  });

  describe('the shell integration', () => {
    test('applies the complete change if the program succeeds', async () => {
      stub.answers(CHANGE);
      const result = await fishRuns(`assume prod; ${NOW}; env | string match -r '^AWS_ACCESS.*'`);
      expect(result).toEqual({ status: 0, stdout: 'AKIA/line 1\nline 2/0\nAWS_ACCESS_KEY_ID=AKIA\n', stderr: '' });
      expect(stub.calls()).toEqual([['--eval=fish/1', '--', 'prod']]);
    });

    test.each([
      ['fails', 'cat "$here/answer"; echo why >&2; exit 3', 3],
      ['is killed halfway', 'head -c 60 "$here/answer"; echo why >&2; kill -9 $$', 137],
    ])('changes nothing if the program %s, and returns its status', async (_, does, status) => {
      stub.answers(CHANGE);
      stub.does(does);
      const result = await fishRuns(`assume prod; ${NOW}; assume prod; or echo or; assume prod; and echo and`);
      expect(result).toEqual({ status, stdout: `//${status}\nor\n`, stderr: 'why\nwhy\nwhy\n' });
    });

    test('reports that the program is missing', async () => {
      const result = await fishRuns(`set PATH /nonexistent; assume prod; ${NOW}; assume list; echo $status`);
      const missing = 'assume: The program "assume" is not on the PATH.\n';
      expect(result).toEqual({ status: 0, stdout: '//127\n127\n', stderr: missing + missing });
    });

    test('does nothing for an empty snippet', async () => {
      expect(await fishRuns(`assume prod; ${NOW}`)).toEqual({ status: 0, stdout: '//0\n', stderr: '' });
    });

    test('runs a command that is newer than the script as it is, and returns its status', async () => {
      stub.does(`case $1 in --eval=*) echo "${fish.run(['assume', 'new'])}" ;; *) cat; exit 4 ;; esac`);
      expect(await fishRuns('echo piped | assume new; echo $status')).toEqual({
        status: 0,
        stdout: 'piped\n4\n',
        stderr: '',
      });
    });

    test('passes arguments as typed', async () => {
      const words = [
        'use',
        '-t',
        '012345',
        '',
        'two words',
        "it's",
        '"',
        'a=b',
        '--',
        '-q',
        '$HOME',
        '*',
        '\\',
        'a\nb',
        '\u958b\u767a',
      ];
      await fishRuns(`assume ${words.map(quote).join(' ')}; assume`);
      expect(stub.calls()).toEqual([
        ['--eval=fish/1', '--', ...words],
        ['--eval=fish/1', '--'],
      ]);
    });

    test.each(PASSTHROUGH_COMMANDS)('runs `assume %s` directly', async (word) => {
      stub.does('cat; echo problem >&2; exit 5');
      const result = await fishRuns(`echo typed | assume ${word} 'a b' | string upper; echo $pipestatus`);
      expect(result).toEqual({ status: 0, stdout: 'TYPED\n0 5 0\n', stderr: 'problem\n' });
      expect(stub.calls()).toEqual([[word, 'a b']]);
    });

    test('shows no secret in a trace', async () => {
      stub.answers("set -gx AWS_SECRET_ACCESS_KEY 'hush'\n");
      const { stdout, stderr } = await fishRuns(
        'set fish_trace 1\nassume prod\necho $AWS_SECRET_ACCESS_KEY | cat >/dev/null',
      );
      expect(stdout + stderr).toContain('assume prod');
      expect((stdout + stderr).split('> echo')[0]).not.toContain('hush');
    });

    test('shows no secret to `fish --profile`', async () => {
      stub.answers(`set -gx AWS_SECRET_ACCESS_KEY 'hush \\\\ hush'\n`);
      writeSession(stub, { profile: 'dev' });
      const profile = join(stub.home, 'profile');
      const lines = `source ${SCRIPT}; assume dev; set -gx ASSUME_RESTORE '{}'; assume prod; printenv AWS_SECRET_ACCESS_KEY`;
      const { stdout } = await run('fish', lines, { env: stub.env, flags: [`--profile=${profile}`] });
      expect(stdout).toBe('hush \\ hush\n');
      expect(stub.calls()).toEqual([['--eval=fish/1', '--', 'prod']]);
      expect(readFileSync(profile, 'utf8')).toContain('assume prod');
      expect(readFileSync(profile, 'utf8')).not.toMatch(/hush|wJalr/);
    });

    test("isn't affected by variables with its own names", async () => {
      stub.answers(CHANGE);
      const own = 'set -gx text mine; set -gx ended mine; set -gx name mine';
      const result = await fishRuns(`${own}; assume prod; echo $status $text $ended $name $AWS_ACCESS_KEY_ID`);
      expect(result.stdout).toBe('0 mine mine mine AKIA\n');
    });
  });

  describe.each(Object.entries(SETTINGS))('with %s', (_setting, setting) => {
    const settled = (lines: string, env: Record<string, string | undefined> = {}) =>
      run('fish', `${setting}\nsource ${SCRIPT}\n${lines}`, {
        env: { ...stub.env, ...env },
        cwd: stub.home,
      });

    test('changes the environment, or nothing if the program fails', async () => {
      stub.answers(CHANGE);
      stub.does('case $3 in bad) echo cannot >&2; exit 3 ;; esac; cat "$here/answer"');
      const { stdout, stderr } = await settled(`assume bad\n${REPORT}\nassume prod\n${REPORT}`);
      expect({ stdout, stderr }).toEqual({ stdout: '3\n0\nAKIA\nprod\n', stderr: 'cannot\n' });
    });

    testWith('diffutils')('uses a fresh session file, and leaves no variable behind', async () => {
      writeSession(stub);
      const lines = `set --names >before\nassume prod\n${REPORT}\nset --names >after\ncommand diff before after`;
      const { stdout, stderr } = await settled(lines);
      const changed = ASSUMED.map((name) => `> ${name}`).join('\n');
      expect(stdout.replace(/^[\d,]+a[\d,]+$\n/gm, '')).toBe(`0\nASIAFRESH\nprod\n${changed}\n`);
      expect({ stderr, calls: stub.calls() }).toEqual({ stderr: '', calls: [] });
    });

    test('restores variables on off, exported or not', async () => {
      stub.answers(`${CHANGE}set -gx ASSUME_RESTORE '{}'\nset -gx AWS_REGION 'eu-west-1'\n`);
      stub.does(`case $3 in off) echo "${RESTORE}" ;; *) cat "$here/answer" ;; esac`);
      const lines =
        'set -g AWS_REGION one "t w o"\nassume prod\nassume prod\nassume off\nset --show AWS_REGION\nset --names';
      const { stdout, stderr } = await settled(lines);
      expect(stdout).toMatch(/unexported, with 2 elements\n.*\|one\|\n.*\|t w o\|\n/);
      // For `assume -`.
      expect(stdout.replace('__assume_last\n', '')).not.toContain('__assume');
      expect(stderr).toBe('');
    });
  });

  test.each([
    ['that ends within a word', `${CHANGE}set -gx AWS_REGION 'half`],
    ['that goes on with a command', `${CHANGE}set -gx AWS_REGION 'half'; touch pwned\n`],
    ['with a value that is a command', `${CHANGE}set -gx AWS_REGION (touch pwned)\n`],
    ['with a name that is a command', `${CHANGE}set -gx AWS_(touch pwned) 'x'\n`],
    ["with another program's variable", `${CHANGE}set -gx PATH '/evil'\n`],
    ['of another program', 'Usage: assume\ntouch pwned\n'],
  ])('fails and changes nothing for a text %s', async (_what, text) => {
    stub.answers(text);
    const { stdout, stderr } = await fishRuns(`assume prod; and echo went-on\n${REPORT}\nls $HOME`);
    expect(stdout).toMatch(/^1\n(?!.*pwned)/s);
    expect(stderr).toMatch(ANOTHER);
  });

  test('accepts a program that prints nothing only as the answer to `assume off`', async () => {
    stub.answers('');
    const result = await fishRuns(
      'for words in prod "use off" "" off; assume (string split " " -- $words); echo $status; end',
    );
    expect(result).toEqual({ status: 0, stdout: '1\n1\n1\n0\n', stderr: expect.stringMatching(ANOTHER) });
    expect(await fishRuns('assume')).toMatchObject({ status: 1 });
  });

  test('takes no variable of its own from the environment, and keeps those it has set if it is loaded again', async () => {
    stub.answers(`${CHANGE}set -gx ASSUME_RESTORE '{}'\n`);
    stub.does(`case $3 in off) echo "${RESTORE}" ;; *) cat "$here/answer" ;; esac`);
    const lines = `set -g AWS_ACCOUNT_ID mine; assume prod; source ${SCRIPT}; assume off
      echo "$AWS_ACCOUNT_ID/$AWS_REGION"; env | string match '*evil*'`;
    const evil = { __assume_kept_AWS_REGION: 'evil', __assume_kept_PATH: '/evil', __assume_tried: 'evil' };
    expect(await fishRuns(lines, evil)).toEqual({ status: 1, stdout: 'mine/\n', stderr: '' });
  });

  test("restores a list on off, and makes no function's local variable global", async () => {
    stub.answers(`${CHANGE}set -gx ASSUME_RESTORE '{}'\nset -gx AWS_REGION 'eu-west-1'\n`);
    stub.does(`command -v printenv >/dev/null; printenv AWS_PROFILE >&2; case $3 in off) echo "${RESTORE}
set -gx AWS_REGION 'one two'" ;; *) cat "$here/answer" ;; esac`);
    const lines = [
      'set -gx AWS_REGION one two',
      'function f; set -lx AWS_PROFILE mine; assume prod; end; f',
      'AWS_PROFILE=mine assume prod',
      'assume off; set --show AWS_REGION; set -q AWS_PROFILE; or builtin echo none',
    ];
    const { stdout, stderr } = await fishRuns(lines.join('\n'));
    expect(stdout).toMatch(/global scope, exported, with 2 elements\n.*\|one\|\n.*\|two\|\n(.*\n)*none\n$/);
    // By the second call, the first assume has happened.
    expect(stderr).toBe('mine\n');
  });

  test('ignores what an interrupted assume saved', async () => {
    stub.answers(`${CHANGE}set -gx ASSUME_RESTORE '{}'\n`);
    stub.does(`case $3 in off) echo "${RESTORE}" ;; *) cat "$here/answer" ;; esac`);
    const lines =
      'set -g __assume_kept_AWS_REGION old; assume prod; assume off; set -q AWS_REGION; or builtin echo none';
    expect(await fishRuns(lines)).toEqual({ status: 0, stdout: 'none\n', stderr: '' });
  });

  test("doesn't save a secret that wasn't exported, and reports that", async () => {
    stub.answers(`${CHANGE}set -gx ASSUME_RESTORE '{}'\n`);
    const { stdout, stderr } = await fishRuns('set -g AWS_SESSION_TOKEN mine\nassume prod\nassume prod\nset --names');
    expect(stdout).not.toContain('__assume');
    expect(stderr).toBe(
      'assume: AWS_SESSION_TOKEN was not exported. Secrets are not kept, so assume off will not restore it.\n',
    );
  });

  test.each([
    ['a function', 'function f; assume prod; end; f', true],
    ['eval', 'eval assume prod', true],
    ['a handler of an event', 'function f --on-event happened; assume prod; end; emit happened', true],
    ['a handler of a variable', 'function f --on-variable HAPPENED; assume prod; end; set -g HAPPENED 1', true],
    ['a block with a redirection', 'begin; assume prod; end >/dev/null 2>&1', true],
    ['a condition', 'if assume prod; end', true],
    ['a loop over a pipe', 'echo a | while read -l line; assume prod; end', true],
    ['a command substitution', 'set -l seen (assume prod)', true],
    ['the first part of a pipeline', 'assume prod | cat', true],
    ['closed descriptors', 'assume prod <&- >&- 2>&-', true],
    ['another shell', `fish --no-config -c 'source ${SCRIPT}; assume prod'`, false],
  ])('works in %s', async (_where, lines, changes) => {
    stub.answers(CHANGE);
    const { stdout, stderr } = await fishRuns(`${lines}\n${REPORT}`);
    expect({ stdout, stderr }).toEqual({ stdout: changes ? '0\nAKIA\nprod\n' : '0\n', stderr: '' });
  });

  test('works under cron: no HOME, no TERM, no terminal', async () => {
    stub.answers(CHANGE);
    const { stdout, stderr } = await fishRuns(`assume prod\n${REPORT}`, { HOME: undefined, TERM: undefined });
    expect({ stdout, stderr }).toEqual({ stdout: '0\nAKIA\nprod\n', stderr: '' });
  });

  describe('a universal variable that is still set', () => {
    const setup =
      'set -U AWS_SECURITY_TOKEN hidden; set -Ux AWS_PROFILE mine; set -Ux AWS_OTHER mine; set -gx AWS_PROFILE x';
    const withUniversals = (lines: string) => {
      const path = stub.write('script.fish', `${setup}\nsource ${SCRIPT}\n${lines}\n`);
      return runProgram('fish', [path], { env: stub.env });
    };

    test('is reported after an assume, with the command that removes it', async () => {
      stub.answers(`${CHANGE}set -e -g AWS_PROFILE; or true\n`);
      expect(await withUniversals('assume prod; echo $status $AWS_PROFILE')).toEqual({
        status: 0,
        stdout: '0 mine\n',
        stderr: 'assume: The universal variable AWS_PROFILE is still set. To remove it: set -e -U AWS_PROFILE\n',
      });
    });

    test("isn't reported after `assume off` or another command", async () => {
      stub.answers('set -e -g AWS_PROFILE; or true\nset -e -g ASSUME_PROFILE; or true\n');
      const result = await withUniversals('set -gx ASSUME_PROFILE x; assume off; assume list; echo $AWS_PROFILE');
      expect(result).toEqual({ status: 0, stdout: expect.stringMatching(/mine\n$/), stderr: '' });
    });
  });
});

const COMMAND = 'p99list';
const lines = [...NAMES.map((name, at) => `${name}\trole ${at}`), `${COMMAND}\tShow\tcommand`].join('\n');

describeShell('fish', 'TAB in fish', () => {
  let stub: Stub;
  beforeEach(() => {
    stub = makeStub();
  });
  afterEach(() => stub.remove());

  const list = (text = lines, options: Parameters<typeof writeProfileList>[2] = {}) =>
    writeProfileList(stub.home, `${text}\n`, options);

  /** The candidates for each line; with `alone`, no program is on the PATH. */
  async function offered(typed: readonly string[], { alone = false, env = {} } = {}): Promise<string[][]> {
    const queries = typed.map((line) => `complete -C ${quote(line)}; echo ----`);
    const script = [alone ? 'set PATH /nonexistent' : '', `source ${SCRIPT}`, ...queries].join('\n');
    const result = await run('fish', script, { env: { ...stub.env, ...env }, cwd: stub.home });
    expect({ ...result, stdout: '' }).toEqual({ status: 0, stdout: '', stderr: '' });
    return result.stdout
      .split('----\n')
      .slice(0, -1)
      .map((part) => part.split('\n').slice(0, -1));
  }

  test('offers every name with its description, bare, after `use` and in open quotes, without running a program', async () => {
    list();
    const starts = NAMES.flatMap((name) => {
      const start = name.slice(0, 3);
      return [`assume ${start}`, `assume use ${start}`, `assume "${start}`, `assume use '${start}`];
    });
    const expected = NAMES.flatMap((name, at) => Array(4).fill([`${name}\trole ${at}`]));
    expect(await offered(starts, { alone: true })).toEqual(expected);
  });

  test('completes after the odd characters of a name, quoted for fish', async () => {
    list();
    const typed = [
      'p01:a',
      'p02@',
      'p05\\ t',
      '"p05 t',
      "'p05 two w",
      'p08\\$H',
      "'p08$H",
      'p09\\\\',
      'p10\\[',
      'p13開',
      'P01:A',
    ];
    const found = await offered(
      typed.map((word) => `assume use ${word}`),
      { alone: true },
    );
    expect(found.map((each) => each.map((line) => line.slice(0, 3)))).toEqual(
      ['01', '02', '05', '05', '05', '08', '08', '09', '10', '13', '01'].map((number) => [`p${number}`]),
    );
  });

  test('offers commands as the first word, and only profiles after `use`', async () => {
    list();
    expect(await offered([`assume ${COMMAND}`, `assume use ${COMMAND}`])).toEqual([[`${COMMAND}\tShow`], []]);
    expect(stub.calls()).toEqual([]);
  });

  test('respects the variables of the AWS files and XDG_CACHE_HOME', async () => {
    list('plain\tx');
    list('other\ty', { config: '/c o', credentials: '/cred', cache: `${stub.home}/cache` });
    const env = { XDG_CACHE_HOME: `${stub.home}/cache`, AWS_CONFIG_FILE: '/c o', AWS_SHARED_CREDENTIALS_FILE: '/cred' };
    expect(await offered(['assume '], { env, alone: true })).toEqual([['other\ty']]);
    expect(await offered(['assume '], { env: { XDG_CACHE_HOME: '' }, alone: true })).toEqual([['plain\tx']]);
    expect(stub.calls()).toEqual([]);
  });

  test.each([
    ['there is no list', () => {}],
    ['the list is for another config file', () => list(lines, { config: '/other' })],
    ['the list is for another credentials file', () => list(lines, { credentials: '/other' })],
  ])('runs the program once if %s', async (_, given) => {
    given();
    stub.answers('fresh\tnew\ninit\tPrint\tcommand\n');
    expect(await offered(['assume '])).toEqual([['fresh\tnew', 'init\tPrint']]);
    expect(stub.calls()).toEqual([['--complete=fish/1', '--', '']]);
  });

  test('runs the program for options and later words, with the words unquoted', async () => {
    list();
    stub.does("printf '%s\\t%s\\n' --region 'The region'; echo problem >&2; exit 1");
    expect(
      await offered(['assume --re', 'assume use --re', 'assume --x "a b" it\\\'s ', 'assume exec --no-cache "p05 two']),
    ).toEqual([['--region\tThe region'], ['--region\tThe region'], ['--region\tThe region'], []]);
    expect(stub.calls()).toEqual([
      ['--complete=fish/1', '--', '--re'],
      ['--complete=fish/1', '--', 'use', '--re'],
      ['--complete=fish/1', '--', '--x', 'a b', "it's", ''],
      ['--complete=fish/1', '--', 'exec', '--no-cache', 'p05 two'],
    ]);
  });

  test("replaces another tool's completions for the name", async () => {
    list('ours\tx');
    const script = `complete -c assume -a theirs\nsource ${SCRIPT}\nsource ${SCRIPT}\ncomplete -C 'assume '`;
    expect(await run('fish', script, { env: stub.env })).toEqual({ status: 0, stdout: 'ours\tx\n', stderr: '' });
  });

  test('is silent if the program is missing', async () => {
    expect(await offered(['assume ', 'assume --x'], { alone: true })).toEqual([[], []]);
  });
});

describeShell('fish', 'a user at fish', () => {
  let stub: Stub;
  let terminal: InteractiveShell;
  beforeAll(async () => {
    stub = makeStub();
    writeProfileList(stub.home, `${lines}\n`);
    terminal = await interactiveShell('fish', { home: stub.home, init: `true${TEXT}`, env: stub.env, cwd: stub.home });
  });
  afterEach(() => stub.forget());
  afterAll(async () => {
    await terminal?.close();
    stub?.remove();
  });

  test.each(NAMES)('completes %s with TAB, bare and in open quotes', async (name) => {
    const start = name.slice(0, 3);
    for (const typed of [start, `use ${start}`, `"${start}`, `'${start}`]) await terminal.enter(`assume ${typed}\t`);
    const call = (...words: string[]) => ['--eval=fish/1', '--', ...words];
    expect(stub.calls()).toEqual([call(name), call('use', name), call(name), call(name)]);
  });

  test('completes after other words before a command, and within a longer line', async () => {
    for (const line of [
      'true; and assume p01\t',
      'A=1 assume p02\t',
      'not assume p03\t; true',
      'echo (assume p04\t)',
    ]) {
      await terminal.enter(line);
    }
    expect(stub.calls().map((words) => words.at(-1))).toEqual(NAMES.slice(0, 4));
  });

  test('sees descriptions', async () => {
    terminal.type('assume p0\t');
    await terminal.waitFor(/p01:admin +\(role 0\)/);
    terminal.type('\x03');
    await terminal.prompt();
  });

  test('answers a prompt of the program, whose stdin and stderr are the terminal', async () => {
    stub.does('test -t 0 && test -t 2 && printf "code: " >&2 && read -r code && echo "set -gx AWS_REGION \'$code\'"');
    terminal.type('assume prod\r');
    await terminal.waitFor(/code:$/);
    await terminal.enter('012345');
    expect(await terminal.enter('echo "got $AWS_REGION"')).toBe('got 012345');
  });

  test('interrupts with Ctrl-C, which changes nothing', async () => {
    stub.does('echo "set -gx HALF 1"; printf "code: " >&2; read -r code');
    terminal.type('assume prod\r');
    await terminal.waitFor(/code:$/);
    terminal.type('\x03');
    await terminal.prompt();
    expect(await terminal.enter('echo "status $status, half <$HALF>"')).toBe('status 130, half <>');
  });
});
