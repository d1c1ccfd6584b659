import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cacheEntries, keysOf } from '../../src/cache/cachedProfiles';
import { roleKey, sessionKey } from '../../src/credentials/cache/cacheKeys';
import { openCache } from '../../src/credentials/cache/credentialCache';
import type { Issued } from '../../src/credentials/types';
import type { RunningDemo } from '../../src/demo/startDemo';
import { planFor } from '../../src/plan/plan';
import type { Plan } from '../../src/plan/types';
import { realFiles } from '../../src/platform/files';
import { readProfiles } from '../../src/profiles/read';
import { NOWHERE } from '../plan/planFixtures';
import { openDemo } from '../support/demo';
import { runProgram } from '../support/shells';
import { openTerminal } from '../support/terminal';

const HOUR = 3_600_000;
const MAIN = resolve('dist/main.js');

let demo: RunningDemo;
let folder: string;
beforeEach(async () => {
  demo = await openDemo();
  folder = join(demo.home.folder, '.aws', 'cli', 'cache');
});
afterEach(() => demo.close());

const assume = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'cache', ...args], {
    env: demo.home.env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

const planOf = (name: string) =>
  planFor(readProfiles(realFiles, demo.home.env), {
    name,
    options: {},
    env: demo.home.env,
    readFile: realFiles.read,
  });

const keyOf = (name: string) => planOf(name).hops.map(roleKey).at(-1) ?? '';

const issued = (hours: number, more: Partial<Issued> = {}): Issued => ({
  credentials: {
    accessKeyId: 'ASIASECRETID',
    secretAccessKey: 'wJalrSECRET',
    sessionToken: 'TOKENSECRET',
    expiration: new Date(Date.now() + hours * HOUR + 30_000),
  },
  ...more,
});

const role = (name: string) => ({
  assumedRole: { id: 'AROAX:me', arn: `arn:aws:sts::333344445555:assumed-role/${name}/me` },
});

function fill(): void {
  const cache = openCache(realFiles, demo.home.env, (line) => expect(line).toBe('no warning'));
  const [hop] = planOf('prod').hops;
  const { source } = planOf('prod');
  cache.put(keyOf('prod'), issued(2, role('Admin')));
  cache.put(keyOf('dev'), issued(-1, role('Developer')));
  if (source.kind === 'static') {
    const caller = { credentials: { accessKeyId: source.accessKeyId.value }, endpoint: demo.aws.url };
    cache.put(sessionKey(caller, hop?.mfaSerial ?? ''), issued(12, { providerType: 'session' }));
  }
  cache.put('0'.repeat(40), issued(1, { providerType: 'sso' }));
  writeFileSync(join(folder, `${'1'.repeat(40)}.json`), 'corrupt');
  writeFileSync(join(folder, 'session.db'), 'another file of the AWS CLI');
  mkdirSync(join(demo.home.folder, '.aws', 'sso', 'cache'), { recursive: true });
  writeFileSync(join(demo.home.folder, '.aws', 'sso', 'cache', `${'2'.repeat(40)}.json`), '{}');
}

const OTHERS = [`${'1'.repeat(40)}.json`, 'session.db'];

describe('TAB after `assume cache clear`', () => {
  const offered = () =>
    spawnSync(process.execPath, [MAIN, '--complete=bash/1', '--', 'cache', 'clear', ''], {
      env: demo.home.env,
      encoding: 'utf8',
    }).stdout.replace(/\t.*/g, '');

  test('offers the profiles with cached credentials or a session file', () => {
    expect(offered()).toBe('');
    fill();
    const withFile = join(demo.home.folder, '.cache', 'assume', 'sessions', 'audit');
    mkdirSync(join(withFile, '..'), { recursive: true });
    writeFileSync(withFile, '');
    writeFileSync(`${withFile}-of-another-time`, '');
    const found = offered().split('\n');
    expect(found).toEqual(expect.arrayContaining(['prod', 'dev', 'audit']));
    expect(found).not.toContain('me');
    expect(found).not.toContain('audit-of-another-time');
  });
});

describe('assume cache', () => {
  /** What a terminal shows. */
  const onTerminal = async (cols: number) => {
    const terminal = openTerminal({ file: process.execPath, args: [MAIN, 'cache'], env: demo.home.env, cols });
    try {
      await terminal.ended;
      return terminal.screen();
    } finally {
      await terminal.close();
    }
  };

  test('says that the cache is empty', async () => {
    expect(await onTerminal(80)).toBe('Cache is empty.');
    expect(assume()).toEqual({ status: 0, stdout: 'PROFILE\tIDENTITY\tEXPIRES\n', stderr: '' });
    expect(assume('list', '--json')).toEqual({ status: 0, stdout: '[]\n', stderr: '' });
    expect(assume('clear')).toEqual({ status: 0, stdout: 'Cache is empty.\n', stderr: '' });
    expect(assume('clear', 'prod').stdout).toBe('Nothing cached for "prod".\n');
    expect(existsSync(folder)).toBe(false);
  });

  test('lists each entry for programs, with its profiles, identity and expiry', () => {
    fill();
    const { stdout, stderr } = assume('list');
    expect(stderr).toBe('');
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const rows = stdout.split('\n').map((line) => line.split('\t'));
    expect(rows).toEqual([
      ['PROFILE', 'IDENTITY', 'EXPIRES'],
      ['prod,billing', 'MFA session of arn:aws:iam::111122223333:mfa/ada', time],
      ['prod', 'arn:aws:sts::333344445555:assumed-role/Admin/me', time],
      ['', 'IAM Identity Center', time],
      ['dev,audit', 'arn:aws:sts::333344445555:assumed-role/Developer/me', time],
      [''],
    ]);
    expect(assume().stdout).toBe(stdout);
  });

  test('fits the terminal', async () => {
    fill();
    const until = String.raw`(\d{4}-\d\d-\d\d )?\d\d:\d\d`;
    expect(await onTerminal(110)).toMatch(
      new RegExp(
        [
          '^PROFILE        IDENTITY                                             LEFT    +UNTIL',
          `prod, billing  MFA session of arn:aws:iam::111122223333:mfa/ada     12h      ${until}`,
          `prod           arn:aws:sts::333344445555:assumed-role/Admin/me      2h       ${until}`,
          `               IAM Identity Center                                  1h       ${until}`,
          'dev, audit     arn:aws:sts::333344445555:assumed-role/Developer/me  expired$',
        ].join('\n'),
      ),
    );
    const narrow = (await onTerminal(40)).split('\n');
    expect(narrow.map((line) => line.length <= 40)).toEqual(narrow.map(() => true));
    expect(narrow[4]).toBe('dev, audit     arn:aws:…oper/me  expired');
  });

  test('prints the same as JSON, and never a secret', () => {
    fill();
    const { stdout } = assume('--json');
    expect(JSON.parse(stdout)[1]).toEqual({
      profiles: ['prod'],
      who: 'arn:aws:sts::333344445555:assumed-role/Admin/me',
      expiration: expect.stringMatching(/Z$/),
      file: join(folder, `${keyOf('prod')}.json`),
    });
    expect(stdout + assume().stdout).not.toContain('SECRET');
  });

  test('clear removes all credentials and nothing else', () => {
    fill();
    expect(assume('clear')).toEqual({ status: 0, stdout: 'Removed 4 cached entries.\n', stderr: '' });
    expect(readdirSync(folder).sort()).toEqual(OTHERS);
    expect(readdirSync(join(demo.home.folder, '.aws', 'sso', 'cache'))).toHaveLength(1);
    expect(readFileSync(join(folder, 'session.db'), 'utf8')).toBe('another file of the AWS CLI');
  });

  test.each([[[]], [['prod']]])('clear %j reports a folder that is not safe, once the others are cleared', (words) => {
    fill();
    const open = join(demo.home.folder, 'open');
    mkdirSync(join(open, 'assume'), { recursive: true });
    chmodSync(open, 0o777);
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'cache', 'clear', ...words], {
      env: { ...demo.home.env, XDG_CACHE_HOME: open },
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([3, `Removed ${words.length === 0 ? 4 : 2} cached entries.\n`]);
    expect(stderr).toMatch(/^assume: Other users can write to [^\n]*open; ignoring it\.\n[^\n]*chmod go-w [^\n]*\n$/);
    if (words.length === 0) expect(readdirSync(folder).sort()).toEqual(OTHERS);
  });

  test('clear removes what is in the runtime folder and in a cache folder that is safe, if that of the AWS CLI is not', () => {
    fill();
    chmodSync(folder, 0o777);
    const runtime = join(demo.home.folder, 'run');
    const files = [join(runtime, 'assume/sessions/dev'), join(demo.home.folder, '.cache/assume/sessions/prod')];
    for (const file of files) {
      mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
      writeFileSync(file, 'damaged');
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'cache', 'clear'], {
      env: { ...demo.home.env, XDG_RUNTIME_DIR: runtime },
      encoding: 'utf8',
    });
    expect([status, stdout, files.filter(existsSync)]).toEqual([3, 'Removed 2 cached entries.\n', []]);
    expect(stderr).toMatch(/^assume: Other users can write to ~\/.aws\/cli\/cache; ignoring it\.\n/);
  });

  test('clear PROFILE removes the entries of that profile', () => {
    fill();
    expect(assume('clear', 'prod').stdout).toBe('Removed 2 cached entries.\n');
    expect(
      cacheEntries(realFiles, demo.home.env)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(['0'.repeat(40), keyOf('dev')].sort());
    expect(assume('clear', 'audit').stdout).toBe('Removed 1 cached entry.\n');
  });

  test('clear PROFILE removes what a profile has that is no longer in the AWS files', async () => {
    const config = join(demo.home.folder, '.aws', 'config');
    const sessions = join(demo.home.folder, '.cache', 'assume', 'sessions');
    const text = readFileSync(config, 'utf8');
    const ends = await runProgram(process.execPath, [MAIN, 'exec', 'dev', '--', 'true'], { env: demo.home.env });
    expect(ends).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(sessions)).toContain('dev');
    writeFileSync(config, text.replace('[profile dev]', '[profile development]'));
    expect(assume('clear', 'dev')).toEqual({ status: 0, stdout: 'Removed 1 cached entry.\n', stderr: '' });
    expect(readdirSync(sessions)).not.toContain('dev');
    expect(cacheEntries(realFiles, demo.home.env)).toEqual([]);
    expect(assume('clear', 'dev')).toMatchObject({ status: 3, stderr: expect.stringContaining('"dev" not found') });
  });

  test('clear removes session files without an entry, too, and says so', () => {
    const file = join(demo.home.folder, '.cache', 'assume', 'sessions', 'gone');
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, 'damaged');
    expect(assume('clear', 'gone').stdout).toBe('Removed 1 cached entry.\n');
    writeFileSync(file, 'damaged');
    expect(assume('clear').stdout).toBe('Removed 1 cached entry.\n');
    expect(existsSync(file)).toBe(false);
  });

  test('assume_cache = off removes the session file that was made before it was set', async () => {
    const config = join(demo.home.folder, '.aws', 'config');
    const sessions = join(demo.home.folder, '.cache', 'assume', 'sessions');
    const exec = (name: string) =>
      runProgram(process.execPath, [MAIN, 'exec', name, '--', 'true'], { env: demo.home.env });
    expect((await exec('dev')).status).toBe(0);
    expect(readdirSync(sessions)).toContain('dev');
    const text = readFileSync(config, 'utf8');
    writeFileSync(config, text.replace('[profile dev]', '[profile dev]\nassume_cache = off'));
    // Whichever profile is used next.
    expect((await exec('audit')).status).toBe(0);
    expect(readdirSync(sessions)).not.toContain('dev');
    expect((await exec('dev')).status).toBe(0);
    expect(readdirSync(sessions)).not.toContain('dev');
  });

  test.each<[string, string[], number]>([
    ['a profile that does not exist', ['clear', 'prdo'], 3],
    ['a profile to list', ['list', 'prod'], 2],
    ['another word', ['purge'], 2],
  ])('rejects %s, and removes nothing', (_what, args, status) => {
    fill();
    const before = readdirSync(folder);
    expect(assume(...args)).toMatchObject({ status, stdout: '' });
    expect(readdirSync(folder)).toEqual(before);
  });
});

test('the keys of a plan are those of its permission set, its web identity, its sessions and its roles', () => {
  const namesOf = (plan: Plan) => [...keysOf(plan, { files: realFiles, env: demo.home.env })];
  expect(namesOf(planOf('audit')).map(([, { who }]) => who)).toEqual(
    planOf('audit').hops.map(({ roleArn }) => roleArn),
  );
  const session = { name: 'corp', startUrl: 'https://x', region: 'eu-west-1', scopes: [] };
  const sts = { region: 'eu-west-1' };
  const permissionSet = { profile: 'p', session, accountId: '123456789012', roleName: 'R', endpoints: NOWHERE };
  const sso = { kind: 'sso', ...permissionSet } as const;
  expect(namesOf({ profile: 'p', source: sso, hops: [], sts }).map(([key, { who }]) => [key, who])).toEqual([
    ['ba893a37fd132348274d0aa8ba03fedab09ffefe', 'SSO: 123456789012/R'],
  ]);
});

describe('two profiles with one role and different sources', () => {
  const arn = 'arn:aws:iam::222233334444:role/Developer';
  beforeEach(() => {
    const [{ accessKeyId = '', secretAccessKey = '' } = {}] = demo.accounts.users;
    const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
    const config = ['one', 'two'].map((name) => `[profile ${name}]\nrole_arn = ${arn}\nsource_profile = me${name}\n`);
    writeFileSync(join(demo.home.folder, '.aws', 'config'), config.join(''));
    // The same user, by a key that AWS doesn't know.
    const other = keys.replace(accessKeyId, 'AKIAOTHEROTHEROTHER2');
    writeFileSync(join(demo.home.folder, '.aws', 'credentials'), `[meone]\n${keys}[metwo]\n${other}`);
  });

  test('have entries of their own: `cache` shows whose, `plan` until when, and `clear` removes it', async () => {
    const run = (...args: string[]) =>
      new Promise<string>((resolve) => {
        execFile(process.execPath, [MAIN, ...args], { env: demo.home.env }, (_error, stdout) => resolve(stdout));
      });
    await run('exec', 'one', 'true');
    const rows = JSON.parse(await run('cache', '--json'));
    expect(rows).toMatchObject([{ profiles: ['one'], who: expect.stringContaining('assumed-role/Developer/') }]);
    const until = async (name: string) => JSON.parse(await run('plan', name, '--json')).roles[0].cachedUntil;
    expect(await until('one')).toBe(rows[0].expiration);
    expect(await until('two')).toBeUndefined();
    expect(await run('cache', 'clear', 'one')).toBe('Removed 1 cached entry.\n');
  });
});
