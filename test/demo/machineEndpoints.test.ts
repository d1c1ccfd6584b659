import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { fromHttp } from '@aws-sdk/credential-provider-http';
import { fromLoginCredentials } from '@aws-sdk/credential-provider-login';
import { fromInstanceMetadata } from '@smithy/credential-provider-imds';
import { ACCOUNTS, ADA, type AwsFixture, type Keys, openFixture, ROLE, send } from './awsFixture';

const accounts = {
  ...ACCOUNTS,
  container: { roleArn: ROLE.forAda.arn, authorizationToken: 'Basic abc' },
  instance: { roleArn: ROLE.withPath.arn },
  consoleSessions: [{ userName: 'ada', clientId: 'arn:aws:signin:::devtools/same-device', refreshToken: 'first' }],
};

const before = { ...process.env };
let fixture: AwsFixture;
beforeEach(async () => {
  fixture = await openFixture(accounts, Date.now());
});
afterEach(async () => {
  process.env = { ...before };
  await fixture.close();
});

const who = async (keys: Keys) => (await fixture.client(keys).send(new GetCallerIdentityCommand({}))).Arn;
const actions = () => fixture.aws.requests.map(({ action, status }) => [action, status]);

test('a container gets credentials with its authorization token only', async () => {
  const awsContainerCredentialsFullUri = `${fixture.aws.url}/container`;
  const ask = (awsContainerAuthorizationToken: string) =>
    fromHttp({ awsContainerCredentialsFullUri, awsContainerAuthorizationToken, maxRetries: 0 })();
  expect(await who(await ask('Basic abc'))).toBe('arn:aws:sts::222233334444:assumed-role/ForAda/container');
  await expect(ask('Basic x')).rejects.toThrow();
  expect(actions()).toEqual([
    ['GetContainerCredentials', 200],
    ['GetCallerIdentity', 200],
    ['GetContainerCredentials', 403],
  ]);
});

test('an instance gets credentials with a metadata token only', async () => {
  process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT = fixture.aws.url;
  const keys = await fromInstanceMetadata({ maxRetries: 0, ec2MetadataV1Disabled: true })();
  expect(await who(keys)).toBe('arn:aws:sts::222233334444:assumed-role/WithPath/i-0123456789abcdef0');
  const path = '/latest/meta-data/iam/security-credentials/';
  expect((await send(fixture.aws.url, { method: 'GET', path })).status).toBe(401);
  expect((await send(fixture.aws.url, { method: 'PUT', path: '/latest/api/token' })).status).toBe(400);
});

describe('a console sign-in', () => {
  const session = 'arn:aws:iam::111122223333:user/ada';
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'login-'));
    file = join(folder, `${createHash('sha256').update(session).digest('hex')}.json`);
    process.env.AWS_LOGIN_CACHE_DIRECTORY = folder;
    process.env.AWS_ENDPOINT_URL_SIGNIN = fixture.aws.url;
    process.env.AWS_CONFIG_FILE = join(folder, 'config');
    writeFileSync(join(folder, 'config'), `[profile console]\nlogin_session = ${session}\nregion = eu-west-1\n`);
    keep('first');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const keep = (refreshToken: string) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { accountId } = ADA;
    const accessToken = {
      accessKeyId: 'x',
      secretAccessKey: 'x',
      sessionToken: 'x',
      accountId,
      expiresAt: new Date(0),
    };
    const dpopKey = privateKey.export({ type: 'sec1', format: 'pem' });
    const clientId = 'arn:aws:signin:::devtools/same-device';
    writeFileSync(file, JSON.stringify({ accessToken, clientId, refreshToken, dpopKey }));
  };
  const renew = () => fromLoginCredentials({ profile: 'console', clientConfig: { maxAttempts: 1 } })();

  test('is renewed with a proof of possession, and gets a new refresh token', async () => {
    expect(await who(await renew())).toBe(session);
    expect(JSON.parse(readFileSync(file, 'utf8')).refreshToken).not.toBe('first');
    keep('first');
    await expect(renew()).rejects.toThrow('Your session has expired');
    expect(actions()).toEqual([
      ['CreateOAuth2Token', 200],
      ['GetCallerIdentity', 200],
      ['CreateOAuth2Token', 401],
    ]);
  });

  /** The status of a renewal whose proof has these claims, signed with the key in it or with another. */
  const prove = async (claims: object, signedWith: 'own' | 'other' = 'own') => {
    const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const [own, other] = [pair(), pair()];
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const header = { alg: 'ES256', typ: 'dpop+jwt', jwk: own.publicKey.export({ format: 'jwk' }) };
    const payload = { jti: 'x', htm: 'POST', htu: `${fixture.aws.url}/v1/token`, iat: 1, ...claims };
    const text = `${encode(header)}.${encode(payload)}`;
    const key = { key: (signedWith === 'own' ? own : other).privateKey, dsaEncoding: 'ieee-p1363' as const };
    const DPoP = `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
    const { clientId } = accounts.consoleSessions[0] ?? {};
    const body = JSON.stringify({ clientId, grantType: 'refresh_token', refreshToken: 'first' });
    return (await send(fixture.aws.url, { path: '/v1/token', body, headers: { DPoP } })).status;
  };

  test('rejects a proof for another request, or one signed with another key', async () => {
    expect(await prove({ htm: 'GET' })).toBe(401);
    expect(await prove({ htu: 'https://signin.example/v1/token' })).toBe(401);
    expect(await prove({}, 'other')).toBe(401);
    expect(await prove({})).toBe(200);
  });
});
