import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dialect } from '../../src/shells/render';
import { render } from '../../src/shells/render';
import { findShell } from '../../src/shells/table';
import { dumps, openDemo, scriptOf } from './demo';
import { hostileValues } from './hostileValues';
import { NAMES } from './oddNames';
import { PASSTHROUGH_COMMANDS } from './passthroughCommands';
import { SHELL_SYNTAX } from './shellSyntax';
import { describeShell, type Environment, type OtherName, run } from './shells';
import { makeStub, type Stub } from './stub';
import { type InteractiveShell, interactiveShell } from './terminal';

const SECRET = `wJalr'x"$(touch pwned)\`touch pwned\`\\ !! *`;
const CHANGE = [
  ['AWS_SECRET_ACCESS_KEY', `${SECRET}\nand more`],
  ['AWS_REGION', 'eu-west-1'],
  ['AWS_PROFILE', null],
] as const;
const BEFORE = { AWS_REGION: 'us-east-1', AWS_PROFILE: 'old' };
const CHANGED = `${SECRET}\nand more/eu-west-1/unset\n`;
const UNCHANGED = 'unset/us-east-1/old\n';
/** nushell wraps its errors. */
const ANOTHER = /assume: The program "assume" on the PATH is not this one, so nothing was(\n *\|)? changed\./;
const SHOW = '#!/bin/sh\nprintf "%s\\n" "${AWS_SECRET_ACCESS_KEY-unset}/${AWS_REGION-unset}/${AWS_PROFILE-unset}"\n';

const VALUES = hostileValues();
const setAll = VALUES.map((value, at) => [`HOSTILE_${at}`, value] as const);
const unsetAll = setAll.map(([name]) => [name, null] as const);
const shown = (value: string | undefined) => JSON.stringify(value)?.slice(0, 60);

/** A profile's name with a zero-width space, and the mark that turns the direction of text. */
const ODD = 'a\u200bé\u202e開\u00ad';

/** Everything that the shell integration promises in nushell, elvish and xonsh. */
export function describeNonPosixContract(shell: OtherName): void {
  const say = SHELL_SYNTAX[shell];
  const { name, dialect, script } = findShell(shell) as { name: string; dialect: Dialect; script: string };
  const file = join(__dirname, '../../shell', script);
  const text = scriptOf(shell);
  // Loaded as from an rc file, at the start of the script itself.
  const load = `${text}\n`;
  const ask = (...words: string[]) => [`--eval=${name}/1`, '--', ...words];
  const call = (...words: string[]) => ['assume', ...words.map(say.quote)].join(' ');

  let stub: Stub;
  beforeEach(() => {
    stub = makeStub();
    stub.answers(render(CHANGE, dialect));
    chmodSync(stub.write('bin/show-all', SHOW), 0o755);
  });
  afterEach(() => stub.remove());

  const inShell = (lines: string, env: Environment = BEFORE, stdin = '') =>
    run(shell, lines, { cwd: stub.home, env: { ...stub.env, ...env }, stdin });

  describeShell(shell, `the ${name} script`, () => {
    test('is ASCII with LF, between markers, starts with an empty line, and starts no process when it is loaded', async () => {
      expect(text).toMatch(/^\n# >>> assume >>>\n[\n\x20-\x7e]*\n# <<< assume <<<\n$/);
      expect(text).toContain(`\`assume init ${name}\``);
      expect(text).toContain('protocol 1');
      expect(await inShell(load + load + say.source(file))).toEqual({ status: 0, stdout: '', stderr: '' });
      expect(stub.calls()).toEqual([]);
    });

    test('defines only its own names', async () => {
      const names = async (lines: string) => (await inShell(say.names(lines))).stdout.split('\n');
      const [before, after] = [await names(''), await names(load)];
      const added = after.filter((each) => !before.includes(each)).map((each) => each.replace(/~$/, ''));
      expect(added).toContain(shell === 'nu' ? '__assume' : 'assume');
      expect(added.filter((each) => !/^(__)?assume(_[a-z]+)?$/.test(each))).toEqual([]);
    });

    test('applies a complete change, even if the name is taken and the script is loaded twice', async () => {
      const { stdout, stderr } = await inShell(`${say.taken}\n${load}${load}assume prod\nshow-all\n`);
      expect({ stdout, stderr }).toEqual({ stdout: CHANGED, stderr: '' });
      expect(stub.calls()).toEqual([ask('prod')]);
    });

    test.each(Object.entries(say.settings))('applies it with %s', async (_, setting) => {
      const { stdout, stderr } = await inShell(`${setting}\n${load}assume prod\nshow-all\n`);
      expect({ stdout, stderr }).toEqual({ stdout: CHANGED, stderr: '' });
    });

    test(`passes ${VALUES.length} hostile values to a child byte for byte, and removes them silently`, async () => {
      stub.write('set', render(setAll, dialect));
      stub.write('unset', render(unsetAll, dialect));
      stub.does('cat "$here/$3"');
      const dump = stub.write(
        'bin/dump',
        `#!${process.execPath}\nconst all = Object.entries(process.env).filter(([name]) => name.startsWith('HOSTILE_'));
require('node:fs').writeFileSync(process.argv[2], JSON.stringify(Object.fromEntries(all)));\n`,
      );
      chmodSync(dump, 0o755);
      const { stdout, stderr } = await inShell(
        `${load}assume set\ndump full\nassume unset\ndump empty\nassume unset\n`,
      );
      expect({ stdout, stderr: stderr.slice(0, 500) }).toEqual({ stdout: '', stderr: '' });
      const read = (path: string) => JSON.parse(readFileSync(join(stub.home, path), 'utf8'));
      const full = read('full');
      const wrong = setAll.filter(([each, value]) => full[each] !== value);
      expect(wrong.map(([each, value]) => `${shown(value)} became ${shown(full[each])}`)).toEqual([]);
      expect(read('empty')).toEqual({});
    });

    test.each([
      ['is killed halfway', 'head -1 "$here/answer"; kill -9 $$', 137],
      ['fails after printing everything', 'cat "$here/answer"; echo why >&2; exit 4', 4],
      ['prints nothing and fails', 'exit 1', 1],
    ])('changes nothing if the program %s, returns its status, and stops what follows', async (_, does, status) => {
      stub.does(does);
      const { stdout, stderr } = await inShell(`${load}${say.attempt('assume prod')}\nshow-all\n`);
      // nushell reports signals as negative numbers.
      expect(stdout).toBe(`status=${shell === 'nu' && status === 137 ? -9 : status}\n${UNCHANGED}`);
      expect(stderr).toBe(status === 4 ? 'why\n' : '');
      expect((await inShell(`${load}${say.both('assume prod', 'echo went-on')}`)).stdout).not.toContain('went-on');
    });

    test('accepts a program that prints nothing only as the answer to `assume off`', async () => {
      stub.answers('');
      expect(await inShell(`${load}${say.attempt('assume off')}\nshow-all\n`)).toEqual({
        status: 0,
        stdout: `status=0\n${UNCHANGED}`,
        stderr: '',
      });
      for (const line of ['assume prod', 'assume use off', 'assume']) {
        const { stdout, stderr } = await inShell(`${load}${line}\n`);
        expect({ stdout, stderr }).toEqual({ stdout: '', stderr: expect.stringMatching(ANOTHER) });
      }
      expect((await inShell(`${load}${say.both('assume prod', 'echo went-on')}`)).stdout).toBe('');
    });

    test.each(['Usage: assume [profile]\n', 'echo pwned\n', '{"AWS_REGION": "half\n', '"text"\n', '7\n'])(
      'runs nothing that another program prints: %j',
      async (text) => {
        stub.answers(text);
        const { stdout, stderr } = await inShell(`${load}assume off\n`);
        expect({ stdout, stderr }).toEqual({ stdout: '', stderr: expect.stringMatching(ANOTHER) });
        expect(stderr).not.toMatch(/Traceback \(most|half/);
      },
    );

    test.each(['prod', 'list'])('reports that the program is missing: `assume %s`', async (word) => {
      const { stdout, stderr } = await inShell(`${load}${say.set('PATH', '/nonexistent')}\n${call(word)}\n`);
      expect(stdout).toBe('');
      expect(stderr).toContain('assume: The program "assume" is not on the PATH.');
      expect(stderr).not.toMatch(/Traceback \(most|panicked/);
    });

    test('passes arguments as typed', async () => {
      const words = 'use|-t|012345||two words|it\'s|"|a=b|--|-q|$HOME|*|~|\\|a\nb|開発|@x|1kb|2024-01-01|0x10'.split(
        '|',
      );
      const { stderr } = await inShell(`${load}${call(...words)}\nassume -t 012345 -r=x --tag a=b -\nassume\n`);
      expect(stderr).toBe('');
      expect(stub.calls()).toEqual([ask(...words), ask('-t', '012345', '-r=x', '--tag', 'a=b', '-'), ask()]);
    });

    test('runs commands that print text directly, with stdin, stdout and exit status', async () => {
      stub.does('cat; echo "out $*"; echo err >&2; exit 5');
      const { stdout, stderr } = await inShell(
        [text, ...PASSTHROUGH_COMMANDS.map((word) => say.attempt(call(word, 'a b')))].join('\n'),
        BEFORE,
        'typed\n',
      );
      expect(stdout).toBe(`typed\n${PASSTHROUGH_COMMANDS.map((word) => `out ${word} a b\nstatus=5\n`).join('')}`);
      expect(stderr).toBe(PASSTHROUGH_COMMANDS.map(() => 'err\n').join(''));
      expect(stub.calls()).toEqual(PASSTHROUGH_COMMANDS.map((word) => [word, 'a b']));
    });

    test('runs a command newer than the script as the snippet says, with its stdout and exit status', async () => {
      stub.write('run', `${dialect.run(['assume', 'report', "it's", '$HOME'])}\n`);
      stub.does('case $1 in --eval=*) cat "$here/run" ;; *) cat; echo "{}"; exit 9 ;; esac');
      expect(await inShell(`${load}${say.attempt('assume report')}\n`, BEFORE, 'typed\n')).toEqual({
        status: 0,
        stdout: 'typed\n{}\nstatus=9\n',
        stderr: '',
      });
      expect(stub.calls()).toEqual([ask('report'), ['report', "it's", '$HOME']]);
    });

    test('works in a pipe', async () => {
      stub.does('cat; echo listed');
      const { stdout, stderr } = await inShell(`${load}assume list | tr a-z A-Z\nsh -c 'echo in' | assume list\n`);
      expect({ stdout, stderr }).toEqual({ stdout: 'LISTED\nin\nlisted\n', stderr: '' });
    });
  });

  describeShell(shell, `assume in ${name}`, () => {
    let demo: Awaited<ReturnType<typeof openDemo>>;
    beforeAll(async () => {
      demo = await openDemo();
    });
    afterAll(() => demo.close());

    const withDemo = (lines: string, env: Environment = {}) =>
      run(shell, `${load}${lines}\n`, { env: { ...demo.home.env, ...env } });
    const awsVariables = (env: Record<string, string> = {}) =>
      Object.fromEntries(Object.entries(env).filter(([each]) => /^(AWS|AWSUME|ASSUME)_/.test(each)));
    const before = { AWS_PROFILE: 'old', AWS_SECURITY_TOKEN: 'stale', AWS_SECRET_ACCESS_KEY: SECRET };

    test('switches to a role, to another, and back with -, and `assume off` restores exactly what was there', async () => {
      const dump = 'dump-environment\n';
      const { stdout, stderr } = await withDemo(
        `${dump}assume dev\n${dump}assume audit\n${dump}assume -\n${dump}assume off\n${dump}`,
        before,
      );
      expect(stderr).toBe('');
      const [first, dev, audit, back, off] = dumps(stdout).map(awsVariables);
      expect(dev).toMatchObject({ ASSUME_PROFILE: 'dev', AWS_REGION: 'eu-west-1', AWS_ACCOUNT_ID: '222233334444' });
      expect(dev).not.toHaveProperty('AWS_PROFILE');
      expect(audit).toMatchObject({ ASSUME_PROFILE: 'audit', ASSUME_PREVIOUS: 'dev', AWS_ACCOUNT_ID: '444455556666' });
      expect(back).toMatchObject({ ASSUME_PROFILE: 'dev', AWS_ACCESS_KEY_ID: dev?.AWS_ACCESS_KEY_ID });
      expect(off).toEqual(first);
    });

    test.each([
      ['prdo', 3, /Profile "prdo" not found in .*\nDid you mean: assume prod$/m],
      ['denied', 5, /AccessDenied/],
      ['prod', 4, /needs an MFA code .* no terminal/],
      ['dev --bogus', 2, /--bogus/],
    ])('changes nothing after `assume %s`, reports the reason, and returns status %i', async (words, status, says) => {
      const { stdout, stderr } = await withDemo(`${say.attempt(`assume ${words}`)}\ndump-environment`, before);
      expect(stdout).toContain(`status=${status}\n`);
      expect(stderr).toMatch(says);
      expect(awsVariables(dumps(stdout)[0])).toMatchObject(before);
    });

    test('evaluates exported credentials', async () => {
      const { stdout, stderr } = await withDemo(`${say.take('dev')}\ndump-environment`, before);
      expect(stderr).toBe('');
      const after = awsVariables(dumps(stdout)[0]);
      expect(after).toMatchObject({ AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/), AWS_REGION: 'eu-west-1' });
      expect(after).not.toHaveProperty('AWS_PROFILE');
    });

    test('goes back with `assume -` after `assume off`, by a name that programs neither see nor set', async () => {
      const { stdout, stderr } = await withDemo(
        `assume me\nassume audit\nassume off\ndump-environment\nassume -\ndump-environment
assume off\nassume use '-' --quiet\ndump-environment`,
        {},
      );
      expect(stderr).toBe('');
      const names = dumps(stdout).map((each) => [each.ASSUME_PROFILE, each.ASSUME_PREVIOUS, each.__assume_last]);
      expect(names).toEqual([[], ['audit'], ['audit']].map(([name]) => [name, undefined, undefined]));
      const inherited = await withDemo('assume -', { __assume_last: 'audit' });
      expect(inherited.stderr).toContain('assume: No previous profile in this shell.');
    });

    test('shows the profile in the prompt, whatever its name', async () => {
      const { folder: home, env } = demo.home;
      const terminal = await interactiveShell(shell, { home, env, init: text, last: say.prompt });
      try {
        terminal.type(`${say.set('ASSUME_PROFILE', 'a{RED}{b} %s$(id)\\x')}\r`);
        // xonsh draws it in the last row of its prompt, which isn't always the first.
        await terminal.waitFor(/^(ready>)? +a\{RED\}\{b\} %s\$\(id\)\\x$/m);
        terminal.type('assume dev\r');
        await terminal.waitFor(/^(ready>)? +dev (59|60)m$/m);
      } finally {
        await terminal.close();
      }
    });

    test('prompts for an MFA code at the terminal, where Ctrl-C changes nothing', async () => {
      const { folder: home, env } = demo.home;
      const terminal = await interactiveShell(shell, { home, env, init: text });
      try {
        terminal.type('assume prod\r');
        await terminal.waitFor(/MFA code for .*: ?$/);
        await terminal.interrupt();
        expect(await terminal.enter('caller-identity')).toMatch(/This shell has no credentials/);
        terminal.type('assume prod\r');
        await terminal.waitFor(/MFA code for .*: ?$/);
        terminal.type(`${demo.mfaCode()}\r`);
        await terminal.waitFor(/\S+ prod {2}Admin @ 333344445555 {2}eu-central-1 {2}.* left/);
        await terminal.prompt();
        expect(await terminal.enter('caller-identity')).toMatch(/assumed-role\/Admin/);
        expect(await terminal.enter('assume list')).toMatch(/^ *PROFILE +ACCOUNT/m);
      } finally {
        await terminal.close();
      }
    });
  });

  describeShell(shell, `a user at ${name}`, () => {
    let terminal: InteractiveShell;
    let bench: Stub;
    beforeAll(async () => {
      bench = makeStub();
      bench.write('candidates', `${NAMES.map((each, at) => `${each}\trole ${at}`).join('\n')}\np99\tShow\tcommand\n`);
      terminal = await interactiveShell(shell, { home: bench.home, env: bench.env, init: text, cwd: bench.home });
    });
    beforeEach(() => {
      bench.forget();
      bench.does('case $1 in --complete=*) cat "$here/candidates" ;; esac');
    });
    afterAll(async () => {
      await terminal?.close();
      bench?.remove();
    });
    const calls = () => bench.calls().filter(([first]) => !first?.startsWith('--complete'));

    /** Types a line and TAB, and Enter when the only candidate is inserted. */
    const complete = async (line: string) => {
      const typed = `ready> ${line}`;
      const last = (screen: string) => screen.split('\n').at(-1) ?? '';
      terminal.type(line);
      await terminal.waitFor((screen) => last(screen) === typed);
      terminal.type(say.tab);
      await terminal.waitFor((screen) => last(screen) !== typed);
      await terminal.enter('');
    };

    test.each(NAMES)('completes %s with TAB, alone and after `use`', async (each) => {
      const start = each.slice(0, 3);
      for (const line of [`assume ${start}`, `assume use ${start}`]) await complete(line);
      expect(calls()).toEqual([ask(each), ask('use', each)]);
      expect(bench.calls()).toContainEqual([`--complete=${name}/1`, '--', 'use', start]);
    });

    test('completes within quotes, after quoted words, and after another command', async () => {
      // nushell doesn't complete within open quotes.
      await complete(shell === 'nu' ? 'assume p05' : "assume 'p05 t");
      await complete(`assume 'a b' "c d" p02`);
      await complete(say.both('echo x', 'assume p03'));
      expect(calls()).toEqual([ask('p05 two words'), ask('a b', 'c d', 'p02@corp'), ask('p03=ops')]);
      expect(bench.calls()).toContainEqual([`--complete=${name}/1`, '--', 'a b', 'c d', 'p02']);
    });

    test('completes paths if the program leaves that to the shell', async () => {
      bench.write('only-file', '');
      bench.does('case $1 in --complete=*) printf "\\t3\\toffset\\n" ;; esac');
      await complete('assume exec p01 cat only');
      expect(calls().map((words) => words.map((word) => word.trim()))).toEqual([['exec', 'p01', 'cat', 'only-file']]);
    });

    test('changes nothing after Ctrl-C while the program runs', async () => {
      bench.write('answer', render(CHANGE, dialect));
      bench.write('wait.js', "console.error('waiting'); setTimeout(() => {}, 30_000);");
      bench.does('cat "$here/answer"; exec node "$here/wait.js"');
      terminal.type('assume prod\r');
      await terminal.waitFor(/^waiting$/m);
      await terminal.interrupt();
      await terminal.enter(''); // the prompt may be on the line of the ^C
      bench.does('printenv AWS_REGION AWS_SECRET_ACCESS_KEY; echo "that is all"');
      expect(await terminal.enter('assume list')).toBe('that is all');
    });

    test('connects the terminal to all three streams of a direct command, and to stdin and stderr of a change', async () => {
      bench.does('for fd in 0 1 2; do [ -t $fd ] && echo "tty $fd" >&2; done; exit 0');
      expect(await terminal.enter('assume list')).toBe('tty 0\ntty 1\ntty 2');
      expect(await terminal.enter('assume off')).toBe('tty 0\ntty 2');
    });

    // The last test, because each shell has different keys to close the list.
    test('shows descriptions of the candidates', async () => {
      terminal.type('assume p0\t');
      await terminal.waitFor(say.listed);
    });
  });

  describeShell(shell, `assume_prompt in ${name}`, () => {
    test.each<[string, number | undefined, Environment, RegExp]>([
      ['nothing without a profile', 100, { ASSUME_PROFILE: undefined }, /^$/],
      ['only the name without an expiry time', undefined, {}, /^prod$/],
      ['whole minutes', 3570, {}, /^prod 59m$/],
      ['no color with ten minutes left', 630, {}, /^prod 10m$/],
      ['less in black on yellow', 570, { ASSUME_PROFILE: 'a b' }, /^a b ESC\[30;43m9mESC\[39;49m$/],
      ['expired credentials', -1, {}, /^prod ESC\[30;43mexpiredESC\[39;49m$/],
      ['no color with NO_COLOR', 30, { NO_COLOR: '1' }, /^prod 0m$/],
      ['color with an empty NO_COLOR', 30, { NO_COLOR: '' }, /^prod ESC\[30;43m0mESC\[39;49m$/],
      ['production on red', 3570, { ASSUME_COLOR: 'red' }, /^ESC\[97;41mprodESC\[39;49m 59m$/],
      ['other colors', undefined, { ASSUME_COLOR: 'cyan' }, /^ESC\[30;46mprodESC\[39;49m$/],
      ['no unknown color', undefined, { ASSUME_COLOR: '$(id)' }, /^prod$/],
      ['a mark for production with NO_COLOR', 30, { ASSUME_COLOR: 'red', NO_COLOR: '1' }, /^! prod 0m$/],
      ['no color on a dumb terminal', 30, { TERM: 'dumb' }, /^prod 0m$/],
      ['what can not be seen as its code', undefined, { ASSUME_PROFILE: ODD }, /^a\\u\{200b\}é\\u\{202e\}開\\u\{ad\}$/],
      ['no control characters', 3570, { ASSUME_PROFILE: 'p\x1b[31m\r\n\x07\x7f\x85$(id)' }, /^p\[31m\$\(id\) 59m$/],
    ])('prints %s, without a process', async (_, left, more, expected) => {
      const end = left === undefined ? undefined : String(Math.floor(Date.now() / 1000) + left);
      const env = { ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: end, ...more };
      const { stdout, stderr } = await inShell(`${load}${say.set('PATH', '/nonexistent')}\nassume_prompt\n`, env);
      expect(stderr).toBe('');
      // A value that nushell prints here has a newline, which it doesn't have in a prompt.
      const printed = shell === 'nu' ? stdout.replace(/\n$/, '') : stdout;
      expect(printed.replaceAll('\x1b', 'ESC')).toMatch(expected);
    });
  });
}
