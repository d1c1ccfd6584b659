import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANAGED } from '../../src/environment/managed';
import { dumps, openDemo, scriptOf } from '../support/demo';
import { describeShell, type Environment, type RunResult, run, SHELL_NAMES, type ShellName } from '../support/shells';
import { testWith } from '../support/tools';

const managed = (env: Record<string, string> = {}) =>
  Object.fromEntries(MANAGED.filter((name) => env[name] !== undefined).map((name) => [name, env[name]]));

const BEFORE = { AWS_PROFILE: 'old', AWS_REGION: 'sa-east-1', AWS_SECURITY_TOKEN: `it's "$(id)\`\\ \u2019` };

/** The syntax of each shell. */
interface Syntax {
  readonly set: (name: string, value: string) => string;
  readonly unset: (name: string) => string;
  readonly status: string;
  readonly file: string;
  readonly program: string;
}
const POSIX = {
  set: (name: string, value: string) => `export ${name}='${value}'`,
  unset: (name: string) => `unset ${name}`,
  status: '$?',
};
const SYNTAX: Record<ShellName, Syntax> = {
  bash: { ...POSIX, file: 'nested.bash', program: 'bash --norc' },
  zsh: { ...POSIX, file: 'nested.zsh', program: 'zsh -f' },
  fish: {
    set: (name, value) => `set -gx ${name} '${value}'`,
    unset: (name) => `set -e ${name}`,
    status: '$status',
    file: 'nested.fish',
    program: 'fish --no-config',
  },
  pwsh: {
    set: (name, value) => `$env:${name} = '${value}'`,
    unset: (name) => `$env:${name} = $null`,
    status: '$LASTEXITCODE',
    file: 'nested.ps1',
    program: 'pwsh -NoProfile -File',
  },
};
const LOST =
  'assume: Credentials cleared, but the earlier AWS_* variables could not be restored (ASSUME_RESTORE is missing or damaged).\n';

for (const shell of SHELL_NAMES) {
  const { set, unset, status } = SYNTAX[shell];

  describeShell(shell, `\`assume off\` in ${shell}`, () => {
    let demo: Awaited<ReturnType<typeof openDemo>>;
    beforeAll(async () => {
      demo = await openDemo();
    });
    afterAll(() => demo.close());

    const script = (lines: string, env: Environment = BEFORE): Promise<RunResult> =>
      run(shell, `${scriptOf(shell)}\n${lines}\n`, { env: { ...demo.home.env, ...env } });
    const environments = async (lines: string, env?: Environment) => {
      const { stdout, stderr } = await script(lines, env);
      expect(stderr).toBe('');
      return dumps(stdout).map(managed);
    };
    /** Writes a script for a nested shell. @returns the command that runs it */
    const nested = (other: ShellName, lines: string) => {
      const { file, program } = SYNTAX[other];
      const path = join(demo.home.folder, file);
      writeFileSync(path, `${scriptOf(other)}\n${lines}\n`);
      return `${program} '${path}'`;
    };

    test('changes nothing the second time, or if nothing was assumed', async () => {
      const lines = 'assume off\ndump-environment\nassume dev\nassume off\nassume off\ndump-environment';
      expect(await environments(lines)).toEqual([BEFORE, BEFORE]);
    });

    test('is followed by `assume -`, which goes back, and by nothing that another shell could see', async () => {
      const { stdout, stderr } = await script(
        [
          ...(shell === 'bash' || shell === 'zsh' ? ['set -a'] : []),
          ...['assume dev', 'assume me', 'assume off', 'dump-environment', 'assume -', 'dump-environment'],
          ...['assume off', 'assume use - --quiet', 'dump-environment', 'assume off', 'dump-environment'],
        ].join('\n'),
      );
      expect(stderr).toBe('');
      expect(stdout).not.toContain('__assume_last');
      const [off, back, again, last] = dumps(stdout).map(managed);
      expect([off, last]).toEqual([BEFORE, BEFORE]);
      expect([back, again].map((each) => [each?.ASSUME_PROFILE, each?.ASSUME_PREVIOUS])).toEqual([
        ['me', undefined],
        ['me', undefined],
      ]);
    });

    test('after it, `assume -` believes nothing that comes from the environment', async () => {
      const { stdout, stderr } = await script(`assume -\necho "status=${status}"\ndump-environment`, {
        ...BEFORE,
        __assume_last: 'dev',
      });
      expect(stderr).toMatch(/^assume: No previous profile in this shell\./);
      expect(stdout).toContain('status=3\n');
      expect(dumps(stdout).map(managed)).toEqual([BEFORE]);
    });

    test('restores the original environment, whatever was set by hand since', async () => {
      const byHand = [set('AWS_REGION', 'us-east-2'), set('AWS_PROFILE', 'me'), unset('AWS_SESSION_TOKEN')].join('\n');
      const [after, before] = await environments(
        `assume dev\n${byHand}\nassume me\ndump-environment\nassume off\ndump-environment`,
      );
      expect(after).not.toHaveProperty('AWS_PROFILE');
      expect(before).toEqual(BEFORE);
    });

    for (const other of SHELL_NAMES)
      testWith(other)(`works the same in a nested ${other}, and doesn't affect the outer shell`, async () => {
        const inner = nested(
          other,
          'assume me\ndump-environment\nassume -\ndump-environment\nassume off\ndump-environment',
        );
        const [me, dev, off, outer] = await environments(`assume dev\n${inner}\ndump-environment`);
        expect([me, dev, off, outer].map((each) => [each?.ASSUME_PROFILE, each?.ASSUME_PREVIOUS])).toEqual([
          ['me', 'dev'],
          ['dev', 'me'],
          [undefined, undefined],
          ['dev', undefined],
        ]);
        expect(off).toEqual(BEFORE);
      });

    testWith('bash')(
      'restores the original environment in a command of `exec`, except credentials, and `assume -` switches to the profile of the shell',
      async () => {
        const inner = nested('bash', 'dump-environment\nassume -\ndump-environment\nassume off\ndump-environment');
        const [child, back, off, outer] = await environments(
          `assume dev\nassume exec me -- ${inner}\ndump-environment`,
        );
        expect([child?.ASSUME_PROFILE, back?.ASSUME_PROFILE, outer?.ASSUME_PROFILE]).toEqual(['me', 'dev', 'dev']);
        const { AWS_SECURITY_TOKEN: _secret, ...others } = BEFORE;
        expect(off).toEqual(others);
      },
    );

    test('does nothing in a shell that inherited nothing', async () => {
      const inner = nested('bash', 'assume off\necho "status=$?"\ndump-environment');
      const { PATH, HOME } = demo.home.env;
      const { stdout, stderr } = await script(`assume dev\nenv -i 'PATH=${PATH}' 'HOME=${HOME}' ${inner}`);
      expect(stderr).toBe('');
      expect(stdout).toContain('status=0\n');
      expect(dumps(stdout).map(managed)).toEqual([{}]);
    });

    test.each([
      ['damaged', set('ASSUME_RESTORE', '{"AWS_PROFILE":"ol')],
      ["another program's", set('ASSUME_RESTORE', '["AWS_PROFILE"]')],
      ['missing', unset('ASSUME_RESTORE')],
    ])(
      "reports that it can't restore anything if ASSUME_RESTORE is %s, even after another assume",
      async (_, spoil) => {
        for (const more of ['', 'assume me']) {
          const { stdout, stderr } = await script(
            `assume dev\n${spoil}\n${more}\nassume off\necho "status=${status}"\ndump-environment`,
          );
          expect(stderr).toBe(LOST);
          expect(stdout).toContain('status=0\n');
          expect(dumps(stdout).map(managed)).toEqual([{}]);
        }
      },
    );

    test.each([
      ['a NUL', '\\u0000'],
      ['half of a surrogate pair', '\\ud800'],
    ])('restores the others, and names the one that is lost, if ASSUME_RESTORE has %s', async (_, code) => {
      const damaged = set('ASSUME_RESTORE', `{"AWS_PROFILE":"a${code}","AWS_REGION":"sa-east-1"}`);
      const { stdout, stderr } = await script(
        `assume dev\n${damaged}\nassume off\necho "status=${status}"\ndump-environment`,
      );
      expect(stderr).toBe(
        'assume: Credentials cleared, but AWS_PROFILE could not be restored (ASSUME_RESTORE is damaged).\n',
      );
      expect(stdout).toContain('status=0\n');
      expect(dumps(stdout).map(managed)).toEqual([{ AWS_REGION: 'sa-east-1' }]);
    });

    test('restores the variables it knows if a newer version saved more, and reports that', async () => {
      const { stdout, stderr } = await script(
        `assume dev\n${set('ASSUME_RESTORE', '{"AWS_PROFILE":"old","AWS_NEWER":"x"}')}\nassume off\ndump-environment`,
      );
      expect(stderr).toBe(LOST);
      expect(dumps(stdout).map(managed)).toEqual([{ AWS_PROFILE: 'old' }]);
    });

    test.each<[string, Environment, RegExp]>([
      [
        'variables that are too long',
        { AWS_PROFILE: '"'.repeat(70_000) },
        /too long to be saved .* Unset them first\.\n$/,
      ],
      [
        "a variable that isn't UTF-8",
        { AWS_PROFILE: 'caf\ufffd' },
        /AWS_PROFILE isn.t valid UTF-8.* Unset it first\.\n$/,
      ],
    ])('could not restore %s, so the assume is rejected and changes nothing', async (_, env, says) => {
      for (const words of ['dev', 'exec dev -- dump-environment']) {
        const { stdout, stderr } = await script(`assume ${words}\necho "status=${status}"\ndump-environment`, env);
        expect(stderr).toMatch(says);
        expect(stdout).toContain('status=3\n');
        expect(dumps(stdout).map(managed)).toEqual([env]);
      }
    });

    if (shell === 'bash' || shell === 'zsh') {
      const variables = () => readFileSync(join(demo.home.folder, 'variables'), 'latin1');

      test("restores variables that aren't exported exactly, even in a subshell, and leaves no variable of its own", async () => {
        const odd = `'it'\\''s "$(id)" \\ ' AWS_ACCOUNT_ID='' ASSUME_PREVIOUS=' * '`;
        const show = 'typeset -p AWS_REGION AWS_ACCOUNT_ID ASSUME_PREVIOUS';
        const { stdout, stderr } = await script(
          `AWS_REGION=${odd}\n${show}\nassume denied 2>/dev/null\n${show}\nassume dev\nassume me\n( assume off; ${show} )\nassume off\n${show}\nset >"$HOME/variables"`,
          {},
        );
        const lines = stdout.split('\n').slice(0, -1);
        expect(lines).toHaveLength(12);
        expect(lines.slice(3)).toEqual([...lines, ...lines, ...lines].slice(0, 9));
        expect(stderr).toBe('');
        expect(variables()).not.toMatch(/^__assume_(?!last=)[a-z]*=/m);
      });

      test("doesn't restore a secret that wasn't exported, and the assume reports that", async () => {
        const { stdout, stderr } = await script(
          'AWS_SECURITY_TOKEN=hush\nassume dev\nset >"$HOME/variables"\nassume off\necho "[$AWS_SECURITY_TOKEN]"',
          {},
        );
        expect(stderr).toBe(
          'assume: AWS_SECURITY_TOKEN was not exported. Secrets are not kept, so assume off will not restore it.\n',
        );
        expect(variables()).not.toContain('hush');
        expect(stdout).toBe('[]\n');
      });

      test("doesn't restore a local variable of a function", async () => {
        const { stdout, stderr } = await script(
          'f() { local AWS_PROFILE=dev; assume "$AWS_PROFILE"; }\nf\nassume off\necho "[${AWS_PROFILE-none}]"',
          {},
        );
        expect({ stdout, stderr }).toEqual({ stdout: '[none]\n', stderr: '' });
      });
    }
  });

  describeShell(shell, `two shells, such as ${shell}`, () => {
    let demo: Awaited<ReturnType<typeof openDemo>>;
    beforeEach(async () => {
      demo = await openDemo();
    });
    afterEach(() => demo.close());

    const inShell = (lines: string, env: Environment = {}): Promise<RunResult> =>
      run(shell, `${scriptOf(shell)}\n${lines}\necho "status=${status}"\ndump-environment\n`, {
        env: { ...demo.home.env, ...env },
      });

    test('share neither options nor the previous profile', async () => {
      await inShell('assume me\nassume dev -r ap-south-1 --duration 20m');
      const { stdout } = await inShell('assume dev');
      expect(managed(dumps(stdout)[0])).toMatchObject({ AWS_REGION: 'eu-west-1', ASSUME_RESTORE: '{}' });
      expect(managed(dumps(stdout)[0])).not.toHaveProperty('ASSUME_PREVIOUS');
      expect((await inShell('assume -')).stdout).toContain('status=3\n');
    });

    test('call AWS twice if the endpoint or the home differs', async () => {
      expect((await inShell('assume dev')).stdout).toContain('status=0\n');
      const elsewhere = await inShell('assume dev', { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9' });
      expect(elsewhere.stderr).toContain('http://127.0.0.1:9 could not be reached');
      const cache = { XDG_CACHE_HOME: join(demo.home.folder, '.cache'), HOME: join(demo.home.folder, 'nowhere') };
      expect((await inShell('assume dev', cache)).stdout).toContain('status=3\n');
      expect((await inShell('assume dev')).stdout).toContain('status=0\n');
    });

    testWith('root')(
      'one of which is root in the home of another user (sudo -E): it works, caches nothing, and reports that',
      async () => {
        const { folder } = demo.home;
        await inShell('assume dev');
        execFileSync('chown', ['-R', '65534:65534', folder]);
        const before = demo.aws.requests.length;
        for (let times = 1; times <= 2; times += 1) {
          const { stdout, stderr } = await inShell('assume dev');
          expect(stderr).toBe(
            "assume: Credentials could not be cached in ~/.aws/cli/cache: root doesn't write to another user's home.\n",
          );
          expect(managed(dumps(stdout)[0]).ASSUME_PROFILE).toBe('dev');
          expect(demo.aws.requests).toHaveLength(before + times);
        }
        expect((await inShell('assume list\nassume plan dev\nassume off')).stderr).toBe('');
        const ownedByRoot = ['.aws', '.cache']
          .map((each) => join(folder, each))
          .flatMap((each) => [
            each,
            ...readdirSync(each, { recursive: true, encoding: 'utf8' }).map((path) => join(each, path)),
          ])
          .filter((path) => lstatSync(path).uid === 0);
        expect(ownedByRoot).toEqual([]);
      },
    );
  });
}
