import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORMATS } from '../../src/export/formats';
import { arn, keys } from '../plan/memory';
import { runProgram } from '../support/shells';

const DIST = join(__dirname, '../../dist');
const MAIN = join(DIST, 'main.js');

/** oclif's lane alone, with errors told as `main` tells them. */
const OCLIF_LANE = `
  require(${JSON.stringify(join(DIST, 'cli.js'))}).run(process.argv.slice(1)).then(
    (status) => { process.exitCode = status; },
    (error) => {
      process.stderr.write('assume: ' + error.message + '\\n');
      process.exitCode = error.name === 'AssumeError' ? error.exitCode : 1;
    },
  );
`;

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
    expect(await loadedBy('prod', '--format', 'process')).toEqual([MAIN, join(DIST, 'lanes.js')]);
    const far = await loadedBy('far', '--format', 'process');
    expect(far).toContain(join(DIST, 'sts.js'));
    expect(far).not.toContain(join(DIST, 'cli.js'));
    expect(await loadedBy('prod', '--format', 'nonsense')).toContain(join(DIST, 'cli.js'));
  });

  test('asks for nothing, and of nobody, where the words are wrong', async () => {
    expect(await loadedBy('far', '--format', 'github')).toEqual(
      ['main', 'lanes', 'chalk'].map((part) => join(DIST, `${part}.js`)),
    );
  });
});

describe('TAB', () => {
  const tab = async (...words: string[]) =>
    (await runProgram(process.execPath, [MAIN, '--complete=bash/1', '--', ...words], { env })).stdout;

  test('offers profiles, then flags, and the formats after --format', async () => {
    expect(await tab('export', '')).toMatch(/^prod\t/m);
    expect(await tab('export', 'prod', '--f')).toMatch(/^--format\t/m);
    expect(await tab('export', 'prod', '--format', '')).toBe([...FORMATS.keys()].map((name) => `${name}\t\n`).join(''));
    expect(await tab('export', '--format', 'json', '')).toMatch(/^prod\t/m);
    expect(await tab('export', 'prod', '--region', '')).toBe('');
  });
});
