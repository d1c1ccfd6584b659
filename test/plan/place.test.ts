import { arn, CONFIG, keys, planOf, refusalOf } from './planFixtures';

const me = (lines = '', more = '') => ({ config: `[profile me]\n${lines}\n${keys()}${more}` });
const role = (partition: string, lines = '') => ({
  config: `[profile me]\nrole_arn = ${arn('R').replace('aws', partition)}\nsource_profile = base\n${lines}\n[profile base]\n${keys()}`,
});

describe('where STS is asked if nobody says a region', () => {
  test.each([
    ['aws', 'us-east-1'],
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-eusc', 'eusc-de-east-1'],
    ['aws-iso', 'us-iso-east-1'],
    ['aws-iso-b', 'us-isob-east-1'],
    ['aws-iso-e', 'eu-isoe-west-1'],
    ['aws-iso-f', 'us-isof-south-1'],
    ['aws-new', 'us-east-1'],
  ])('the partition %s: %s', (partition, region) => {
    expect(planOf(role(partition), 'me')).toMatchObject({ sts: { region } });
    expect('region' in planOf(role(partition), 'me')).toBe(false);
  });

  test('the environment comes before that', () => {
    expect(planOf(role('aws-cn'), 'me', { AWS_DEFAULT_REGION: 'cn-northwest-1' }).sts.region).toBe('cn-northwest-1');
  });

  test('the role of a web identity has a partition too', () => {
    const config = `[profile me]\nrole_arn = ${arn('R').replace('aws', 'aws-us-gov')}\nweb_identity_token_file = /t\n`;
    expect(planOf({ config }, 'me').sts.region).toBe('us-gov-west-1');
  });

  test('a region of the environment that is none is refused', () => {
    expect(refusalOf(me(), 'me', { AWS_REGION: 'eu west' })).toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('AWS_REGION is not the name of a region'),
    });
  });
});

describe('a chain from one partition to another', () => {
  test('is refused with both lines', () => {
    const config =
      `[profile top]\nrole_arn = ${arn('Top').replace('aws', 'aws-cn')}\nsource_profile = hub\n` +
      `[profile hub]\nrole_arn = ${arn('Hub')}\nsource_profile = base\n[profile base]\n${keys()}`;
    const { message, exitCode } = refusalOf({ config }, 'top');
    expect(exitCode).toBe(3);
    expect(message).toBe(
      `A role in the partition aws-cn (${CONFIG}:2) cannot be assumed with a role in the partition aws (${CONFIG}:5).`,
    );
  });

  test('that begins with a web identity too', () => {
    const config =
      `[profile top]\nrole_arn = ${arn('Top').replace('aws', 'aws-cn')}\nsource_profile = pod\n` +
      `[profile pod]\nrole_arn = ${arn('Pod')}\nweb_identity_token_file = /t\n`;
    expect(refusalOf({ config }, 'top').message).toContain(`the partition aws (${CONFIG}:5)`);
  });

  test('cannot be seen where it begins with keys', () => {
    expect(planOf(role('aws-cn'), 'me').hops).toHaveLength(1);
  });
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

  test('does not go with an address of its own, as in the AWS SDKs', () => {
    const { message, exitCode } = refusalOf(me(`${key} = true\nendpoint_url = http://localhost:1`), 'me');
    expect(exitCode).toBe(3);
    expect(message).toContain(`${CONFIG}:3`);
    expect(message).toContain(`endpoint (${CONFIG}:2) exclude each other`);
    expect(refusalOf(me(), 'me', { [variable]: 'true', AWS_ENDPOINT_URL: 'http://localhost:1' }).message).toContain(
      `The endpoint in AWS_ENDPOINT_URL`,
    );
  });
});

describe('a region that stands for FIPS endpoints', () => {
  test.each([
    ['fips-us-east-1', 'us-east-1'],
    ['us-gov-west-1-fips', 'us-gov-west-1'],
  ])('%s is %s at its FIPS endpoint, as in the AWS CLI; the shell gets it as it is', (configured, region) => {
    expect(planOf(me(`region = ${configured}`), 'me')).toMatchObject({
      region: configured,
      sts: { region, useFipsEndpoint: true },
    });
    expect(planOf(me(), 'me', { AWS_REGION: configured }).sts).toEqual({ region, useFipsEndpoint: true });
  });
});

test('misspelt services are named with the near ones', () => {
  const { hints } = refusalOf(me('services = lcoal', '[services local]\nsts =\n  endpoint_url = http://x\n'), 'me');
  expect(hints).toEqual([['aws configure set services local --profile me', 'changes it']]);
});
