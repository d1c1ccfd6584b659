import { printed } from '../support/autoRenew';
import { dumps, openDemo } from '../support/demo';
import { describeShell, run, SHELL_NAMES, type ShellName } from '../support/shells';

/** Moves the expiry into the past: the shortest session AWS grants lasts 15 minutes. */
const EXPIRE: Readonly<Record<ShellName, (end: number) => string>> = {
  bash: (end) => `export ASSUME_EXPIRES=${end}`,
  zsh: (end) => `export ASSUME_EXPIRES=${end}`,
  fish: (end) => `set -gx ASSUME_EXPIRES ${end}`,
  pwsh: (end) => `$env:ASSUME_EXPIRES = '${end}'`,
};

for (const shell of SHELL_NAMES) {
  describeShell(shell, `expired credentials in ${shell}`, () => {
    test('are requested again with the same parameters; if that needs an MFA code, one line says so', async () => {
      const demo = await openDemo();
      try {
        const lines = [
          'assume dev --duration 20m --session-name it',
          'assume cache clear',
          EXPIRE[shell](1),
          '__assume_renew',
          'dump-environment',
          `assume prod -t ${demo.mfaCode()}`,
          'assume -',
          'assume -',
          'assume cache clear',
          EXPIRE[shell](2),
          '__assume_renew',
        ];
        const { stdout, stderr } = await run(shell, `${printed(shell)}\n${lines.join('\n')}\n`, { env: demo.home.env });
        expect(stderr).toBe('assume: prod has expired. Run: assume use prod\n');
        const [renewed] = dumps(stdout);
        expect(Number(renewed?.ASSUME_EXPIRES)).toBeGreaterThan(1e9);
        const [first, second] = demo.aws.requests.filter(({ action }) => action === 'AssumeRole');
        expect(second?.parameters).toEqual(first?.parameters);
        expect(second?.parameters).toMatchObject({ DurationSeconds: '1200', RoleSessionName: 'it' });
      } finally {
        await demo.close();
      }
    });
  });
}
