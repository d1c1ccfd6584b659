import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { openCache } from '../../../src/credentials/cache/credentialCache';
import type { CachedEntry, Issued } from '../../../src/credentials/types';
import { realFiles } from '../../../src/platform/files';
import { isFresh } from '../../../src/util/time';

const KEY = 'd8262cdddbeeeddc7782734ad427b4203e806939';
const CREDENTIALS = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'wJalrSECRET',
  sessionToken: 'token//+=',
  expiration: new Date('2026-08-22T10:00:00Z'),
  accountId: '123456789012',
};
const ROLE: Issued = {
  credentials: CREDENTIALS,
  assumedRole: { id: 'AROAX:me', arn: 'arn:aws:sts::123456789012:assumed-role/Admin/me' },
};

let home: string;
let folder: string;
let file: string;
let notices: string[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assume-cache-'));
  folder = join(home, '.aws', 'cli', 'cache');
  file = join(folder, `${KEY}.json`);
  notices = [];
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const open = (env: Record<string, string> = { HOME: home }) => openCache(realFiles, env, (line) => notices.push(line));
const write = (text: string) => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text);
};
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('an entry', () => {
  test.each<[string, Issued]>([
    ['a role', ROLE],
    ['a role without its account', { ...ROLE, credentials: { ...CREDENTIALS } }],
    ['a permission set', { credentials: CREDENTIALS, providerType: 'sso' }],
    ['a session', { credentials: CREDENTIALS, providerType: 'session' }],
  ])('of %s is read as it was written', (_what, issued) => {
    open().put(KEY, issued);
    expect(open().get(KEY)).toMatchObject(issued);
    expect(notices).toEqual([]);
  });

  test('is written as the AWS CLI writes it', () => {
    open().put(KEY, ROLE);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      Credentials: {
        AccessKeyId: 'ASIAEXAMPLE',
        SecretAccessKey: 'wJalrSECRET',
        SessionToken: 'token//+=',
        Expiration: '2026-08-22T10:00:00UTC',
        AccountId: '123456789012',
      },
      AssumedRoleUser: { AssumedRoleId: 'AROAX:me', Arn: 'arn:aws:sts::123456789012:assumed-role/Admin/me' },
    });
    open().put(KEY, { credentials: CREDENTIALS, providerType: 'sso' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      ProviderType: 'sso',
      Credentials: { Expiration: '2026-08-22T10:00:00Z' },
    });
  });

  test('records who asked for it, where, and for what, in members that the AWS CLI does not read', () => {
    const recorded: CachedEntry = { ...ROLE, origin: { source: 'a hash', endpoint: 'http://a' }, request: KEY };
    open().put(KEY, recorded);
    expect(open().get(KEY)).toEqual(recorded);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      Source: 'a hash',
      EndpointUrl: 'http://a',
      Request: KEY,
    });
    open().put(KEY, { ...recorded, origin: { source: 'a hash', endpoint: '' } });
    expect(open().get(KEY)?.origin).toEqual({ source: 'a hash', endpoint: '' });
  });

  test('under a key that includes who asked is removed when it has expired and another one is written', () => {
    const of = (key: string, expiration: number, request = KEY): void =>
      open().put(key, {
        credentials: { ...CREDENTIALS, expiration: new Date(expiration) },
        origin: { source: key, endpoint: '' },
        request,
      });
    const [past, future] = [Date.now() - 60_000, Date.now() + 60_000];
    of('a'.repeat(40), future);
    of('b'.repeat(40), past);
    of(KEY, past);
    write(entry({}));
    of('c'.repeat(40), past, 'c'.repeat(40));
    of('d'.repeat(40), future);
    const names = readdirSync(folder).map((name) => name[0]);
    expect(names.sort()).toEqual(['a', 'c', 'd', KEY[0]].sort());
  });

  test('of a version that recorded the endpoint alone has nobody for its source', () => {
    write(entry({}, { EndpointUrl: '' }));
    expect(open().get(KEY)?.origin).toEqual({ source: '', endpoint: '' });
  });

  test('of the AWS CLI has no origin, but the time when it was written', () => {
    write(entry({}));
    const { origin, written = 0 } = open().get(KEY) ?? {};
    expect([origin, Math.abs(Date.now() - written) < 10_000]).toEqual([undefined, true]);
  });

  test('of the AWS CLI that is a copy, or was put back, has no time', () => {
    write(entry({}));
    utimesSync(file, 1_700_000_000, 1_700_000_000);
    expect(open().get(KEY)?.written).toBeUndefined();
  });

  const entry = (credentials: object, more: object = {}) =>
    JSON.stringify({
      Credentials: {
        AccessKeyId: 'A',
        SecretAccessKey: 'S',
        SessionToken: 'T',
        Expiration: '2026-08-22T10:00:00Z',
        ...credentials,
      },
      ...more,
    });

  test.each([
    '2026-08-22T10:00:00UTC',
    '2026-08-22T10:00:00Z',
    '2026-08-22T10:00:00+00:00',
    '2026-08-22T12:00:00+0200',
    '2026-08-22T10:00:00.000Z',
  ])('may expire at %s', (time) => {
    write(entry({ Expiration: time }));
    expect(open().get(KEY)?.credentials.expiration).toEqual(CREDENTIALS.expiration);
  });

  test('of a botocore that wrote no account has the account of its role', () => {
    write(
      entry({}, { AssumedRoleUser: { AssumedRoleId: 'AROAX:me', Arn: ROLE.assumedRole?.arn }, ResponseMetadata: {} }),
    );
    expect(open().get(KEY)?.credentials.accountId).toBe('123456789012');
  });

  test.each<[string, (() => void) | string]>([
    ['missing', () => {}],
    ['empty', ''],
    ['truncated', entry({}).slice(0, -20)],
    ['not JSON', 'hello'],
    ['null', 'null'],
    ['a list', '[]'],
    ['without credentials', '{}'],
    ['with a string for credentials', '{"Credentials":"secret"}'],
    ['without a token', entry({ SessionToken: undefined })],
    ['with a number for a key', entry({ AccessKeyId: 1 })],
    ['with an empty key', entry({ SecretAccessKey: '' })],
    ['without an expiration', entry({ Expiration: undefined })],
    ['with an invalid expiration', entry({ Expiration: 'soon' })],
    ['with an expiration without a time zone', entry({ Expiration: '2026-08-22T10:00:00' })],
    ['with an expiration on a day that does not exist', entry({ Expiration: '2026-13-41T10:00:00Z' })],
    ['binary', '\0\xff\ufffe'],
    ['deep', '['.repeat(100_000)],
    [
      'a link to nowhere',
      () => {
        mkdirSync(folder, { recursive: true });
        symlinkSync('nowhere', file);
      },
    ],
    [
      'a pipe',
      () => {
        mkdirSync(folder, { recursive: true });
        spawnSync('mkfifo', [file]);
      },
    ],
    [
      'a hundred megabytes',
      () => {
        write(entry({}));
        truncateSync(file, 1e8);
      },
    ],
  ])('that is %s is ignored, and replaced by the next put', (_what, made) => {
    if (typeof made === 'string') write(made);
    else made();
    expect(open().get(KEY)).toBeUndefined();
    open().put(KEY, ROLE);
    expect(open().get(KEY)).toMatchObject(ROLE);
    expect(notices).toEqual([]);
  });

  test('that is a folder is ignored, and stays: no program creates one', () => {
    mkdirSync(file, { recursive: true });
    expect(open().get(KEY)).toBeUndefined();
    open().put(KEY, ROLE);
    expect(notices).toEqual([
      expect.stringMatching(/^Credentials could not be cached in ~\/.aws\/cli\/cache: .* directory\.$/),
    ]);
    expect(readdirSync(folder)).toEqual([`${KEY}.json`]);
  });

  test('without an expiration or a session token is not written: the AWS CLI could not use it', () => {
    const { expiration: _, ...endless } = CREDENTIALS;
    const { sessionToken: __, ...longTerm } = CREDENTIALS;
    open().put(KEY, { credentials: endless });
    open().put(KEY, { credentials: longTerm });
    expect(existsSync(folder)).toBe(false);
  });

  test('can be deleted, also if there is none', () => {
    open().put(KEY, ROLE);
    open().delete(KEY);
    open().delete(KEY);
    expect(open().get(KEY)).toBeUndefined();
  });

  test.each([
    [3600, 900, true],
    [3600, 899, false],
    [43_200, 900, true],
    [900, 300, true],
    [900, 299, false],
    [2700, 900, true],
  ])('of %d seconds with %d left is fresh: %s', (life, left, fresh) => {
    const now = new Date('2026-08-22T09:00:00Z');
    expect(isFresh(new Date(now.getTime() + left * 1000), now, life)).toBe(fresh);
  });
});

describe('the folder', () => {
  test.each([0o000, 0o077, 0o022])('and its files can be read by the user alone, under umask %o', (umask) => {
    const before = process.umask(umask);
    try {
      open().put(KEY, ROLE);
      expect([mode(folder), mode(file)]).toEqual(['700', '600']);
    } finally {
      process.umask(before);
    }
  });

  test('keeps its mode if it exists, and a file that others could read becomes private', () => {
    write('{}');
    chmodSync(folder, 0o755);
    chmodSync(file, 0o644);
    open().put(KEY, ROLE);
    expect([mode(folder), mode(file)]).toEqual(['755', '600']);
  });

  test('is cleared of what a killed process left in it a while ago, and of nothing else', () => {
    write('{}');
    const left = ['old', 'new'].map((name) => join(folder, `${KEY}.json.${name}abcdef.aside`));
    for (const path of left) writeFileSync(path, 'secret');
    utimesSync(left[0] ?? '', 0, 0);
    writeFileSync(join(folder, 'other.txt'), '');
    utimesSync(join(folder, 'other.txt'), 0, 0);
    open().put(KEY, ROLE);
    expect(readdirSync(folder).sort()).toEqual([`${KEY}.json`, `${KEY}.json.newabcdef.aside`, 'other.txt']);
  });

  test('that cannot be created is reported once, in one line without a secret', () => {
    mkdirSync(join(home, '.aws'));
    writeFileSync(join(home, '.aws', 'cli'), 'a file');
    const cache = open();
    cache.put(KEY, ROLE);
    cache.put(KEY, ROLE);
    cache.delete(KEY);
    expect(cache.get(KEY)).toBeUndefined();
    expect(notices).toEqual(['Credentials could not be cached in ~/.aws/cli/cache: not a directory.']);
  });
});

describe('in real processes', () => {
  let bundle: string;
  /** once: puts one entry; many: puts and gets 20; loop: puts until it is killed. */
  const PROGRAM = `
    const { openCache } = require('./credentialCache.js');
    const { realFiles } = require('./files.js');
    const [home, mode, size] = process.argv.slice(2);
    const cache = openCache(realFiles, { HOME: home }, (line) => console.log(line));
    const letter = String.fromCharCode(97 + process.pid % 26);
    const issued = { credentials: {
      accessKeyId: letter, secretAccessKey: letter, sessionToken: letter.repeat(Number(size)), expiration: new Date(2e12) } };
    const check = () => {
      const found = cache.get('${KEY}');
      const { accessKeyId, sessionToken } = found?.credentials ?? {};
      if (!found || sessionToken !== accessKeyId.repeat(Number(size))) console.log('half: ' + JSON.stringify(found)?.slice(0, 99));
    };
    if (mode === 'loop') { console.log('ready'); for (;;) cache.put('${KEY}', issued); }
    for (let at = 0; at < (mode === 'once' ? 1 : 20); at++) { cache.put('${KEY}', issued); if (mode !== 'once') check(); }`;

  beforeAll(() => {
    bundle = mkdtempSync(join(tmpdir(), 'assume-bundle-'));
    for (const path of ['src/credentials/cache/credentialCache.ts', 'src/platform/files.ts'])
      buildSync({ entryPoints: [resolve(path)], outdir: bundle, bundle: true, platform: 'node', format: 'cjs' });
    writeFileSync(join(bundle, 'program.js'), PROGRAM);
  });
  afterAll(() => rmSync(bundle, { recursive: true, force: true }));

  const start = (mode: string, size = 10_000): ChildProcess =>
    spawn(process.execPath, [join(bundle, 'program.js'), home, mode, String(size)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });

  async function outputOf(child: ChildProcess): Promise<string> {
    let text = '';
    child.stdout?.on('data', (data) => {
      text += data;
    });
    await once(child, 'close');
    return text;
  }

  test('fifty that put and get the same entry never see a partial one', async () => {
    const outputs = await Promise.all(Array.from({ length: 50 }, () => outputOf(start('many'))));
    expect(outputs.join('')).toBe('');
    expect(readdirSync(folder)).toEqual([`${KEY}.json`]);
  }, 60_000);

  test('a hundred that are killed during a put leave a complete entry', async () => {
    open().put(KEY, ROLE);
    for (let round = 0; round < 25; round++) {
      const children = Array.from({ length: 4 }, () => start('loop', 500_000));
      await Promise.all(children.map((child) => once(child.stdout as NodeJS.ReadableStream, 'data')));
      await new Promise((done) => setTimeout(done, round % 5));
      const closed = children.map((child) => once(child, 'close'));
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(closed);
      expect(open().get(KEY)).toBeDefined();
    }
    const left = readdirSync(folder).filter((name) => name !== `${KEY}.json`);
    for (const name of left) {
      expect([name, mode(join(folder, name))]).toEqual([expect.stringMatching(/\.aside$/), '600']);
      utimesSync(join(folder, name), 0, 0);
    }
    expect(left.length).toBeGreaterThan(0); // otherwise no process was killed halfway
    open().put(KEY, ROLE);
    expect(readdirSync(folder)).toEqual([`${KEY}.json`]);
  }, 120_000);

  const limited = (before: string, mode: string) =>
    spawnSync('sh', ['-c', `${before} "$0" "$@"`, process.execPath, join(bundle, 'program.js'), home, mode, '100000'], {
      encoding: 'utf8',
    });

  test('a full disk is reported, and the entry before stays', () => {
    open().put(KEY, ROLE);
    const { stdout, status } = limited('trap "" XFSZ; ulimit -f 8; exec', 'once');
    expect({ stdout, status }).toEqual({
      stdout: 'Credentials could not be cached in ~/.aws/cli/cache: file too large.\n',
      status: 0,
    });
    expect(open().get(KEY)).toMatchObject(ROLE);
    expect(readdirSync(folder)).toEqual([`${KEY}.json`]);
  });

  test('a read-only folder is reported, and the entry before stays', () => {
    open().put(KEY, ROLE);
    for (const path of [home, join(home, '.aws'), join(home, '.aws', 'cli')]) chmodSync(path, 0o755);
    chmodSync(folder, 0o555);
    chmodSync(bundle, 0o755);
    const { stdout, status } = limited(
      process.getuid?.() === 0 ? 'exec chroot --skip-chdir --userspec=65534:65534 --groups= /' : 'exec',
      'once',
    );
    expect({ stdout, status }).toEqual({
      stdout: 'Credentials could not be cached in ~/.aws/cli/cache: permission denied.\n',
      status: 0,
    });
    chmodSync(folder, 0o755);
    expect(open().get(KEY)).toMatchObject(ROLE);
  });
});
