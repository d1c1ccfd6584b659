import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askSource } from '../../../src/credentials/askSource';
import type { RequestedSource } from '../../../src/credentials/resolveContext';
import { signIn } from '../../../src/credentials/ssoSignIn/signIn';
import { isSignInRequired, type SignInContext } from '../../../src/credentials/ssoSignIn/signInContext';
import { openSourceFixture, SESSION, type SourceFixture, thrown } from '../sourceFixture';

/** Answers every request with this, and counts them. */
async function openStub(body: string) {
  const server: Server = createServer((request, response) => {
    stub.requests.push(request.url ?? '');
    request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [] as string[],
    close: () => void server.close(),
  };
  return stub;
}

let fixture: SourceFixture;
const stubs: { close(): void }[] = [];
beforeEach(async () => {
  fixture = await openSourceFixture();
  fixture.aws.identityCenter.answerAlways('allow');
});
afterEach(async () => {
  for (const stub of stubs.splice(0)) stub.close();
  await fixture.close();
});
const stubOf = async (body: object) => {
  const stub = await openStub(JSON.stringify(body));
  stubs.push(stub);
  return stub;
};

const signInContext = (): SignInContext => ({
  env: fixture.env,
  files: fixture.context.files,
  now: fixture.context.now,
  network: fixture.context.network,
  print: () => {},
  open: (url) => fetch(url),
  waiting: (_, work) => work,
});
const signInAt = (url: string) =>
  signIn(SESSION, { method: 'browser', profile: 'dev', oidc: { url } }, signInContext());
const ask = (portal: string, oidc: string, env = {}) => {
  const endpoints = { portal: { url: portal }, oidc: { url: oidc } };
  const permissionSet = { profile: 'dev', session: SESSION, accountId: '222233334444', roleName: 'Viewer' };
  const source: RequestedSource = { kind: 'sso', ...permissionSet, endpoints };
  return askSource(source, { ...fixture.context, env: { ...fixture.env, ...env } });
};

describe('IAM Identity Center', () => {
  test('is asked where the plan says, whatever the environment says', async () => {
    const elsewhere = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:1' };
    await signInAt(fixture.url);
    expect((await ask(fixture.url, fixture.url, elsewhere)).credentials.accessKeyId).toMatch(/^ASIA/);
  });

  test('gets the portal’s requests at the portal’s URL, and the renewal of a token at that of OIDC', async () => {
    const members = { accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't', expiration: 4_070_908_800_000 };
    const portal = await stubOf({ roleCredentials: members });
    await signInAt(fixture.url);
    const later = { ...fixture.context, now: () => new Date(Date.now() + 8 * 3_600_000) };
    const endpoints = { portal: { url: portal.url }, oidc: { url: fixture.url } };
    const permissionSet = { profile: 'dev', session: SESSION, accountId: '222233334444', roleName: 'Viewer' };
    await askSource({ kind: 'sso', ...permissionSet, endpoints }, later);
    expect(portal.requests).toEqual([expect.stringContaining('/federation/credentials')]);
    expect(fixture.aws.requests.map(({ action }) => action).filter((action) => action === 'CreateToken')).toHaveLength(
      2,
    );
  });

  test('that cannot be reached is named by the URL that was asked, also in the hint', async () => {
    await signInAt(fixture.url);
    const error = await thrown(ask('http://127.0.0.1:1/portal', fixture.url));
    expect(error.message).toContain('http://127.0.0.1:1/portal could not be reached');
    expect(error.hints).toEqual([['curl http://127.0.0.1:1/portal', 'Check the connection']]);
    const oidc = await thrown(signInAt('http://127.0.0.1:1/oidc'));
    expect(oidc.message).toContain('http://127.0.0.1:1/oidc could not be reached');
  });

  test('is signed in to where the profile’s OIDC service is, when that is required first', async () => {
    const error = await thrown(ask(fixture.url, 'http://oidc:1'));
    expect(isSignInRequired(error) && error.oidc.url).toBe('http://oidc:1');
  });
});

describe('An odd answer to a sign-in names the service and the field, and saves no token:', () => {
  test.each([
    [
      { clientId: 'i', clientSecret: 's', clientSecretExpiresAt: 4_070_908_800_000 },
      'clientSecretExpiresAt is in the year 1\\d+',
    ],
    [
      { clientId: 'i', clientSecret: 's', clientSecretExpiresAt: 1_577_836_800 },
      'clientSecretExpiresAt is in the past \\(2020',
    ],
    [{ clientId: 'i', clientSecret: 's', clientSecretExpiresAt: '2099' }, "clientSecretExpiresAt isn't a time"],
  ])('%j', async (body, words) => {
    const oidc = await stubOf(body);
    const error = await thrown(signInAt(oidc.url));
    expect([error.exitCode, error.message]).toEqual([
      1,
      expect.stringMatching(new RegExp(`^${oidc.url} returned a sign-in whose ${words}`)),
    ]);
    expect(fixture.context.files.list(`${fixture.home}/.aws/sso/cache`)).toEqual([]);
  });

  test.each([
    [{ accessToken: 't', expiresIn: -5 }, 'expiresIn is in the past'],
    [{ accessToken: 't', expiresIn: 1e12 }, 'expiresIn is in the year \\d+'],
    [{ accessToken: 't', expiresIn: 'soon' }, "expiresIn isn't a time"],
    [{ accessToken: 't' }, "expiresIn isn't a time"],
  ])('%j, when a token is renewed', async (body, words) => {
    await signInAt(fixture.url);
    const folder = `${fixture.home}/.aws/sso/cache`;
    const read = () =>
      fixture.context.files.list(folder).map((name) => fixture.context.files.read(`${folder}/${name}`));
    const before = read();
    const oidc = await stubOf(body);
    const endpoints = { portal: { url: fixture.url }, oidc: { url: oidc.url } };
    const permissionSet = { profile: 'dev', session: SESSION, accountId: '222233334444', roleName: 'Viewer' };
    const now = () => new Date(Date.now() + 9 * 3_600_000);
    const error = await thrown(askSource({ kind: 'sso', ...permissionSet, endpoints }, { ...fixture.context, now }));
    expect(error.message).toMatch(new RegExp(`^${oidc.url} returned a sign-in whose ${words}`));
    expect(read()).toEqual(before);
  });
});
