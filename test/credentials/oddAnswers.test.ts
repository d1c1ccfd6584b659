import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { askSource } from '../../src/credentials/askSource';
import { openCache } from '../../src/credentials/cache/credentialCache';
import { resolveCredentials } from '../../src/credentials/resolveCredentials';
import { stsOver } from '../../src/credentials/sts';
import { planFor } from '../../src/plan/plan';
import type { Env } from '../../src/platform/env';
import { realFiles } from '../../src/platform/files';
import { arn, keys, profilesOf, rejectionOf } from '../plan/planFixtures';
import { realNetwork, resolveContext } from './stsFixture';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const NETWORK = realNetwork();
/** What the services answer: a body, or all of it. */
type Answer = string | Buffer | { readonly status: number; readonly body: string };

let home: string;
let server: Server;
let url: string;
let answer: Answer;
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      const role = request.url?.endsWith('/security-credentials/');
      const { status, body } =
        typeof answer === 'object' && 'status' in answer ? answer : { status: 200, body: answer };
      const isToken = request.url === '/latest/api/token';
      const location = status >= 300 && status < 400 ? { location: 'https://elsewhere.invalid/' } : {};
      const type = request.headers['content-type']?.includes('urlencoded') ? 'text/xml' : 'application/json';
      response.writeHead(isToken || role ? 200 : status, { 'content-type': type, ...location });
      response.end(isToken || role ? 'role' : body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assume-odd-'));
  process.env.AWS_LOGIN_CACHE_DIRECTORY = join(home, 'login');
});
afterEach(() => {
  delete process.env.AWS_LOGIN_CACHE_DIRECTORY;
  rmSync(home, { recursive: true, force: true });
});

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), text);
};

const LATER = '2099-01-01T00:00:00Z';
const PAST = '2020-01-01T00:00:00Z';
const SSO =
  'sso_account_id = 123456789012\nsso_role_name = R\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1';
const LOGIN = arn('login');

/** The lines of the profile for each service, and how its answer is written. */
const PROFILES = {
  sts: `role_arn = ${arn('R')}\nsource_profile = base`,
  web: `role_arn = ${arn('R')}\nweb_identity_token_file = TOKEN`,
  portal: SSO,
  container: `role_arn = ${arn('R')}\ncredential_source = EcsContainer`,
  instance: `role_arn = ${arn('R')}\ncredential_source = Ec2InstanceMetadata`,
  login: `login_session = ${LOGIN}`,
} as const;
type Name = keyof typeof PROFILES;

async function assume(name: Name) {
  write('token', 'jwt');
  const lines = PROFILES[name].replace('TOKEN', join(home, 'token'));
  const config = `[profile me]\nregion = eu-west-1\n${lines}\n[profile base]\n${keys()}`;
  write(
    `.aws/sso/cache/${createHash('sha1').update('https://x.awsapps.com/start').digest('hex')}.json`,
    JSON.stringify({ accessToken: 'token', expiresAt: LATER }),
  );
  const env: Env = {
    HOME: home,
    AWS_ENDPOINT_URL: url,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/container`,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: url,
  };
  const plan = planFor(profilesOf({ config }), {
    name: 'me',
    options: {},
    env,
    readFile: () => undefined,
  });
  const context = {
    ...resolveContext(stsOver(NETWORK)),
    network: NETWORK,
    env,
    files: realFiles,
    now: () => new Date(),
    askSource,
    cache: openCache(realFiles, env, () => {}),
  };
  return resolveCredentials(plan, {}, context);
}

const xml = (members: string, more = '') => {
  const body = `<Credentials>${members}</Credentials>${more}`;
  const call = (action: string) => `<${action}Response><${action}Result>${body}</${action}Result></${action}Response>`;
  return call('AssumeRole');
};
const xmlOf = (members: Record<string, string>) =>
  Object.entries(members)
    .map(([key, value]) => `<${key}>${value}</${key}>`)
    .join('');
const STS = { AccessKeyId: 'ASIA', SecretAccessKey: 'hush', SessionToken: 't', Expiration: LATER };
const stsAnswer = (members: object, more = '') => xml(xmlOf({ ...STS, ...members } as never), more);
const user = (account: string) =>
  `<AssumedRoleUser><Arn>arn:aws:sts::${account}:assumed-role/R/s</Arn><AssumedRoleId>A:s</AssumedRoleId></AssumedRoleUser>`;
const PORTAL = { accessKeyId: 'ASIA', secretAccessKey: 'hush', sessionToken: 't', expiration: Date.parse(LATER) };
const portal = (members: object) => JSON.stringify({ roleCredentials: { ...PORTAL, ...members } });
const MACHINE = { AccessKeyId: 'ASIA', SecretAccessKey: 'hush', Token: 't', Expiration: LATER, Code: 'Success' };
const machine = (members: object) => JSON.stringify({ ...MACHINE, ...members });
const badBytes = (text: string) => Buffer.from(text.replace('hush', 'hu\xffsh'), 'latin1');
const REDIRECT = { status: 302, body: '' };

describe('An answer that can be right is used:', () => {
  test.each<[Name, () => Answer]>([
    ['sts', () => stsAnswer({}, user('123456789012'))],
    ['portal', () => portal({})],
  ])('%s', async (name, text) => {
    answer = text();
    expect((await assume(name)).secretAccessKey).toBe('hush');
    expect(existsSync(join(home, '.aws/cli/cache'))).toBe(true);
  });
});

describe('An odd answer is an error that names the service and the field, and nothing is kept:', () => {
  const at = 'http://127\\.0\\.0\\.1:\\d+';
  const agent = "The container's credential agent returned credentials whose";
  const imds = 'The instance metadata service returned credentials whose';
  test.each<[Name, string, () => Answer, string]>([
    [
      'sts',
      'the past',
      () => stsAnswer({ Expiration: PAST }),
      `${at} returned credentials whose Expiration is in the past \\(2020`,
    ],
    [
      'sts',
      'seconds',
      () => stsAnswer({ Expiration: '4070908800' }),
      `${at} returned credentials whose Expiration isn't`,
    ],
    ['sts', 'a signed year', () => stsAnswer({ Expiration: '+022099-01-01T00:00:00Z' }), `${at} .* Expiration isn't`],
    ['sts', 'no time', () => stsAnswer({ Expiration: '' }), `${at} .* Expiration isn't`],
    [
      'sts',
      'no expiration',
      () => xml(xmlOf({ AccessKeyId: 'A', SecretAccessKey: 'hush', SessionToken: 't' })),
      `${at} returned credentials without Expiration`,
    ],
    [
      'sts',
      'no token',
      () => xml(xmlOf({ AccessKeyId: 'A', SecretAccessKey: 'hush', Expiration: LATER })),
      `${at} returned credentials without SessionToken`,
    ],
    [
      'sts',
      'a structure',
      () => stsAnswer({ AccessKeyId: '<a>1</a>' }),
      `${at} returned credentials whose AccessKeyId`,
    ],
    [
      'sts',
      'bytes that are not UTF-8',
      () => badBytes(stsAnswer({})),
      `${at} returned credentials whose SecretAccessKey isn't valid UTF-8`,
    ],
    [
      'sts',
      'a short account ID',
      () => stsAnswer({}, user('1234')),
      `${at} .* AssumedRoleUser.Arn isn't a 12-digit account ID`,
    ],
    ['sts', 'a redirect', () => REDIRECT, `${at} returned HTTP status 302, but not an AWS response`],
    ['web', 'a redirect', () => REDIRECT, `${at} returned HTTP status 302, but not an AWS response`],
    [
      'portal',
      'the past',
      () => portal({ expiration: Date.parse(PAST) }),
      `${at} returned credentials whose expiration is in the past`,
    ],
    ['portal', 'seconds', () => portal({ expiration: 4_070_908_800 }), `${at} .* expiration is in the past \\(1970`],
    [
      'portal',
      'microseconds',
      () => portal({ expiration: 4_070_908_800_000_000 }),
      `${at} .* expiration (is in the year 1\\d+|isn't)`,
    ],
    ['portal', 'a text', () => portal({ expiration: LATER }), `${at} .* expiration isn't a number of milliseconds`],
    ['portal', 'a number as the key', () => portal({ accessKeyId: 7 }), `${at} .* accessKeyId isn't a string`],
    [
      'portal',
      'a list as the secret',
      () => portal({ secretAccessKey: ['hush'] }),
      `${at} .* secretAccessKey isn't a string`,
    ],
    [
      'portal',
      'half a pair',
      () => portal({ secretAccessKey: 'hush' }).replace('hush', 'hu\\ud800sh'),
      `${at} .* secretAccessKey isn't valid UTF-8`,
    ],
    ['portal', 'bytes that are not UTF-8', () => badBytes(portal({})), `${at} .* secretAccessKey isn't valid UTF-8`],
    ['portal', 'no expiration', () => portal({ expiration: null }), `${at} returned credentials without expiration`],
    ['portal', 'a redirect', () => REDIRECT, `${at} returned HTTP status 302, but not an AWS response`],
    ['container', 'the past', () => machine({ Expiration: PAST }), `${agent} Expiration is in the past`],
    [
      'container',
      'bytes that are not UTF-8',
      () => badBytes(machine({})),
      `${agent} SecretAccessKey isn't valid UTF-8`,
    ],
    ['instance', 'the past', () => machine({ Expiration: PAST }), `${imds} Expiration is in the past \\(2020`],
    ['instance', 'no time', () => machine({ Expiration: 'never' }), `${imds} Expiration isn't an ISO 8601 time`],
    [
      'instance',
      'a signed year',
      () => machine({ Expiration: '+022099-01-01T00:00:00Z' }),
      `${imds} Expiration is in the year 22099`,
    ],
    [
      'instance',
      'a number as the secret',
      () => machine({ SecretAccessKey: 7 }),
      'the instance metadata service returned something else than .* SecretAccessKey',
    ],
    ['instance', 'bytes that are not UTF-8', () => badBytes(machine({})), `${imds} SecretAccessKey isn't valid UTF-8`],
    ['instance', 'a redirect', () => REDIRECT, 'the instance metadata service returned HTTP status 302'],
    [
      'instance',
      'an odd account ID',
      () => machine({ AccountId: '12' }),
      `${imds} AccountId isn't a 12-digit account ID`,
    ],
  ])('%s, %s', async (name, _, text, words) => {
    answer = text();
    const { message, exitCode } = await rejectionOf(assume(name));
    expect(message).toMatch(new RegExp(words));
    expect(message).not.toContain('hush');
    expect(exitCode).toBe(1);
    expect(existsSync(join(home, '.aws/cli/cache'))).toBe(false);
  });

  // The SDK asks a container's agent four times, a second apart.
  test.each<[string, () => Answer, string]>([
    ['no time', () => machine({ Expiration: 'never' }), "an Expiration that isn't an RFC 3339 time"],
    [
      'a number as the secret',
      () => machine({ SecretAccessKey: 7 }),
      'something else than an object of strings .* SecretAccessKey',
    ],
    ['a redirect', () => REDIRECT, 'status: 302'],
  ])('container, %s', async (_, text, words) => {
    answer = text();
    const { message } = await rejectionOf(assume('container'));
    expect(message).toMatch(new RegExp(`container credentials for profile "me": .*${words}`));
  });
});

test('Nothing is kept of what a program prints with an end in the past, and the shell does not change', () => {
  const output = {
    Version: 1,
    AccessKeyId: 'ASIA',
    SecretAccessKey: 'hush',
    SessionToken: 't',
    Expiration: '20200101T000000+02',
  };
  write('out.json', JSON.stringify(output));
  write('.aws/config', `[profile me]\nregion = eu-west-1\ncredential_process = cat ${join(home, 'out.json')}\n`);
  const args = [join(__dirname, '../../dist/main.js'), '--eval=bash/1', '--', 'me'];
  const options = { env: { HOME: home, PATH: process.env.PATH }, encoding: 'utf8' } as const;
  const past = spawnSync(process.execPath, args, options);
  expect(past).toMatchObject({ status: 1, stdout: '' });
  expect(past.stderr).toContain('printed credentials whose Expiration is in the past (2019-12-31T22:00:00Z).');
  expect(existsSync(join(home, '.cache/assume/sessions'))).toBe(false);
  expect(existsSync(join(home, '.aws/cli'))).toBe(false);

  write('out.json', JSON.stringify({ ...output, Expiration: '20990101T000000+02' }));
  const later = spawnSync(process.execPath, args, options);
  expect(later).toMatchObject({ status: 0, stdout: expect.stringContaining('2098-12-31T22:00:00Z') });
});

describe('The sign-in of `aws login`', () => {
  const save = (members: object) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const accessToken = {
      accessKeyId: 'ASIA',
      secretAccessKey: 'hush',
      sessionToken: 't',
      accountId: '123456789012',
      expiresAt: LATER,
      ...members,
    };
    const dpopKey = privateKey.export({ format: 'pem', type: 'sec1' });
    write(
      `login/${createHash('sha256').update(LOGIN).digest('hex')}.json`,
      JSON.stringify({ accessToken, refreshToken: 'r', clientId: 'c', dpopKey }),
    );
  };

  test.each([
    [{ expiresAt: 'never' }, "expiresAt isn't an ISO 8601 time"],
    [{ expiresAt: 4_070_908_800_000_000 }, "expiresAt (is in the year|isn't)"],
    [{ secretAccessKey: 7 }, "secretAccessKey isn't a string"],
    [{ accountId: '12' }, "accountId isn't a 12-digit account ID"],
  ])('with %j is an error that names the file and the field', async (members, words) => {
    save(members);
    const { message } = await rejectionOf(assume('login'));
    expect(message).toMatch(
      new RegExp(`login_session of profile "me" \\(.*config:3\\) has credentials whose ${words}`),
    );
  });
});

describe('A file of the cache with an odd value counts as none:', () => {
  test.each([
    [{ SecretAccessKey: 7 }],
    [{ SecretAccessKey: 'hu\ufffdsh' }],
    [{ Expiration: 4_070_908_800 }],
    [{ Expiration: '+022099-01-01T00:00:00Z' }],
    [{ AccountId: 123_456_789_012 }],
    [{ AccountId: '12' }],
  ])('%j', async (members) => {
    answer = portal({});
    await assume('portal');
    const folder = join(home, '.aws/cli/cache');
    const [name = ''] = realFiles.list(folder);
    const entry = JSON.parse(realFiles.read(join(folder, name)) ?? '');
    writeFileSync(join(folder, name), JSON.stringify({ ...entry, Credentials: { ...entry.Credentials, ...members } }));
    answer = portal({ secretAccessKey: 'fresh' });
    expect((await assume('portal')).secretAccessKey).toBe('fresh');
  });
});
