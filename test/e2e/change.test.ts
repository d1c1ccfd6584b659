import { writeFileSync } from 'node:fs';
import { MANAGED } from '../../src/environment/managed';
import { dumps, openDemo, scriptOf } from '../support/demo';
import { describeShell, type RunResult, run, SHELL_NAMES } from '../support/shells';

const managed = (env: Record<string, string> = {}) =>
  Object.fromEntries(MANAGED.filter((name) => env[name] !== undefined).map((name) => [name, env[name]]));

/** What a user may have set before: all of it must come back, and none of it may be visible in between. */
const BEFORE = {
  AWS_ACCESS_KEY_ID: 'AKIASTALESTALESTALE0',
  AWS_SECRET_ACCESS_KEY: 'stale secret \'"$(id)`\\',
  AWS_SECURITY_TOKEN: 'stale',
  AWS_PROFILE: 'old',
  AWS_REGION: 'sa-east-1',
  AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
  AWS_ACCOUNT_ID: '000000000000',
};

for (const shell of SHELL_NAMES) {
  describeShell(shell, `assume in ${shell}`, () => {
    let demo: Awaited<ReturnType<typeof openDemo>>;
    beforeAll(async () => {
      demo = await openDemo();
    });
    afterAll(() => demo.close());

    const script = (lines: string, env: Record<string, string> = {}): Promise<RunResult> =>
      run(shell, `${scriptOf(shell)}\n${lines}`, { env: { ...demo.home.env, ...env } });
    /** The exit status of the last command, in each shell. */
    const status = { bash: '$?', zsh: '$?', fish: '$status', pwsh: '$LASTEXITCODE' }[shell];

    test('exports the credentials of a role chain, and signs each hop with the credentials of the previous one', async () => {
      const earlier = demo.aws.requests.length;
      const { stdout, stderr } = await script(`assume audit\ndump-environment\n`, BEFORE);
      expect(stderr).toBe('');
      const [after = {}] = dumps(stdout);
      expect(managed(after)).toEqual({
        AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/),
        AWS_SECRET_ACCESS_KEY: expect.stringMatching(/^\S{40}$/),
        AWS_SESSION_TOKEN: expect.stringMatching(/./),
        AWS_CREDENTIAL_EXPIRATION: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        AWS_REGION: 'sa-east-1',
        AWS_ACCOUNT_ID: '444455556666',
        ASSUME_PROFILE: 'audit',
        AWSUME_PROFILE: 'audit',
        ASSUME_ROLE: 'Auditor',
        ASSUME_COLOR: 'cyan',
        ASSUME_EXPIRES: expect.stringMatching(/^\d{10}$/),
        ASSUME_RESTORE: JSON.stringify(
          Object.fromEntries(
            MANAGED.flatMap((name) => (name in BEFORE ? [[name, BEFORE[name as keyof typeof BEFORE]]] : [])),
          ),
        ),
      });
      const [first, second] = demo.aws.requests.slice(earlier);
      expect([first?.accessKeyId, first?.parameters.RoleSessionName]).toEqual([
        demo.accounts.users[0]?.accessKeyId,
        'dev-session',
      ]);
      expect(second?.accessKeyId).toMatch(/^ASIA/);
      expect(second?.parameters).toMatchObject({ RoleSessionName: 'audit-session', ExternalId: expect.any(String) });
    });

    test('restores exactly what was there, after several assumes and in a nested shell', async () => {
      const nested = { bash: 'bash --norc', zsh: 'zsh -f', fish: 'fish --no-config', pwsh: 'pwsh -NoProfile' }[shell];
      const file = `${demo.home.folder}/nested.${shell === 'pwsh' ? 'ps1' : shell}`;
      writeFileSync(file, `${scriptOf(shell)}\nassume me\nassume off\ndump-environment\n`);
      const { stdout, stderr } = await script(
        `dump-environment\nassume dev\nassume audit\nassume dev\n${nested} ${file}\nassume off\ndump-environment\n`,
        BEFORE,
      );
      expect(stderr).toBe('');
      const [before, inside, after] = dumps(stdout);
      expect(managed(before)).toEqual(BEFORE);
      expect(managed(inside)).toEqual(BEFORE);
      expect(managed(after)).toEqual(BEFORE);
    });

    test('switches to the previous profile with `assume -`', async () => {
      const { stdout } = await script(
        'assume me\nassume dev\nassume -\ndump-environment\nassume -\ndump-environment\n',
      );
      expect(dumps(stdout).map(({ ASSUME_PROFILE }) => ASSUME_PROFILE)).toEqual(['me', 'dev']);
    });

    test('switches to profiles with unusual names', async () => {
      const names = ['team:eu/web@2', '開発環境', 'old shop'];
      const { stdout, stderr } = await script(names.map((name) => `assume '${name}'\ndump-environment\n`).join(''));
      expect(stderr).toBe('');
      expect(dumps(stdout).map(({ ASSUME_PROFILE }) => ASSUME_PROFILE)).toEqual(names);
    });

    const failures: [title: string, words: string, status: number, says: RegExp][] = [
      ["a profile that doesn't exist", 'prdo', 3, /Profile "prdo" not found in .*\nDid you mean: assume prod$/m],
      ["a source_profile that doesn't exist", 'broken', 3, /source_profile "prdo" .*config:\d+.* does not exist/],
      ['a role that AWS denies', 'denied', 5, /AccessDenied.*is not authorized to perform: sts:AssumeRole/],
      ['MFA without a terminal', 'prod', 4, /needs an MFA code .* no terminal/],
      ['a wrong MFA code without a terminal', 'prod -t 000000', 5, /MultiFactorAuthentication failed/],
      ['an invalid MFA code', 'prod -t 12345', 2, /--mfa-token must be a 6-digit MFA code\./],
      ['an unknown option', 'dev --bogus', 2, /--bogus/],
      ['no profile', '', 2, /No profile given\./],
      ['two profiles', 'dev me', 2, /Unexpected argument "me"\./],
    ];
    test.each(failures)('changes nothing and reports the reason: %s', async (_title, words, expected, says) => {
      const { stdout, stderr } = await script(`assume ${words}\necho "status=${status}"\ndump-environment\n`, BEFORE);
      expect(stderr).toMatch(says);
      expect(stdout).toContain(`status=${expected}\n`);
      expect(managed(dumps(stdout)[0])).toEqual(BEFORE);
    });

    test('runs what follows && only if it succeeds', async () => {
      const { stdout } = await script('assume denied && echo went-on\nassume dev && echo followed\n');
      expect(stdout).toMatch(/^(?!.*went-on)followed$/m);
    });

    test('reports that the endpoint could not be reached', async () => {
      const { stdout, stderr } = await script(`assume dev --refresh\necho "status=${status}"\ndump-environment\n`, {
        AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
      });
      expect(stderr).toMatch(/http:\/\/127\.0\.0\.1:9 could not be reached: .*ECONNREFUSED/);
      expect(stdout).toContain('status=1\n');
      expect(managed(dumps(stdout)[0])).toEqual({});
    });

    test('never shows a secret on stderr, not even in a trace', async () => {
      const trace = { bash: 'set -x', zsh: 'set -x', fish: 'set -g fish_trace 1', pwsh: 'Set-PSDebug -Trace 1' }[shell];
      const { stderr, stdout } = await script(`${trace}\nassume dev\nassume denied\ndump-environment\nassume off\n`);
      const [{ AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN = '' } = {}] = dumps(stdout);
      const shown = stdout.replace(/^\{.*$/m, '') + stderr;
      expect(AWS_SECRET_ACCESS_KEY).toMatch(/^\S{40}$/);
      for (const secret of [AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN]) expect(shown).not.toContain(secret);
      for (const { secretAccessKey } of demo.accounts.users) expect(shown).not.toContain(secretAccessKey);
    });

    test('prints lists and help where the shell redirects them', async () => {
      const { stdout, stderr } = await script('assume list | cat\nassume use --help | cat\nassume --version\n');
      expect(stderr).toBe('');
      expect(stdout).toMatch(/^PROFILE\tACCOUNT\t/);
      expect(stdout).toMatch(/^prod\t333344445555\tAdmin\teu-central-1\tyes\tme\t/m);
      expect(stdout).toMatch(/USAGE\n.*assume use/);
      expect(stdout).toMatch(/assume-cli\/\d/);
    });
  });
}
