import { userInfo } from 'node:os';
import { AssumeError, EXIT } from '../../src/errors';
import { cacheFolder } from '../../src/platform/env';
import { awsFiles, expand, readProfiles } from '../../src/profiles/read';
import type { Profile } from '../../src/profiles/types';
import { describeWithAwsCli } from '../support/awsCli';
import { askPython } from './awsCli';
import { fakeFiles, files, plainSection, read } from './cases';

const CONFIG = '/home/me/.aws/config';
const CREDENTIALS = '/home/me/.aws/credentials';

describe('readProfiles', () => {
  it('merges a profile in both files: the credentials file wins, and gives its location', () => {
    const { profiles } = read('[profile a]\nx = 1\ny = 1\n', '\n[a]\ny = 2\nz = 2\n');
    expect(plainSection(profiles.get('a') as Profile)).toEqual({
      name: 'a',
      file: CREDENTIALS,
      line: 2,
      settings: new Map([
        ['x', { value: '1', file: CONFIG, line: 2 }],
        ['y', { value: '2', file: CREDENTIALS, line: 3 }],
        ['z', { value: '2', file: CREDENTIALS, line: 4 }],
      ]),
    });
  });

  it('keeps the order of the config file, then that of the credentials file', () => {
    const { profiles } = read('[profile z]\n[default]\n[profile a]\n', '[y]\n[a]\n[b]\n');
    expect([...profiles.keys()]).toEqual(['z', 'default', 'a', 'y', 'b']);
  });

  it('collects the sso-sessions of the config file, by the same rules', () => {
    const { profiles, ssoSessions } = read(
      '[sso-session "my own"]\nsso_region = eu-west-1\n[sso-session]\n[sso-session two words]\n',
      '[sso-session other]\n',
    );
    expect([...ssoSessions.keys()]).toEqual(['my own']);
    expect(ssoSessions.get('my own')).toMatchObject({ name: 'my own', file: CONFIG, line: 1 });
    expect(ssoSessions.get('my own')?.settings.get('sso_region')?.value).toBe('eu-west-1');
    expect([...profiles.keys()]).toEqual(['sso-session other']);
  });

  it('collects the services of the config file, and no other section as a profile', () => {
    const { profiles, services } = read(
      '[services "my own"]\nsts =\n  x = 1\n[sso-session s]\n[plugins]\n[services]\n',
    );
    expect([...profiles.keys()]).toEqual([]);
    expect([...services.keys()]).toEqual(['my own']);
    expect(services.get('my own')).toMatchObject({ name: 'my own', file: CONFIG, line: 1 });
    expect(services.get('my own')?.settings.get('sts')?.nested?.get('x')).toEqual({
      value: '1',
      file: CONFIG,
      line: 3,
    });
  });

  it.each([
    ['[profile a]', 'a'],
    ['[profile  "a b"  ]', 'a b'],
    [`[profile 'a'"b"c\\ d]`, 'abc d'],
    ['[profile "a\\"b\\c"]', 'a"b\\c'],
    ["[profile '']", ''],
    ['[profile 開発環境]', '開発環境'],
    ['[profile a:b@c=d+e.f/g%h]', 'a:b@c=d+e.f/g%h'],
    ['[profile __proto__]', '__proto__'],
    ['[default]', 'default'],
    ['[profile default]', 'default'],
  ])('finds, in the header %s, the profile "%s"', (header, name) => {
    expect([...read(`${header}\nx = 1\n`).profiles.keys()]).toEqual([name]);
  });

  it.each(['[profile a b]', '[profile]', '[profile "a]', '[profile a\\]', '[a]', '[ profile a]', '[Profile a]'])(
    'finds no profile in the header %s',
    (header) => {
      expect([...read(`${header}\nx = 1\n`).profiles.keys()]).toEqual([]);
    },
  );

  it('treats missing files as empty', () => {
    const missing = { ...fakeFiles(files('')), read: () => undefined };
    const nothing = {
      files: { config: '/c', credentials: '/d' },
      profiles: new Map(),
      services: new Map(),
      ssoSessions: new Map(),
      otherSections: [],
      userSettings: { unknown: [] },
    };
    expect(readProfiles(missing, { AWS_CONFIG_FILE: '/c', AWS_SHARED_CREDENTIALS_FILE: '/d' })).toEqual(nothing);
  });

  it('throws if a file cannot be read', () => {
    const unreadable = new AssumeError('no', { exitCode: EXIT.configuration });
    const broken = {
      ...fakeFiles(files('')),
      read: () => {
        throw unreadable;
      },
    };
    expect(() => readProfiles(broken, {})).toThrow(unreadable);
  });
});

const HOME = '/home/me/';
const ENV = { HOME, D: '/d', 'A-B': '/ab', T: '~', N: '$D', E: '' };
const PATHS = [
  ...['~', '~/', '~/x', '/~/x', 'x/~', '~x-nobody/y', 'relative', '/absolute', '', ' ~/x'],
  ...['$D', '$D/x', '${D}/x', '$Dx', '${D}x', '$E/x', '${A-B}', '$A-B', '$NO/x', '${NO}/x', '${', '${}', '$', '$$D'],
  ...['$T/x', '$N/x', '${D', '$D$D', '%D%', '$Dé', 'a\\$D', "'$D'"],
];

describe('awsFiles', () => {
  it('names the files in ~/.aws', () => {
    expect(awsFiles({ HOME: '/home/me' })).toEqual({ config: CONFIG, credentials: CREDENTIALS });
  });

  it('uses the home folder of the operating system if HOME is not set', () => {
    expect(awsFiles({}).config).toBe(`${userInfo().homedir}/.aws/config`);
  });

  it.each(['', 'home', './home'])('finds no home folder if HOME is "%s"', (home) => {
    expect(() => awsFiles({ HOME: home })).toThrow("Can't find your home folder: HOME is ");
    expect(() => cacheFolder({ HOME: home })).toThrow("Can't find your home folder: HOME is ");
    const named = { AWS_CONFIG_FILE: '/a', AWS_SHARED_CREDENTIALS_FILE: '/b' };
    expect(awsFiles({ HOME: home, ...named })).toEqual({ config: '/a', credentials: '/b' });
  });

  it.each([
    ['~/x', '/home/me/x'],
    ['$D/${A-B}/x', '/d//ab/x'],
    ['', ''],
  ])('expands %j in both variables to %j', (path, expected) => {
    const env = { ...ENV, AWS_CONFIG_FILE: path, AWS_SHARED_CREDENTIALS_FILE: path };
    expect(awsFiles(env)).toEqual({ config: expected, credentials: expected });
  });

  it.each(['config', './config', '$NO/config', '~nobody/config'])(
    'rejects %j: it depends on the current folder',
    (path) => {
      expect(() => awsFiles({ ...ENV, AWS_CONFIG_FILE: path })).toThrow(
        `AWS_CONFIG_FILE is "${path}", which isn't an absolute path`,
      );
    },
  );
});

describeWithAwsCli('the Python of the AWS CLI', () => {
  it.each([HOME, '/', '/h'])('expands paths as we do if HOME is "%s"', (home) => {
    const env = { ...ENV, HOME: home };
    const expanded = PATHS.map((path) => expand(path, env));
    expect(expanded).toEqual(askPython(PATHS, env));
  });
});
