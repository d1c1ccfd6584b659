import { planFor } from '../../src/plan/plan';
import type { Env } from '../../src/platform/env';
import { arn, CONFIG, draftOf, failureOf, keys, planOf, planRequest, profilesOf, refusalOf } from './planFixtures';

const profile = (lines: string, more = '') => ({ config: `[profile me]\n${lines}\n${more}` });
const CORP =
  '[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = eu-west-1\nsso_registration_scopes = a:b, c:d\n';
const OF_CORP = 'sso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Admin';
const LEGACY =
  'sso_account_id = 123456789012\nsso_role_name = Admin\nsso_start_url = https://x/start\nsso_region = eu-west-1';

test.each([
  ['hu\ufffdsh', "isn't valid UTF-8"],
  ['hu\0sh', 'contains a NUL character'],
])('An access key that no variable can hold is rejected with its location: %j', (secret, defect) => {
  expect(refusalOf(profile(`aws_access_key_id = AKIA\naws_secret_access_key = ${secret}`), 'me')).toMatchObject({
    exitCode: 3,
    message: `The access key of profile "me" (${CONFIG}:2) ${defect}.`,
  });
});

describe('IAM Identity Center', () => {
  test('is read with an sso-session', () => {
    expect(planOf(profile(OF_CORP, CORP), 'me').source).toMatchObject({
      kind: 'sso',
      profile: 'me',
      session: { name: 'corp', startUrl: 'https://corp.example/start', region: 'eu-west-1', scopes: ['a:b', 'c:d'] },
      accountId: '123456789012',
      roleName: 'Admin',
    });
  });

  test("is read in the legacy form, with the AWS CLI's scope", () => {
    expect(planOf(profile(LEGACY), 'me').source).toMatchObject({
      session: { startUrl: 'https://x/start', region: 'eu-west-1', scopes: ['sso:account:access'] },
    });
  });

  test('has that scope too if the sso-session sets none', () => {
    const texts = profile(OF_CORP, CORP.replace(/sso_registration_scopes.*/, 'sso_registration_scopes = ,'));
    expect(planOf(texts, 'me').source).toMatchObject({ session: { scopes: ['sso:account:access'] } });
  });

  test('rejects an sso-session that does not exist, with its line and the nearest name', () => {
    const { message, exitCode, hints } = refusalOf(profile(OF_CORP.replace('corp', 'crop'), CORP), 'me');
    expect(exitCode).toBe(3);
    expect(message).toBe(`sso_session "crop" of profile "me" (${CONFIG}:2) does not exist.`);
    expect(hints).toEqual([['aws configure set sso_session corp --profile me', 'Did you mean']]);
  });

  test('rejects two values for one key, with both lines and neither value', () => {
    const { message, exitCode } = refusalOf(profile(`${OF_CORP}\nsso_region = eu-west-2`, CORP), 'me');
    expect(exitCode).toBe(3);
    expect(message).toBe(
      `sso_region must be the same in profile "me" (${CONFIG}:5) and sso-session "corp" (${CONFIG}:8).`,
    );
  });

  test.each(['sso_account_id', 'sso_role_name', 'sso_start_url', 'sso_region'])('requires %s', (key) => {
    const { message, exitCode, hints } = refusalOf(profile(LEGACY.replace(new RegExp(`${key}.*`), '')), 'me');
    expect(exitCode).toBe(3);
    expect(message).toBe(`Profile "me" (${CONFIG}:1) has no ${key}, which IAM Identity Center requires.`);
    expect(hints[0]?.[0]).toBe('aws configure sso --profile me');
  });

  test.each(['sso_start_url', 'sso_region'])('requires %s in the sso-session, if there is one', (key) => {
    const { message, hints } = refusalOf(profile(OF_CORP, CORP.replace(new RegExp(`${key}.*`), '')), 'me');
    expect(message).toBe(`sso-session "corp" (${CONFIG}:5) has no ${key}, which IAM Identity Center requires.`);
    expect(hints[0]?.[0]).toBe('aws configure sso-session');
  });

  test.each([
    ['sso_account_id', '1234', 'a 12-digit account ID'],
    ['sso_role_name', '', 'the name of a permission set'],
    ['sso_start_url', 'corp.example', 'a URL that starts with https://'],
    ['sso_region', 'eu west', 'the name of a region'],
  ])('rejects %s = %s', (key, value, form) => {
    const { message, exitCode } = refusalOf(profile(LEGACY.replace(new RegExp(`${key}.*`), `${key} = ${value}`)), 'me');
    expect(exitCode).toBe(3);
    expect(message).toMatch(new RegExp(`^${key} of profile "me" \\(${CONFIG}:\\d\\) must be ${form}\\.$`));
  });

  test('rejects an invalid value in the sso-session with its location', () => {
    expect(refusalOf(profile(OF_CORP, CORP.replace('eu-west-1', 'eu west')), 'me').message).toBe(
      `sso_region of sso-session "corp" (${CONFIG}:7) must be the name of a region.`,
    );
  });

  test.each(['sso_session = corp', 'sso_start_url = https://x'])(
    'rejects %s alone, which names a portal and no permission set',
    (line) => {
      const { message, hints } = refusalOf(profile(line, CORP), 'me');
      expect(message).toContain('but neither sso_account_id nor sso_role_name');
      expect(hints[0]?.[0]).toBe('aws configure sso --profile me');
    },
  );

  test('reports everything that is missing at once', () => {
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

  test('takes role and token file from the profile', () => {
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

  test('takes the session name from the profile', () => {
    expect(planOf(profile(`${POD}\nrole_session_name = pod-1`), 'me').source).toMatchObject({
      roleSessionName: 'pod-1',
      hasDefaultName: false,
    });
  });

  test('requires role_arn in the same profile, whatever AWS_ROLE_ARN is', () => {
    const { message, exitCode } = refusalOf(profile('web_identity_token_file = /token'), 'me', {
      AWS_ROLE_ARN: arn('Pod'),
    });
    expect(exitCode).toBe(3);
    expect(message).toContain(`has a web_identity_token_file (${CONFIG}:2) but no role_arn`);
  });

  test('is not taken from the environment for a profile', () => {
    const env = { AWS_ROLE_ARN: arn('Pod'), AWS_WEB_IDENTITY_TOKEN_FILE: '/token' };
    expect(planOf(profile(keys()), 'me', env).source.kind).toBe('static');
  });

  test('rejects an invalid role ARN', () => {
    expect(refusalOf(profile('role_arn = Pod\nweb_identity_token_file = /token'), 'me').message).toContain(
      'must be the ARN of a role',
    );
  });
});

describe('duration_seconds', () => {
  const POD = `role_arn = ${arn('Pod')}\nweb_identity_token_file = /token`;
  const warnings = (lines: string, more = '') =>
    planOf(profile(`${lines}\nduration_seconds = 7200`, more), 'me').warnings;

  test('is used for a web identity, as --duration is', () => {
    expect(planOf(profile(`${POD}\nduration_seconds = 7200`), 'me')).toMatchObject({
      source: { duration: { seconds: 7200, location: `${CONFIG}:4` } },
    });
    const flagged = planOf(profile(`${POD}\nduration_seconds = 7200`), 'me', {}, { duration: '3h' });
    expect(flagged).toMatchObject({ source: { duration: { seconds: 10_800, location: '--duration' } } });
    expect(warnings(POD)).toBeUndefined();
  });

  test('of a web identity is checked', () => {
    const { message, exitCode } = refusalOf(profile(`${POD}\nduration_seconds = 12h`), 'me');
    expect([exitCode, message]).toEqual([
      3,
      `duration_seconds of profile "me" (${CONFIG}:4) must be a number of seconds from 900 to 43200.`,
    ]);
  });

  test('is reported where something else decides, with its line', () => {
    expect(warnings(OF_CORP, CORP)).toEqual([
      `duration_seconds of profile "me" (${CONFIG}:5) has no effect: the permission set decides how long its credentials last.`,
    ]);
    expect(warnings(LEGACY)).toEqual([expect.stringContaining('permission set')]);
    expect(warnings('credential_process = vend')).toEqual([expect.stringContaining('credential_process decides')]);
    expect(warnings('login_session = arn:aws:iam::1:user/me')).toEqual([expect.stringContaining('"aws login"')]);
  });

  test('is reported for the source of a role, and not for the role', () => {
    const role = `[profile top]\nrole_arn = ${arn('Top')}\nsource_profile = me\nduration_seconds = 3600\n`;
    expect(planOf(profile(OF_CORP, CORP + role), 'top').warnings).toBeUndefined();
    expect(planOf(profile(`${OF_CORP}\nduration_seconds = 7200`, CORP + role), 'top').warnings).toHaveLength(1);
  });
});

describe('another program, and `aws login`', () => {
  test('are read with their lines', () => {
    expect(planOf(profile('credential_process = vend --now'), 'me').source).toEqual({
      kind: 'process',
      profile: 'me',
      command: { value: 'vend --now', file: CONFIG, line: 2 },
    });
    expect(planOf(profile('login_session = arn:aws:iam::1:user/me'), 'me').source).toMatchObject({
      kind: 'login',
      profile: 'me',
      loginSession: { value: 'arn:aws:iam::1:user/me', file: CONFIG, line: 2 },
    });
  });

  test.each(['credential_process', 'login_session'])('are rejected if %s is empty', (key) => {
    expect(refusalOf(profile(`${key} =`), 'me')).toMatchObject({
      exitCode: 3,
      message: `${key} of profile "me" (${CONFIG}:2) is empty.`,
    });
  });
});

describe('credential_source', () => {
  const role = (source: string) => profile(`role_arn = ${arn('R')}\ncredential_source = ${source}`);
  const ENV = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'secret' };

  test('Environment means the keys from before the first assume', () => {
    expect(planOf(role('Environment'), 'me', ENV)).toMatchObject({
      source: { kind: 'environment', profile: 'me', accessKeyId: 'AKIAENV', secretAccessKey: 'secret' },
      hops: [{ roleArn: arn('R'), locations: { credential_source: `${CONFIG}:3` } }],
    });
  });

  test('Environment includes everything that belongs to the keys, and prefers the older name of the token', () => {
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
    [
      { ...ENV, AWS_CREDENTIAL_EXPIRATION: 'soon' },
      "AWS_CREDENTIAL_EXPIRATION isn't an ISO 8601 time with a time zone",
    ],
  ])('Environment rejects %j', (env, reason) => {
    const { message, exitCode } = refusalOf(role('Environment'), 'me', env);
    expect(exitCode).toBe(3);
    expect(message).toBe(`Profile "me" (${CONFIG}:3) uses environment variables, but ${reason}.`);
  });

  test.each(['2099-08-22T10:00:00UTC', '2099-08-22 10:00:00 GMT', '20990822T100000Z', '2099-08-22T12:00:00+02'])(
    'Environment reads AWS_CREDENTIAL_EXPIRATION %s, as the AWS CLI does',
    (expiration) => {
      const env = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 's', AWS_CREDENTIAL_EXPIRATION: expiration };
      expect(planOf(role('Environment'), 'me', env).source).toMatchObject({ kind: 'environment', expiration });
    },
  );

  test('Environment rejects a secret that is not valid UTF-8', () => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'hu\ufffdsh' };
    expect(refusalOf(role('Environment'), 'me', env)).toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(/environment variables, but they are not valid UTF-8\.$/),
    });
  });

  test('EcsContainer requires the address of an agent', () => {
    const env = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' };
    expect(planOf(role('EcsContainer'), 'me', env).source).toEqual({ kind: 'container', profile: 'me' });
    expect(refusalOf(role('EcsContainer'), 'me').message).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
  });

  test('Ec2InstanceMetadata is rejected if AWS_EC2_METADATA_DISABLED is true', () => {
    expect(planOf(role('Ec2InstanceMetadata'), 'me').source).toEqual({
      kind: 'instance',
      profile: 'me',
      endpoints: { metadata: { url: 'http://169.254.169.254' } },
      requiresToken: false,
    });
    const off = { AWS_EC2_METADATA_DISABLED: 'TRUE' };
    expect(refusalOf(role('Ec2InstanceMetadata'), 'me', off).message).toContain('AWS_EC2_METADATA_DISABLED');
  });

  test.each([
    ['environment', 'Environment'],
    ['ec2instancemetadata', 'Ec2InstanceMetadata'],
    ['EcsContaner', 'EcsContainer'],
  ])('%s is rejected, and %s suggested', (typed, meant) => {
    const { message, exitCode, hints } = refusalOf(role(typed), 'me');
    expect(exitCode).toBe(3);
    expect(message).toBe(
      `credential_source "${typed}" of profile "me" (${CONFIG}:3) must be one of Environment, Ec2InstanceMetadata, EcsContainer.`,
    );
    expect(hints).toEqual([[`aws configure set credential_source ${meant} --profile me`, 'Did you mean']]);
  });
});

describe('a profile that does not mention credentials', () => {
  const config =
    '[profile bare]\nregion = eu-west-1\n[profile role]\nrole_arn = arn:aws:iam::123456789012:role/R\nsource_profile = bare\n';
  const onEc2 = (vendor: string | undefined, env: Env = {}) =>
    planFor(profilesOf({ config }), {
      ...planRequest('bare', {}, env),
      readFile: (path) => (path === '/sys/class/dmi/id/sys_vendor' ? vendor : undefined),
    }).source;

  test('uses those of the container it runs in', () => {
    const env = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' };
    expect(planOf({ config }, 'bare', env).source).toEqual({ kind: 'container', profile: 'bare' });
  });

  test('uses those of the EC2 instance it runs on', () => {
    expect(onEc2('Amazon EC2\n')).toMatchObject({ kind: 'instance', profile: 'bare' });
  });

  test.each([
    ['anywhere else', 'QEMU\n', {}],
    ['where the vendor is unknown', undefined, {}],
    ['where AWS_EC2_METADATA_DISABLED is true', 'Amazon EC2\n', { AWS_EC2_METADATA_DISABLED: 'true' }],
  ])('has none %s', (_, vendor, env) => {
    expect(failureOf(() => onEc2(vendor, env)).message).toContain('has no credentials');
  });

  test('is not a source for another one, as in botocore', () => {
    const env = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' };
    expect(refusalOf({ config }, 'role', env).message).toContain('"bare"');
  });
});
