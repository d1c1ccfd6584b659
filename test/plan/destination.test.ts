import { withoutOwnDestination } from '../../src/environment/destination';
import type { Env } from '../../src/platform/env';
import { arn, CONFIG, draftOf, keys, planOf, refusalOf } from './planFixtures';

// test/oracle/destination.test.ts compares what comes of this with the AWS CLI.

const me = (lines: string, others = '') => ({ config: `[profile me]\n${lines}\n${keys()}${others}` });
const variablesOf = (lines: string, others = '', env: Env = {}) =>
  planOf(me(lines, others), 'me', env).destination?.variables;

describe('the destination of a profile', () => {
  test('is absent if nothing says anything about it', () => {
    expect(planOf(me('region = eu-west-1'), 'me')).not.toHaveProperty('destination');
  });

  test('names the line of each setting', () => {
    const services = '[services local]\ns3 =\n  endpoint_url = http://s3:1\n';
    const lines = 'endpoint_url = http://local:1\nservices = local\nuse_fips_endpoint = False\nca_bundle = /ca.pem';
    expect(variablesOf(lines, services)).toEqual([
      { name: 'AWS_ENDPOINT_URL', value: 'http://local:1', location: `${CONFIG}:2` },
      { name: 'AWS_ENDPOINT_URL_S3', value: 'http://s3:1', location: `${CONFIG}:10` },
      { name: 'AWS_USE_FIPS_ENDPOINT', value: 'false', location: `${CONFIG}:4` },
      { name: 'AWS_CA_BUNDLE', value: '/ca.pem', location: `${CONFIG}:5` },
    ]);
  });

  test("is the target's, not its source profile's", () => {
    const config = `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = me\n${me('endpoint_url = http://me:1').config}`;
    expect(planOf({ config }, 'prod').destination).toBeUndefined();
  });

  test('is that of --source-profile for a role without a profile', () => {
    const { destination } = planOf(me('endpoint_url = http://me:1'), arn('Any'), {}, { sourceProfile: 'me' });
    expect(destination?.variables).toMatchObject([{ name: 'AWS_ENDPOINT_URL', value: 'http://me:1' }]);
  });

  test("is that of the profile that applies to the shell's own credentials, for a role on them", () => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret', AWS_PROFILE: 'me' };
    const { destination } = planOf(me('endpoint_url = http://me:1'), arn('Any'), env);
    expect(destination?.variables).toMatchObject([{ name: 'AWS_ENDPOINT_URL', value: 'http://me:1' }]);
  });

  test('does not take for the user what an earlier assume has set', () => {
    const env = { AWS_ENDPOINT_URL: 'http://old:1', ASSUME_ENDPOINTS: 'AWS_ENDPOINT_URL=http://old:1' };
    expect(variablesOf('endpoint_url = http://new:1', '', withoutOwnDestination(env))).toMatchObject([
      { name: 'AWS_ENDPOINT_URL', value: 'http://new:1' },
    ]);
  });
});

describe('a setting that can do no good is rejected with its line', () => {
  test.each([
    [
      'account_id_endpoint_mode = never',
      `account_id_endpoint_mode of profile "me" (${CONFIG}:2) must be one of preferred, disabled, required.`,
    ],
    [
      'account_id_endpoint_mode =',
      `account_id_endpoint_mode of profile "me" (${CONFIG}:2) must be one of preferred, disabled, required.`,
    ],
    ['ca_bundle = /a|b', `The value for AWS_CA_BUNDLE (${CONFIG}:2) must not contain "|" or a control character.`],
    ['ca_bundle = /a\u001bb', `The value for AWS_CA_BUNDLE (${CONFIG}:2) must not contain "|" or a control character.`],
    ['ca_bundle = /a\n  b', `The value for AWS_CA_BUNDLE (${CONFIG}:2) must not contain "|" or a control character.`],
    ['services = nowhere', `services "nowhere" of profile "me" (${CONFIG}:2) does not exist.`],
    ['services =', `services "" of profile "me" (${CONFIG}:2) does not exist.`],
  ])('%j', (lines, message) => {
    expect(draftOf(me(lines), 'me').problems.map((problem) => problem.message)).toEqual([message]);
    expect(refusalOf(me(lines), 'me').exitCode).toBe(3);
  });

  test('a services section that is empty, as the AWS CLI rejects it', () => {
    expect(refusalOf(me('services = empty', '[services empty]\n'), 'me').message).toBe(
      `[services empty] (${CONFIG}:5) of profile "me" is empty.`,
    );
  });

  test("a services section that is missing, even if STS has an endpoint of the user's", () => {
    const env = { AWS_ENDPOINT_URL_STS: 'http://sts:1' };
    expect(refusalOf(me('services = nowhere'), 'me', env).message).toContain('services "nowhere"');
  });

  test.each<[string, Env]>([
    ['ca_bundle = /a|b', { AWS_CA_BUNDLE: '/mine.pem' }],
    ['account_id_endpoint_mode = never', { AWS_ACCOUNT_ID_ENDPOINT_MODE: 'disabled' }],
    ['services = nowhere', { AWS_ENDPOINT_URL: 'http://mine:1' }],
    ['services = nowhere', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }],
  ])('but not %j where a variable of the user wins', (lines, env) => {
    expect(draftOf(me(lines), 'me', env).problems).toEqual([]);
  });
});
