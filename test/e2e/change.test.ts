import { writeFileSync } from 'node:fs';
import { MANAGED } from '../../src/environment/managed';
import { dumps, openDemo, scriptOf } from '../support/demo';
import { describeShell, type RunResult, run, SHELL_NAMES } from '../support/shells';

const managed = (env: Record<string, string> = {}) =>
  Object.fromEntries(MANAGED.filter((name) => env[name] !== undefined).map((name) => [name, env[name]]));

/** What a user may have in the environment before: all of it must come back, and none of it may shine through. */
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
    /** The status of the command before, as each shell calls it. */
    const status = { bash: '$?', zsh: '$?', fish: '$status', pwsh: '$LASTEXITCODE' }[shell];

    test('puts the credentials at the end of a chain into the environment, each hop signed with the keys before', async () => {
      const asked = demo.aws.requests.length;
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
        ASSUME_EXPIRES: expect.stringMatching(/^\d{10}$/),
        ASSUME_RESTORE: JSON.stringify(
          Object.fromEntries(
            MANAGED.flatMap((name) => (name in BEFORE ? [[name, BEFORE[name as keyof typeof BEFORE]]] : [])),
          ),
        ),
      });
      const [first, second] = demo.aws.requests.slice(asked);
      expect([first?.accessKeyId, first?.parameters.RoleSessionName]).toEqual([
        demo.accounts.users[0]?.accessKeyId,
        'dev-session',
      ]);
      expect(second?.accessKeyId).toMatch(/^ASIA/);
      expect(second?.parameters).toMatchObject({ RoleSessionName: 'audit-session', ExternalId: expect.any(String) });
    });

    test('gives back exactly what was there, after several assumes and in a nested shell', async () => {
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

    test('goes to the profile before with `assume -`', async () => {
      const { stdout } = await script(
        'assume me\nassume dev\nassume -\ndump-environment\nassume -\ndump-environment\n',
      );
      expect(dumps(stdout).map(({ ASSUME_PROFILE }) => ASSUME_PROFILE)).toEqual(['me', 'dev']);
    });

    test('reaches profiles of every kind of name', async () => {
      const names = ['team:eu/web@2', '開発環境', 'old shop'];
      const { stdout, stderr } = await script(names.map((name) => `assume '${name}'\ndump-environment\n`).join(''));
      expect(stderr).toBe('');
      expect(dumps(stdout).map(({ ASSUME_PROFILE }) => ASSUME_PROFILE)).toEqual(names);
    });

    const failures: [title: string, words: string, status: number, says: RegExp][] = [
      ['a profile that is not there', 'prdo', 3, /Profile "prdo" not found in .*\nDid you mean: assume prod$/m],
      ['a source_profile that is not there', 'broken', 3, /source_profile "prdo" .*config:\d+.* does not exist/],
      ['a role that AWS refuses', 'denied', 5, /AccessDenied.*is not authorized to perform: sts:AssumeRole/],
      ['MFA without a terminal', 'prod', 4, /needs an MFA code .* no terminal/],
      ['a wrong MFA code without a terminal', 'prod -t 000000', 5, /MultiFactorAuthentication failed/],
      ['a code that is none', 'prod -t 12345', 2, /--mfa-token must be the 6-digit MFA code/],
      ['an unknown flag', 'dev --bogus', 2, /--bogus/],
      ['no profile at all', '', 2, /No profile given\./],
      ['two profiles', 'dev me', 2, /Unexpected argument "me"\./],
    ];
    test.each(failures)('changes nothing after %s, and says why', async (_title, words, expected, says) => {
      const { stdout, stderr } = await script(`assume ${words}\necho "status=${status}"\ndump-environment\n`, BEFORE);
      expect(stderr).toMatch(says);
      expect(stdout).toContain(`status=${expected}\n`);
      expect(managed(dumps(stdout)[0])).toEqual(BEFORE);
    });

    test('stops what follows && when it fails, and not when it works', async () => {
      const { stdout } = await script('assume denied && echo went-on\nassume dev && echo followed\n');
      expect(stdout).toMatch(/^(?!.*went-on)followed$/m);
    });

    test('says what is wrong when nobody answers at the endpoint', async () => {
      const { stdout, stderr } = await script(`assume dev --refresh\necho "status=${status}"\ndump-environment\n`, {
        AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
      });
      expect(stderr).toMatch(/http:\/\/127\.0\.0\.1:9 could not be reached: .*ECONNREFUSED/);
      expect(stdout).toContain('status=1\n');
      expect(managed(dumps(stdout)[0])).toEqual({});
    });

    test('shows no secret on stderr, whatever happens, traced or not', async () => {
      const trace = { bash: 'set -x', zsh: 'set -x', fish: 'set -g fish_trace 1', pwsh: 'Set-PSDebug -Trace 1' }[shell];
      const { stderr, stdout } = await script(`${trace}\nassume dev\nassume denied\ndump-environment\nassume off\n`);
      const [{ AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN = '' } = {}] = dumps(stdout);
      const shown = stdout.replace(/^\{.*$/m, '') + stderr;
      expect(AWS_SECRET_ACCESS_KEY).toMatch(/^\S{40}$/);
      for (const secret of [AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN]) expect(shown).not.toContain(secret);
      for (const { secretAccessKey } of demo.accounts.users) expect(shown).not.toContain(secretAccessKey);
    });

    test('lets a list and a help go where the shell sends them', async () => {
      const { stdout, stderr } = await script('assume list | cat\nassume use --help | cat\nassume --version\n');
      expect(stderr).toBe('');
      expect(stdout).toMatch(/^PROFILE +ACCOUNT/);
      expect(stdout).toMatch(/^prod +333344445555 +Admin +eu-central-1 +yes +me$/m);
      expect(stdout).toMatch(/USAGE\n.*assume use/);
      expect(stdout).toMatch(/assume-cli\/\d/);
    });
  });
}
