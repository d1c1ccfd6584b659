import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assumeChange } from '../../src/environment/change';
import { exported } from '../../src/export/export';
import { FORMATS } from '../../src/export/formats';
import { arn, keys } from '../plan/planFixtures';
import { bundle, MAIN } from '../support/bundles';
import { runProgram } from '../support/shells';

let env: Record<string, string>;
let hook: string;
beforeAll(() => {
  const home = mkdtempSync(join(tmpdir(), 'assume export-'));
  mkdirSync(join(home, '.aws'));
  const profiles = ['prod', '-odd', 'json'].map((name) => `[profile ${name}]\nregion = eu-west-1\n${keys('AKIAPROD')}`);
  const far = `[profile far]\nrole_arn = ${arn('far')}\nsource_profile = prod\nendpoint_url = http://127.0.0.1:9\n`;
  writeFileSync(join(home, '.aws/config'), [...profiles, far].join(''));
  hook = join(home, 'hook.cjs');
  writeFileSync(
    hook,
    `process.on('exit', () => require('node:fs').writeSync(2, '\\nLOADED' + JSON.stringify(Object.keys(require.cache))));`,
  );
  env = { HOME: home, ASSUME_PREVIOUS: 'prod' };
});
afterAll(() => rmSync(env.HOME ?? '', { recursive: true, force: true }));

const ERRORS: readonly (readonly [status: number, words: readonly string[], message: RegExp])[] = [
  [2, ['prod', '--format', 'github'], /needs GITHUB_ENV/],
  [1, ['far', '--format', 'json'], /127\.0\.0\.1:9/],
  [2, [], /No profile given/],
  [2, ['prod', '--format'], /--format needs a value/],
  [2, ['prod', '--format='], /Unknown --format value ""/],
  [2, ['prod', '--format', 'constructor'], /Unknown --format value "constructor"/],
  [2, ['prod', '--format', 'JSON'], /Unknown --format value "JSON"/],
  [2, ['prod', '--format', 'json', '--format', 'ini'], /--format can only be given once/],
  [2, ['prod', 'json'], /Unexpected argument "json"/],
  [2, ['prod', 'json', '--format', 'json'], /Unexpected argument "json"/],
  [2, ['--format', 'json'], /No profile given/],
  [2, ['prod', '--format', 'json', '--no-such-flag'], /Unknown option "--no-such-flag"/],
  [2, ['prod', '--format', 'json', '-t', '12345'], /6-digit/],
  [3, ['nowhere', '--format', 'json'], /"nowhere"/],
  [3, ['', '--format', 'json'], /""/],
];

/** Runs `assume export`, and lists the files that it loaded. */
async function run(...words: readonly string[]) {
  const result = await runProgram(process.execPath, ['-r', hook, MAIN, 'export', ...words], { env });
  const [stderr = '', loaded = '[]'] = result.stderr.split('\nLOADED');
  const files = (JSON.parse(loaded) as string[]).filter((file) => file !== hook);
  return { ...result, stderr, files };
}

/** What the profiles of this file are exported as. */
const expectedExport = (region: string) => {
  const plan = { profile: 'prod', source: undefined as never, hops: [], region, sts: { region } };
  const credentials = { accessKeyId: 'AKIAPROD', secretAccessKey: 'secret-of-AKIAPROD' };
  return exported({ plan, change: assumeChange(env, { ...plan, credentials }) });
};

const AT_ONCE = ['main', 'dispatch'].map(bundle);
const REPORT = ['report', 'chalk'].map(bundle);
const STS = ['connections', 'requestRole', 'sts'].map(bundle);

describe('export prints credentials without oclif, and without the STS client for keys that are in a file', () => {
  const FORMAT_NAMES = [...FORMATS.keys()].filter((format) => format !== 'github');
  test.each(FORMAT_NAMES)('prod --format %s', async (format) => {
    const { stdout, ...rest } = await run('prod', '--format', format);
    expect(rest).toEqual({ status: 0, stderr: '', files: AT_ONCE });
    expect(stdout).toBe(FORMATS.get(format)?.write(expectedExport('eu-west-1')));
  });

  test.each<[readonly string[], string, string]>([
    [['--format', 'json', 'prod'], 'json', 'eu-west-1'],
    [['prod', '--format=json', '-r', 'us-east-2', '--no-input'], 'json', 'us-east-2'],
    [['-', '--format', 'process'], 'process', 'eu-west-1'],
    [['--format', 'json', '--', '-odd'], 'json', 'eu-west-1'],
    [['json', '--format', 'json'], 'json', 'eu-west-1'],
    [['prod'], 'sh', 'eu-west-1'],
  ])('%j', async (words, format, region) => {
    const { stdout, ...rest } = await run(...words);
    expect(rest).toEqual({ status: 0, stderr: '', files: AT_ONCE });
    expect(stdout).toBe(FORMATS.get(format)?.write(expectedExport(region)));
  });

  test.each(ERRORS)('exit %i: %j', async (status, words, message) => {
    const { stderr, ...rest } = await run(...words);
    const isSent = words[0] === 'far';
    const isKnown = words.some((word) => FORMATS.has(word) && word !== 'sh') && words.includes('--format');
    const stdout = isKnown ? '' : `(exit ${status})\n`;
    expect(rest).toEqual({ status, stdout, files: [...AT_ONCE, ...(isSent ? STS : []), ...REPORT] });
    expect(stderr.split('\n')[0]).toMatch(/^assume: /);
    expect(stderr.split('\n')[0]).toMatch(message);
  });

  test('a wrong command line is reported before anything is requested', async () => {
    const { status, files } = await run('far', '--format', 'github');
    expect({ status, files }).toEqual({ status: 2, files: [...AT_ONCE, ...REPORT] });
  });
});

describe('the formats', () => {
  test('have summaries for help and TAB: one line of at most 60 characters, without a full stop', () => {
    for (const [name, { summary }] of FORMATS) {
      expect([name, summary]).toEqual([name, expect.stringMatching(/^[A-Z.][^\n]{3,58}[^.\n]$/)]);
    }
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
