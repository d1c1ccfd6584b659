import { join } from 'node:path';
import { DEMO_SHELLS } from '../../src/demo/demoShells';
import type { RunningDemo } from '../../src/demo/startDemo';
import { type Report, verdictOf } from '../../src/doctor/doctorReport';
import { openDemo } from '../support/demo';
import { runProgram } from '../support/shells';
import { openTerminal } from '../support/terminal';
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

test('`assume doctor` wraps its sentences between words, at the width of the terminal', async () => {
  const { env, folder } = demo.home;
  const terminal = openTerminal({ file: join(folder, 'bin', 'assume'), args: ['doctor'], env, cwd: folder, cols: 40 });
  try {
    await terminal.waitFor(/profiles in ~\/\.aws\/config and\n~\/\.aws\/credentials\.$/m, 20_000);
  } finally {
    await terminal.close();
  }
});
