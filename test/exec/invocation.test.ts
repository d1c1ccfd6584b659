import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arn, keys } from '../plan/planFixtures';
import { bundle, MAIN } from '../support/bundles';
import { runProgram } from '../support/shells';

let env: Record<string, string>;
let hook: string;
beforeAll(() => {
  const home = mkdtempSync(join(tmpdir(), 'assume exec-'));
  mkdirSync(join(home, '.aws'));
  const profiles = ['prod', '-odd'].map((name) => `[profile ${name}]\nregion = eu-west-1\n${keys('AKIAPROD')}`);
  const far = `[profile far]\nrole_arn = ${arn('far')}\nsource_profile = prod\nendpoint_url = http://127.0.0.1:9\n`;
  writeFileSync(join(home, '.aws/config'), [...profiles, far].join(''));
  hook = join(home, 'hook.cjs');
  writeFileSync(
    hook,
    `process.on('exit', () => require('node:fs').writeSync(2, '\\nLOADED' + JSON.stringify(Object.keys(require.cache))));`,
  );
  env = { HOME: home };
});
afterAll(() => rmSync(env.HOME ?? '', { recursive: true, force: true }));

/** Runs `assume exec`, and lists the files that it loaded. */
async function exec(...words: readonly string[]) {
  const result = await runProgram(process.execPath, ['-r', hook, MAIN, 'exec', ...words], { env });
  const [stderr = '', loaded = '[]'] = result.stderr.split('\nLOADED');
  const files = (JSON.parse(loaded) as string[]).filter((file) => file !== hook);
  return { ...result, stderr, files };
}

const SHOW = ['sh', '-c', 'echo "$AWS_REGION $ASSUME_PROFILE $#"; exit 9', '--'];

const COMMANDS: readonly (readonly [words: readonly string[], stdout: string])[] = [
  [['prod', ...SHOW], 'eu-west-1 prod 0\n'],
  [['prod', '--', ...SHOW, '--help', '', '-r'], 'eu-west-1 prod 3\n'],
  [['-r', 'us-east-2', 'prod', ...SHOW, '-x'], 'us-east-2 prod 1\n'],
  [['prod', '--region=us-east-2', '--no-input', '--', ...SHOW], 'us-east-2 prod 0\n'],
  [['--', '-odd', '--', ...SHOW], 'eu-west-1 -odd 0\n'],
];

const ERRORS: readonly (readonly [status: number, words: readonly string[], message: RegExp])[] = [
  [2, ['prod', '--role-arn', arn('x'), ...SHOW], /--role-arn/],
  [3, ['--role-arn', arn('x'), '--', ...SHOW], /credentials/],
  [3, ['--role-arn', 'nonsense', ...SHOW], /credentials/],
  [2, ['prod', '--no-such-flag', ...SHOW], /Unknown option "--no-such-flag"/],
  [2, ['prod', '-r', 'x', '-r', 'y', ...SHOW], /--region can only be given once/],
  [2, ['prod', '--region'], /--region needs a value/],
  [2, ['prod'], /No command given/],
  [2, [], /No profile or command given/],
  [3, ['nowhere', ...SHOW], /"nowhere"/],
  [3, ['', ...SHOW], /""/],
  [3, ['-', ...SHOW], /No previous profile/],
  [127, ['prod', 'no-such-program'], /Command not found: no-such-program/],
];

describe('exec runs the command without oclif, and without the STS client for keys that are in a file', () => {
  test.each(COMMANDS)('exec %j prints %j', async (words, stdout) => {
    expect(await exec(...words)).toEqual({ status: 9, stdout, stderr: '', files: [MAIN, bundle('dispatch')] });
  });

  test.each(ERRORS)('exit %i: exec %j', async (status, words, message) => {
    const { stderr, ...rest } = await exec(...words);
    expect(rest).toEqual({ status, stdout: '', files: ['main', 'dispatch', 'report', 'chalk'].map(bundle) });
    expect(stderr.split('\n')[0]).toMatch(/^assume: /);
    expect(stderr.split('\n')[0]).toMatch(message);
  });

  test('a role loads the STS client, but not oclif', async () => {
    const { status, files } = await exec('far', 'true');
    expect(status).toBe(1);
    expect(files).toContain(bundle('sts'));
    expect(files).not.toContain(bundle('oclif'));
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

  test('tells the shell where the command starts that the cursor is in', async () => {
    expect(await tab('exec', 'prod', '')).toBe('\t2\toffset\n');
    expect(await tab('exec', 'prod', 'cmd', '--r')).toBe('\t2\toffset\n');
    expect(await tab('exec', 'prod', '--', 'cmd', '-')).toBe('\t3\toffset\n');
  });
});
