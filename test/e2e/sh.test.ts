import { MANAGED } from '../../src/environment/managed';
import { dumps, openDemo, scriptOf } from '../support/demo';
import { describeShell, run, SH_NAMES } from '../support/shells';
import { interactiveShell } from '../support/terminal';

const managed = (env: Record<string, string> = {}) =>
  Object.fromEntries(MANAGED.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));

const BEFORE = {
  AWS_ACCESS_KEY_ID: 'AKIASTALESTALESTALE0',
  AWS_SECRET_ACCESS_KEY: 'stale secret !! \'"$(id)`\\',
  AWS_SECURITY_TOKEN: 'stale',
  AWS_PROFILE: 'old',
  AWS_REGION: 'sa-east-1',
};

for (const shell of [...SH_NAMES, 'tcsh'] as const) {
  describeShell(shell, `assume in ${shell}`, () => {
    let demo: Awaited<ReturnType<typeof openDemo>>;
    beforeAll(async () => {
      demo = await openDemo();
    });
    afterAll(() => demo.close());

    const status = shell === 'tcsh' ? '$status' : '$?';
    const script = (lines: string, env: Record<string, string> = {}) =>
      run(shell, `${scriptOf(shell)}\n${lines}\n`, { env: { ...demo.home.env, ...env } });

    test('puts the credentials of a role chain into the shell, and restores everything', async () => {
      const { stdout, stderr } = await script(
        "assume audit\ndump-environment\nassume 'old shop'\nassume -\ndump-environment\nassume off\ndump-environment",
        BEFORE,
      );
      expect(stderr).toBe('');
      const [audit, again, off] = dumps(stdout);
      expect(managed(audit)).toEqual({
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
          Object.fromEntries(MANAGED.flatMap((name) => Object.entries(BEFORE).filter(([each]) => each === name))),
        ),
      });
      expect(managed(again)).toEqual({ ...managed(audit), ASSUME_PREVIOUS: 'old shop' });
      expect(managed(off)).toEqual(BEFORE);
    });

    // tcsh has no place for a name that programs don't see and that an alias can insert.
    if (shell !== 'tcsh')
      test('goes back with `assume -` after `assume off`, by a name that programs neither see nor set', async () => {
        const { stdout, stderr } = await script(
          `set -a\nassume me\nassume audit\nassume off\ndump-environment\nassume -\ndump-environment
assume off\nassume use - --quiet\ndump-environment`,
        );
        expect(stderr).toBe('');
        expect(stdout).not.toContain('__assume_last');
        const names = dumps(stdout).map((each) => [each.ASSUME_PROFILE, each.ASSUME_PREVIOUS]);
        expect(names).toEqual([[], ['audit'], ['audit']].map(([name]) => [name, undefined]));
        const inherited = await script('assume -', { __assume_last: 'audit' });
        expect(inherited.stderr).toMatch(/^assume: No previous profile in this shell\./);
      });

    test.each([
      ["a profile that doesn't exist", 'prdo', 3, /Profile "prdo" not found in .*\nDid you mean: assume prod$/m],
      ['a role that AWS denies', 'denied', 5, /AccessDenied/],
      ['MFA without a terminal', 'prod', 4, /needs an MFA code/],
      ['an unknown option', 'dev --bogus', 2, /--bogus/],
      ['no profile', '', 2, /No profile given\./],
    ])('changes nothing and reports the reason: %s', async (_title, words, expected, says) => {
      const { stdout, stderr } = await script(`assume ${words}\necho "status=${status}"\ndump-environment`, BEFORE);
      expect(stderr).toMatch(says);
      expect(stdout).toContain(`status=${expected}\n`);
      expect(managed(dumps(stdout)[0])).toEqual(BEFORE);
    });

    test('prints lists and help where the shell redirects them', async () => {
      const { stdout, stderr } = await script('assume list | cat\nassume use --help | cat\nassume --version');
      expect(stderr).toBe('');
      expect(stdout).toMatch(/^PROFILE\s+ACCOUNT[\s\S]*USAGE\n.*assume use[\s\S]*assume-cli\/\d/);
    });

    test('prompts for an MFA code at the terminal, where Ctrl-C changes nothing', async () => {
      const { folder: home, env } = demo.home;
      const terminal = await interactiveShell(shell, { home, env, init: scriptOf(shell) });
      try {
        terminal.type('assume prod\r');
        await terminal.waitFor(/MFA code.*: ?$/);
        await terminal.interrupt();
        const shown = shell === 'tcsh' ? 'echo "[$?AWS_REGION]"' : 'echo "[${AWS_REGION+1}]"';
        expect(await terminal.enter(shown)).toMatch(/^\[0?\]$/m);
        terminal.type('assume prod\r');
        await terminal.waitFor((screen) => (screen.match(/MFA code/g) ?? []).length === 2);
        expect(await terminal.enter(demo.mfaCode())).toMatch(
          /^\S+ prod {2}Admin @ 333344445555 {2}eu-central-1 {2}.* left$/m,
        );
        expect(await terminal.enter('caller-identity')).toMatch(/assumed-role\/Admin\/prod-session/);
      } finally {
        await terminal.close();
      }
    });
  });
}
