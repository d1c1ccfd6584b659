import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type AssumeOptions, changeFor as assume } from '../../src/assume';
import type { Context } from '../../src/context';
import { openCache } from '../../src/credentials/cache/credentialCache';
import { outcomeOf } from '../../src/entry/dispatch';
import { sessionFastPath } from '../../src/entry/sessionFastPath';
import type { Env } from '../../src/platform/env';
import { realFiles } from '../../src/platform/files';
import { parseCall } from '../../src/shells/call';
import { render } from '../../src/shells/render';
import { SHELLS } from '../../src/shells/table';
import { contextWith, fakeSts } from '../credentials/stsFixture';
import { arn, keys } from '../plan/planFixtures';

const role = (name: string, lines = 'region = eu-west-2\n') =>
  `[profile ${name}]\nrole_arn = ${arn('any')}\nsource_profile = base\n${lines}\n`;
const CONFIG = [
  `[profile base]\nregion = eu-west-1\n${keys('AKIABASE')}`,
  role('prod'),
  role('dev@eu+1=x:y.z_'),
  role('nowhere', ''),
  role('secretive', 'region = eu-west-2\nassume_cache = off\n'),
  role('list'),
  role('two words').replace('two words', '"two words"'),
  '[profile vended]\nregion = eu-west-1\ncredential_process = vend\n',
].join('');

/** The credentials of the fake STS expire an hour later. */
const NOW = new Date('2026-08-22T09:00:00Z');
const LATER = NOW.getTime() + 60_000;

/** Variables that lead to other files or endpoints. */
const FOREIGN = [
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_LOGIN_CACHE_DIRECTORY',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
];

let home: string;
const sessionOf = (name: string) => join(home, '.cache', 'assume', 'sessions', name);

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assume-session-'));
  mkdirSync(join(home, '.aws'));
  writeFileSync(join(home, '.aws', 'config'), CONFIG);
  utimesSync(join(home, '.aws', 'config'), 1_700_000_000, 1_700_000_000);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const contextOf = (env: Env = {}): Context => ({
  ...contextWith(fakeSts().sts),
  env: { HOME: home, ...env },
  files: realFiles,
  now: () => NOW,
  cache: openCache(realFiles, { HOME: home }, () => {}),
  askSource: async () => ({
    credentials: { accessKeyId: 'ASIAP', secretAccessKey: 's', sessionToken: 't', expiration: new Date(LATER + 9e6) },
  }),
});

const lineOf = (shell: string, ...words: string[]) => [`--eval=${shell}/1`, '--', ...words];
/** The snippet for a session file, if it is used. */
const textOf = (argv: readonly string[], env: Env = {}, now = LATER) => {
  const hit = sessionFastPath(argv, { HOME: home, ...env }, now);
  return hit && render(hit.change, hit.call.shell.dialect);
};
const snippetFor = (words: readonly string[], env: Env = {}, now = LATER) => textOf(lineOf('bash', ...words), env, now);
const prepare = (name = 'prod', flags: AssumeOptions = {}, env: Env = {}) => assume(name, flags, contextOf(env));

describe('a profile that was assumed before is read from its session file', () => {
  const ENVIRONMENTS: readonly (readonly [string, Env])[] = [
    ['no AWS variables', {}],
    ['earlier AWS variables', { AWS_PROFILE: 'old', AWS_REGION: 'us-east-1', AWS_SECURITY_TOKEN: "st'ale\n$x" }],
    ['another profile assumed', { ASSUME_PROFILE: 'dev', ASSUME_PREVIOUS: 'x', ASSUME_RESTORE: '{"AWS_PROFILE":"p"}' }],
    ['the same profile assumed', { ASSUME_PROFILE: 'prod', ASSUME_PREVIOUS: 'dev', ASSUME_RESTORE: '{}' }],
  ];
  test.each(SHELLS.flatMap(({ name }) => ENVIRONMENTS.map(([what, env]) => [name, what, env] as const)))(
    'in %s with %s: the snippet is that of the full pipeline, byte for byte',
    async (shell, _, given) => {
      await prepare();
      const call = parseCall(lineOf(shell, 'prod'));
      const isRefused = Object.values(given).some((value) => call?.shell.dialect.refuses?.characters.test(value ?? ''));
      const env = isRefused && given.ASSUME_RESTORE === undefined ? { ...given, AWS_SECURITY_TOKEN: 'stale' } : given;
      const outcome = await outcomeOf(['prod'], call, contextOf(env));
      const whole = outcome.kind === 'change' && call ? render(outcome.change, call.shell.dialect) : '';
      expect(textOf(lineOf(shell, 'prod'), env)).toBe(whole);
      expect(whole).toContain('ASIA-any');
    },
  );

  test('except where the shell could not restore an earlier value: nothing changes', async () => {
    await prepare();
    const env = { AWS_PROFILE: 'two\nlines' };
    expect(textOf(lineOf('tcsh', 'prod'), env)).toBeUndefined();
    await expect(outcomeOf(['prod'], parseCall(lineOf('tcsh', 'prod')), contextOf(env))).rejects.toThrow(
      "AWS_PROFILE contains a line feed, which tcsh can't represent, so it could not be restored later. Unset it first.",
    );
    expect(textOf(lineOf('bash', 'prod'), env)).toContain('ASIA-any');
  });

  test('the file and its folder are private, and hold only data', async () => {
    await prepare();
    expect(statSync(sessionOf('prod')).mode & 0o777).toBe(0o600);
    expect(statSync(join(sessionOf('prod'), '..')).mode & 0o777).toBe(0o700);
    const [first, ...lines] = readFileSync(sessionOf('prod'), 'utf8').trimEnd().split('\n');
    const end = Date.parse('2026-08-22T10:00:00Z') / 1000;
    const header = ['assume', 3, end, NOW.getTime() / 1000, 2700, '[0-9a-f]{40}', 'config'].join('\t');
    expect(first).toMatch(new RegExp(`^${header}\t${home} {5}$`));
    expect(lines).toContain('AWS_ACCESS_KEY_ID\tASIA-any');
    expect(lines.at(-2)).toMatch(/^unset\t(.*\t)?AWS_PROFILE\b/);
    expect(lines.at(-1)).toBe('end');
    expect(statSync(dirname(sessionOf('prod'))).mode & 0o7777).toBe(0o1700);
    expect(lines.join()).not.toContain('ASSUME_RESTORE');
  });

  test('a name may have every character of a plain name', async () => {
    await prepare('dev@eu+1=x:y.z_');
    expect(snippetFor(['dev@eu+1=x:y.z_'])).toContain('ASIA-any');
  });

  test("--refresh and an MFA code don't change the credentials, so the file is written", async () => {
    await prepare('prod', { refresh: true, mfaToken: '123456', noInput: true });
    expect(snippetFor(['prod'])).toBeDefined();
  });
});

describe('no session file is written', () => {
  const none = (name: string) => expect(() => statSync(sessionOf(name))).toThrow('ENOENT');

  test.each([
    ['for a profile without a region, because the shell’s region would apply', 'nowhere'],
    ['for a profile with assume_cache = off', 'secretive'],
    ['for a profile named like a command', 'list'],
    ["for a name that isn't plain", 'two words'],
    ['for credential_process, which runs each time', 'vended'],
    ["for an access key, which doesn't expire", 'base'],
  ])('%s', async (_, name) => {
    await prepare(name);
    none(name);
  });

  test.each<[string, AssumeOptions]>([
    ['a region', { region: 'eu-west-3' }],
    ['a duration', { duration: '30m' }],
    ['a session name', { sessionName: 'me' }],
    ['tags', { tag: ['a=b'] }],
    ['--no-cache', { noCache: true }],
  ])('with %s on the command line', async (_, flags) => {
    await prepare('prod', flags);
    none('prod');
  });

  test.each(FOREIGN)('with %s', async (variable) => {
    const value = { AWS_CONFIG_FILE: 'config', AWS_SHARED_CREDENTIALS_FILE: 'none' }[variable];
    await prepare('prod', {}, { [variable]: value === undefined ? 'false' : join(home, '.aws', value) });
    none('prod');
  });

  test('for a role without a profile', async () => {
    await assume(undefined, { roleArn: arn('any'), sourceProfile: 'base' }, contextOf());
    none('any');
  });

  test("if it can't be written, which is not an error", async () => {
    writeFileSync(join(home, '.cache'), 'in the way');
    expect(await prepare()).toBeDefined();
  });
});

describe('a session file is not used', () => {
  beforeEach(() => prepare());
  const change = (edit: (text: string) => string) => {
    const text = edit(readFileSync(sessionOf('prod'), 'utf8'));
    writeFileSync(sessionOf('prod'), text);
    utimesSync(sessionOf('prod'), NOW, NOW);
  };

  test('but it is before each of these changes', () => expect(snippetFor(['prod'])).toBeDefined());

  test.each<[string, () => void]>([
    ['that others can read', () => chmodSync(sessionOf('prod'), 0o640)],
    ['that others can write', () => chmodSync(sessionOf('prod'), 0o602)],
    ['that is truncated', () => change((text) => text.slice(0, -20))],
    ['without its last newline', () => change((text) => text.slice(0, -1))],
    ['with an extra line', () => change((text) => `${text}PATH\t/tmp\n`)],
    ['with another variable in it', () => change((text) => text.replace('AWS_PROFILE', 'PATH'))],
    ['with an extra field', () => change((text) => text.replace('ASIA-any', 'ASIA\tany'))],
    ['of another profile', () => change((text) => text.replaceAll('prod', 'dev'))],
    ['whose two expiry times differ', () => change((text) => text.replace(/^(assume\t3\t)\d/, '$19'))],
    ['of an older version', () => change((text) => text.replace(/^assume\t3/, 'assume\t2'))],
    [
      'of the version that had the end on a clock',
      () => change((text) => text.replace(/^assume\t3(\t\d+\t\d+\t\d+)/, 'assume\t2$1\t10:00')),
    ],
    ['that others can list', () => chmodSync(dirname(sessionOf('prod')), 0o755)],
    ['that is empty', () => change(() => '')],
    ['whose config file has another mode', () => chmodSync(join(home, '.aws', 'config'), 0o640)],
    ['that no longer exists', () => rmSync(sessionOf('prod'))],
    [
      'in whose place is a FIFO',
      () => rmSync(sessionOf('prod')) ?? execFileSync('mkfifo', ['-m', '600', sessionOf('prod')]),
    ],
  ])('%s', (_, spoil) => {
    spoil();
    expect(snippetFor(['prod'])).toBeUndefined();
  });

  test('with 15 minutes left', () => {
    const end = Date.parse('2026-08-22T10:00:00Z');
    expect(snippetFor(['prod'], {}, end - 901_000)).toBeDefined();
    expect(snippetFor(['prod'], {}, end - 900_000)).toBeUndefined();
  });

  test('from the future, after the clock was set back', () => {
    expect(snippetFor(['prod'], {}, NOW.getTime() - 1_000)).toBeUndefined();
  });

  test.each(FOREIGN)('with %s, even if it is empty', (variable) => {
    expect(snippetFor(['prod'], { [variable]: '' })).toBeUndefined();
  });

  test.each(['', '_STS', '_SSO', '_SSO_OIDC', '_SIGNIN'])('with another endpoint in AWS_ENDPOINT_URL%s', (service) => {
    const variable = `AWS_ENDPOINT_URL${service}`;
    const env = { [variable]: 'http://127.0.0.1:1' };
    expect(snippetFor(['prod'], env)).toBeUndefined();
    expect(snippetFor(['prod'], { ...env, ASSUME_ENDPOINTS: `${variable}=http://other` })).toBeUndefined();
  });

  test.each(['', '_STS'])('but it is if assume itself has set AWS_ENDPOINT_URL%s', (service) => {
    const variable = `AWS_ENDPOINT_URL${service}`;
    const env = { [variable]: 'http://127.0.0.1:1', ASSUME_ENDPOINTS: `${variable}=http://127.0.0.1:1` };
    expect(snippetFor(['prod'], env)).toBeDefined();
  });

  test('with a cache that is shared with another home', () => {
    const XDG_CACHE_HOME = join(home, '.cache');
    expect(snippetFor(['prod'], { XDG_CACHE_HOME })).toBeDefined();
    expect(snippetFor(['prod'], { XDG_CACHE_HOME, HOME: '/nonexistent' })).toBeUndefined();
  });

  test.each([
    ["that isn't UTF-8", '\ufffd'],
    ['that is too long', 'x'.repeat(131_072)],
  ])('with a variable %s: the full pipeline reports it', (_, AWS_PROFILE) => {
    expect(snippetFor(['prod'], { AWS_PROFILE })).toBeUndefined();
  });

  test.each([
    [[]],
    [['prod', '-r', 'eu-west-1']],
    [['prod', 'x']],
    [['-']],
    [['off']],
    [['use', 'prod']],
    [['../sessions/prod']],
  ])('for the arguments %j', (words) => expect(snippetFor(words)).toBeUndefined());

  test('for a shell integration of another version, which gets a notice', () => {
    expect(textOf(['--eval=bash/2', '--', 'prod'])).toBeUndefined();
  });

  test('for TAB', () => {
    expect(textOf(['--complete=bash/1', '--', 'prod'])).toBeUndefined();
  });
});
