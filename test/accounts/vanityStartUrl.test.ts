import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { login } from '../../src/accounts/login';
import type { Context } from '../../src/context';
import { followOnce, resolveStartUrl } from '../../src/credentials/ssoSignIn/resolveStartUrl';
import type { SignInOptions } from '../../src/credentials/ssoSignIn/signInContext';
import { tokenFile } from '../../src/credentials/ssoSignIn/ssoToken';
import type { SsoSession } from '../../src/plan/sources';
import { isAwsStartUrl, regionInStartUrl } from '../../src/plan/startUrl';
import { realFiles } from '../../src/platform/files';
import { contextWith, fakeSts, realNetwork } from '../credentials/stsFixture';
import { planOf, refusalOf, rejectionOf } from '../plan/planFixtures';

const OWN = 'https://login.corp.example/start';
const PORTAL = 'https://ssoins-1.portal.eu-west-2.app.aws/start';

describe('A start URL', () => {
  // The AWS CLI 2.38: customizations/sso/resolve.py.
  test.each([
    ['https://acme.awsapps.com/start', true, undefined],
    ['https://ACME.AwsApps.com./start', true, undefined],
    ['https://start.awsapps.cn/directory/x', true, undefined],
    [PORTAL, true, 'eu-west-2'],
    ['https://ssoins-1.us-east-1.portal.amazonaws.com', true, 'us-east-1'],
    ['https://ssoins-1.cn-north-1.portal.amazonaws.com.cn', true, 'cn-north-1'],
    ['https://ssoins-1.portal.cn-north-1.app.amazonwebservices.com.cn', true, 'cn-north-1'],
    ['https://ssoins-1.eusc-de-east-1.portal.amazonaws.eu', true, 'eusc-de-east-1'],
    ['https://ssoins-1.portal.eusc-de-east-1.api.amazonwebservices.eu', true, 'eusc-de-east-1'],
    ['https://identitycenter.us-gov.amazonaws.com/ssoins-1', true, undefined],
    [OWN, false, undefined],
    ['https://app.aws.corp.example', false, undefined],
    ['https://notawsapps.com/start', false, undefined],
    ['https://corp.example/.awsapps.com', false, undefined],
  ])('%s is AWS’s own: %s, in %s', (url, isOwn, region) => {
    expect([isAwsStartUrl(url), regionInStartUrl(url)]).toEqual([isOwn, region]);
  });
});

describe('A start URL of the user’s own', () => {
  const to = (url: string) => async () => url;

  test('leads to a portal, whose host names the region', async () => {
    expect(await resolveStartUrl(OWN, undefined, to(`${PORTAL}/?from=x#/`))).toEqual({
      url: PORTAL,
      region: 'eu-west-2',
    });
    expect(await resolveStartUrl(OWN, 'us-east-1', to(PORTAL))).toEqual({ url: PORTAL, region: 'eu-west-2' });
  });

  test('needs sso_region if the host names none', async () => {
    const bare = 'https://acme.awsapps.com/start';
    expect(await resolveStartUrl(OWN, 'us-east-1', to(bare))).toEqual({ url: bare, region: 'us-east-1' });
    expect(await rejectionOf(resolveStartUrl(OWN, undefined, to(bare)))).toMatchObject({
      exitCode: 3,
      message: `The start URL ${OWN} leads to ${bare}, which names no region: set sso_region.`,
    });
  });

  test.each([OWN, 'https://evil.example/', 'http://acme.awsapps.com/start'])(
    'is refused if it leads to %s',
    async (url) => {
      expect(await rejectionOf(resolveStartUrl(OWN, 'us-east-1', to(url)))).toMatchObject({
        exitCode: 3,
        message: expect.stringContaining(`${OWN} leads to ${url.replace(/\/$/, '')}, which isn't IAM Identity Center.`),
      });
    },
  );

  test('must use https', async () => {
    expect(await rejectionOf(resolveStartUrl('http://corp.example', 'us-east-1', to(PORTAL)))).toMatchObject({
      message: 'The start URL http://corp.example must start with https://.',
    });
  });
});

describe('A redirect', () => {
  const follow = (url: string) => followOnce({ url }, realNetwork());
  let server: Server;
  let url: string;
  let requests: string[];
  beforeAll(async () => {
    server = createServer(({ method, url: path }, response) => {
      requests.push(`${method} ${path}`);
      if (path === '/plain') return void response.end();
      if (path === '/get' && method === 'HEAD') return void response.writeHead(405).end();
      if (path === '/lost') return void response.writeHead(404).end();
      if (path === '/nowhere') return void response.writeHead(302).end();
      response.writeHead(302, { location: path === '/relative' ? '/there' : PORTAL }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    requests = [];
  });
  afterAll(() => server.close());

  test('is followed once, with HEAD, or with GET where that is not allowed', async () => {
    expect(await follow(`${url}/start`)).toBe(PORTAL);
    expect(await follow(`${url}/get`)).toBe(PORTAL);
    expect(await follow(`${url}/relative`)).toBe(`${url}/there`);
    expect(await follow(`${url}/plain`)).toBe(`${url}/plain`);
    expect(requests).toEqual(['HEAD /start', 'HEAD /get', 'GET /get', 'HEAD /relative', 'HEAD /plain']);
  });

  test('that fails is reported with the URL', async () => {
    for (const [path, status] of [
      ['/lost', 404],
      ['/nowhere', 302],
    ] as const)
      expect(await rejectionOf(follow(url + path))).toMatchObject({
        exitCode: 1,
        message: `The start URL ${url}${path} returned HTTP status ${status}, and doesn't lead to IAM Identity Center.`,
      });
    expect(await rejectionOf(follow('http://127.0.0.1:1/'))).toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('could not be reached: connection refused'),
    });
  });
});

describe('assume login, with a start URL of the user’s own', () => {
  let home: string;
  let config: string;
  const signedIn: (readonly [SsoSession, SignInOptions])[] = [];
  const told: string[] = [];
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'assume-vanity-'));
    config = join(home, '.aws/config');
    mkdirSync(join(home, '.aws'));
    signedIn.length = 0;
    told.length = 0;
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const run = (text: string, more: Partial<Context> = {}) => {
    writeFileSync(config, text);
    chmodSync(config, 0o640);
    const context: Context = {
      ...contextWith(fakeSts().sts),
      env: { HOME: home },
      files: realFiles,
      resolveStartUrl: async ({ url }, region) => resolveStartUrl(url, region, async () => PORTAL),
      signIn: async (session, options) => {
        signedIn.push([session, options]);
        return new Date('2026-08-22T17:00:00Z');
      },
      notify: (line) => void told.push(line),
      ...more,
    };
    return login({ names: ['me'], options: {}, command: [] } as never, context);
  };
  const session = (lines = '') =>
    `[profile me]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = R\n[sso-session corp]\r\n  sso_start_url = ${OWN}\r\n${lines}# the end`;

  test('signs in in the region that it leads to, and saves that, as the AWS CLI does', async () => {
    await run(session());
    expect(signedIn).toEqual([
      [
        expect.objectContaining({ startUrl: OWN, portalUrl: PORTAL, region: 'eu-west-2' }),
        expect.objectContaining({ oidc: { url: 'https://oidc.eu-west-2.amazonaws.com' } }),
      ],
    ]);
    expect(readFileSync(config, 'utf8')).toBe(session('sso_region = eu-west-2\r\n'));
    expect(statSync(config).mode & 0o777).toBe(0o640);
    expect(told).toEqual(['Set sso_region to eu-west-2 (~/.aws/config:6).']);
  });

  test('replaces a region that is no longer right', async () => {
    await run(session('sso_region = us-east-1\n'));
    expect(readFileSync(config, 'utf8')).toBe(session('sso_region = eu-west-2\n'));
  });

  test('leaves the file alone if the region is right, or the sign-in fails', async () => {
    await run(session('sso_region = eu-west-2\n'));
    const failing = { signIn: async () => Promise.reject(new Error('denied')) };
    await expect(run(session(), failing)).rejects.toThrow('denied');
    expect(readFileSync(config, 'utf8')).toBe(session());
    expect(told).toEqual([]);
  });

  test('asks OIDC by the settings of the profile that is named, also behind a role', async () => {
    const role = `[profile me]\nrole_arn = arn:aws:iam::123456789012:role/R\nsource_profile = base\nuse_fips_endpoint = true\n`;
    await run(role + session().replace('[profile me]', '[profile base]\nendpoint_url = http://base:1'));
    expect(signedIn[0]?.[1].oidc.url).toBe('https://oidc-fips.eu-west-2.amazonaws.com');
  });
});

describe('A profile whose start URL is the user’s own', () => {
  const SSO = `[profile me]\nsso_account_id = 123456789012\nsso_role_name = R\nsso_start_url = ${OWN}\n`;

  test('works with sso_region, and its token file is named after its own URL', () => {
    const { source } = planOf({ config: `${SSO}sso_region = eu-west-2` }, 'me');
    if (source.kind !== 'sso') throw new Error(source.kind);
    const name = createHash('sha1').update(OWN).digest('hex');
    expect(tokenFile(source.session, { HOME: '/home/me' })).toBe(`/home/me/.aws/sso/cache/${name}.json`);
    expect(source.endpoints.portal.url).toBe('https://portal.sso.eu-west-2.amazonaws.com');
  });

  test('needs sso_region, and says that signing in sets it', () => {
    const { exitCode, message, hints } = refusalOf({ config: SSO }, 'me');
    expect([exitCode, message]).toEqual([3, expect.stringContaining('has no sso_region')]);
    expect(hints).toContainEqual(['assume login me', 'Sign in, which sets it']);
    const aws = SSO.replace(OWN, 'https://acme.awsapps.com/start');
    expect(refusalOf({ config: aws }, 'me').hints).toHaveLength(1);
  });
});
