import { MANAGED } from '../../src/environment/managed';
import { dumps, openDemo, scriptOf } from '../support/demo';
import { describeShell, run, SHELL_NAMES } from '../support/shells';

/** How each shell evaluates exported credentials. */
const EVALUATE = {
  bash: 'set -euo pipefail\neval "$(command assume export PROFILE --format bash)"',
  zsh: 'setopt err_exit no_unset\neval "$(command assume export PROFILE --format zsh)"',
  fish: 'command assume export PROFILE --format fish | source',
  pwsh: `Set-StrictMode -Version Latest
$cli = (Get-Command assume -CommandType Application)[0].Source
& $cli export PROFILE --format powershell | Invoke-Expression`,
};

/** Variables that must be replaced or removed, and one that must stay. */
const STALE = {
  AWS_ACCESS_KEY_ID: 'AKIASTALESTALESTALE0',
  AWS_SECURITY_TOKEN: 'stale',
  AWS_PROFILE: 'old',
  AWS_DEFAULT_PROFILE: 'old',
  AWS_SESSION_EXPIRATION: '2020-01-01T00:00:00Z',
  AWS_CREDENTIAL_SCOPE: 'stale',
  AWS_VAULT: 'stale',
  AWS_REGION: 'sa-east-1',
  AWS_PAGER: 'less',
};

for (const shell of SHELL_NAMES) {
  describeShell(shell, `assume export in ${shell}`, () => {
    let demo: Awaited<ReturnType<typeof openDemo>>;
    beforeAll(async () => {
      demo = await openDemo();
    });
    afterAll(() => demo.close());

    const script = (lines: string) => run(shell, lines, { env: { ...demo.home.env, ...STALE } });

    test('leaves nothing stale, also without the shell integration, and no variable of our own', async () => {
      const { stdout, stderr } = await script(`${EVALUATE[shell].replace('PROFILE', 'dev')}\ndump-environment\n`);
      expect(stderr).toBe('');
      const [after = {}] = dumps(stdout);
      expect(Object.fromEntries(MANAGED.flatMap((name) => (name in after ? [[name, after[name]]] : [])))).toEqual({
        AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/),
        AWS_SECRET_ACCESS_KEY: expect.stringMatching(/^\S{40}$/),
        AWS_SESSION_TOKEN: expect.stringMatching(/./),
        AWS_CREDENTIAL_EXPIRATION: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        AWS_REGION: 'eu-west-1',
        AWS_DEFAULT_REGION: 'eu-west-1',
        AWS_ACCOUNT_ID: '222233334444',
      });
      expect(after.AWS_PAGER).toBe('less');
    });

    test('is passed through by the shell integration: its output goes where the shell sends it', async () => {
      const { stdout, stderr } = await script(`${scriptOf(shell)}\nassume export dev --format json | cat\n`);
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toMatchObject({ AWS_REGION: 'eu-west-1', AWS_ACCOUNT_ID: '222233334444' });
    });

    const status = { bash: '$?', zsh: '$?', fish: '$status', pwsh: '$LASTEXITCODE' }[shell];
    test.each([
      ['prdo --format json', 3, /"prdo"/],
      ['denied --format json', 5, /AccessDenied/],
      ['prod --format json', 4, /MFA code/],
      ['--format json', 2, /No profile given/],
      ['dev me --format json', 2, /me/],
    ])('assume export %s: status %i, and nothing on stdout', async (words, expected, says) => {
      const { stdout, stderr } = await script(`${scriptOf(shell)}\nassume export ${words}\necho "status=${status}"\n`);
      expect(stdout).toBe(`status=${expected}\n`);
      expect(stderr).toMatch(says);
    });

    test('names the formats there are when it is asked for another', async () => {
      const { stdout, stderr } = await script(
        `${scriptOf(shell)}\nassume export dev --format jsno\necho "status=${status}"\n`,
      );
      expect(stdout).toBe('(exit 2)\nstatus=2\n');
      expect(stderr).toMatch(/jsno.*bash, zsh, .*k8s/);
    });

    test('prints no error when the reader closes the pipe early', async () => {
      const first = { bash: 'head -1', zsh: 'head -1', fish: 'head -1', pwsh: 'Select-Object -First 1' }[shell];
      const { stdout, stderr } = await script(`${scriptOf(shell)}\nassume export dev --format json | ${first}\n`);
      expect({ stdout, stderr }).toEqual({ stdout: '{\n', stderr: '' });
    });
  });
}
