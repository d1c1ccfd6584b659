import { DEMO_SHELLS } from '../../src/demo/demoShells';
import type { RunningDemo } from '../../src/demo/startDemo';
import { type Report, verdictOf } from '../../src/doctor/doctorReport';
import { openDemo } from '../support/demo';
import { runProgram } from '../support/shells';
import { which } from '../support/tools';

let demo: RunningDemo;
beforeAll(async () => {
  demo = await openDemo();
});
afterAll(() => demo.close());

test('`assume doctor` finds nothing wrong in the home folder of the demo', async () => {
  const { env } = demo.home;
  const { stdout } = await runProgram('assume', ['doctor', '--json'], { env });
  const report: Report = JSON.parse(stdout);
  const shells = report.shells.filter(({ shell }) => DEMO_SHELLS.some(({ name }) => name === shell));
  const installed = DEMO_SHELLS.filter(({ command: [program] }) => which(program));
  expect(shells.map(({ shell, state, notes }) => [shell, state, notes])).toEqual(
    installed.map(({ name }) => [name, 'ready', []]),
  );
  expect(verdictOf(report)).toBe('No problems found.');
});
