import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MANAGED } from '../../src/environment/managed';
import { PASSTHROUGH_COMMANDS } from './passthroughCommands';
import { SECRET as FRESH, writeSession } from './sessionFiles';
import { describeShell, type RunResult, run, type SH_NAMES } from './shells';
import { makeStub, type Stub } from './stub';
import { type InteractiveShell, interactiveShell } from './terminal';

export type PosixShell = 'bash' | 'zsh';
type Shell = PosixShell | (typeof SH_NAMES)[number];

/** The differences between these shells. */
interface Traits {
  /** Its name for `assume init`. */
  readonly name: string;
  /** The prefix of a builtin that bypasses aliases and functions. */
  readonly builtin: string;
  /** Prints the names of all functions, one per line. */
  readonly functions: string;
  /** Prints the current options. */
  readonly options: string;
  /** Prints the managed variables with their attributes, and possibly others. */
  readonly managed: string;
  /** Prints all of the shell's state. */
  readonly everything: string;
  /** The lines of `everything` that change on their own. */
  readonly changing: RegExp;
}

const functionsOf = (script: string): string =>
  [...readFileSync(join(__dirname, '../../shell', script), 'utf8').matchAll(/^([a-z_]*)\(\) \{/gm)]
    .map(([, name]) => name)
    .join(' ');

const TRAITS = {
  bash: {
    name: 'bash',
    builtin: '\\builtin ',
    functions: 'compgen -A function',
    options: '\\builtin set +o; \\builtin shopt -p || \\builtin :',
    managed: 'declare -p MANAGED 2>/dev/null',
    everything: '{ set; alias; trap; complete; }',
    changing: /^(_|LINENO|BASH_[A-Z_]*|PIPESTATUS|RANDOM|SRANDOM|EPOCH[A-Z]*|SECONDS)=/,
  },
  zsh: {
    name: 'zsh',
    builtin: '\\builtin ',
    functions: 'print -l ${(ko)functions}',
    options: '\\builtin set -o',
    managed: 'declare -p MANAGED 2>/dev/null',
    everything: '{ typeset; functions; alias -L; trap; }',
    changing: /^(integer[ 0-9a-z]* )?(.* )?(_|LINENO|RANDOM|SECONDS|EPOCH.*|TTYIDLE|'[?]'|[?]|status|pipestatus|_ .*)=/,
  },
  sh: {
    name: 'sh',
    builtin: '\\',
    // Not all of these shells can list functions.
    functions: `[ "$(command -v assume)" != assume ] || printf '%s\\n' ${functionsOf('assume.sh')}`,
    options: '\\set +o',
    managed: '{ set; export -p; }',
    everything: '{ set; alias; trap; }',
    changing: /^([.]sh[.].*|_|LINENO|RANDOM|SECONDS|EPOCHREALTIME|BASHPID|PIPESTATUS.*)=/,
  },
} satisfies Record<string, Traits>;

const traitsOf = (shell: Shell): Traits => (shell === 'bash' || shell === 'zsh' ? TRAITS[shell] : TRAITS.sh);

export const scriptFile = (shell: Shell): string => join(__dirname, '../../shell', `assume.${traitsOf(shell).name}`);
export const scriptText = (shell: Shell): string => readFileSync(scriptFile(shell), 'utf8');

/** The ways to load the script: with `.`, with `eval`, or twice. */
const loaders = (file: string, builtin: string): Record<string, string> => ({
  'loaded by .': `. '${file}'`,
  'loaded by eval': `${builtin}eval "$(/bin/cat '${file}')"`,
  'loaded twice': `. '${file}'\n${builtin}eval "$(/bin/cat '${file}')"`,
});

const SECRET = `wJalr'x"$(touch pwned)\`touch pwned\`\\ !! *`;
const change = (builtin: string) => `${builtin}export AWS_SECRET_ACCESS_KEY='${SECRET.replaceAll("'", "'\\''")}'
${builtin}export AWS_REGION='eu-west-1'
${builtin}unset -v AWS_PROFILE
`;
/** What a child process sees. Programs have absolute paths, because nothing in the shell can be trusted in these tests. */
const REPORT = `/bin/echo "status=$?"
/usr/bin/printenv AWS_SECRET_ACCESS_KEY AWS_REGION AWS_PROFILE || :
`;
const CHANGED = `status=0\n${SECRET}\neu-west-1\n`;
const UNCHANGED = (status: number) => `status=${status}\nus-east-1\nold\n`;

const ANOTHER = 'assume: The program "assume" on the PATH is not this one, so nothing was changed.\n';

/**
 * Everything that the shell integration promises in each of these shells.
 * @param settings lines that a hostile rc file may have
 * @param odd lines that make a managed variable impossible to set or unset correctly
 */
export function describeScriptContract(
  shell: Shell,
  settings: Readonly<Record<string, string>>,
  odd: Readonly<Record<string, string>> = {},
): void {
  const { name: named, builtin, functions, options: optionsOf, managed, everything, changing } = traitsOf(shell);
  /** For tests of bash and zsh only: session files, prompts with colors, renewal. */
  const testBoth = named === 'sh' ? () => {} : test;
  const CHANGE = change(builtin);
  /** The same within double quotes, for the lines of the stub. */
  const quotedBuiltin = builtin.replaceAll('\\', '\\\\');
  const file = scriptFile(shell);
  const load = `. '${file}'\n`;
  let stub: Stub;
  beforeEach(() => {
    stub = makeStub();
    stub.answers(CHANGE);
  });
  afterEach(() => stub.remove());

  /** The lines of a file that the script wrote in its folder. */
  const written = (file: string) => readFileSync(join(stub.home, file), 'latin1').split('\n').filter(Boolean);
  /** The names of the integration's own variables in the output of `set`. */
  const ownVariables = () => written('variables').flatMap((line) => /^(__assume_[a-z]*)=/.exec(line)?.[1] ?? []);

  const inShell = (script: string, options: { flags?: readonly string[]; stdin?: string } = {}): Promise<RunResult> =>
    run(shell, script, {
      ...options,
      cwd: stub.home,
      env: { ...stub.env, AWS_REGION: 'us-east-1', AWS_PROFILE: 'old' },
    });

  describeShell(shell, `the ${shell} script`, () => {
    test('is ASCII with LF, between markers, and starts with an empty line', () => {
      const text = scriptText(shell);
      expect(text).toMatch(/^\n# >>> assume >>>\n[\n\x20-\x7e]*\n# <<< assume <<<\n$/);
      expect(text).toContain(`\`assume init ${named}\``);
      expect(text).toContain('protocol 1');
    });

    test('has no absolute path, no trap and no template token', () => {
      const code = scriptText(shell).replace(/^ *#.*$/gm, '');
      expect(code.replaceAll('/dev/null', '')).not.toMatch(/(^|[\s"'=])\/[a-z]/m);
      expect(code).not.toMatch(/\btrap\b|compinit|\{\{|<%|__[A-Z]+__/);
    });

    for (const [how, loading] of Object.entries(loaders(file, builtin))) {
      test(`${how}: prints nothing, starts no process, and defines only its own functions`, async () => {
        const { status, stdout, stderr } = await inShell(
          `functions_() { ${functions}; }
          functions_ >before
          ${loading}
          functions_ >after`,
          { flags: ['-eu'] },
        );
        expect({ status, stdout, stderr, calls: stub.calls() }).toEqual({
          status: 0,
          stdout: '',
          stderr: '',
          calls: [],
        });
        const before = written('before');
        const names = written('after').filter((name) => !before.includes(name));
        expect(names).toContain('assume');
        expect(names.filter((name) => !/^(assume|assume_prompt|__assume_[a-z]+)$/.test(name))).toEqual(
          shell === 'zsh' ? ['_assume'] : [],
        );
      });
    }

    describe.each(Object.entries(settings))('with %s', (_name, setting) => {
      test.each(Object.entries(loaders(file, builtin)))(
        'changes the environment, or nothing if the program fails, %s',
        async (_how, loading) => {
          stub.does('case $3 in bad) echo "cannot" >&2; exit 3 ;; list) exit 5 ;; esac; cat "$here/answer"');
          const result = await inShell(`${setting}\n${loading}\nassume bad || ${REPORT}assume prod\n${REPORT}`);
          expect(result).toEqual({ status: 0, stdout: UNCHANGED(3) + CHANGED, stderr: 'cannot\n' });
          expect(stub.calls()).toEqual([
            [`--eval=${named}/1`, '--', 'bad'],
            [`--eval=${named}/1`, '--', 'prod'],
          ]);
          expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
        },
      );

      testBoth('uses a fresh session file, and leaves nothing behind', async () => {
        const { path } = writeSession(stub);
        const noted = (name: string) => `{ ${optionsOf}; } >${name} 2>/dev/null`;
        const script = `${setting}\n${load}\n${noted('before')}\nassume prod\n/bin/echo "status=$?"\n${noted('after')}
          ${builtin}set >variables
          /usr/bin/printenv AWS_SECRET_ACCESS_KEY AWS_REGION ASSUME_RESTORE`;
        const result = await run(shell, script, { cwd: stub.home, env: stub.env });
        expect(result).toEqual({ status: 0, stdout: `status=0\n${FRESH}\neu-central-1\n{}\n`, stderr: '' });
        expect(written('after')).toEqual(written('before'));
        expect(ownVariables()).toEqual([]);
        expect(stub.calls()).toEqual([]);
        rmSync(path);
        stub.answers('', 3);
        const without = await run(shell, `${setting}\n${load}\nassume prod || /bin/echo "status=$?"`, {
          env: stub.env,
        });
        expect(without).toEqual({ status: 0, stdout: 'status=3\n', stderr: '' });
      });

      testBoth('shows the profile and the time in a prompt, and leaves nothing behind', async () => {
        const script = `${setting}\n${load}
          x="$(assume_prompt)"; /bin/echo "$x"
          ASSUME_EXPIRES='PATH[$(/usr/bin/touch pwned)]'; assume_prompt; /bin/echo; \\builtin set >variables`;
        const env = { ...stub.env, ASSUME_PROFILE: "it's $(touch pwned)", ASSUME_EXPIRES: '1', NO_COLOR: '1' };
        expect(await run(shell, script, { cwd: stub.home, env })).toEqual({
          status: 0,
          stdout: "it's $(touch pwned) expired\nit's $(touch pwned)\n",
          stderr: '',
        });
        expect(ownVariables()).toEqual([]);
        expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
      });

      testBoth('renews expired credentials with the same arguments, and keeps nothing else', async () => {
        stub.does(`[ "$5" = --no-input ] || printf '%s\\n' "\\\\builtin export ASSUME_PROFILE=prod ASSUME_EXPIRES=1"
          [ "$5" != --no-input ] || printf '%s\\n' "\\\\builtin export ASSUME_EXPIRES=99999999999"`);
        const { status, stdout, stderr } = await inShell(`${setting}\n${load}\n. '${file.replace('assume.', 'renew.')}'
          assume 'a b' -q\n__assume_renew\n__assume_renew\n/bin/echo "$ASSUME_EXPIRES"
          \\builtin set >variables`);
        expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '99999999999\n', stderr: '' });
        expect(ownVariables()).toEqual(['__assume_tried', '__assume_words']);
        expect(stub.calls().map((call) => call.slice(2))).toEqual([
          ['a b', '-q'],
          ['a b', '-q', '--no-input'],
        ]);
      });

      test('leaves no changed option and no variable of its own', async () => {
        const { stdout } = await inShell(
          `${setting}\n${load}\n{ ${optionsOf}; } >before 2>/dev/null\nassume prod\n{ ${optionsOf}; } >after 2>/dev/null
          ${builtin}set >variables`,
        );
        expect(stdout).toBe('');
        expect(written('after')).toEqual(written('before'));
        expect(written('before').length).toBeGreaterThan(0);
        expect(ownVariables()).toEqual([]);
      });
    });

    test('passes arguments as typed', async () => {
      const words = ['a b', '', "it's", '$HOME', '*', '--', '-x', 'back\\slash', '開発環境', 'two\nlines'];
      const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
      await inShell(`${load}assume ${quoted}\nassume`);
      expect(stub.calls()).toEqual([
        [`--eval=${named}/1`, '--', ...words],
        [`--eval=${named}/1`, '--'],
      ]);
    });

    test.each(PASSTHROUGH_COMMANDS)('%s runs directly, in a pipe, with its exit status', async (command) => {
      stub.does('cat; echo "out $*"; echo err >&2; exit 7');
      const result = await inShell(
        `${load}assume ${command} 'a b' | /usr/bin/tr a-z A-Z\nassume ${command}\n/bin/echo "status=$?"`,
        {
          stdin: 'typed\n',
        },
      );
      expect(result.stdout).toBe(`TYPED\nOUT ${command.toUpperCase()} A B\nout ${command}\nstatus=7\n`);
      expect(result.stderr).toBe('err\nerr\n');
      expect(stub.calls()).toEqual([[command, 'a b'], [command]]);
    });

    test('runs an unknown command as the snippet says, with its stdout and exit status', async () => {
      stub.does(
        `case $1 in --eval=*) printf '%s\\n' "${quotedBuiltin}command assume 'report' '--json'" ;; *) echo "{}"; exit 9 ;; esac`,
      );
      const result = await inShell(`${load}assume report --json\n/bin/echo "status=$?"`);
      expect(result).toEqual({ status: 0, stdout: '{}\nstatus=9\n', stderr: '' });
    });

    test('returns the status of a failing snippet even with set -e, where || still catches it', async () => {
      stub.does(`case $1 in --eval=*) printf '%s\\n' "${quotedBuiltin}command assume 'report'" ;; *) exit 9 ;; esac`);
      const caught = await inShell(
        `set -e\n${load}assume report || /bin/echo "caught $?"\nif assume report; then :; else /bin/echo "else $?"; fi`,
      );
      expect(caught).toEqual({ status: 0, stdout: 'caught 9\nelse 9\n', stderr: '' });
      expect(await inShell(`set -e\n${load}assume report\n/bin/echo unreachable`)).toEqual({
        status: 9,
        stdout: '',
        stderr: '',
      });
    });

    test.each([
      ['is killed halfway', 'head -1 "$here/answer"; kill -9 $$', shell === 'ksh' ? 265 : 137],
      ['fails after printing everything', 'cat "$here/answer"; exit 4', 4],
      ['prints nothing and fails', 'exit 1', 1],
    ])('changes nothing if the program %s', async (_what, lines, status) => {
      stub.does(lines);
      expect((await inShell(`${load}assume prod\n${REPORT}`)).stdout).toBe(UNCHANGED(status));
    });

    if (named === 'sh') {
      test('changes nothing if the program is missing', async () => {
        // ksh has no echo where the PATH has none.
        const path = shell === 'ksh' ? '/bin' : '/nonexistent';
        const { stdout, stderr } = await inShell(`${load}PATH=${path}\nassume prod\n${REPORT}`);
        expect(stdout).toBe(UNCHANGED(127));
        expect(stderr).toMatch(/assume.*not found|not found.*assume/);
      });
    } else {
      test('changes nothing if the program is missing, and calls no command_not_found handler', async () => {
        const handlers = ['handle', 'handler'].map((name) => `command_not_found_${name}() { echo 'touch pwned'; }\n`);
        const script = `${load}${handlers.join('')}PATH=/nonexistent\nassume prod\n${REPORT}assume list || /bin/echo $?`;
        const { stdout, stderr } = await inShell(script);
        expect(stdout).toBe(`${UNCHANGED(127)}127\n`);
        expect(stderr).toBe('assume: The program "assume" is not on the PATH.\n'.repeat(2));
      });

      test.each([
        ['a snippet that ends within a word', `${CHANGE}\\builtin export AWS_REGION='half`, /quote|matching|unmatched/],
        ['a snippet that ends within a command', `${CHANGE}\\builtin export AWS_REGION=half; if`, /./],
      ])('fails and changes nothing for %s', async (_what, text, says) => {
        stub.answers(text);
        const { stdout, stderr } = await inShell(
          `${load}assume prod && /bin/echo went-on\n/usr/bin/printenv AWS_REGION AWS_PROFILE`,
        );
        expect(stdout).toBe('us-east-1\nold\n');
        expect(stderr).toMatch(says);
        expect(stderr).not.toContain('wJalr');
        expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
      });

      test("passes on the message and status of an older program that doesn't know --eval", async () => {
        stub.does('echo "usage: assume <profile>" >&2; exit 2');
        const result = await inShell(`${load}assume prod\n${REPORT}`);
        expect(result).toEqual({ status: 0, stdout: UNCHANGED(2), stderr: 'usage: assume <profile>\n' });
      });

      describe.each(['<&-', '>&-', '2>&-', '>&- 2>&-', '<&- 2>&-', '<&- >&- 2>&-', '>/dev/full', '2>/dev/full'])(
        'with %s',
        (closed) => {
          test('never runs what the program prints on stderr, and changes the environment completely', async () => {
            stub.does(
              `cat >/dev/null; printf '%s\\n' '\\builtin eval "touch pwned"' >&2; case $3 in bad) exit 3 ;; esac; cat "$here/answer"`,
            );
            const { stdout } = await inShell(`${load}assume bad ${closed}\n${REPORT}assume prod ${closed}\n${REPORT}`);
            expect(stdout).toBe(UNCHANGED(3) + CHANGED);
            expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
          });

          test('uses a fresh session file', async () => {
            writeSession(stub);
            const script = `${load}assume prod ${closed}\n/bin/echo "status=$?"\n/usr/bin/printenv AWS_REGION`;
            const { stdout } = await run(shell, script, { env: stub.env });
            expect(stdout).toBe('status=0\neu-central-1\n');
            expect(stub.calls()).toEqual([]);
          });
        },
      );

      test('works silently in a restricted shell, which may not write to files', async () => {
        const loading = `eval "$(<'${file.replaceAll("'", "'\\''")}')"\n`;
        const report = 'echo "status=$?"; printenv AWS_REGION';
        const script = `${loading}assume prod; ${report}; assume list; ${report}`;
        expect(await inShell(script, { flags: ['-r'] })).toEqual({
          status: 0,
          stdout: `status=0\neu-west-1\n${CHANGE}status=0\neu-west-1\n`,
          stderr: '',
        });
        writeSession(stub);
        stub.forget();
        const fresh = await run(shell, `${loading}assume prod; ${report}`, { flags: ['-r'], env: stub.env });
        expect(fresh).toEqual({ status: 0, stdout: 'status=0\neu-central-1\n', stderr: '' });
        expect(stub.calls()).toEqual([]);
      });

      /** Where a call may be, and whether it changes the shell itself. */
      test.each<[string, string, boolean]>([
        ['a function', 'f() { assume prod; }; f', true],
        ['eval', 'eval "assume prod"', true],
        ['a sourced file', 'echo "assume prod" >sourced; . ./sourced', true],
        [
          'a loop that reads its input',
          'echo line | while read -r line; do :; done; for i in 1 2; do assume prod; done',
          true,
        ],
        ['a condition', 'if assume prod; then :; fi', true],
        ['a group with a redirection', '{ assume prod; } >/dev/null 2>&1', true],
        ['a trap', "trap 'assume prod' USR1; kill -USR1 $$; :", true],
        ['a trap inside a function', "f() { trap 'assume prod' USR1; kill -USR1 $$; :; }; f", true],
        ['a subshell', '( assume prod )', false],
        ['the first part of a pipeline', 'assume prod | cat', false],
        ['a command substitution', 'seen=$(assume prod)', false],
        ['the background', 'assume prod & wait', false],
        ['another shell', `${shell} -c 'assume() { return 9; }; assume prod'; assume prod`, true],
      ])('works in %s', async (_where, lines, changes) => {
        const { stdout, stderr } = await inShell(
          `${load}${lines}\n/usr/bin/printenv AWS_SECRET_ACCESS_KEY AWS_REGION AWS_PROFILE`,
        );
        expect({ stdout, stderr }).toEqual({
          stdout: changes ? CHANGED.replace('status=0\n', '') : 'us-east-1\nold\n',
          stderr: '',
        });
      });

      test('works in an EXIT trap', async () => {
        const { stdout } = await inShell(`${load}trap 'assume prod; ${REPORT.trim()}' EXIT\nexit 0`);
        expect(stdout).toBe(CHANGED);
      });

      test('works under cron: no HOME, no TERM, no terminal', async () => {
        const env = { HOME: undefined, TERM: undefined, PATH: stub.env.PATH };
        const result = await run(shell, `set -u\n${load}assume prod\n${REPORT}`, { env });
        expect(result).toEqual({ status: 0, stdout: CHANGED, stderr: '' });
      });
    }

    test('accepts a program that prints nothing only as the answer to `assume off`', async () => {
      stub.answers('');
      const { stdout, stderr } = await inShell(
        `${load}for word in prod 'off x' '' off; do assume "$word"\n${REPORT}done`,
      );
      expect(stdout).toBe(UNCHANGED(1).repeat(3) + UNCHANGED(0));
      expect(stderr).toBe(ANOTHER.repeat(3));
      expect(await inShell(`${load}assume`)).toMatchObject({ status: 1, stderr: ANOTHER });
    });

    test.each(['Usage: assume [profile]\n', "export AWS_REGION='half'\n", 'touch pwned\n', '0\n'])(
      'runs nothing that another program prints: %j',
      async (text) => {
        stub.answers(text);
        const { stdout, stderr } = await inShell(`${load}assume off\n${REPORT}`);
        expect({ stdout, stderr }).toEqual({ stdout: UNCHANGED(1), stderr: ANOTHER });
        expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
      },
    );

    test('takes no variable of its own from the environment', async () => {
      const names = [...new Set(scriptText(shell).match(/__assume_[a-z]+/g))];
      const env = Object.fromEntries(names.map((name) => [name, 'PATH[$(touch pwned)0]=1']));
      stub.answers(`${builtin}unset -v AWS_PROFILE\n`);
      const { stdout, stderr } = await run(shell, `${load}assume off\n/bin/echo "status=$?"\n/usr/bin/env >seen\n`, {
        cwd: stub.home,
        env: { ...stub.env, ...env },
      });
      expect({ stdout, stderr }).toEqual({ stdout: 'status=0\n', stderr: '' });
      const inherited = written('seen').flatMap((line) => (line.includes('pwned') ? line.replace(/=.*/, '') : []));
      // POSIX shells can't list variables. The others are functions.
      expect(inherited.sort()).toEqual(
        named === 'sh'
          ? ['__assume_ask', '__assume_plain', '__assume_reveal', '__assume_settable', '__assume_writable']
          : [],
      );
      expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
    });

    testBoth('restores only AWS_, ASSUME_ and AWSUME_ variables', async () => {
      stub.answers(`${builtin}unset -v ASSUME_RESTORE\n`);
      const wrong = [
        'PATH=/evil',
        'PATH[$(touch pwned)0]=1',
        'AWS_REGION[$(touch pwned)0]=x',
        'aws_region=x',
        '_=x',
        '=x',
      ];
      const kept = ['AWS_ACCOUNT_ID=1=2', ...wrong, 'AWSUME_PROFILE=last'].map((each) => `'${each}'`).join(' ');
      const lines = `__assume_kept=(${kept})\nassume off\n/bin/echo "$? $AWS_ACCOUNT_ID $AWSUME_PROFILE $PATH\${aws_region-}"`;
      const { stdout, stderr } = await inShell(`${load}${lines}`);
      expect({ stdout, stderr }).toEqual({ stdout: `0 1=2 last ${stub.env.PATH}\n`, stderr: '' });
      expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
    });

    testBoth('keeps unexported variables for `assume off` if the script is loaded again', async () => {
      stub.write('off', '\\builtin unset -v ASSUME_RESTORE AWS_ACCOUNT_ID\n');
      stub.write('prod', '\\builtin export ASSUME_RESTORE={} AWS_ACCOUNT_ID=1\n');
      stub.does('cat "$here/$3"');
      const { stdout, stderr } = await inShell(
        `AWS_ACCOUNT_ID=mine\n${load}assume prod\n${load}assume off\n/bin/echo "$AWS_ACCOUNT_ID"`,
      );
      expect({ stdout, stderr }).toEqual({ stdout: 'mine\n', stderr: '' });
    });

    test.each(MANAGED)(
      'fails with one line, and changes nothing without running the program, if %s is read-only',
      async (name) => {
        const { stdout, stderr } = await inShell(
          `readonly ${name}=mine\n${load}assume prod\n/bin/echo "status=$?"\n/usr/bin/printenv AWS_SECRET_ACCESS_KEY`,
        );
        expect(stdout).toBe('status=1\n');
        expect(stderr).toBe(`assume: ${name} is read-only in this shell, so nothing was changed.\n`);
        expect(stub.calls()).toEqual([]);
      },
    );

    for (const [what, line] of Object.entries(odd)) {
      test(`fails with one line, and changes nothing without running the program: ${what}`, async () => {
        writeSession(stub);
        const { stdout, stderr } = await run(
          shell,
          `${line}\n${load}assume prod\n/bin/echo "status=$?"\n/usr/bin/printenv AWS_SECRET_ACCESS_KEY`,
          { env: stub.env },
        );
        expect(stdout).toBe('status=1\n');
        expect(stderr).toMatch(
          /^assume: (AWS_\w+|ASSUME_ENDPOINTS) is (not a plain variable \(see: typeset -p \1\)|read-only in this shell), so nothing was changed\.\n$/,
        );
        expect(stub.calls()).toEqual([]);
      });
    }

    test('keeps every variable unchanged in the read-only check, set or unset, exported or not', async () => {
      stub.answers('');
      const show = managed.replace('MANAGED', MANAGED.join(' '));
      const { stdout } = await inShell(
        `AWS_ACCOUNT_ID=' 1 2 '; export AWS_SESSION_TOKEN=''\n${load}${show} >before\nassume off\n${show} >after`,
      );
      expect(stdout).toBe('');
      const variables = (file: string) =>
        written(file).filter((line) => /^((export|declare|typeset) (-\S+ )*)?(AWS|AWSUME|ASSUME)_/.test(line));
      expect(variables('after')).toEqual(variables('before'));
      expect(variables('after').join('\n')).toContain(' 1 2 ');
    });

    test('leaves nothing behind but the change', async () => {
      const { stdout, stderr } = await inShell(
        `mine=1\n${load}assume warm-up\n${everything} >before\nassume prod\nassume bad\n${everything} >after`,
      );
      expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
      const lasting = (file: string) => written(file).filter((line) => !changing.test(line));
      expect(lasting('before')).toContainEqual(expect.stringMatching(/^mine='?1'?$/));
      expect(lasting('after')).toEqual(lasting('before'));
    });

    test('preserves variables with the names of its locals, and the program sees them', async () => {
      const locals = named === 'sh' ? /__assume_name\b/g : /__assume_(text|status|options|name|used|end)\b/g;
      const names = [...new Set(scriptText(shell).match(locals))];
      stub.does('env >&2; cat "$here/answer"');
      const { stdout, stderr } = await inShell(
        `${load}${names.map((name) => `export ${name}='not yours'\n`).join('')}assume prod\n${REPORT}/usr/bin/printenv ${names.join(' ')}`,
      );
      expect(stdout).toBe(CHANGED + names.map(() => 'not yours\n').join(''));
      expect(stderr).not.toContain('wJalr');
    });

    testBoth('shows no secret of a session file in a trace', async () => {
      writeSession(stub);
      const { stdout, stderr } = await run(shell, `${load}set -xv\nassume prod\n/bin/echo "$-"`, { env: stub.env });
      expect(stderr).not.toMatch(/wJalr|ASIAFRESH/);
      expect(stdout).toMatch(/(?=.*x)(?=.*v)/);
      expect(stub.calls()).toEqual([]);
    });

    testBoth("doesn't apply half of a session file if a variable is read-only", async () => {
      writeSession(stub);
      const script = `readonly AWS_CREDENTIAL_SCOPE\n${load}assume prod\n/bin/echo "status=$?"\nenv`;
      const { stdout, stderr } = await run(shell, script, { env: stub.env });
      expect(stdout.match(/^(status=|AWS_).*/gm)).toEqual(['status=1']);
      expect(stderr).toBe('assume: AWS_CREDENTIAL_SCOPE is read-only in this shell, so nothing was changed.\n');
    });

    test.each([
      ['success', 'assume prod'],
      ['failure', 'assume bad'],
      ['a read-only variable', 'readonly AWS_REGION; assume prod'],
    ])('shows no secret in a trace, which continues afterwards: %s', async (_what, command) => {
      stub.does('cat "$here/answer"; case $3 in bad) exit 3 ;; esac');
      const { stdout, stderr } = await inShell(`${load}set -xv\n${command} || :\n/bin/echo "$-"; /bin/echo traced`);
      expect(stderr).not.toContain('wJalr');
      expect(stderr).toMatch(/\/bin\/echo traced\n$/);
      expect(stdout.split('\n')[0]).toMatch(/(?=.*x)(?=.*v)/);
    });

    test('exits a shell with set -e only for a bare call that fails', async () => {
      stub.does('exit 3');
      expect((await inShell(`set -eu\n${load}assume bad\n/bin/echo unreachable`)).status).toBe(3);
      const { stdout } = await inShell(
        `set -eu\n${load}assume bad || true\nif assume bad; then :; fi\n! assume bad\n/bin/echo reached`,
      );
      expect(stdout).toBe('reached\n');
    });
  });

  describeShell(shell, `the ${shell} script in a terminal`, () => {
    let terminal: InteractiveShell;
    beforeEach(async () => {
      terminal = await interactiveShell(shell, {
        home: stub.home,
        env: stub.env,
        init: scriptText(shell),
        compinit: false,
      });
    });
    afterEach(() => terminal.close());

    test('connects the terminal to all three streams of a direct command, and to stdin and stderr of a change', async () => {
      stub.does('for fd in 0 1 2; do [ -t $fd ] && echo "tty $fd" >&2; done; exit 0');
      expect(await terminal.enter('assume list')).toBe('tty 0\ntty 1\ntty 2');
      expect(await terminal.enter('assume off')).toBe('tty 0\ntty 2');
    });

    test('lets the program prompt for an MFA code', async () => {
      stub.does(`printf 'MFA code: ' >&2; read -r code; printf '%s\\n' "${quotedBuiltin}export AWS_REGION='$code'"`);
      terminal.type('assume prod\r');
      await terminal.waitFor(/MFA code:$/);
      expect(await terminal.enter('123456')).toBe('MFA code: 123456');
      expect(await terminal.enter('echo "[$AWS_REGION]"')).toBe('[123456]');
    });

    const hooks: Partial<Record<Shell, readonly [key: string, prompt: string]>> = {
      bash: [`bind -x '"\\C-t": assume prod; echo do""ne'`, "PROMPT_COMMAND='assume prod'"],
      zsh: ["widget() { assume prod; echo do''ne; }; zle -N widget; bindkey '^T' widget", 'precmd() { assume prod; }'],
    };
    const hook = hooks[shell];
    if (hook) {
      test('changes the shell from a key binding and a prompt hook, too', async () => {
        await terminal.enter(hook[0]);
        terminal.type('echo "[$AWS_REGION]"\x14');
        await terminal.waitFor(/done/);
        expect(await terminal.enter('')).toMatch(/\[eu-west-1\]$/);
        await terminal.enter('unset AWS_REGION');
        await terminal.enter(hook[1]);
        expect(await terminal.enter('echo "[$AWS_REGION]"')).toBe('[eu-west-1]');
        expect(stub.calls().length).toBeGreaterThan(1);
      });
    }

    test.each([
      ['dies of it', ''],
      ['exits with 130', "process.on('SIGINT', () => process.exit(130));"],
      ['exits with 0', "process.on('SIGINT', () => process.exit(0));"],
    ])('changes nothing after Ctrl-C, and keeps the options, if the program %s', async (_what, handler) => {
      // Node, as the real program. And dash loses a Ctrl-C that arrives while it starts a program.
      stub.write('wait.js', `${handler} console.error('waiting'); setTimeout(() => {}, 30_000);`);
      stub.does('cat "$here/answer"; exec node "$here/wait.js"');
      await terminal.enter('set -x');
      terminal.type('assume prod\r');
      await terminal.waitFor(/^waiting$/m);
      await terminal.interrupt();
      expect(await terminal.enter('echo "$-"')).toMatch(/^\w*x\w*$/m);
      await terminal.enter('set +x');
      expect(await terminal.enter('echo "[$AWS_REGION][$AWS_SECRET_ACCESS_KEY]"')).toBe('[][]');
      stub.answers(CHANGE);
      await terminal.enter('assume prod');
      expect(await terminal.enter('echo "[$AWS_REGION]"')).toBe('[eu-west-1]');
    });
  });
}
