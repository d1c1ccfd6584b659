import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeFor } from '../../src/assume';
import type { Context } from '../../src/context';
import { openCache } from '../../src/credentials/cache/credentialCache';
import { tokenFile } from '../../src/credentials/ssoSignIn/ssoToken';
import { sessionFastPath } from '../../src/entry/sessionFastPath';
import type { SsoSession } from '../../src/plan/sources';
import type { Env } from '../../src/platform/env';
import { type Files, realFiles } from '../../src/platform/files';
import { clearSessions, sessionNames } from '../../src/sessions/sessionFolder';
import { contextWith, fakeSts } from '../credentials/stsFixture';
import { arn, keys } from '../plan/planFixtures';
import { writeOld } from '../support/sessionFiles';

const NOW = new Date('2026-08-22T09:00:00Z');
const IN_AN_HOUR = new Date('2026-08-22T10:00:00Z');
const SESSION: SsoSession = { name: 'acme', startUrl: 'https://a', region: 'eu-west-1', scopes: [] };

const CONFIG = `[profile base]
region = eu-west-1
${keys('AKIABASE')}
[profile prod]
role_arn = ${arn('any')}
source_profile = base
region = eu-west-2
[profile personal]
role_arn = ${arn('any')}
credential_source = Environment
region = eu-west-2
[profile above]
role_arn = ${arn('above')}
source_profile = personal
region = eu-west-2
[profile task]
role_arn = ${arn('any')}
credential_source = EcsContainer
region = eu-west-2
[profile host]
role_arn = ${arn('any')}
credential_source = Ec2InstanceMetadata
region = eu-west-2
[profile analyst]
sso_session = acme
sso_account_id = 123456789012
sso_role_name = Analyst
region = eu-west-1
[sso-session acme]
sso_start_url = https://a
sso_region = eu-west-1
[profile pod]
role_arn = ${arn('any')}
web_identity_token_file = TOKEN
region = eu-west-1
[profile adrift]
role_arn = ${arn('any')}
web_identity_token_file = token
region = eu-west-1
[profile local]
role_arn = ${arn('any')}
source_profile = base
region = eu-west-2
endpoint_url = http://127.0.0.1:1
`;

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assume-session-'));
  writeOld(join(home, '.aws/config'), CONFIG.replace('TOKEN', join(home, 'token')));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const credentials = { accessKeyId: 'ASIAX', secretAccessKey: 's', sessionToken: 't', expiration: IN_AN_HOUR };

const assume = (name: string, env: Env = {}, changes: Partial<Context> = {}) => {
  const all = { HOME: home, ...env };
  const context: Context = {
    ...contextWith(fakeSts().sts),
    env: all,
    files: realFiles,
    now: () => NOW,
    cache: openCache(realFiles, all, () => {}),
    askSource: async () => ({ credentials }),
    ...changes,
  };
  return changeFor(name, {}, context);
};
const saved = (env: Env = {}) => sessionNames(realFiles, { HOME: home, ...env });
const isUsed = (name: string, env: Env = {}) =>
  sessionFastPath(['--eval=bash/1', '--', name], { HOME: home, ...env }, NOW.getTime()) !== undefined;

const PERSON = { AWS_ACCESS_KEY_ID: 'AKIAONE', AWS_SECRET_ACCESS_KEY: 's' };

describe('no session is written', () => {
  test.each<[string, string, Env]>([
    ["with the environment's keys", 'personal', PERSON],
    ["with a role above the environment's keys", 'above', PERSON],
    ['with the credentials of a container', 'task', { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1' }],
    ['with the credentials of an instance', 'host', {}],
    ['with a token file relative to the current folder', 'adrift', {}],
    ['without a token file', 'pod', {}],
    ['without a sign-in', 'analyst', {}],
    ['where the user says where one service is, and the profile too', 'local', { AWS_ENDPOINT_URL_S3: 'http://a' }],
  ])('for a role %s', async (_, name, env) => {
    await assume(name, env);
    expect(saved()).toEqual([]);
  });

  test.each([-1, 0, 1])('for a config file that was written %d s from now', async (seconds) => {
    const time = NOW.getTime() / 1000 + seconds;
    utimesSync(join(home, '.aws/config'), time, time);
    await assume('prod');
    expect(saved()).toEqual([]);
  });

  test('if the sign-in is renewed meanwhile', async () => {
    const token = writeOld(tokenFile(SESSION, { HOME: home }), '{}');
    const askSource = async () => {
      writeFileSync(token, '{"renewed": true}');
      return { credentials };
    };
    await assume('analyst', {}, { askSource });
    expect(saved()).toEqual([]);
  });

  test('if the settings can’t be read', async () => {
    writeOld(join(home, '.config/assume/config'), 'production = *\n');
    await assume('prod');
    expect(saved()).toEqual([]);
  });

  test('if a file cannot be seen', async () => {
    const state: Files['state'] = (path) => {
      if (path.endsWith('credentials')) throw new Error('EACCES');
      return realFiles.state(path);
    };
    await assume('prod', {}, { files: { ...realFiles, state } });
    expect(saved()).toEqual([]);
  });
});

test.each([-2, 2])('a session is written for a config file that was written %d s from now', async (seconds) => {
  const time = NOW.getTime() / 1000 + seconds;
  utimesSync(join(home, '.aws/config'), time, time);
  await assume('prod');
  expect(isUsed('prod')).toBe(true);
});

test.each([
  ['before it is read', 'read'],
  ['after it is read', 'both'],
])('a config file that is replaced %s makes the session useless', async (_, when) => {
  const config = join(home, '.aws/config');
  let isReplaced = false;
  const replace = () => {
    if (!isReplaced) writeFileSync(config, CONFIG.replace('any', 'other'));
    isReplaced = true;
  };
  const files: Files = {
    ...realFiles,
    read(path, limit) {
      if (when === 'read' && path === config) replace();
      const text = realFiles.read(path, limit);
      if (path === config) replace();
      return text;
    },
  };
  await assume('prod', {}, { files });
  expect(saved()).toEqual(['prod']);
  expect(isUsed('prod')).toBe(false);
});

test('a session rests on the token of a sign-in and of a web identity', async () => {
  writeOld(join(home, 'token'), 'jwt');
  writeOld(tokenFile(SESSION, { HOME: home }), '{}');
  const sts = { ...fakeSts().sts, assumeRoleWithWebIdentity: async () => ({ credentials }) };
  for (const name of ['analyst', 'pod']) {
    await assume(name, {}, { sts });
    expect(isUsed(name)).toBe(true);
    expect(readFileSync(join(home, '.cache/assume/sessions', name), 'utf8')).toMatch(/^.*\tconfig\+token\t/);
  }
  rmSync(tokenFile(SESSION, { HOME: home }));
  writeOld(join(home, 'token'), 'jwt', 1.1e9);
  expect([isUsed('analyst'), isUsed('pod')]).toEqual([false, false]);
});

const isMemory = existsSync('/dev/shm') && statfsSync('/dev/shm').type === 0x01021994;

describe('sessions live', () => {
  let runtime: string | undefined;
  afterEach(() => runtime && rmSync(runtime, { recursive: true, force: true }));

  (isMemory ? test : test.skip)('in the runtime folder where that is in memory; cache clear empties both', async () => {
    await assume('prod');
    runtime = mkdtempSync('/dev/shm/assume-');
    const env = { XDG_RUNTIME_DIR: runtime };
    expect(isUsed('prod', env)).toBe(true); // in the cache, as long as there is no other folder
    await assume('prod', env);
    const folder = join(runtime, 'assume/sessions');
    expect(readdirSync(folder)).toContain('prod');
    expect(statSync(folder).mode & 0o7777).toBe(0o1700);
    rmSync(join(home, '.cache/assume/sessions/prod'));
    expect([isUsed('prod', env), isUsed('prod')]).toEqual([true, false]);
    await assume('prod');
    clearSessions(realFiles, { HOME: home, ...env });
    expect([folder, join(home, '.cache/assume/sessions')].flatMap((each) => readdirSync(each))).toEqual([]);
  });

  test('in the cache where the runtime folder is on a disk, or relative', async () => {
    runtime = statfsSync(home).type === 0x01021994 ? undefined : mkdtempSync(join(home, 'run-'));
    for (const XDG_RUNTIME_DIR of [runtime, 'run']) await assume('prod', { XDG_RUNTIME_DIR });
    expect(existsSync(join(home, '.cache/assume/sessions/prod'))).toBe(true);
  });

  test('with the generations that they name, and no others that are older than a minute', async () => {
    const folder = join(home, '.cache/assume/sessions');
    await assume('prod');
    mkdirSync(join(folder, '%0123'));
    mkdirSync(join(folder, '%4567'));
    utimesSync(join(folder, '%0123'), 1e9, 1e9);
    await assume('prod');
    const [session = ''] = readFileSync(join(folder, 'prod'), 'utf8').split('\n');
    const left = ['%4567', `%${session.split('\t')[5]}`, 'prod'];
    expect(readdirSync(folder).sort()).toEqual(left.sort());
  });
});
