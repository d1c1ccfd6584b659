import { join } from 'node:path';
import { PROGRAMS } from '../../src/demo/demo';
import { SHELLS } from '../../src/shells/table';
import { tour } from '../../tour/tour';
import { describeShell, type ShellName } from '../support/shells';

for (const { name } of SHELLS) {
  describeShell(PROGRAMS[name][0] as ShellName, `the tour of \`npm run demo\` in ${name}`, () => {
    test('sees what the README promises', async () => {
      const steps = await tour(join(__dirname, '../..'), name);
      expect(steps.map(({ title }) => title)).toEqual([
        'assume dev',
        'assume pr<TAB>',
        'with an MFA code',
        'with no other code',
        'assume audit',
        'assume off',
      ]);
      expect(steps.filter(({ ok }) => !ok)).toEqual([]);
    });
  });
}
