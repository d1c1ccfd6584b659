import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORMATS } from '../../src/export/formats';
import { arn, keys } from '../plan/planFixtures';
import { bundle, MAIN, OCLIF_LANE } from '../support/bundles';
import { runProgram } from '../support/shells';

let env: Record<string, string>;
beforeAll(() => {
  const home = mkdtempSync(join(tmpdir(), 'assume export-'));
  mkdirSync(join(home, '.aws'));
  const profiles = ['prod', '-odd', 'json'].map((name) => `[profile ${name}]\nregion = eu-west-1\n${keys('AKIAPROD')}`);
  const far = `[profile far]\nrole_arn = ${arn('far')}\nsource_profile = prod\nendpoint_url = http://127.0.0.1:9\n`;
  writeFileSync(join(home, '.aws/config'), [...profiles, far].join(''));
  env = { HOME: home, ASSUME_PREVIOUS: 'prod' };
});
afterAll(() => rmSync(env.HOME ?? '', { recursive: true, force: true }));

type Row = readonly [status: number, words: readonly string[]];

const ROWS: readonly Row[] = [
  ...[...FORMATS.keys()].map((format): Row => [format === 'github' ? 2 : 0, ['prod', '--format', format]]),
  [0, ['--format', 'json', 'prod']],
  [0, ['prod', '--format=json', '-r', 'us-east-2', '--no-input']],
  [0, ['-', '--format', 'process']],
  [0, ['--format', 'json', '--', '-odd']],
  [0, ['json', '--format', 'json']],
  [1, ['far', '--format', 'json']],
  [2, []],
  [2, ['prod']],
  [2, ['prod', '--format']],
  [2, ['prod', '--format=']],
  [2, ['prod', '--format', 'constructor']],
  [2, ['prod', '--format', 'JSON']],
  [2, ['prod', '--format', 'json', '--format', 'ini']],
  [2, ['prod', 'json']],
  [2, ['prod', 'json', '--format', 'json']],
  [2, ['--format', 'json']],
  [2, ['prod', '--format', 'json', '--no-such-flag']],
  [2, ['prod', '--format', 'json', '-t', '12345']],
  [3, ['nowhere', '--format', 'json']],
  [3, ['', '--format', 'json']],
];

describe('export is answered without oclif, and alike', () => {
  test.each(ROWS)('exit %i: assume export %j', async (status, words) => {
    const [quick, oclif] = await Promise.all([
      runProgram(process.execPath, [MAIN, 'export', ...words], { env }),
      runProgram(process.execPath, ['-e', OCLIF_LANE, '--', 'export', ...words], { env }),
    ]);
    const told = ({ stderr, ...rest }: typeof quick) => ({ ...rest, message: stderr.split('\n')[0] });
    expect(told(quick)).toEqual(told(oclif));
    expect(quick.status).toBe(status);
    expect(quick.stdout === '').toBe(status !== 0);
    expect(quick.stderr === '').toBe(status === 0);
  });

  const loadedBy = async (...words: string[]): Promise<string[]> => {
    const hook = join(env.HOME ?? '', 'hook.cjs');
    const script = `process.on('exit', () => require('node:fs').writeSync(2, '\\n' + JSON.stringify(Object.keys(require.cache))));`;
    writeFileSync(hook, script);
    const { stderr } = await runProgram(process.execPath, ['-r', hook, MAIN, 'export', ...words], { env });
    return JSON.parse(stderr.split('\n').at(-1) ?? '').filter((file: string) => file !== hook);
  };

  test('loads neither oclif nor, for keys that are there, the client of STS', async () => {
    expect(await loadedBy('prod', '--format', 'process')).toEqual([MAIN, bundle('lanes')]);
    const far = await loadedBy('far', '--format', 'process');
    expect(far).toContain(bundle('sts'));
    expect(far).not.toContain(bundle('cli'));
    expect(await loadedBy('prod', '--format', 'nonsense')).toContain(bundle('cli'));
  });

  test('asks for nothing, and of nobody, where the words are wrong', async () => {
    expect(await loadedBy('far', '--format', 'github')).toEqual(['main', 'lanes', 'chalk'].map(bundle));
  });
});

describe('TAB', () => {
  const tab = async (...words: string[]) =>
    (await runProgram(process.execPath, [MAIN, '--complete=bash/1', '--', ...words], { env })).stdout;

  test('offers profiles, then flags, and the formats after --format', async () => {
    expect(await tab('export', '')).toMatch(/^prod\t/m);
    expect(await tab('export', 'prod', '--f')).toMatch(/^--format\t/m);
    const formats = [...FORMATS].map(([name, { summary }]) => `${name}\t${summary}\tvalue\n`);
    expect(await tab('export', 'prod', '--format', '')).toBe(formats.join(''));
    expect(await tab('export', '--format', 'json', '')).toMatch(/^prod\t/m);
    expect(await tab('export', 'prod', '--mfa-token', '')).toBe('');
  });
});
