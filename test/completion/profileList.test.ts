import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { profileListPath, readReadyList, refreshProfileList } from '../../src/completion/profileList';
import { readyListPath, readyProfiles } from '../../src/completion/readyList';
import type { Env } from '../../src/platform/env';
import { type Files, realFiles } from '../../src/platform/files';
import { readProfiles } from '../../src/profiles/read';
import { keys } from '../plan/planFixtures';
import { writeOld } from '../support/sessionFiles';

const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));

let home: string;
let env: Env;
let config: string;
let credentials: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assume list-'));
  env = { HOME: home };
  mkdirSync(join(home, '.aws'));
  config = join(home, '.aws/config');
  credentials = join(home, '.aws/credentials');
  writeFileSync(config, `[profile prod]\n${keys()}`);
  writeFileSync(credentials, `[me]\n${keys()}`);
  // In the past, with a fraction that milliseconds can't represent.
  utimesSync(config, 1_700_000_000.123456, 1_700_000_000.123456);
  utimesSync(credentials, 1_600_000_000, 1_600_000_000);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A file system that records what is replaced. */
function counting(files: Files = realFiles) {
  const replaced: string[] = [];
  const replace: Files['replace'] = (path, ...rest) => {
    replaced.push(path);
    files.replace(path, ...rest);
  };
  return { ...files, replace, replaced };
}

const refresh = (environment: Env = env, files: Files = realFiles, now = new Date()) =>
  refreshProfileList(environment, files, () => readProfiles(files, environment), now);
const list = () => readFileSync(profileListPath(env), 'utf8');
const names = () =>
  list()
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split('\t')[0]);
const folder = () => join(home, '.cache/assume');
const generations = () => readdirSync(folder()).filter((name) => name.startsWith('%'));
/** The fields of the first line. */
const header = () => list().split('\n')[0]?.split('\t') ?? [];

describe('the list of profiles that shells read at TAB', () => {
  test('is in the cache folder', () => {
    expect(profileListPath({ HOME: '/home/me' })).toBe('/home/me/.cache/assume/profiles.tsv');
    expect(profileListPath({ HOME: '/home/me', XDG_CACHE_HOME: '/cache' })).toBe('/cache/assume/profiles.tsv');
    expect(profileListPath({ HOME: '/home/me', XDG_CACHE_HOME: '' })).toBe('/home/me/.cache/assume/profiles.tsv');
    expect(profileListPath({ HOME: '/home/me', XDG_CACHE_HOME: 'here' })).toBe('/home/me/.cache/assume/profiles.tsv');
  });

  test('names its AWS files, what proves it, and its version in the first line', () => {
    refresh();
    const [generation] = generations();
    expect(header()).toEqual([config, credentials, generation?.slice(1), 'config+credentials', version]);
  });

  test('marks a profile named like a command, which only `use` reaches', () => {
    writeOld(config, `[profile prod]\n${keys()}[profile list]\n${keys()}`);
    refresh();
    expect(list()).toMatch(/^list\taccess key\tuse$/m);
    expect(list()).toMatch(/^prod\taccess key$/m);
  });

  test('has profiles and commands, with their descriptions', () => {
    refresh();
    expect(names()).toEqual(expect.arrayContaining(['prod', 'me', 'list']));
    expect(list()).toContain('prod\taccess key\n');
    expect(list()).toMatch(/^list\t.+\tcommand$/m);
  });

  test('is in the order of bytes, which bash searches', () => {
    const odd = ['z', 'Z', 'a-b', 'a', 'a b', '\u{1f600}', '\uff21', 'ä'];
    writeOld(config, odd.map((name) => `[profile "${name}"]\n${keys()}`).join(''));
    refresh();
    const bytes = names().map((name) => Buffer.from(`${name}\t`));
    expect(bytes).toEqual([...bytes].sort(Buffer.compare));
    expect(names()).toEqual(expect.arrayContaining(odd));
  });

  test('has mode 0600, in a folder of mode 0700 with the sticky bit, which shells can see', () => {
    refresh();
    expect(statSync(profileListPath(env)).mode & 0o7777).toBe(0o600);
    expect(statSync(folder()).mode & 0o7777).toBe(0o1700);
    chmodSync(folder(), 0o755);
    refresh();
    expect(statSync(folder()).mode & 0o7777).toBe(0o1700);
  });

  test('leaves nothing else behind but what proves it', () => {
    refresh();
    expect(readdirSync(folder()).sort()).toEqual([...generations(), 'details.tsv', 'profiles.tsv']);
    expect(generations()).toHaveLength(1);
  });

  test('has stamps just below and just above the times of its files', () => {
    refresh();
    const [generation = ''] = generations();
    const time = (path: string) => statSync(path, { bigint: true }).mtimeNs;
    for (const path of [config, credentials]) {
      const stamp = join(folder(), generation, basename(path));
      expect(readlinkSync(stamp)).toBe(path);
      expect(Number(time(path) - time(`${stamp}.lo`))).toBeGreaterThan(0);
      expect(Number(time(`${stamp}.hi`) - time(path))).toBeGreaterThan(0);
      expect(Number(time(`${stamp}.hi`) - time(`${stamp}.lo`))).toBeLessThan(10_000);
    }
  });

  test('gets back what a cleaner has taken', () => {
    refresh();
    const [generation = ''] = generations();
    rmSync(join(folder(), generation, 'config.lo'));
    refresh();
    expect(readdirSync(join(folder(), generation))).toContain('config.lo');
  });

  test("loses an earlier list's generation after a minute", () => {
    refresh();
    const [earlier] = generations();
    utimesSync(config, 1_700_000_100, 1_700_000_100);
    refresh();
    expect(generations()).toContain(earlier);
    utimesSync(config, 1_700_000_200, 1_700_000_200);
    refresh(env, realFiles, new Date(Date.now() + 61_000));
    expect(generations()).toEqual([`%${header()[2]}`]);
  });

  test('the profiles are returned, whether it is rewritten or not', () => {
    expect([...refresh().profiles.keys()]).toEqual(['prod', 'me']);
    expect([...refresh().profiles.keys()]).toEqual(['prod', 'me']);
  });

  test('is written without AWS files too: it has the commands', () => {
    rmSync(join(home, '.aws'), { recursive: true });
    refresh();
    expect(names()).toContain('list');
    expect(names()).not.toContain('prod');
  });
});

describe('it is rewritten', () => {
  const later = 1_700_000_100;
  const write = (text: string) => writeFileSync(profileListPath(env), text);
  const cases: readonly (readonly [string, () => void])[] = [
    ['when the config file changes', () => utimesSync(config, later, later)],
    ['when the credentials file changes', () => utimesSync(credentials, later, later)],
    ['when an older file is restored', () => utimesSync(config, 1_650_000_000, 1_650_000_000)],
    ['when the newer file disappears', () => rmSync(config)],
    ['when both disappear', () => rmSync(join(home, '.aws'), { recursive: true })],
    ['when it is missing itself', () => rmSync(profileListPath(env))],
    ['when the list for the picker is missing', () => rmSync(readyListPath(env))],
    ['when the list for the picker is damaged', () => writeFileSync(readyListPath(env), Buffer.alloc(5_000, 200))],
    ['when others can write to the list for the picker', () => chmodSync(readyListPath(env), 0o666)],
    ['when a link leads to another file', () => rmSync(config) ?? symlinkSync(credentials, config)],
    [
      'when a file has another content, with the same time',
      () => writeOld(config, '[profile x]\n', 1_700_000_000.123456),
    ],
    ['when it has another version', () => write(list().replace(`\t${version}\n`, '\t0.0.0\n'))],
    ['when it has no version', () => write(list().replace(/\t[^\t]*\n/, '\n'))],
    ['when it is empty', () => write('')],
  ];

  test.each(cases)('%s', (_, happen) => {
    refresh();
    happen();
    const files = counting();
    refresh(env, files);
    expect(files.replaced).toEqual([readyListPath(env), profileListPath(env)]);
    expect(header()).toEqual([
      config,
      credentials,
      expect.stringMatching(/^[0-9a-f]{40}$/),
      expect.anything(),
      version,
    ]);
    expect(names()).toContain('list');
  });

  test('when the older of the two files disappears', () => {
    refresh();
    rmSync(credentials);
    refresh();
    expect(names()).not.toContain('me');
  });

  test.each([
    ['AWS_CONFIG_FILE', 'other-config'],
    ['AWS_SHARED_CREDENTIALS_FILE', 'other-credentials'],
  ])('when %s names another file', (variable, name) => {
    refresh();
    refresh({ ...env, [variable]: join(home, name) });
    expect(list().split('\n')[0]).toContain(join(home, name));
    refresh();
    expect(header().slice(0, 2)).toEqual([config, credentials]);
  });

  test('but not while nothing has changed', () => {
    refresh();
    const files = counting();
    refresh(env, files);
    refresh(env, files);
    expect(files.replaced).toEqual([]);
  });

  test('and a change between stat and read is newer than its stamp', () => {
    const files: Files = {
      ...realFiles,
      read: (path) => {
        if (path === config) utimesSync(config, later, later);
        return realFiles.read(path);
      },
    };
    refresh(env, files);
    const stamp = join(folder(), `%${header()[2]}`, 'config.hi');
    expect(statSync(stamp).mtimeMs).toBeLessThan(statSync(config).mtimeMs);
  });
});

describe('it is not written', () => {
  test.each(['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'])(
    'for a relative path in %s, which names another file in every folder',
    (variable) => {
      expect(() => refresh({ ...env, [variable]: 'config' })).toThrow("isn't an absolute path");
      expect(existsSync(profileListPath(env))).toBe(false);
    },
  );

  test('just after an edit: a second one in the same tick of a coarse clock would not show', () => {
    utimesSync(config, new Date(), new Date());
    refresh();
    expect(existsSync(profileListPath(env))).toBe(false);
    refresh(env, realFiles, new Date(Date.now() + 3000));
    expect(existsSync(profileListPath(env))).toBe(true);
  });

  test('for a path with a TAB or a line break, which would begin another field or line', () => {
    const odd = writeOld(join(home, 'a\tb\nc'), '');
    refresh({ ...env, AWS_CONFIG_FILE: odd });
    rmSync(config);
    symlinkSync(odd, config);
    refresh();
    expect(existsSync(profileListPath(env))).toBe(false);
  });

  test('for a folder in place of a file', () => {
    rmSync(credentials);
    mkdirSync(credentials);
    expect(() => refresh()).toThrow(/credentials/);
    expect(existsSync(profileListPath(env))).toBe(false);
  });

  test('for invalid AWS files', () => {
    writeOld(config, 'nonsense\n');
    expect(() => refresh()).toThrow(/config:1/);
    expect(existsSync(profileListPath(env))).toBe(false);
  });

  test('where it cannot be written, and no error is shown', () => {
    writeFileSync(join(home, '.cache'), 'a file where a folder should be');
    expect([...refresh().profiles.keys()]).toEqual(['prod', 'me']);
    expect(readFileSync(join(home, '.cache'), 'utf8')).toBe('a file where a folder should be');
  });

  test('and the old one stays complete if writing fails half way', () => {
    refresh();
    const before = list();
    utimesSync(config, 1_700_000_200, 1_700_000_200);
    const files: Files = {
      ...realFiles,
      replace: () => {
        throw new Error('ENOSPC');
      },
    };
    refresh(env, files);
    expect(list()).toBe(before);
  });
});

describe('the list for the picker', () => {
  const ROLE = 'role_arn = arn:aws:iam::333344445555:role/path/Admin\nsource_profile =';
  const CONFIG = `[profile prod]
${ROLE} portal
region = eu-west-1
assume_account_name = Payments
assume_description = Handle\twith care
assume_color = Blue
[profile portal]
sso_session = acme
sso_account_id = 555566667777
sso_role_name = Analyst
[profile loop]
${ROLE} loop
`;
  const details = () =>
    readReadyList(env, realFiles)?.map(({ name, account, accountName, role, region, description, color, signsIn }) => ({
      name,
      account,
      accountName,
      role,
      region,
      description,
      color,
      signsIn,
    }));

  test('has what the picker shows, in the order of the AWS files', () => {
    writeOld(config, CONFIG);
    const profiles = refresh();
    expect(details()).toEqual([
      {
        name: 'prod',
        account: '333344445555',
        accountName: 'Payments',
        role: 'Admin',
        region: 'eu-west-1',
        description: 'Handle with care',
        color: 'Blue',
        signsIn: true,
      },
      expect.objectContaining({ name: 'portal', account: '555566667777', role: 'Analyst', signsIn: true }),
      expect.objectContaining({ name: 'loop', signsIn: false }),
      expect.objectContaining({ name: 'me', signsIn: false }),
    ]);
    const known = (each: object) => Object.fromEntries(Object.entries(each).filter(([, value]) => value));
    expect(details()?.slice(1).map(known)).toEqual(readyProfiles(profiles).slice(1).map(known));
    expect(statSync(readyListPath(env)).mode & 0o7777).toBe(0o600);
  });

  test('leaves out a name that can not be shown', () => {
    writeOld(config, `[profile "a\u0007b"]\n${keys()}`);
    refresh();
    expect(details()?.map(({ name }) => name)).toEqual(['me']);
  });

  test.each<[string, () => void]>([
    ['the config file changes', () => utimesSync(config, 1_700_000_100, 1_700_000_100)],
    ['the credentials file disappears', () => rmSync(credentials)],
    [
      'AWS_CONFIG_FILE names another file',
      () => {
        env = { ...env, AWS_CONFIG_FILE: credentials };
      },
    ],
    ['others can write to it', () => chmodSync(readyListPath(env), 0o622)],
    ['others can write to its folder', () => chmodSync(folder(), 0o1777)],
    ['it is gone', () => rmSync(readyListPath(env))],
    ['it is of another version', () => rewrite((text) => text.replace(`\t${version}\n`, '\t0.0.0\n'))],
    ['it is cut short', () => rewrite((text) => text.slice(0, 20))],
  ])('is not believed once %s', (_, change) => {
    refresh();
    expect(details()).toHaveLength(2);
    change();
    expect(details()).toBeUndefined();
  });

  const rewrite = (edit: (text: string) => string) =>
    writeFileSync(readyListPath(env), edit(readFileSync(readyListPath(env), 'utf8')));
});
