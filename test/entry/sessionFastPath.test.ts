import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { formatClock } from '../../src/util/time';
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

/** The credentials of the fake end an hour from here. */
const NOW = new Date('2026-08-22T09:00:00Z');
const LATER = NOW.getTime() + 60_000;

let home: string;
const sessionOf = (name: string) => join(home, '.cache', 'assume', 'sessions', name);

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assume-quick-'));
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
/** The snippet that a session file leads to, if it is used. */
const textOf = (argv: readonly string[], env: Env = {}, now = LATER) => {
  const hit = sessionFastPath(argv, { HOME: home, ...env }, now);
  return hit && render(hit.change, hit.call.shell.dialect);
};
const quick = (words: readonly string[], env: Env = {}, now = LATER) => textOf(lineOf('bash', ...words), env, now);
const prepare = (name = 'prod', flags: AssumeOptions = {}, env: Env = {}) => assume(name, flags, contextOf(env));

describe('a profile that was assumed before is answered from its session file', () => {
  const ENVIRONMENTS: readonly (readonly [string, Env])[] = [
    ['nothing of AWS', {}],
    ['variables from before', { AWS_PROFILE: 'old', AWS_REGION: 'us-east-1', AWS_SECURITY_TOKEN: "st'ale\n$x" }],
    ['another profile assumed', { ASSUME_PROFILE: 'dev', ASSUME_PREVIOUS: 'x', ASSUME_RESTORE: '{"AWS_PROFILE":"p"}' }],
    ['the same profile assumed', { ASSUME_PROFILE: 'prod', ASSUME_PREVIOUS: 'dev', ASSUME_RESTORE: '{}' }],
  ];
  test.each(SHELLS.flatMap(({ name }) => ENVIRONMENTS.map(([what, env]) => [name, what, env] as const)))(
    'in %s with %s: byte for byte as the whole pipeline answers',
    async (shell, _, env) => {
      await prepare();
      const call = parseCall(lineOf(shell, 'prod'));
      const outcome = await outcomeOf(['prod'], call, contextOf(env));
      const whole = outcome.kind === 'change' && call ? render(outcome.change, call.shell.dialect) : '';
      expect(textOf(lineOf(shell, 'prod'), env)).toBe(whole);
      expect(whole).toContain('ASIA-any');
    },
  );

  test('the file is the user’s own, as its folder is, and holds data alone', async () => {
    await prepare();
    expect(statSync(sessionOf('prod')).mode & 0o777).toBe(0o600);
    expect(statSync(join(sessionOf('prod'), '..')).mode & 0o777).toBe(0o700);
    const [first, ...lines] = readFileSync(sessionOf('prod'), 'utf8').trimEnd().split('\n');
    const end = Date.parse('2026-08-22T10:00:00Z') / 1000;
    expect(first).toBe(`expires\t${end}\t${NOW.getTime() / 1000}\t${formatClock(end)}\t${home} `);
    expect(lines).toContain('AWS_ACCESS_KEY_ID\tASIA-any');
    expect(lines).toContain('AWS_PROFILE');
    expect(lines.join()).not.toContain('ASSUME_RESTORE');
  });

  test('names with all that a plain name may have', async () => {
    await prepare('dev@eu+1=x:y.z_');
    expect(quick(['dev@eu+1=x:y.z_'])).toContain('ASIA-any');
  });

  test('--refresh and a code of the command line say nothing about what comes of it: the file is made', async () => {
    await prepare('prod', { refresh: true, mfaToken: '123456', noInput: true });
    expect(quick(['prod'])).toBeDefined();
  });
});

describe('there is no session file', () => {
  const none = (name: string) => expect(() => statSync(sessionOf(name))).toThrow('ENOENT');

  test.each([
    ['for a profile without a region: the shell’s own would count', 'nowhere'],
    ['for a profile that says assume_cache = off', 'secretive'],
    ['for a name that is a command', 'list'],
    ['for a name that is not plain', 'two words'],
    ['for what a program gives: it is asked each time', 'vended'],
    ['for keys that do not end', 'base'],
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

  test.each(['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'])('with %s', async (variable) => {
    const file = { AWS_CONFIG_FILE: 'config', AWS_SHARED_CREDENTIALS_FILE: 'none' }[variable];
    await prepare('prod', {}, { [variable]: join(home, '.aws', file ?? '') });
    none('prod');
  });

  test('for a role that has no profile', async () => {
    await assume(undefined, { roleArn: arn('any'), sourceProfile: 'base' }, contextOf());
    none('any');
  });

  test('where none can be written, which is no failure', async () => {
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

  test('before each of these: it is', () => expect(quick(['prod'])).toBeDefined());

  test.each<[string, () => void]>([
    ['that others can read', () => chmodSync(sessionOf('prod'), 0o640)],
    ['that others can write', () => chmodSync(sessionOf('prod'), 0o602)],
    ['that was cut short', () => change((text) => text.slice(0, -20))],
    ['without its last line end', () => change((text) => text.slice(0, -1))],
    ['with a line too many', () => change((text) => `${text}PATH\t/tmp\n`)],
    ['with another name in it', () => change((text) => text.replace('AWS_PROFILE', 'PATH'))],
    ['with a field too many', () => change((text) => text.replace('ASIA-any', 'ASIA\tany'))],
    ['of another profile', () => change((text) => text.replaceAll('prod', 'dev'))],
    ['whose two ends differ', () => change((text) => text.replace(/^expires\t\d/, 'expires\t9'))],
    ['that is empty', () => change(() => '')],
    ['older than the config file', () => utimesSync(join(home, '.aws', 'config'), NOW, NOW)],
    ['older than the credentials file', () => writeFileSync(join(home, '.aws', 'credentials'), '')],
    ['that is gone', () => rmSync(sessionOf('prod'))],
  ])('%s', (_, spoil) => {
    spoil();
    expect(quick(['prod'])).toBeUndefined();
  });

  test('when a quarter of an hour is left', () => {
    const end = Date.parse('2026-08-22T10:00:00Z');
    expect(quick(['prod'], {}, end - 901_000)).toBeDefined();
    expect(quick(['prod'], {}, end - 900_000)).toBeUndefined();
  });

  test('when the clock was set back behind it', () => {
    expect(quick(['prod'], {}, NOW.getTime() - 1_000)).toBeUndefined();
  });

  test.each(['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'])('with %s, even if it is empty', (variable) => {
    expect(quick(['prod'], { [variable]: '' })).toBeUndefined();
  });

  test.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS'])('with another AWS in %s', (variable) => {
    expect(quick(['prod'], { [variable]: 'http://127.0.0.1:1' })).toBeUndefined();
  });

  test('with a cache that another home has too', () => {
    const XDG_CACHE_HOME = join(home, '.cache');
    expect(quick(['prod'], { XDG_CACHE_HOME })).toBeDefined();
    expect(quick(['prod'], { XDG_CACHE_HOME, HOME: '/nonexistent' })).toBeUndefined();
  });

  test.each([
    ['that is not UTF-8', '\ufffd'],
    ['that is longer than a variable can be', 'x'.repeat(131_072)],
  ])('with a variable %s: the whole pipeline says why', (_, AWS_PROFILE) => {
    expect(quick(['prod'], { AWS_PROFILE })).toBeUndefined();
  });

  test.each([
    [[]],
    [['prod', '-r', 'eu-west-1']],
    [['prod', 'x']],
    [['-']],
    [['off']],
    [['use', 'prod']],
    [['../sessions/prod']],
  ])('for the words %j', (words) => expect(quick(words)).toBeUndefined());

  test('for a function of another version, which is to be told', () => {
    expect(textOf(['--eval=bash/2', '--', 'prod'])).toBeUndefined();
  });

  test('for TAB', () => {
    expect(textOf(['--complete=bash/1', '--', 'prod'])).toBeUndefined();
  });
});
