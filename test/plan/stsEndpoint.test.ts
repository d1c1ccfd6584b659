import { arn, CONFIG, keys, planOf, refusalOf } from './planFixtures';

const me = (lines = '', sections = '') => ({ config: `[profile me]\n${lines}\n${keys()}${sections}` });

describe('the URL of STS', () => {
  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
  const services = '[services local]\nsts =\n  endpoint_url = http://services:1\n';
  const all = 'services = local\nendpoint_url = http://profile:1';
  const env = { AWS_ENDPOINT_URL_STS: 'http://sts:1', AWS_ENDPOINT_URL: 'http://all:1' };

  test.each([
    ['is AWS_ENDPOINT_URL_STS', env, all, 'http://sts:1'],
    ['is AWS_ENDPOINT_URL without that', { AWS_ENDPOINT_URL: 'http://all:1' }, all, 'http://all:1'],
    ["is that of the profile's services without both", {}, all, 'http://services:1'],
    ['is endpoint_url of the profile without all of these', {}, 'endpoint_url = http://profile:1', 'http://profile:1'],
    ['is up to AWS by default', {}, '', undefined],
    ['ignores empty variables', { AWS_ENDPOINT_URL_STS: '', AWS_ENDPOINT_URL: '' }, all, 'http://services:1'],
    [
      'is up to AWS with AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
      { ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      all,
      undefined,
    ],
    ['is up to AWS with that in capitals', { ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'TRUE' }, all, undefined],
    [
      'is up to AWS with ignore_configured_endpoint_urls',
      env,
      `${all}\nignore_configured_endpoint_urls = true`,
      undefined,
    ],
    [
      'follows AWS_IGNORE_CONFIGURED_ENDPOINT_URLS rather than the setting',
      { ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
      `${all}\nignore_configured_endpoint_urls = true`,
      'http://sts:1',
    ],
    [
      'is unaffected by ignore_configured_endpoint_urls = false',
      {},
      `${all}\nignore_configured_endpoint_urls = false`,
      'http://services:1',
    ],
  ])('%s', (_, variables, lines, endpoint) => {
    expect(planOf(me(lines, services), 'me', variables).sts.endpoint).toBe(endpoint);
  });

  test('is not affected by a services section without sts', () => {
    const config = `[profile me]\nservices = s3\nendpoint_url = http://profile:1\n${keys()}[services s3]\ns3 =\n  endpoint_url = http://s3:1\n`;
    expect(planOf({ config }, 'me').sts.endpoint).toBe('http://profile:1');
  });

  test("is the target's, not its source profile's", () => {
    const config = `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = me\n[profile me]\nendpoint_url = http://me:1\n${keys()}`;
    expect(planOf({ config }, 'prod').sts.endpoint).toBeUndefined();
  });

  test('rejects a services section that does not exist and names the line', () => {
    const { message, exitCode } = refusalOf(me('services = nowhere', services), 'me');
    expect(exitCode).toBe(3);
    expect(message).toBe(`services "nowhere" of profile "me" (${CONFIG}:2) does not exist.`);
  });

  test('suggests the nearest services section', () => {
    const { hints } = refusalOf(me('services = lcoal', services), 'me');
    expect(hints).toEqual([['aws configure set services local --profile me', 'Did you mean']]);
  });

  test.each(['localhost:4566', 'file:///etc/passwd', 'nonsense', 'ftp://host'])(
    'rejects %s and names where it was found',
    (url) => {
      expect(refusalOf(me(`endpoint_url = ${url}`), 'me')).toMatchObject({
        exitCode: 3,
        message: `The endpoint in ${CONFIG}:2 must be a URL that starts with https:// or http://.`,
      });
      expect(refusalOf(me(), 'me', { AWS_ENDPOINT_URL: url })).toMatchObject({
        exitCode: 3,
        message: 'The endpoint in AWS_ENDPOINT_URL must be a URL that starts with https:// or http://.',
      });
    },
  );
});

describe.each([
  ['use_fips_endpoint', 'AWS_USE_FIPS_ENDPOINT', 'useFipsEndpoint'],
  ['use_dualstack_endpoint', 'AWS_USE_DUALSTACK_ENDPOINT', 'useDualstackEndpoint'],
] as const)('%s', (key, variable, member) => {
  test.each([
    ['true', undefined, true],
    ['True', undefined, true],
    ['false', undefined, undefined],
    ['true', 'false', undefined],
    ['false', 'true', true],
    // botocore, ensure_boolean: what is set and not true is false.
    ['true', '', undefined],
  ])('%s in the profile, %s in the environment', (setting, value, on) => {
    expect(planOf(me(`${key} = ${setting}`), 'me', { [variable]: value }).sts[member]).toBe(on);
  });

  test('gives way to a custom endpoint, as in the AWS CLI', () => {
    const endpoint = 'http://localhost:1';
    expect(planOf(me(`${key} = true\nendpoint_url = ${endpoint}`), 'me').sts).toEqual({
      region: 'us-east-1',
      endpoint,
    });
    const env = { [variable]: 'true', AWS_ENDPOINT_URL: endpoint };
    expect(planOf(me(), 'me', env).sts).toEqual({ region: 'us-east-1', endpoint });
  });
});
