import { arn, CONFIG, keys, planOf, refusalOf } from './planFixtures';

const me = (lines = '') => ({ config: `[profile me]\n${lines}\n${keys()}` });
const role = (partition: string) => ({
  config: `[profile me]\nrole_arn = ${arn('R').replace('aws', partition)}\nsource_profile = base\n[profile base]\n${keys()}`,
});

const INVALID = ['eu west 1', 'eu-west-1.example.com', '-eu', 'eu-', '123', 'x'.repeat(64), 'eu/../', 'é', 'a\nb'];

describe('the region of the shell', () => {
  test("is the profile's", () => {
    expect(planOf(me('region = eu-west-1'), 'me')).toMatchObject({ region: 'eu-west-1', sts: { region: 'eu-west-1' } });
  });

  test("is the flag's, if there is one", () => {
    const plan = planOf(me('region = eu-west-1'), 'me', { AWS_REGION: 'us-east-2' }, { region: 'ap-south-1' });
    expect(plan).toMatchObject({ region: 'ap-south-1', sts: { region: 'ap-south-1' } });
  });

  test('is left alone if neither sets one', () => {
    expect('region' in planOf(me(), 'me', { AWS_REGION: 'eu-west-1' })).toBe(false);
    expect('region' in planOf(me('region ='), 'me')).toBe(false);
  });

  test("is never the source profile's", () => {
    const config = `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = me\n[profile me]\nregion = eu-west-1\n${keys()}`;
    expect(planOf({ config }, 'prod').region).toBeUndefined();
  });

  test.each(INVALID)('rejects %j in the flag as a usage error, since it would become part of a host name', (region) => {
    const { message, exitCode } = refusalOf(me(), 'me', {}, { region });
    expect(exitCode).toBe(2);
    expect(message).toBe(`Invalid region "${region}": must be the name of a region, such as eu-west-1.`);
  });

  test('rejects an empty flag as a usage error, not as no flag', () => {
    expect(refusalOf(me(), 'me', {}, { region: '' }).exitCode).toBe(2);
  });

  test.each(INVALID.filter((region) => !region.includes('\n')))(
    'rejects %j in the profile and names the line',
    (region) => {
      const { message, exitCode } = refusalOf(me(`region = ${region}`), 'me');
      expect(exitCode).toBe(3);
      expect(message).toBe(`region of profile "me" (${CONFIG}:2) must be the name of a region.`);
    },
  );

  test.each(['us-gov-west-1', 'aws-global', 'x', 'mars-1'])(
    'accepts %s, known or not, since AWS adds regions',
    (region) => {
      expect(planOf(me(), 'me', {}, { region }).region).toBe(region);
    },
  );
});

describe('the region to call STS in', () => {
  test.each([
    [{ AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-1'],
    [{ AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-2'],
    [{ AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-2'],
    [{}, 'us-east-1'],
  ])("falls back to the environment's: %j gives %s", (env, region) => {
    expect(planOf(me(), 'me', env).sts).toEqual({ region });
  });

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
  ])('falls back, in partition %s, to %s', (partition, region) => {
    expect(planOf(role(partition), 'me')).toMatchObject({ sts: { region } });
    expect('region' in planOf(role(partition), 'me')).toBe(false);
  });

  test("is the environment's rather than the partition's default", () => {
    expect(planOf(role('aws-cn'), 'me', { AWS_DEFAULT_REGION: 'cn-northwest-1' }).sts.region).toBe('cn-northwest-1');
  });

  test('follows the partition of a web identity, too', () => {
    const config = `[profile me]\nrole_arn = ${arn('R').replace('aws', 'aws-us-gov')}\nweb_identity_token_file = /t\n`;
    expect(planOf({ config }, 'me').sts.region).toBe('us-gov-west-1');
  });

  test('rejects an invalid region in the environment', () => {
    expect(refusalOf(me(), 'me', { AWS_REGION: 'eu west' })).toMatchObject({
      exitCode: 3,
      message: 'AWS_REGION must be the name of a region, such as eu-west-1.',
    });
  });

  test.each([
    ['fips-us-east-1', 'us-east-1'],
    ['us-gov-west-1-fips', 'us-gov-west-1'],
  ])(
    'takes %s for the FIPS endpoint of %s, as in the AWS CLI, and leaves it as it is for the shell',
    (configured, region) => {
      expect(planOf(me(`region = ${configured}`), 'me')).toMatchObject({
        region: configured,
        sts: { region, useFipsEndpoint: true },
      });
      expect(planOf(me(), 'me', { AWS_REGION: configured }).sts).toEqual({ region, useFipsEndpoint: true });
    },
  );
});

describe('a role chain across partitions', () => {
  test('is rejected with both lines', () => {
    const config =
      `[profile top]\nrole_arn = ${arn('Top').replace('aws', 'aws-cn')}\nsource_profile = hub\n` +
      `[profile hub]\nrole_arn = ${arn('Hub')}\nsource_profile = base\n[profile base]\n${keys()}`;
    const { message, exitCode } = refusalOf({ config }, 'top');
    expect(exitCode).toBe(3);
    expect(message).toBe(
      `A role in partition aws-cn (${CONFIG}:2) can't be assumed with a role in partition aws (${CONFIG}:5).`,
    );
  });

  test('is rejected if it starts from a web identity', () => {
    const config =
      `[profile top]\nrole_arn = ${arn('Top').replace('aws', 'aws-cn')}\nsource_profile = pod\n` +
      `[profile pod]\nrole_arn = ${arn('Pod')}\nweb_identity_token_file = /t\n`;
    expect(refusalOf({ config }, 'top').message).toContain(`a role in partition aws (${CONFIG}:5)`);
  });

  test('goes unnoticed if it starts from keys, which do not show their partition', () => {
    expect(planOf(role('aws-cn'), 'me').hops).toHaveLength(1);
  });
});
