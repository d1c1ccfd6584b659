import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arn, keys } from '../plan/planFixtures';
import { bundle, MAIN, OCLIF_LANE } from '../support/bundles';
import { runProgram } from '../support/shells';

let env: Record<string, string>;
beforeAll(() => {
  const home = mkdtempSync(join(tmpdir(), 'assume exec-'));
  mkdirSync(join(home, '.aws'));
  const profiles = ['prod', '-odd'].map((name) => `[profile ${name}]\nregion = eu-west-1\n${keys('AKIAPROD')}`);
  writeFileSync(join(home, '.aws/config'), profiles.join(''));
  env = { HOME: home };
});
afterAll(() => rmSync(env.HOME ?? '', { recursive: true, force: true }));

const SHOW = ['sh', '-c', 'echo "$AWS_REGION $ASSUME_PROFILE $#"; exit 9', '--'];

const ROWS: readonly (readonly string[])[] = [
  ['prod', ...SHOW],
  ['prod', '--', ...SHOW, '--help', '', '-r'],
  ['-r', 'us-east-2', 'prod', ...SHOW, '-x'],
  ['prod', '--region=us-east-2', '--no-input', '--', ...SHOW],
  ['--', '-odd', '--', ...SHOW],
  ['prod', '--role-arn', arn('x'), ...SHOW],
  ['--role-arn', arn('x'), '--', ...SHOW],
  ['--role-arn', 'nonsense', ...SHOW],
  ['prod', '--no-such-flag', ...SHOW],
  ['prod', '-r', 'x', '-r', 'y', ...SHOW],
  ['prod', '--region'],
  ['prod'],
  [],
  ['nowhere', ...SHOW],
  ['', ...SHOW],
  ['-', ...SHOW],
  ['prod', 'no-such-program'],
];

describe('exec is answered without oclif, and alike', () => {
  test.each(ROWS.map((words) => [words]))('exec %j', async (words) => {
    const [quick, oclif] = await Promise.all([
      runProgram(process.execPath, [MAIN, 'exec', ...words], { env }),
      runProgram(process.execPath, ['-e', OCLIF_LANE, '--', 'exec', ...words], { env }),
    ]);
    const told = ({ stderr, ...rest }: typeof quick) => ({ ...rest, message: stderr.split('\n')[0] });
    expect(told(quick)).toEqual(told(oclif));
  });

  test('loads neither oclif nor, for keys that are there, the client of STS', async () => {
    const hook = join(env.HOME ?? '', 'hook.cjs');
    writeFileSync(
      hook,
      `process.on('exit', () => require('node:fs').writeSync(2, JSON.stringify(Object.keys(require.cache))));`,
    );
    const { stderr } = await runProgram(process.execPath, ['-r', hook, MAIN, 'exec', 'prod', 'true'], { env });
    expect(JSON.parse(stderr).filter((file: string) => file !== hook)).toEqual([MAIN, bundle('lanes')]);
  });
});

describe('TAB', () => {
  const tab = async (...words: string[]) =>
    (await runProgram(process.execPath, [MAIN, '--complete=bash/1', '--', ...words], { env })).stdout;

  test('offers profiles after exec and our flags before the command', async () => {
    expect(await tab('exec', '')).toMatch(/^prod\t/m);
    expect(await tab('exec', 'prod', '--r')).toMatch(/^--region\t/m);
    expect(await tab('exec', '-r', 'x', '')).toMatch(/^prod\t/m);
  });

  test('says where the command begins that the cursor is in', async () => {
    expect(await tab('exec', 'prod', '')).toBe('\t2\toffset\n');
    expect(await tab('exec', 'prod', 'cmd', '--r')).toBe('\t2\toffset\n');
    expect(await tab('exec', 'prod', '--', 'cmd', '-')).toBe('\t3\toffset\n');
  });
});
