import type { Env } from '../../src/platform/env';
import { arn, CONFIG, planOf, refusalOf } from './planFixtures';

const ON_INSTANCE = `[profile me]\nrole_arn = ${arn('Me')}\ncredential_source = Ec2InstanceMetadata\n`;
const config = (lines = '') => ({ config: ON_INSTANCE + lines });
const sourceOf = (lines: string, env: Env = {}) => planOf(config(lines), 'me', env).source;

describe('the metadata service of an EC2 instance', () => {
  test.each<[string, string, Env, object]>([
    [
      'the profile',
      'ec2_metadata_service_endpoint = http://[::1]:81/x/\n',
      {},
      { url: 'http://[::1]:81/x', location: `${CONFIG}:4` },
    ],
    [
      'a variable, which wins',
      'ec2_metadata_service_endpoint = http://file/\n',
      { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://variable/' },
      { url: 'http://variable', location: 'AWS_EC2_METADATA_SERVICE_ENDPOINT' },
    ],
    [
      'the mode of the profile',
      'ec2_metadata_service_endpoint_mode = ipv6\n',
      {},
      { url: 'http://[fd00:ec2::254]', location: `${CONFIG}:4` },
    ],
    [
      'the mode of a variable',
      '',
      { AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'IPv6' },
      { url: 'http://[fd00:ec2::254]', location: 'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE' },
    ],
    [
      'AWS itself, if an empty variable turns off what the profile sets',
      'ec2_metadata_service_endpoint = http://file/\n',
      { AWS_EC2_METADATA_SERVICE_ENDPOINT: '' },
      { url: 'http://169.254.169.254' },
    ],
  ])('is where it is set by %s', (_, lines, env, metadata) => {
    expect(sourceOf(lines, env)).toMatchObject({ endpoints: { metadata } });
  });

  test('is that of the profile to assume, and not of the source profile', () => {
    const role = `[profile top]\nrole_arn = ${arn('Top')}\nsource_profile = me\n`;
    const inSource = config(`ec2_metadata_service_endpoint = http://source/\n${role}`);
    expect(planOf(inSource, 'top').source).toMatchObject({
      endpoints: { metadata: { url: 'http://169.254.169.254' } },
    });
    const inTarget = config(`${role}ec2_metadata_service_endpoint = http://target/\n`);
    expect(planOf(inTarget, 'top').source).toMatchObject({ endpoints: { metadata: { url: 'http://target' } } });
  });

  test.each<[string, Env, boolean]>([
    ['ec2_metadata_v1_disabled = true\n', {}, true],
    ['ec2_metadata_v1_disabled = true\n', { AWS_EC2_METADATA_V1_DISABLED: 'false' }, false],
    ['', { AWS_EC2_METADATA_V1_DISABLED: 'True' }, true],
  ])('requires a token by %j and %j: %s', (lines, env, requiresToken) => {
    expect(sourceOf(lines, env)).toMatchObject({ requiresToken });
  });

  test.each([
    ['ec2_metadata_service_endpoint = here', 'The endpoint in', 'must be a URL'],
    ['ec2_metadata_service_endpoint_mode = v6', 'The endpoint mode in', 'must be IPv4 or IPv6.'],
  ])('is rejected with its line: %s', (line, begins, ends) => {
    const { message, exitCode } = refusalOf(config(`${line}\n`), 'me');
    expect(exitCode).toBe(3);
    expect(message).toContain(`${begins} ${CONFIG}:4 ${ends}`);
  });

  test('shows that a profile without credentials is on an instance', () => {
    const bare = { config: '[profile bare]\nec2_metadata_service_endpoint = http://127.0.0.1/\n' };
    expect(planOf(bare, 'bare').source).toMatchObject({ kind: 'instance', profile: 'bare' });
  });
});
