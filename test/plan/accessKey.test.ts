import type { RoleOptions } from '../../src/plan/request';
import { arn, CONFIG, CREDENTIALS, draftOf, keys, planOf, refusalOf, type Texts } from './planFixtures';

const DEVICE = 'arn:aws:iam::123456789012:mfa/me';
const MFA = `mfa_serial = ${DEVICE}\n`;

/** A profile `me` with an access key, and more lines; and a role on top of it. */
const me = (lines = '', credentials = keys()): Texts => ({
  config: `[profile me]\n${lines}\n[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = me\n`,
  credentials: `[me]\n${credentials}`,
});
const plan = (lines: string, options: RoleOptions = {}, name = 'me') => planOf(me(lines), name, {}, options);
const refusal = (lines: string, options: RoleOptions = {}, name = 'me') => refusalOf(me(lines), name, {}, options);

describe('an access key with mfa_serial', () => {
  test('becomes an MFA session of 12 hours, with the account of its device', () => {
    const { source, hops, mfaSession, bareKey } = plan(MFA);
    expect([source.kind, hops, bareKey]).toEqual(['static', [], undefined]);
    expect(mfaSession).toEqual({
      profile: 'me',
      mfaSerial: DEVICE,
      durationSeconds: 43_200,
      accountId: '123456789012',
      locations: { mfa_serial: `${CONFIG}:2` },
    });
  });

  test('takes duration_seconds, mfa_process and aws_account_id from the profile', () => {
    const lines = `${MFA}duration_seconds = 129600\nmfa_process = otp me\naws_account_id = 999999999999\n`;
    expect(plan(lines).mfaSession).toMatchObject({
      durationSeconds: 129_600,
      mfaProcess: 'otp me',
      accountId: '999999999999',
      locations: { duration_seconds: `${CONFIG}:3`, mfa_process: `${CONFIG}:4` },
    });
  });

  test.each([
    ['15m', 900],
    ['36h', 129_600],
    ['90m', 5400],
    ['129600', 129_600],
  ])('takes --duration %s', (duration, seconds) => {
    const { mfaSession } = plan(`${MFA}duration_seconds = 3600\n`, { duration });
    expect(mfaSession).toMatchObject({ durationSeconds: seconds, locations: { duration_seconds: '--duration' } });
  });

  test.each(['14m', '37h', '899', '129601', 'long'])('rejects --duration %s', (duration) => {
    const { message, exitCode } = refusal(MFA, { duration });
    expect(exitCode).toBe(2);
    expect(message).toBe('--duration must be 15m to 36h, or 900 to 129600 seconds, such as 1h.');
  });

  test.each(['899', '129601', '12h'])('rejects duration_seconds = %s', (seconds) => {
    const { message, exitCode } = refusal(`${MFA}duration_seconds = ${seconds}\n`);
    expect(exitCode).toBe(3);
    expect(message).toBe(
      `duration_seconds of profile "me" (${CONFIG}:3) must be a number of seconds from 900 to 129600.`,
    );
  });

  test('rejects an mfa_serial that is none, with its line', () => {
    const { message, exitCode } = refusal('mfa_serial = my phone');
    expect(exitCode).toBe(3);
    expect(message).toBe(`mfa_serial of profile "me" (${CONFIG}:2) must be the ARN or serial number of an MFA device.`);
  });

  test('rejects a security key, which shows no codes, unless the access key itself is asked for', () => {
    const serial = 'arn:aws:iam::123456789012:u2f/user/me/key-ABC123';
    const { message, exitCode, notes, hints } = refusal(`mfa_serial = ${serial}`);
    expect(exitCode).toBe(3);
    expect(message).toBe(
      `mfa_serial of profile "me" (${CONFIG}:2) is a security key or passkey (FIDO), which STS doesn't accept.`,
    );
    expect(notes).toEqual([expect.stringContaining('authenticator app'), expect.stringContaining('"aws login"')]);
    expect(hints).toEqual([['aws iam list-mfa-devices --profile me', 'See the MFA devices of the user']]);
    expect(plan(`mfa_serial = ${serial}`, { longTerm: true }).mfaSession).toBeUndefined();
  });

  test('rejects the options of a role', () => {
    const { message, exitCode } = refusal(MFA, { externalId: 'ext' });
    expect(exitCode).toBe(2);
    expect(message).toBe('--external-id applies to roles only, and profile "me" doesn\'t assume one.');
  });

  test("calls STS in the partition of its device, if no region is configured, or in the profile's region", () => {
    expect(plan(`mfa_serial = ${DEVICE.replace('aws', 'aws-cn')}`).sts).toEqual({ region: 'cn-north-1' });
    expect(plan('mfa_serial = GAHT12345678').sts).toEqual({ region: 'us-east-1' });
    expect(plan(`${MFA}region = eu-west-3`)).toMatchObject({ region: 'eu-west-3', sts: { region: 'eu-west-3' } });
  });

  test.each<[string, RoleOptions]>([
    ['prod', {}],
    ['a role by ARN', { roleArn: arn('Other'), sourceProfile: 'me' }],
  ])('signs as it is for %s: mfa_serial is not inherited', (name, options) => {
    const { hops, mfaSession, source } = planOf(me(MFA), options.roleArn ? undefined : name, {}, options);
    expect([source.kind, hops.length, hops[0]?.mfaSerial, mfaSession]).toEqual(['static', 1, undefined, undefined]);
  });

  test('signs as it is for a role of the same profile, which is what is assumed', () => {
    const { hops, mfaSession } = plan(`${MFA}role_arn = ${arn('Own')}\nsource_profile = me`);
    expect([hops[0]?.mfaSerial, mfaSession]).toEqual([DEVICE, undefined]);
  });
});

describe('an access key is used as it is', () => {
  test.each([
    ['without mfa_serial', ''],
    ['with an empty mfa_serial', 'mfa_serial =\n'],
    ['without mfa_serial, whatever else a role would need', 'duration_seconds = soon\nmfa_process = otp\n'],
  ])('%s', (_, lines) => {
    expect(plan(lines)).toEqual(plan(''));
  });

  test.each([MFA, '', 'mfa_serial = my phone\nduration_seconds = soon\n'])('with --long-term: %j', (lines) => {
    const { mfaSession, bareKey, source } = plan(lines, { longTerm: true });
    expect([source.kind, mfaSession, bareKey]).toEqual(['static', undefined, 'longTerm']);
  });

  test.each([
    ['aws_session_token', {}],
    ['aws_security_token', {}],
    ['aws_session_token', { longTerm: true }],
  ])('if it is temporary, since AWS opens no MFA session with it: %s %j', (key, options) => {
    const { mfaSession, bareKey, source } = planOf(me(MFA, `${keys()}${key} = t\n`), 'me', {}, options);
    expect([source, mfaSession, bareKey]).toEqual([
      expect.objectContaining({ sessionToken: 't' }),
      undefined,
      'temporary',
    ]);
  });

  test('if it is temporary without mfa_serial, and nothing is said of it', () => {
    expect(planOf(me('', `${keys()}aws_session_token = t\n`), 'me').bareKey).toBeUndefined();
  });

  test('but not for an empty token, nor for one in the other file', () => {
    expect(planOf(me(MFA, `${keys()}aws_session_token =\n`), 'me').mfaSession).toBeDefined();
    expect(plan(`${MFA}aws_session_token = t`).mfaSession).toBeDefined();
  });
});

describe('--long-term is a usage error', () => {
  test('for a profile that assumes a role, and names its source profile', () => {
    const { message, exitCode, hints } = refusal(MFA, { longTerm: true }, 'prod');
    expect(exitCode).toBe(2);
    expect(message).toBe(
      '--long-term requires a profile with an access key and no role, but profile "prod" assumes a role.',
    );
    expect(hints).toEqual([['assume me --long-term', 'Use the access key of its source profile']]);
  });

  test.each([
    ['credential_process = vend', 'uses credential_process'],
    ['login_session = me', 'uses aws login'],
    ['sso_account_id = 1', 'uses IAM Identity Center'],
    ['region = eu-west-1', 'has none'],
  ])('for a profile without an access key: %s', (line, reason) => {
    const config = `[profile me]\n${line}\n`;
    const [first] = draftOf({ config }, 'me', {}, { longTerm: true }).problems;
    expect(first).toMatchObject({
      exitCode: 2,
      message: `--long-term requires a profile with an access key, but profile "me" ${reason}.`,
      hints: [['assume list', 'See which profiles have an access key']],
    });
  });

  test.each<[string | undefined, RoleOptions]>([
    [arn('Prod'), {}],
    [undefined, { roleArn: arn('Prod'), sourceProfile: 'me' }],
  ])('for a role by ARN: %s %j', (name, options) => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'secret' };
    expect(refusalOf(me(), name, env, { ...options, longTerm: true })).toMatchObject({
      exitCode: 2,
      message: "--long-term is for a profile with an access key and can't be combined with a role ARN.",
    });
  });

  test('with --duration, since an access key has none', () => {
    expect(refusal(MFA, { longTerm: true, duration: '1h' })).toMatchObject({
      exitCode: 2,
      message: "--duration can't be combined with --long-term: an access key doesn't expire.",
    });
  });

  test('is reported beside what is wrong with half an access key', () => {
    const config = '[profile me]\naws_access_key_id = AKIA\n';
    expect(draftOf({ config }, 'me', {}, { longTerm: true }).problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('has no aws_secret_access_key'),
    ]);
  });
});

test.each([
  ['with temporary keys', MFA, 'aws_session_token = t\n'],
  ['without mfa_serial', '', ''],
])('--duration is a usage error %s', (_, lines, more) => {
  expect(refusalOf(me(lines, keys() + more), 'me', {}, { duration: '1h' })).toMatchObject({
    exitCode: 2,
    message: '--duration applies to roles and MFA sessions only, and profile "me" uses neither.',
  });
});

test('the access key is that of the credentials file, and mfa_serial may be in either file', () => {
  const credentials = `[me]\n${keys('AKIACRED')}${MFA}`;
  const { source, mfaSession } = planOf({ credentials, config: '[profile me]\n' }, 'me');
  expect([source, mfaSession?.locations.mfa_serial]).toEqual([
    expect.objectContaining({ accessKeyId: expect.objectContaining({ value: 'AKIACRED' }) }),
    `${CREDENTIALS}:4`,
  ]);
});
