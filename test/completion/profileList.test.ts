import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profileListPath, refreshProfileList } from '../../src/completion/candidates';
import type { Env } from '../../src/platform/env';
import { type Files, realFiles } from '../../src/platform/files';
import { readProfiles } from '../../src/profiles/read';
import { keys } from '../plan/planFixtures';
import { describeShell, run } from '../support/shells';

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

const refresh = (environment: Env = env, files: Files = realFiles) =>
  refreshProfileList(environment, files, () => readProfiles(files, environment));
const list = () => readFileSync(profileListPath(env), 'utf8');
const names = () =>
  list()
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split('\t')[0]);

describe('the list of profiles that shells read at TAB', () => {
  test('is in the cache folder', () => {
    expect(profileListPath({ HOME: '/home/me' })).toBe('/home/me/.cache/assume/profiles.tsv');
    expect(profileListPath({ HOME: '/home/me', XDG_CACHE_HOME: '/cache' })).toBe('/cache/assume/profiles.tsv');
    expect(profileListPath({ HOME: '/home/me', XDG_CACHE_HOME: '' })).toBe('/home/me/.cache/assume/profiles.tsv');
    expect(profileListPath({ HOME: '/home/me', XDG_CACHE_HOME: 'here' })).toBe('/home/me/.cache/assume/profiles.tsv');
  });

  test('names its AWS files and its version in the first line', () => {
    refresh();
    const times = [config, credentials].map((path) => statSync(path).mtimeMs).join(' ');
    expect(list().split('\n')[0]).toBe(`${config}\t${credentials}\t${version} ${times}`);
  });

  test('marks a profile named like a command, which only `use` reaches', () => {
    writeFileSync(config, `[profile prod]\n${keys()}[profile list]\n${keys()}`);
    refresh();
    expect(list()).toMatch(/^prod\taccess key\nlist\taccess key\tuse$/m);
  });

  test('has profiles and commands, with their descriptions', () => {
    refresh();
    expect(names().slice(0, 2)).toEqual(['prod', 'me']);
    expect(list()).toContain('prod\taccess key\n');
    expect(list()).toMatch(/^list\t.+\tcommand$/m);
  });

  test('has mode 0600, in a folder of mode 0700', () => {
    refresh();
    expect(statSync(profileListPath(env)).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, '.cache/assume')).mode & 0o777).toBe(0o700);
  });

  test('leaves nothing else behind', () => {
    refresh();
    expect(readdirSync(join(home, '.cache/assume'))).toEqual(['profiles.tsv']);
  });

  test('has the time of the newer file, and is newer by a moment', () => {
    refresh();
    const lead = statSync(profileListPath(env)).mtimeMs - statSync(config).mtimeMs;
    expect(lead).toBeGreaterThan(0);
    expect(lead).toBeLessThan(3);
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
  const writeWithItsTime = (text: string) => {
    const { mtime } = statSync(profileListPath(env));
    writeFileSync(profileListPath(env), text);
    utimesSync(profileListPath(env), mtime, mtime);
  };
  const cases: readonly (readonly [string, () => void])[] = [
    ['when the config file changes', () => utimesSync(config, later, later)],
    ['when the credentials file changes', () => utimesSync(credentials, later, later)],
    ['when an older file is restored', () => utimesSync(config, 1_650_000_000, 1_650_000_000)],
    ['when the newer file disappears', () => rmSync(config)],
    ['when both disappear', () => rmSync(join(home, '.aws'), { recursive: true })],
    ['when it is missing itself', () => rmSync(profileListPath(env))],
    ['when it has another version', () => writeWithItsTime(list().replace(`\t${version} `, '\t0.0.0 '))],
    ['when it has no version', () => writeWithItsTime(list().replace(/\t[^\t]*\n/, '\n'))],
    ['when it is empty', () => writeWithItsTime('')],
    ['when it has been touched', () => utimesSync(profileListPath(env), later, later)],
  ];

  test.each(cases)('%s', (_, happen) => {
    refresh();
    const whole = list();
    happen();
    const files = counting();
    refresh(env, files);
    expect(files.replaced).toEqual([profileListPath(env)]);
    expect(list().split(' ')[0]).toBe(whole.split(' ')[0]);
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
    expect(list()).toMatch(`${config}\t${credentials}\t${version} `);
  });

  test('but not while nothing has changed', () => {
    refresh();
    const files = counting();
    refresh(env, files);
    refresh(env, files);
    expect(files.replaced).toEqual([]);
  });

  test('and a change between stat and read makes it older than the file', () => {
    const files: Files = {
      ...realFiles,
      read: (path) => {
        if (path === config) utimesSync(config, later, later);
        return realFiles.read(path);
      },
    };
    refresh(env, files);
    expect(statSync(profileListPath(env)).mtimeMs).toBeLessThan(statSync(config).mtimeMs);
  });
});

describe('it is not written', () => {
  test.each(['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'])(
    'for a relative path in %s, which names another file in every folder',
    (variable) => {
      refresh({ ...env, [variable]: 'config' });
      expect(existsSync(profileListPath(env))).toBe(false);
    },
  );

  test('for invalid AWS files', () => {
    writeFileSync(config, 'nonsense\n');
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

describeShell('bash', 'bash compares the times of the list correctly', () => {
  const newer = async () =>
    (
      await run('bash', '[[ $1 -nt $3 || $2 -nt $3 ]] && echo stale || echo fresh', {
        args: [config, credentials, profileListPath(env)],
      })
    ).stdout;

  test('fresh at first, stale after a touch, fresh when rewritten', async () => {
    refresh();
    expect(await newer()).toBe('fresh\n');
    utimesSync(config, new Date(), new Date());
    expect(await newer()).toBe('stale\n');
    refresh();
    expect(await newer()).toBe('fresh\n');
  });

  test('stale after a change within the same second', async () => {
    refresh();
    utimesSync(credentials, 1_700_000_000.5, 1_700_000_000.5);
    expect(await newer()).toBe('stale\n');
  });
});
