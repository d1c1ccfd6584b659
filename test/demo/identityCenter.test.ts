import { createHash, randomBytes } from 'node:crypto';
import { GetRoleCredentialsCommand, SSOClient } from '@aws-sdk/client-sso';
import {
  CreateTokenCommand,
  type CreateTokenCommandInput,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { type AwsFixture, errorOf, openFixture, PORTAL, send } from './awsFixture';

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';
const SCOPES = ['sso:account:access'];
const REDIRECT = 'http://127.0.0.1:4711/oauth/callback';

/** The code and status of the error. */
const codeOf = async (sent: Promise<unknown>) => (await errorOf(sent)).slice(0, 2);

let fixture: AwsFixture;
let oidc: SSOOIDCClient;
let sso: SSOClient;
beforeEach(async () => {
  fixture = await openFixture();
  const options = { endpoint: fixture.aws.url, region: 'eu-west-1', maxAttempts: 1 };
  oidc = new SSOOIDCClient(options);
  sso = new SSOClient(options);
});
afterEach(async () => {
  oidc.destroy();
  sso.destroy();
  await fixture.close();
});

const register = async (options = {}) => {
  const { clientId = '', clientSecret = '' } = await oidc.send(
    new RegisterClientCommand({ clientName: 'test', clientType: 'public', scopes: SCOPES, ...options }),
  );
  return { clientId, clientSecret };
};

type Client = Awaited<ReturnType<typeof register>>;

const start = async (client: Client) =>
  oidc.send(new StartDeviceAuthorizationCommand({ ...client, startUrl: PORTAL.startUrl }));

const create = (input: CreateTokenCommandInput) => oidc.send(new CreateTokenCommand(input));

/** Signs in as a device that the user allows. */
async function signIn(options = {}) {
  const client = await register(options);
  const { deviceCode, userCode = '' } = await start(client);
  fixture.aws.identityCenter.answerDevice(userCode, 'allow');
  return { client, ...(await create({ ...client, grantType: DEVICE, deviceCode })) };
}

const credentialsFor = async (accessToken = '', accountId = '222233334444', roleName = 'Viewer') => {
  const { roleCredentials: issued } = await sso.send(
    new GetRoleCredentialsCommand({ accessToken, accountId, roleName }),
  );
  const { accessKeyId = '', secretAccessKey = '', sessionToken = '', expiration = 0 } = issued ?? {};
  return { accessKeyId, secretAccessKey, sessionToken, expiration };
};

describe('device authorization', () => {
  test('stays pending until the user allows it', async () => {
    const client = await register();
    const { deviceCode, userCode, verificationUri, verificationUriComplete = '', interval } = await start(client);
    expect([verificationUri, interval]).toEqual([`${fixture.aws.url}/device`, 1]);
    const poll = () => create({ ...client, grantType: DEVICE, deviceCode });
    await expect(poll()).rejects.toMatchObject({
      name: 'AuthorizationPendingException',
      error: 'authorization_pending',
    });
    const page = await (await fetch(verificationUriComplete)).text();
    expect(page).toContain(userCode);
    await fetch(`${verificationUriComplete}&answer=allow`);
    expect(await poll()).toMatchObject({ tokenType: 'Bearer', expiresIn: 28_800, refreshToken: expect.any(String) });
    expect(await codeOf(poll())).toEqual(['InvalidGrantException', 400]);
  });

  test('rejects polling too fast', async () => {
    const client = await register();
    const { deviceCode } = await start(client);
    const poll = () => errorOf(create({ ...client, grantType: DEVICE, deviceCode }));
    const names = [await poll(), await poll(), await poll()].map(([name]) => name);
    expect(names).toEqual(['AuthorizationPendingException', 'AuthorizationPendingException', 'SlowDownException']);
    fixture.wait(1);
    expect((await poll())[0]).toBe('AuthorizationPendingException');
  });

  test('reports that the user denied it, or that it expired', async () => {
    const client = await register();
    const [denied, late] = [await start(client), await start(client)];
    fixture.aws.identityCenter.answerDevice(denied.userCode ?? '', 'deny');
    const poll = (deviceCode?: string) => errorOf(create({ ...client, grantType: DEVICE, deviceCode }));
    expect((await poll(denied.deviceCode))[0]).toBe('AccessDeniedException');
    fixture.wait(600);
    expect((await poll(late.deviceCode))[0]).toBe('ExpiredTokenException');
  });

  test('requires a portal that exists, and a registration that has not expired', async () => {
    const client = await register();
    const elsewhere = new StartDeviceAuthorizationCommand({ ...client, startUrl: 'https://other.example/start' });
    expect(await codeOf(oidc.send(elsewhere))).toEqual(['InvalidRequestException', 400]);
    fixture.wait(90 * 24 * 3600);
    expect(await codeOf(start(client))).toEqual(['InvalidClientException', 401]);
  });
});

describe('browser sign-in', () => {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const webClient = () =>
    register({
      redirectUris: ['http://127.0.0.1/oauth/callback'],
      grantTypes: ['authorization_code', 'refresh_token'],
      issuerUrl: PORTAL.startUrl,
    });
  const visit = ({ clientId }: Client, changed = {}) => {
    const query = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: REDIRECT,
      state: 's t&ate',
      code_challenge_method: 'S256',
      code_challenge: challenge,
      scopes: SCOPES.join(' '),
      ...changed,
    };
    return fetch(`${fixture.aws.url}/authorize?${new URLSearchParams(query)}`, { redirect: 'manual' });
  };
  const target = (response: Response) => new URL(response.headers.get('location') ?? '');

  test('asks the user, and redirects with a code that buys a token once', async () => {
    const client = await webClient();
    expect(await (await visit(client)).text()).toContain('sign in as ada@example.com');
    const { origin, pathname, searchParams } = target(await visit(client, { answer: 'allow' }));
    expect([`${origin}${pathname}`, searchParams.get('state')]).toEqual([REDIRECT, 's t&ate']);
    const buy = () =>
      create({
        ...client,
        grantType: 'authorization_code',
        code: searchParams.get('code') ?? '',
        redirectUri: REDIRECT,
        codeVerifier: verifier,
      });
    expect(await buy()).toMatchObject({ accessToken: expect.any(String), refreshToken: expect.any(String) });
    expect(await codeOf(buy())).toEqual(['InvalidGrantException', 400]);
  });

  test.each([
    ['the code verifier', { codeVerifier: 'x'.repeat(43) }],
    ['the redirect URI', { redirectUri: 'http://127.0.0.1:4712/oauth/callback' }],
    ['the code', { code: 'x' }],
  ])("rejects the code if %s doesn't match", async (_, changed) => {
    fixture.aws.identityCenter.answerAlways('allow');
    const client = await webClient();
    const code = target(await visit(client)).searchParams.get('code') ?? '';
    const input = { ...client, code, redirectUri: REDIRECT, codeVerifier: verifier, ...changed };
    expect((await codeOf(create({ ...input, grantType: 'authorization_code' })))[0]).toBe('InvalidGrantException');
  });

  test('redirects with access_denied if the user denies it', async () => {
    fixture.aws.identityCenter.answerAlways('deny');
    const { searchParams } = target(await visit(await webClient()));
    expect(Object.fromEntries(searchParams)).toEqual({ error: 'access_denied', state: 's t&ate' });
  });

  test.each([
    ['client_id', 'x', 'InvalidClientException'],
    ['redirect_uri', 'http://evil.example/oauth/callback', 'InvalidRedirectUriException'],
    ['redirect_uri', 'http://127.0.0.1:4711/other', 'InvalidRedirectUriException'],
    ['response_type', 'token', 'InvalidRequestException'],
    ['code_challenge', '', 'InvalidRequestException'],
    ['code_challenge_method', 'plain', 'InvalidRequestException'],
    ['state', '', 'InvalidRequestException'],
    ['scopes', 'more', 'InvalidScopeException'],
  ])("doesn't redirect if %s is %j", async (name, value, code) => {
    fixture.aws.identityCenter.answerAlways('allow');
    const response = await visit(await webClient(), { [name]: value });
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
    expect(await response.text()).toContain(code);
  });
});

describe('a token', () => {
  test('can be renewed once by the client that has the refresh token, and by no other', async () => {
    const { client, refreshToken, accessToken } = await signIn();
    const other = await register();
    const renew = (by: Client) => create({ ...by, grantType: 'refresh_token', refreshToken });
    expect(await codeOf(renew(other))).toEqual(['InvalidGrantException', 400]);
    const renewed = await renew(client);
    expect(renewed.accessToken).not.toBe(accessToken);
    expect(renewed.refreshToken).not.toBe(refreshToken);
    expect(await codeOf(renew(client))).toEqual(['InvalidGrantException', 400]);
  });

  test('comes without a refresh token if no scope was requested', async () => {
    expect((await signIn({ scopes: undefined })).refreshToken).toBeUndefined();
  });

  test('requires a known grant type', async () => {
    const client = await register();
    expect((await codeOf(create({ ...client, grantType: 'password' })))[0]).toBe('UnsupportedGrantTypeException');
  });

  test('buys credentials of a permission set, which sign and are trusted like those of any role', async () => {
    const { accessToken } = await signIn();
    const keys = await credentialsFor(accessToken);
    expect(keys.expiration).toBe(Date.parse('2025-03-01T13:00:15Z'));
    const client = fixture.client(keys);
    const { Arn } = await client.send(new GetCallerIdentityCommand({}));
    expect(Arn).toMatch(
      /^arn:aws:sts::222233334444:assumed-role\/AWSReservedSSO_Viewer_[\da-f]{16}\/ada@example\.com$/,
    );
    const RoleArn = 'arn:aws:iam::222233334444:role/ForViewer';
    await client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'one' }));
    expect(fixture.aws.requests.at(-1)).toMatchObject({ action: 'AssumeRole', status: 200, signer: Arn });
  });

  test('buys credentials that last as long as the permission set says', async () => {
    const { accessToken } = await signIn();
    const { expiration } = await credentialsFor(accessToken, '333344445555', 'Admin');
    expect(expiration).toBe(Date.parse('2025-03-01T14:00:15Z'));
  });

  test('opens what its user was assigned, until it expires or is revoked', async () => {
    const { accessToken, client, refreshToken } = await signIn();
    const open = (...args: Parameters<typeof credentialsFor>) => errorOf(credentialsFor(...args));
    expect(await open('x')).toEqual(['UnauthorizedException', 401, 'Session token not found or invalid']);
    expect(await open(accessToken, '222233334444', 'Admin')).toEqual(['ForbiddenException', 403, 'No access']);
    expect(await open(accessToken, '999999999999')).toEqual(['ResourceNotFoundException', 404, expect.any(String)]);
    fixture.wait(28_800);
    expect(await open(accessToken)).toEqual(['UnauthorizedException', 401, expect.any(String)]);
    fixture.aws.identityCenter.revokeTokens();
    expect((await errorOf(create({ ...client, grantType: 'refresh_token', refreshToken })))[0]).toBe(
      'InvalidGrantException',
    );
  });
});

test('records API calls, but not pages', async () => {
  const { accessToken } = await signIn();
  await credentialsFor(accessToken);
  await send(fixture.aws.url, { method: 'GET', path: '/device' });
  expect(fixture.aws.requests.map(({ action }) => action)).toEqual([
    'RegisterClient',
    'StartDeviceAuthorization',
    'CreateToken',
    'GetRoleCredentials',
  ]);
  expect(fixture.aws.requests.at(-1)?.parameters).toMatchObject({ account_id: '222233334444', role_name: 'Viewer' });
});
