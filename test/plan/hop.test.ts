import { defaultSessionName } from '../../src/plan/hop';
import { arn, CONFIG, keys, planOf, refusalOf } from './planFixtures';

const role = (lines: string) =>
  `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = base\n${lines}\n[profile base]\n${keys()}`;
const lastHop = (lines: string) => planOf({ config: role(lines) }, 'prod').hops.at(-1);
const chained = (seconds: number | string) =>
  `[profile top]\nrole_arn = ${arn('Top')}\nsource_profile = prod\nduration_seconds = ${seconds}\n${role('')}`;

describe('the AssumeRole call', () => {
  test('has nothing that the profile does not set, so STS decides', () => {
    expect(lastHop('')).toEqual({
      profile: 'prod',
      roleArn: arn('Prod'),
      roleSessionName: 'prod-session',
      hasDefaultName: true,
      locations: { role_arn: `${CONFIG}:2`, source_profile: `${CONFIG}:3` },
    });
  });

  test('has everything that the profile sets', () => {
    const lines = [
      'external_id = ext/1',
      'mfa_serial = GAHT12345678',
      'mfa_process = pass otp aws',
      'duration_seconds = 43200',
      'role_session_name = me@work',
      'source_identity = ada',
      'session_tags = team=blue, Cost Center=1=2,empty=',
      'transitive_session_tags = Team , empty',
    ].join('\n');
    expect(lastHop(lines)).toEqual({
      profile: 'prod',
      roleArn: arn('Prod'),
      roleSessionName: 'me@work',
      externalId: 'ext/1',
      mfaSerial: 'GAHT12345678',
      mfaProcess: 'pass otp aws',
      durationSeconds: 43200,
      sourceIdentity: 'ada',
      tags: [
        { key: 'team', value: 'blue' },
        { key: 'Cost Center', value: '1=2' },
        { key: 'empty', value: '' },
      ],
      transitiveTagKeys: ['Team', 'empty'],
      hasDefaultName: false,
      locations: {
        role_arn: `${CONFIG}:2`,
        source_profile: `${CONFIG}:3`,
        external_id: `${CONFIG}:4`,
        mfa_serial: `${CONFIG}:5`,
        mfa_process: `${CONFIG}:6`,
        duration_seconds: `${CONFIG}:7`,
        role_session_name: `${CONFIG}:8`,
        source_identity: `${CONFIG}:9`,
        session_tags: `${CONFIG}:10`,
        transitive_session_tags: `${CONFIG}:11`,
      },
    });
  });

  test('has no policy from a profile, since neither the AWS CLI nor aws-vault has such a setting', () => {
    expect(lastHop('policy = {}\npolicy_arns = arn:aws:iam::aws:policy/ReadOnlyAccess')).toEqual(lastHop(''));
  });
});

describe('duration_seconds', () => {
  test.each([900, 3600, 43200])('%i is sent for the first role', (seconds) => {
    expect(lastHop(`duration_seconds = ${seconds}`)?.durationSeconds).toBe(seconds);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
  test.each([900, 3599, 3600])('%i is sent in a role chain, where AWS allows an hour', (seconds) => {
    expect(planOf({ config: chained(seconds) }, 'top').hops.at(-1)?.durationSeconds).toBe(seconds);
  });

  test.each([3601, 7200, 43200])('%i is rejected in a role chain, with a value to set', (seconds) => {
    const { message, exitCode, hints } = refusalOf({ config: chained(seconds) }, 'top');
    expect(exitCode).toBe(3);
    expect(message).toBe(`duration_seconds of profile "top" (${CONFIG}:4) must be at most one hour in a role chain.`);
    expect(hints).toEqual([['aws configure set duration_seconds 3600 --profile top', 'For example']]);
  });

  test('may be longer for the role before', () => {
    const config = chained(3600).replace('source_profile = base\n', 'source_profile = base\nduration_seconds = 7200\n');
    expect(planOf({ config }, 'top').hops.map(({ durationSeconds }) => durationSeconds)).toEqual([7200, 3600]);
  });

  const long = `[profile top]\nrole_arn = ${arn('Top')}\nduration_seconds = 7200\n`;
  const SSO = 'sso_account_id = 123456789012\nsso_role_name = R\nsso_start_url = https://x\nsso_region = eu-west-1\n';
  test.each([
    ['a permission set', `${long}source_profile = s\n[profile s]\n${SSO}`],
    [
      'a web identity',
      `${long}source_profile = s\n[profile s]\nrole_arn = ${arn('S')}\nweb_identity_token_file = /t\n`,
    ],
  ])('is limited on top of %s, which is a role too', (_, config) => {
    expect(refusalOf({ config }, 'top').message).toContain('must be at most one hour in a role chain');
  });

  test.each([
    ['the role of an EC2 instance, by the AWS documentation', `${long}credential_source = Ec2InstanceMetadata\n`],
    [
      'the credentials of another program, which may be those of a user',
      `${long}source_profile = s\n[profile s]\ncredential_process = v\n`,
    ],
  ])('is not limited on top of %s', (_, config) => {
    expect(planOf({ config }, 'top').hops.at(-1)?.durationSeconds).toBe(7200);
  });

  test('is not sent if it is not set', () => {
    const config = chained(900).replace('duration_seconds = 900\n', '');
    expect(planOf({ config }, 'top').hops.map((hop) => 'durationSeconds' in hop)).toEqual([false, false]);
  });
});

test('an empty session name or duration counts as unset, as in the AWS CLI: `aws configure set` leaves them so', () => {
  const hop = lastHop('role_session_name =\nduration_seconds =');
  expect(hop).toMatchObject({ roleSessionName: 'prod-session', hasDefaultName: true });
  expect(hop).not.toHaveProperty('durationSeconds');
  expect(hop?.locations).not.toHaveProperty('duration_seconds');
});

describe('a value that STS would reject is rejected before any prompt for a code', () => {
  const account = 'arn:aws:iam::123456789012';
  test.each([
    ['duration_seconds', 'one hour'],
    ['duration_seconds', '1h'],
    ['duration_seconds', '3600s'],
    ['duration_seconds', '3600.5'],
    ['duration_seconds', '-3600'],
    ['duration_seconds', '1e4'],
    ['duration_seconds', '0x1000'],
    ['duration_seconds', '0'],
    ['duration_seconds', '899'],
    ['duration_seconds', '43201'],
    ['duration_seconds', '9'.repeat(400)],
    ['external_id', ''],
    ['external_id', 'x'],
    ['external_id', 'with a space'],
    ['external_id', 'ümlaut'],
    ['external_id', 'x'.repeat(1225)],
    ['mfa_serial', ''],
    ['mfa_serial', 'short'],
    ['mfa_serial', `${account}:mfa/my phone`],
    ['mfa_serial', 'x'.repeat(257)],
    ['role_session_name', 'x'],
    ['role_session_name', 'two words'],
    ['role_session_name', 'a/b'],
    ['role_session_name', 'ümlaut'],
    ['role_session_name', 'x'.repeat(65)],
    ['mfa_process', ''],
    ['source_identity', 'two words'],
    ['source_identity', 'aws:me'],
    ['session_tags', ''],
    ['session_tags', 'team'],
    ['session_tags', '=blue'],
    ['session_tags', 'team=blue;cost=1'],
    ['session_tags', 'aws:team=blue'],
    ['session_tags', `${'k'.repeat(129)}=v`],
    ['session_tags', `k=${'v'.repeat(257)}`],
  ])('%s = %s', (key, value) => {
    const { message, exitCode } = refusalOf({ config: role(`${key} = ${value}`) }, 'prod');
    expect(exitCode).toBe(3);
    expect(message).toContain(`${key} of profile "prod" (${CONFIG}:4) must be `);
  });

  test.each([
    '',
    'Admin',
    'arn:aws:iam::123:role/Admin',
    'arn:aws:iam::123456789012:user/me',
    'arn:aws:iam::123456789012:role/',
    'arn:aws:iam::123456789012:role/two words',
    'arn:aws:iam:eu-west-1:123456789012:role/Admin',
    'arn:aws:sts::123456789012:assumed-role/Admin/me',
    'xarn:aws:iam::123456789012:role/Admin',
  ])('role_arn = %s', (value) => {
    const config = `[profile prod]\nsource_profile = base\nrole_arn = ${value}\n[profile base]\n${keys()}`;
    const { message, exitCode } = refusalOf({ config }, 'prod');
    expect(exitCode).toBe(3);
    expect(message).toContain(`role_arn of profile "prod" (${CONFIG}:3) must be the ARN of a role.`);
  });

  test.each(['aws', 'aws-cn', 'aws-us-gov', 'aws-iso-b'])('but a role_arn in partition %s is accepted', (partition) => {
    const value = `arn:${partition}:iam::123456789012:role/path/to/Admin+=,.@_-1`;
    const config = `[profile prod]\nsource_profile = base\nrole_arn = ${value}\n[profile base]\n${keys()}`;
    expect(planOf({ config }, 'prod').hops[0]?.roleArn).toBe(value);
  });

  test.each([
    ['external_id', 'xy'],
    ['external_id', `a:/=+,.@-_${'x'.repeat(1214)}`],
    ['mfa_serial', '123456789'],
    ['mfa_serial', `${account}:mfa/path/me@example.com`],
    ['role_session_name', 'xy'],
    ['role_session_name', `a=,.@-_${'x'.repeat(57)}`],
  ])('but %s at the limits of STS is accepted: %s', (key, value) => {
    expect(Object.values(lastHop(`${key} = ${value}`) ?? {})).toContain(value);
  });

  test.each([
    ['session_tags = team=blue,Team=red', 'must not repeat a key'],
    [
      `session_tags = ${Array.from({ length: 51 }, (_, at) => `k${at}=v`).join(',')}`,
      'must not have more than 50 tags',
    ],
    ['transitive_session_tags = team', 'must name keys of the session tags'],
    ['session_tags = team=blue\ntransitive_session_tags = cost', 'must name keys of the session tags'],
  ])('%s', (lines, reason) => {
    const { message, exitCode } = refusalOf({ config: role(lines) }, 'prod');
    expect(exitCode).toBe(3);
    expect(message).toContain(reason);
  });

  test('in a source profile too, with its location', () => {
    const config = chained(900).replace('source_profile = base\n', 'source_profile = base\nduration_seconds = soon\n');
    expect(refusalOf({ config }, 'top').message).toContain(`"prod" (${CONFIG}:8)`);
  });

  test('and is not repeated in the message, since it may be a secret that went astray', () => {
    expect(refusalOf({ config: role('external_id = wJalr XUtnFEMI') }, 'prod').message).not.toContain('wJalr');
  });
});

describe('the default session name', () => {
  const STS = /^[\w+=,.@-]{2,64}$/; // RoleSessionName in STS's service model

  test.each([
    ['prod', 'prod-session'],
    ['corp/prod admin', 'corp-prod-admin-session'],
    ['über', '-ber-session'],
    ['a:b|c', 'a-b-c-session'],
    ['me@work+1=2,3.4_5-6', 'me@work+1=2,3.4_5-6-session'],
    ['x'.repeat(56), `${'x'.repeat(56)}-session`],
    ['x'.repeat(57), `${'x'.repeat(56)}-session`],
    ['x'.repeat(500), `${'x'.repeat(56)}-session`],
    ['', '-session'],
  ])('of %s is %s', (profile, name) => {
    expect(defaultSessionName(profile)).toBe(name);
    expect(name).toMatch(STS);
  });

  test.each(['日本', '🔑🔑', 'a\tb', 'ı', 'İ', '\u0000', '"', "'", '$(id)', '\u202e', '٣', 'K'])(
    'of %j has only characters that STS accepts',
    (profile) => {
      expect(defaultSessionName(profile)).toMatch(STS);
    },
  );
});

describe('the MFA device of a role', () => {
  const DEVICE = 'arn:aws:iam::123456789012:mfa/me';
  const on = (lines: string, source: string) =>
    `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = base\n${lines}\n[profile base]\n${keys()}${source}\n`;
  const hopOn = (lines: string, source: string) => planOf({ config: on(lines, source) }, 'prod').hops[0];

  test('can’t be a security key: the user’s devices are listed with the source', () => {
    const serial = 'arn:aws-us-gov:iam::123456789012:u2f/user/me/key-ABC123';
    const { message, exitCode, hints } = refusalOf({ config: role(`mfa_serial = ${serial}`) }, 'prod');
    expect(exitCode).toBe(3);
    expect(message).toMatch(/^mfa_serial of profile "prod" \(.*:4\) is a security key or passkey \(FIDO\)/);
    expect(hints[0]?.[0]).toBe('aws iam list-mfa-devices --profile base');
  });

  test.each([
    ['the source names no device', 'mfa_process = otp'],
    ['the source names the same device', `mfa_serial = ${DEVICE}\nmfa_process = otp`],
  ])('has the codes of the mfa_process of the source profile, if %s', (_, source) => {
    const hop = hopOn(`mfa_serial = ${DEVICE}`, source);
    expect(hop?.mfaProcess).toBe('otp');
    expect(hop?.locations.mfa_process).toMatch(new RegExp(`^${CONFIG}:\\d+$`));
  });

  test.each([
    ['the source names another device', `mfa_serial = ${DEVICE}`, 'mfa_serial = GAHT12345678\nmfa_process = otp'],
    ['the role names none', '', 'mfa_process = otp'],
  ])('has no codes of the source profile if %s', (_, lines, source) => {
    expect(hopOn(lines, source)?.mfaProcess).toBeUndefined();
  });

  test('has the codes of its own mfa_process first', () => {
    expect(hopOn(`mfa_serial = ${DEVICE}\nmfa_process = own`, 'mfa_process = otp')?.mfaProcess).toBe('own');
  });
});
