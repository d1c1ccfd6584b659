import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSizes } from '../../src/environment/startable';
import { limitsOf, type StartLimits } from '../../src/platform/startLimits';
import { failureOf } from '../plan/planFixtures';
import { testWith } from '../support/tools';

const MAIN = join(__dirname, '../../dist/main.js');
const NAME = 'AWS_SESSION_TOKEN';

/** A change that sets a variable, which has this length with its name and `=`. */
const sets = (length: number, letter = 'x') => [[NAME, letter.repeat(length - NAME.length - 1)]] as const;

const plenty = (limits: StartLimits): StartLimits => ({ ...limits, total: () => Number.POSITIVE_INFINITY });

describe('A variable that the system cannot start programs with', () => {
  test.each([
    ['linux', 131_072, 'x', '131,072 bytes'],
    ['win32', 32_767, 'x', '32,767 characters'],
    ['win32', 32_767, 'é', '32,767 characters'],
  ])('is refused on %s, with its name and size', (system, length, letter, size) => {
    const limits = plenty(limitsOf(system));
    const { message, exitCode } = failureOf(() => checkSizes({}, sets(length, letter), limits));
    expect(exitCode).toBe(5);
    expect(message).toBe(
      `${NAME} would be ${size}; this system can't start programs with a variable of ${size.split(' ')[0]} or more.`,
    );
    expect(() => checkSizes({}, sets(length - 1, letter), limits)).not.toThrow();
  });

  test('is measured in bytes on Linux', () => {
    const change = [[NAME, 'é'.repeat(65_536)]] as const;
    expect(() => checkSizes({}, change, plenty(limitsOf('linux')))).toThrow(/131,090 bytes/);
  });

  test('does not exist on macOS, which counts all together', () => {
    expect(() => checkSizes({}, sets(900_000), plenty(limitsOf('darwin')))).not.toThrow();
  });
});

describe('All variables together', () => {
  const limits = { ...limitsOf('linux'), total: () => 300_000 };
  const env = { A: 'a'.repeat(110_000), B: 'b'.repeat(110_000), [NAME]: 'old'.repeat(30_000) };

  test('are refused with their size and the limit, if the change makes them too many', () => {
    const { message, exitCode } = failureOf(() => checkSizes(env, sets(100_000), limits));
    expect(exitCode).toBe(5);
    expect(message).toMatch(
      /^The environment would be 320,0\d\d bytes; this system can't start programs with more than 300,000 \(getconf ARG_MAX\)/,
    );
    expect(() => checkSizes(env, sets(1_000), limits)).not.toThrow();
    expect(() => checkSizes(env, [[NAME, null]], limits)).not.toThrow();
  });

  test('are not looked at, and no program is started, in an environment of ordinary size', () => {
    const total = () => {
      throw new Error('asked');
    };
    expect(() => checkSizes({ PATH: '/bin' }, sets(5_000), { ...limits, total })).not.toThrow();
  });
});

describe('assume', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'assume-large-'));
    mkdirSync(join(home, '.aws'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  testWith('linux').each([
    ['exec', ['exec', 'large', '--', 'true'], ''],
    ['the shell integration', ['--eval=bash/1', '--', 'large'], ''],
    ['export', ['export', 'large', '--format', 'sh'], '(exit 5)\n'],
  ])('refuses a token of 128 KiB, by %s, and keeps nothing', (_, args, printed) => {
    const token = 'hush'.repeat(32_768);
    const output = { Version: 1, AccessKeyId: 'ASIA', SecretAccessKey: 's', SessionToken: token };
    writeFileSync(join(home, 'out.json'), JSON.stringify(output));
    writeFileSync(
      join(home, '.aws/config'),
      `[profile large]\nregion = eu-west-1\ncredential_process = cat ${join(home, 'out.json')}\n`,
    );
    const env = { PATH: process.env.PATH, HOME: home };
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { env, encoding: 'utf8' });
    expect([status, stdout]).toEqual([5, printed]);
    expect(stderr).toContain('AWS_SESSION_TOKEN would be 131,090 bytes');
    expect(stderr).not.toContain('hush');
    expect(existsSync(join(home, '.cache/assume/sessions'))).toBe(false);
  });

  testWith('linux')('refuses what is too much together with the rest of the environment', () => {
    writeFileSync(
      join(home, '.aws/config'),
      `[profile large]\naws_access_key_id = AKIA\naws_secret_access_key = ${'s'.repeat(100_000)}\n`,
    );
    const many = Object.fromEntries(Array.from({ length: 3 }, (_, at) => [`MANY_${at}`, 'm'.repeat(60_000)]));
    const env = { PATH: process.env.PATH, HOME: home, ...many };
    const line = 'ulimit -s 1024; exec "$0" "$@"';
    const args = ['-c', line, process.execPath, '--stack-size=600', MAIN, 'exec', 'large', '--', 'true'];
    const { status, stderr } = spawnSync('sh', args, { env, encoding: 'utf8' });
    expect(stderr).toMatch(
      /The environment would be 28\d,\d+ bytes; this system can't start programs with more than 262,144 \(getconf ARG_MAX\)/,
    );
    expect(status).toBe(5);
  });
});
