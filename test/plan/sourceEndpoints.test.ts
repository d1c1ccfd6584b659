import { arn, CONFIG, draftOf, keys, planOf, refusalOf } from './planFixtures';

const CENTER =
  'sso_account_id = 123456789012\nsso_role_name = R\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1';
const LOGIN = 'login_session = arn:aws:iam::123456789012:user/me';
const me = (lines: string, more = '') => ({ config: `[profile me]\n${lines}\n${more}` });
const SERVICES =
  '[services own]\nsso =\n  endpoint_url = http://portal:1/\nsso_oidc =\n  endpoint_url = http://oidc:1\nsignin =\n  endpoint_url = http://signin:1\nsts =\n  endpoint_url = nonsense\n';

/** The URLs of a plan's source. */
const urlsOf = (texts: { config: string }, env = {}) => {
  const { source } = planOf(texts, 'me', env);
  if (source.kind !== 'sso' && source.kind !== 'login') throw new Error(source.kind);
  return Object.fromEntries(Object.entries(source.endpoints).map(([name, { url }]) => [name, url]));
};

describe('The services of IAM Identity Center', () => {
  test('are AWS’s own in sso_region, whatever the region of the profile', () => {
    expect(urlsOf(me(`${CENTER}\nregion = us-gov-west-1`))).toEqual({
      portal: 'https://portal.sso.eu-west-1.amazonaws.com',
      oidc: 'https://oidc.eu-west-1.amazonaws.com',
    });
  });

  test.each([
    [{ AWS_ENDPOINT_URL_SSO: 'http://a:1' }, 'http://a:1', 'http://oidc:1'],
    [{ AWS_ENDPOINT_URL_SSO_OIDC: 'http://a:1' }, 'http://portal:1', 'http://a:1'],
    [{ AWS_ENDPOINT_URL: 'http://a:1' }, 'http://a:1', 'http://a:1'],
  ])('are those of %j before those of the profile', (env, portal, oidc) => {
    expect(urlsOf(me(`${CENTER}\nservices = own`, SERVICES), env)).toEqual({ portal, oidc });
  });

  test('come with where they were found', () => {
    const { source } = planOf(me(`${CENTER}\nservices = own`, SERVICES), 'me', { AWS_ENDPOINT_URL_SSO: 'http://a:1' });
    expect(source).toMatchObject({
      endpoints: {
        portal: { url: 'http://a:1', location: 'AWS_ENDPOINT_URL_SSO' },
        oidc: { url: 'http://oidc:1', location: `${CONFIG}:11` },
      },
    });
  });

  test('are asked by the settings of the assumed profile, as STS is, never by those of its source', () => {
    const role = `role_arn = ${arn('R')}\nsource_profile = base\nuse_fips_endpoint = true`;
    const base = `[profile base]\n${CENTER}\nendpoint_url = http://base:1\nservices = own\n${SERVICES}`;
    expect(urlsOf(me(role, base))).toEqual({
      portal: 'https://portal.sso-fips.eu-west-1.amazonaws.com',
      oidc: 'https://oidc-fips.eu-west-1.amazonaws.com',
    });
    expect(planOf(me(role, base), 'me').sts).toMatchObject({ useFipsEndpoint: true });
    const plain = role.replace('use_fips_endpoint = true', 'endpoint_url = http://target:1');
    expect(urlsOf(me(plain, base))).toEqual({ portal: 'http://target:1', oidc: 'http://target:1' });
  });

  test('are asked by the settings of --source-profile for a role without a profile', () => {
    const { source } = planOf(
      me(`${CENTER}\nendpoint_url = http://me:1`),
      undefined,
      {},
      {
        roleArn: arn('R'),
        sourceProfile: 'me',
      },
    );
    expect(source).toMatchObject({ endpoints: { portal: { url: 'http://me:1' } } });
  });

  test('do not fail for a setting of STS', () => {
    expect(planOf(me(`${CENTER}\nservices = own`, SERVICES), 'me').sts).toEqual({ region: 'us-east-1' });
    expect(planOf(me(CENTER), 'me', { AWS_ENDPOINT_URL_STS: 'nonsense' }).source.kind).toBe('sso');
    const role = `role_arn = ${arn('R')}\nsource_profile = base\nservices = own`;
    expect(refusalOf(me(role, `[profile base]\n${CENTER}\n${SERVICES}`), 'me').message).toContain('must be a URL');
  });

  test('use the URL where there is FIPS, too', () => {
    const lines = `${CENTER}\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true\nendpoint_url = http://me:1/x/`;
    expect(urlsOf(me(lines))).toEqual({ portal: 'http://me:1/x', oidc: 'http://me:1/x' });
  });

  test('fail for an invalid URL once, with its location', () => {
    const { problems } = draftOf(me(`${CENTER}\nendpoint_url = localhost`), 'me');
    expect(problems.map(({ message }) => message)).toEqual([
      `The endpoint in ${CONFIG}:6 must be a URL that starts with https:// or http://.`,
    ]);
  });
});

describe('AWS Sign-In', () => {
  test.each([
    ['region = eu-west-1', {}, 'https://eu-west-1.signin.aws.amazon.com'],
    ['', { AWS_REGION: 'cn-north-1' }, 'https://cn-north-1.signin.amazonaws.cn'],
    ['region = us-gov-west-1\nuse_fips_endpoint = true', {}, 'https://signin-fips.amazonaws-us-gov.com'],
    ['region = us-iso-east-1', {}, 'https://us-iso-east-1.signin.c2shome.ic.gov'],
    ['services = own', {}, 'http://signin:1'],
    ['services = own', { AWS_ENDPOINT_URL_SIGNIN: 'http://a:1' }, 'http://a:1'],
    ['services = own', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, 'https://us-east-1.signin.aws.amazon.com'],
  ])('for %j and %j is %s', (lines, env, signin) => {
    expect(urlsOf(me(`${LOGIN}\n${lines}`, SERVICES), env)).toEqual({ signin });
  });

  test('is asked by the settings of the assumed profile', () => {
    const role = `role_arn = ${arn('R')}\nsource_profile = base\nregion = eu-west-2`;
    expect(urlsOf(me(role, `[profile base]\n${LOGIN}\nregion = us-east-2\nuse_fips_endpoint = true`))).toEqual({
      signin: 'https://eu-west-2.signin.aws.amazon.com',
    });
  });
});

test('Other sources have no endpoints of their own', () => {
  expect(planOf(me(keys()), 'me').source).not.toHaveProperty('endpoints');
});
