import { join } from 'node:path';
import { DEMO_SHELLS } from '../../src/demo/demoShells';
import { tour } from '../../tour/tour';
import { describeShell, type ShellName } from '../support/shells';

for (const shell of DEMO_SHELLS) {
  describeShell(shell.command[0] as ShellName, `the tour of \`npm run demo\` in ${shell.name}`, () => {
    test('shows what the README promises', async () => {
      const steps = await tour(join(__dirname, '../..'), shell);
      expect(steps.map(({ title }) => title)).toEqual([
        'assume dev',
        'assume pr<TAB>',
        'assume prod, with an MFA code',
        'assume billing, without another code',
        'assume audit, a role chain',
        'assume off',
      ]);
      expect(steps.filter(({ ok }) => !ok)).toEqual([]);
    });
  });
}
