import { spawn } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type FakeAws, startFakeAws } from '../../../src/demo/aws/fakeAws';
import { ARN, EXTERNAL_ID, PORTAL, sampleAccounts } from '../../../src/demo/sampleAccounts';
import { MAIN } from '../../support/bundles';
import { openPrivateNetwork, type PrivateNetwork } from '../../support/privateNetwork';
import { plainEnvironment, type RunResult, runProgram } from '../../support/shells';

const STS = 'sts.eu-west-1.amazonaws.com';
const PORTAL_HOST = 'portal.sso.eu-west-1.amazonaws.com';
const OIDC = 'oidc.eu-west-1.amazonaws.com';
const SIGN_IN = 'eu-west-1.signin.aws.amazon.com';
const HOSTS = [STS, PORTAL_HOST, OIDC, SIGN_IN];

const LOGIN = 'arn:aws:iam::111122223333:user/ada';
const CONFIG = `[profile me]
region = eu-west-1

[profile dev]
role_arn = ${ARN.developer}
source_profile = me
region = eu-west-1

[profile chain]
role_arn = ${ARN.auditor}
source_profile = dev
external_id = ${EXTERNAL_ID}
region = eu-west-1

[profile trusting]
role_arn = ${ARN.developer}
source_profile = me
region = eu-west-1
ca_bundle = CA

[profile analyst]
sso_session = acme
sso_account_id = 555566667777
sso_role_name = Analyst
region = eu-west-1

[sso-session acme]
sso_start_url = ${PORTAL.startUrl}
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile console]
login_session = ${LOGIN}
region = eu-west-1
`;

let home: string;
let aws: FakeAws;
let network: PrivateNetwork;
let ca: string;

const write = (path: string, text: string) => {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, text, { mode: 0o600 });
  return file;
};

beforeAll(async () => {
  const accounts = sampleAccounts();
  const [ada] = accounts.users;
  const consoleSessions = [{ userName: 'ada', clientId: 'client', refreshToken: 'renew' }];
  aws = await startFakeAws({ ...accounts, consoleSessions }, { answer: 'allow' });
  network = await openPrivateNetwork(Number(new URL(aws.url).port), HOSTS);
  home = mkdtempSync(join(tmpdir(), 'assume-proxy-'));
  ca = write('ca.pem', network.ca);
  write('.aws/config', CONFIG.replace('CA', ca));
  write(
    '.aws/credentials',
    `[me]\naws_access_key_id = ${ada?.accessKeyId}\naws_secret_access_key = ${ada?.secretAccessKey}\n`,
  );
});
afterEach(() => network.refuse(undefined));
afterAll(async () => {
  await network.close();
  await aws.close();
  rmSync(home, { recursive: true, force: true });
});

interface Run extends RunResult {
  /** What the proxy was asked to connect to. */
  readonly asked: readonly string[];
}

const behindProxy = () => ({ HOME: home, HTTPS_PROXY: network.proxy, AWS_CA_BUNDLE: ca });

/** Runs the program behind the proxy. */
async function assume(words: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  const before = network.asked.length;
  const result = await runProgram(process.execPath, [MAIN, ...words], { env: { ...behindProxy(), ...env } });
  return { ...result, asked: network.asked.slice(before) };
}

/** Signs in with a device code, which is confirmed as soon as it is shown. */
async function signIn(): Promise<Omit<Run, 'stdout'>> {
  const before = network.asked.length;
  const env = plainEnvironment(behindProxy());
  const child = spawn(process.execPath, [MAIN, 'login', 'analyst', '--device'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  let isConfirmed = false;
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
    const [, code] = /Then confirm the code: (\S+)/.exec(stderr) ?? [];
    if (code && !isConfirmed) aws.identityCenter.answerDevice(code, 'allow');
    isConfirmed ||= code !== undefined;
  });
  const [status] = await once(child, 'close');
  return { status, stderr, asked: network.asked.slice(before) };
}
const exported = (profile: string, env?: Record<string, string>) =>
  assume(['export', profile, '--format', 'process', '--no-cache', '--no-input'], env);

const succeeded = (asked: readonly string[]) => ({
  status: 0,
  stderr: '',
  stdout: expect.stringContaining('"AccessKeyId":'),
  asked: asked.map((host) => `${host}:443`),
});

describe('Through a proxy, with a private certificate authority', () => {
  test('a role is asked for at its host, and a chain of roles on the same connection', async () => {
    expect(await exported('dev')).toMatchObject(succeeded([STS]));
    expect(await exported('chain')).toMatchObject(succeeded([STS]));
  });

  test('the certificate authority can be that of the profile', async () => {
    expect(await exported('trusting', { AWS_CA_BUNDLE: '' })).toMatchObject(succeeded([STS]));
  });

  test('Identity Center is signed in to, and asked', async () => {
    const { status, stderr, asked } = await signIn();
    expect([status, stderr]).toEqual([0, expect.stringContaining('Signed in to acme')]);
    expect([...new Set(asked)]).toEqual([`${OIDC}:443`]);
    expect(await exported('analyst')).toMatchObject(succeeded([PORTAL_HOST]));
  });

  test('the sign-in of `aws login` is renewed', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const accessToken = {
      accessKeyId: 'ASIAOLD',
      secretAccessKey: 's',
      sessionToken: 't',
      accountId: '111122223333',
      expiresAt: new Date(Date.now() - 1000).toISOString(),
    };
    const dpopKey = privateKey.export({ format: 'pem', type: 'sec1' });
    const saved = JSON.stringify({ accessToken, refreshToken: 'renew', clientId: 'client', dpopKey });
    write(`.aws/login/cache/${createHash('sha256').update(LOGIN).digest('hex')}.json`, saved);
    const untrusted = await exported('console', { AWS_CA_BUNDLE: '' });
    expect(untrusted.stderr).toMatch(
      /could not be renewed: .* certificate isn't trusted: .*\nIf your network inspects/,
    );
    expect(await exported('console')).toMatchObject(succeeded([SIGN_IN]));
  });

  test('status --verify asks STS', async () => {
    const { stdout } = await exported('dev');
    const { AccessKeyId, SecretAccessKey, SessionToken } = JSON.parse(stdout);
    const credentials = { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey };
    const shell = { ...credentials, AWS_SESSION_TOKEN: SessionToken, AWS_REGION: 'eu-west-1', ASSUME_PROFILE: 'dev' };
    const { status, asked } = await assume(['status', '--verify'], shell);
    expect([status, asked]).toEqual([0, [`${STS}:443`]]);
  });

  test('the user name and password in its URL are sent to it, and never shown', async () => {
    const HTTPS_PROXY = network.proxy.replace('//', '//ada%40corp:hush%3A1@');
    expect(await exported('dev', { HTTPS_PROXY })).toMatchObject(succeeded([STS]));
    expect(network.authorizations.at(-1)).toBe(`Basic ${Buffer.from('ada@corp:hush:1').toString('base64')}`);
    network.refuse(407);
    const { status, stderr } = await exported('dev', { HTTPS_PROXY });
    expect(status).toBe(1);
    expect(stderr).toContain(
      `STS in eu-west-1 could not be reached through the proxy ${network.proxy} (HTTPS_PROXY): the proxy rejected the user name and password in its URL (HTTP status 407)\n`,
    );
    expect(stderr).not.toMatch(/hush|ada/);
    const plan = await assume(['plan', 'dev', '--json'], { HTTPS_PROXY });
    expect(plan.stdout + plan.stderr).not.toMatch(/hush/);
    expect(JSON.parse(plan.stdout).network).toEqual([
      { key: 'proxy', value: network.proxy, location: 'HTTPS_PROXY' },
      { key: 'ca_bundle', value: ca, location: 'AWS_CA_BUNDLE' },
    ]);
  });

  test.each([
    [407, 'the proxy requires a user name and password in its URL (HTTP status 407)'],
    [403, 'the proxy refused the connection (HTTP status 403)'],
  ])('its status %d is reported, and nothing is asked again', async (code, says) => {
    network.refuse(code);
    const { status, stderr, asked } = await exported('dev');
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining(`(HTTPS_PROXY): ${says}\nCheck the connection: curl`),
    ]);
    // One was opened early.
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  test('that nobody runs is an error that names its variable', async () => {
    const { status, stderr } = await exported('dev', { HTTPS_PROXY: 'http://127.0.0.1:9' });
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining('through the proxy http://127.0.0.1:9 (HTTPS_PROXY): connection refused [ECONNREFUSED]'),
    ]);
  });

  test('without the bundle, the error names the setting', async () => {
    const { status, stderr } = await exported('dev', { AWS_CA_BUNDLE: '' });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /STS in eu-west-1 could not be reached through the proxy .*: its certificate isn't trusted: .* \[\w+\]\nIf your network inspects TLS, set ca_bundle or AWS_CA_BUNDLE to a file with its certificate authority\.\n/,
    );
  });

  test('with a bundle that does not vouch for the host, the error names it', async () => {
    const other = await openPrivateNetwork(1, HOSTS);
    await other.close();
    const file = write('other.pem', other.ca);
    const { stderr } = await exported('trusting', { AWS_CA_BUNDLE: file });
    expect(stderr).toContain(`Only the certificate authorities in ~/other.pem (AWS_CA_BUNDLE) are trusted.\n`);
  });

  test.each([
    ['/nowhere/ca.pem', "doesn't exist"],
    ['ca.pem', 'must be an absolute path'],
    ['~/ca.pem', 'must be an absolute path'],
  ])('the bundle %s %s: exit 3, and nothing is asked', async (AWS_CA_BUNDLE, says) => {
    const { status, stderr, asked } = await exported('dev', { AWS_CA_BUNDLE });
    expect([status, stderr, asked]).toEqual([3, expect.stringContaining(`(AWS_CA_BUNDLE) ${says}.`), []]);
  });

  test.each([
    ['text', () => 'nothing'],
    ['a private key', () => generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' })],
    ['a certificate cut short', () => network.ca.replace(/^(.*\n.*\n).*\n/, '$1')],
  ])('a bundle without certificates (%s) is an error: exit 3, and nothing is asked', async (_, text) => {
    const file = write('bad.pem', String(text()));
    const { status, stderr, asked } = await exported('dev', { AWS_CA_BUNDLE: file });
    expect([status, stderr, asked]).toEqual([
      3,
      expect.stringContaining('contains no certificates in PEM format.'),
      [],
    ]);
  });
});

describe('Not through the proxy', () => {
  test('go hosts of NO_PROXY', async () => {
    const { status, stderr, asked } = await exported('dev', {
      NO_PROXY: '.invalid',
      AWS_ENDPOINT_URL_STS: 'https://sts.invalid',
    });
    expect([status, asked]).toEqual([1, []]);
    expect(stderr).toContain('https://sts.invalid could not be reached: DNS lookup failed');
  });

  test('go requests to this machine', async () => {
    expect(await exported('dev', { AWS_ENDPOINT_URL_STS: aws.url })).toMatchObject(succeeded([]));
  });

  test('goes the instance metadata service, whatever Node is told', async () => {
    const requests: string[] = [];
    const HTTP_PROXY = createServer(({ url = '' }, response) => {
      requests.push(url);
      response.writeHead(502).end();
    });
    HTTP_PROXY.listen(0, '127.0.0.1');
    await once(HTTP_PROXY, 'listening');
    const proxy = `http://127.0.0.1:${(HTTP_PROXY.address() as AddressInfo).port}`;
    write('instance', `[profile vm]\nrole_arn = ${ARN.developer}\ncredential_source = Ec2InstanceMetadata\n`);
    const { stderr } = await exported('vm', {
      ...{ NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy, http_proxy: proxy, AWS_REGION: 'eu-west-1' },
      ...{ AWS_CONFIG_FILE: join(home, 'instance'), AWS_EC2_METADATA_SERVICE_ENDPOINT: aws.url },
    });
    HTTP_PROXY.close();
    expect([requests, stderr]).toEqual([[], expect.stringContaining('metadata service returned HTTP status 403')]);
  });
});
