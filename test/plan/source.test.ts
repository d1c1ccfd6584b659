import { planFor } from '../../src/plan/plan';
import type { Env } from '../../src/platform/env';
import { arn, CONFIG, draftOf, failureOf, keys, planOf, planRequest, profilesOf, refusalOf } from './planFixtures';

const profile = (lines: string, more = '') => ({ config: `[profile me]\n${lines}\n${more}` });
const CORP =
  '[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = eu-west-1\nsso_registration_scopes = a:b, c:d\n';
const OF_CORP = 'sso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Admin';
const LEGACY =
  'sso_account_id = 123456789012\nsso_role_name = Admin\nsso_start_url = https://x/start\nsso_region = eu-west-1';

describe('IAM Identity Center', () => {
  test('with an sso-session', () => {
    expect(planOf(profile(OF_CORP, CORP), 'me').source).toEqual({
      kind: 'sso',
      profile: 'me',
      session: { name: 'corp', startUrl: 'https://corp.example/start', region: 'eu-west-1', scopes: ['a:b', 'c:d'] },
      accountId: '123456789012',
      roleName: 'Admin',
    });
  });

  test("in the legacy form, with the AWS CLI's scope", () => {
    expect(planOf(profile(LEGACY), 'me').source).toMatchObject({
      session: { startUrl: 'https://x/start', region: 'eu-west-1', scopes: ['sso:account:access'] },
    });
  });

  test('an sso-session without scopes has the same one', () => {
    const texts = profile(OF_CORP, CORP.replace(/sso_registration_scopes.*/, 'sso_registration_scopes = ,'));
    expect(planOf(texts, 'me').source).toMatchObject({ session: { scopes: ['sso:account:access'] } });
  });

  test('a misspelt sso-session is named with its line, and the near one is offered', () => {
    const { message, exitCode, hints } = refusalOf(profile(OF_CORP.replace('corp', 'crop'), CORP), 'me');
    expect(exitCode).toBe(3);
    expect(message).toBe(`The profile "me" (${CONFIG}:2) names the sso-session "crop", which does not exist.`);
    expect(hints[0]).toEqual(['aws configure set sso_session corp --profile me', 'changes it']);
  });

  test('two values for one key are an error that names both lines, and no value', () => {
    const { message, exitCode } = refusalOf(profile(`${OF_CORP}\nsso_region = eu-west-2`, CORP), 'me');
    expect(exitCode).toBe(3);
    expect(message).toContain(`sso_region has one value in the profile "me" (${CONFIG}:5)`);
    expect(message).toContain(`sso-session "corp" (${CONFIG}:8)`);
    expect(message).not.toContain('eu-west');
  });

  test.each(['sso_account_id', 'sso_role_name', 'sso_start_url', 'sso_region'])('%s must be there', (key) => {
    const { message, exitCode, hints } = refusalOf(profile(LEGACY.replace(new RegExp(`${key}.*`), '')), 'me');
    expect(exitCode).toBe(3);
    expect(message).toBe(`The profile "me" (${CONFIG}:1) has no ${key}, which IAM Identity Center needs.`);
    expect(hints[0]?.[0]).toBe('aws configure sso --profile me');
  });

  test.each(['sso_start_url', 'sso_region'])('%s is missed in the sso-session, where it belongs', (key) => {
    const { message, hints } = refusalOf(profile(OF_CORP, CORP.replace(new RegExp(`${key}.*`), '')), 'me');
    expect(message).toBe(`The sso-session "corp" (${CONFIG}:5) has no ${key}, which IAM Identity Center needs.`);
    expect(hints[0]?.[0]).toBe('aws configure sso-session');
  });

  test.each([
    ['sso_account_id', '1234', 'the 12 digits of an account'],
    ['sso_role_name', '', 'the name of a permission set'],
    ['sso_start_url', 'corp.example', 'a URL that begins with https://'],
    ['sso_region', 'eu west', 'the name of a region'],
  ])('%s = %s is refused', (key, value, form) => {
    const { message, exitCode } = refusalOf(profile(LEGACY.replace(new RegExp(`${key}.*`), `${key} = ${value}`)), 'me');
    expect(exitCode).toBe(3);
    expect(message).toMatch(new RegExp(`^${key} of the profile "me" \\(${CONFIG}:\\d\\) must be ${form}\\.$`));
  });

  test('a wrong value of the sso-session is told with its place', () => {
    expect(refusalOf(profile(OF_CORP, CORP.replace('eu-west-1', 'eu west')), 'me').message).toBe(
      `sso_region of the sso-session "corp" (${CONFIG}:7) must be the name of a region.`,
    );
  });

  test.each(['sso_session = corp', 'sso_start_url = https://x'])('%s alone says where, not who', (line) => {
    const { message, hints } = refusalOf(profile(line, CORP), 'me');
    expect(message).toContain('but neither sso_account_id nor sso_role_name');
    expect(hints[0]?.[0]).toBe('aws configure sso --profile me');
  });

  test('everything that is missing is told at once', () => {
    expect(draftOf(profile('sso_account_id = 12'), 'me').problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('sso_start_url'),
      expect.stringContaining('sso_region'),
      expect.stringContaining('sso_account_id'),
      expect.stringContaining('sso_role_name'),
    ]);
  });
});

describe('web identity', () => {
  const POD = `role_arn = ${arn('Pod')}\nweb_identity_token_file = /token`;

  test('has the role and the file of the profile', () => {
    expect(planOf(profile(POD), 'me')).toMatchObject({
      source: {
        kind: 'webIdentity',
        profile: 'me',
        tokenFile: { value: '/token', file: CONFIG, line: 3 },
        roleArn: arn('Pod'),
        roleSessionName: 'me-session',
        hasDefaultName: true,
      },
      hops: [],
    });
  });

  test('has the session name of the profile', () => {
    expect(planOf(profile(`${POD}\nrole_session_name = pod-1`), 'me').source).toMatchObject({
      roleSessionName: 'pod-1',
      hasDefaultName: false,
    });
  });

  test('needs a role_arn in the same profile: AWS_ROLE_ARN is for those who name none', () => {
    const { message, exitCode } = refusalOf(profile('web_identity_token_file = /token'), 'me', {
      AWS_ROLE_ARN: arn('Pod'),
    });
    expect(exitCode).toBe(3);
    expect(message).toContain(`has a web_identity_token_file (${CONFIG}:2), but no role_arn`);
  });

  test('of the environment is not used for a profile', () => {
    const env = { AWS_ROLE_ARN: arn('Pod'), AWS_WEB_IDENTITY_TOKEN_FILE: '/token' };
    expect(planOf(profile(keys()), 'me', env).source.kind).toBe('static');
  });

  test('a role that is none is refused', () => {
    expect(refusalOf(profile('role_arn = Pod\nweb_identity_token_file = /token'), 'me').message).toContain(
      'must be the ARN of a role',
    );
  });
});

describe('another program, and `aws login`', () => {
  test('are told with the line', () => {
    expect(planOf(profile('credential_process = vend --now'), 'me').source).toEqual({
      kind: 'process',
      profile: 'me',
      command: { value: 'vend --now', file: CONFIG, line: 2 },
    });
    expect(planOf(profile('login_session = arn:aws:iam::1:user/me'), 'me').source).toEqual({
      kind: 'login',
      profile: 'me',
      loginSession: { value: 'arn:aws:iam::1:user/me', file: CONFIG, line: 2 },
    });
  });

  test.each(['credential_process', 'login_session'])('%s must say something', (key) => {
    expect(refusalOf(profile(`${key} =`), 'me')).toMatchObject({
      exitCode: 3,
      message: `${key} of the profile "me" (${CONFIG}:2) is empty.`,
    });
  });
});

describe('credential_source', () => {
  const role = (source: string) => profile(`role_arn = ${arn('R')}\ncredential_source = ${source}`);
  const ENV = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'secret' };

  test('Environment: the keys that stood there before the first assume', () => {
    expect(planOf(role('Environment'), 'me', ENV)).toMatchObject({
      source: { kind: 'environment', profile: 'me', accessKeyId: 'AKIAENV', secretAccessKey: 'secret' },
      hops: [{ roleArn: arn('R'), places: { credential_source: `${CONFIG}:3` } }],
    });
  });

  test('Environment: all that belongs to the keys, the older name of the token first', () => {
    const more = { AWS_SESSION_TOKEN: 'new', AWS_CREDENTIAL_EXPIRATION: '2026-01-01T00:00:00Z', AWS_ACCOUNT_ID: '1' };
    expect(planOf(role('Environment'), 'me', { ...ENV, ...more }).source).toMatchObject({
      sessionToken: 'new',
      expiration: '2026-01-01T00:00:00Z',
      accountId: '1',
    });
    const both = { ...ENV, ...more, AWS_SECURITY_TOKEN: 'old' };
    expect(planOf(role('Environment'), 'me', both).source).toMatchObject({ sessionToken: 'old' });
  });

  test.each([
    [{}, 'AWS_ACCESS_KEY_ID is not set'],
    [{ ...ENV, AWS_ACCESS_KEY_ID: '' }, 'AWS_ACCESS_KEY_ID is not set'],
    [{ AWS_ACCESS_KEY_ID: 'AKIAENV' }, 'AWS_SECRET_ACCESS_KEY is not set'],
    [{ ...ENV, AWS_CREDENTIAL_EXPIRATION: 'soon' }, 'AWS_CREDENTIAL_EXPIRATION is no date'],
  ])('Environment: %j is not enough', (env, lacks) => {
    const { message, exitCode } = refusalOf(role('Environment'), 'me', env);
    expect(exitCode).toBe(3);
    expect(message).toContain(`The profile "me" (${CONFIG}:3) takes the credentials of the environment, but ${lacks}`);
  });

  test('EcsContainer needs the address of an agent', () => {
    const env = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' };
    expect(planOf(role('EcsContainer'), 'me', env).source).toEqual({ kind: 'container', profile: 'me' });
    expect(refusalOf(role('EcsContainer'), 'me').message).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
  });

  test('Ec2InstanceMetadata, unless it is switched off', () => {
    expect(planOf(role('Ec2InstanceMetadata'), 'me').source).toEqual({ kind: 'instance', profile: 'me' });
    const off = { AWS_EC2_METADATA_DISABLED: 'TRUE' };
    expect(refusalOf(role('Ec2InstanceMetadata'), 'me', off).message).toContain('AWS_EC2_METADATA_DISABLED');
  });

  test.each([
    ['environment', 'Environment'],
    ['ec2instancemetadata', 'Ec2InstanceMetadata'],
    ['EcsContaner', 'EcsContainer'],
  ])('%s is refused, and %s offered', (typed, meant) => {
    const { message, exitCode, hints } = refusalOf(role(typed), 'me');
    expect(exitCode).toBe(3);
    expect(message).toBe(
      `The credential_source "${typed}" of the profile "me" (${CONFIG}:3) must be one of Environment, Ec2InstanceMetadata, EcsContainer.`,
    );
    expect(hints).toEqual([[`aws configure set credential_source ${meant} --profile me`, 'changes it']]);
  });
});

describe('a profile that says nothing of credentials', () => {
  const config =
    '[profile bare]\nregion = eu-west-1\n[profile role]\nrole_arn = arn:aws:iam::123456789012:role/R\nsource_profile = bare\n';
  const onEc2 = (vendor: string | undefined, env: Env = {}) =>
    planFor(profilesOf({ config }), {
      ...planRequest('bare', {}, env),
      readFile: (path) => (path === '/sys/class/dmi/id/sys_vendor' ? vendor : undefined),
    }).source;

  test('takes those of the container it runs in', () => {
    const env = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' };
    expect(planOf({ config }, 'bare', env).source).toEqual({ kind: 'container', profile: 'bare' });
  });

  test('takes those of the EC2 instance it runs on', () => {
    expect(onEc2('Amazon EC2\n')).toEqual({ kind: 'instance', profile: 'bare' });
  });

  test.each([
    ['anywhere else', 'QEMU\n', {}],
    ['where nothing tells', undefined, {}],
    ['where AWS_EC2_METADATA_DISABLED is true', 'Amazon EC2\n', { AWS_EC2_METADATA_DISABLED: 'true' }],
  ])('has none %s', (_, vendor, env) => {
    expect(failureOf(() => onEc2(vendor, env)).message).toContain('has no credentials');
  });

  test('is no source for another, as in botocore', () => {
    const env = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' };
    expect(refusalOf({ config }, 'role', env).message).toContain('"bare"');
  });
});
