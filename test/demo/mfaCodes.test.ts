import { AssumeRoleCommand, type AssumeRoleCommandInput, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import type { Role } from '../../src/demo/aws/awsAccounts';
import { mfaCode } from '../../src/demo/aws/mfaCodes';
import { ADA, type AwsFixture, errorOf, GRACE, type Keys, keysOf, openFixture, PHONE, ROLE } from './awsFixture';

const SERIAL = PHONE.serialNumber;
// The extra spaces are AWS's.
const WRONG_CODE = ['AccessDenied', 403, 'MultiFactorAuthentication failed with invalid MFA one time pass code. '];
const WRONG_DEVICE = [
  'AccessDenied',
  403,
  'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
];
const HALF = [
  'AccessDenied',
  403,
  'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
];
const denied = (caller: string, { arn }: Role) => [
  'AccessDenied',
  403,
  `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
];

let fixture: AwsFixture;
beforeEach(async () => {
  fixture = await openFixture();
});
afterEach(() => fixture.close());

const assume = (keys: Keys, { arn }: Role, input: Partial<AssumeRoleCommandInput> = {}) =>
  fixture.client(keys).send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'one', ...input }));
const withCode = (code: string) => assume(ADA, ROLE.withMfa, { SerialNumber: SERIAL, TokenCode: code });
const getSession = (keys: Keys, input = {}) => fixture.client(keys).send(new GetSessionTokenCommand(input));
/** The device's code, the given number of steps from now. */
const codeAt = (steps: number) => mfaCode(PHONE, () => new Date(fixture.now().getTime() + steps * 30_000));

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [20_000_000_000, '353130'],
])('the code at second %i is that of RFC 6238', (second, code) => {
  expect(mfaCode(PHONE, () => new Date(second * 1000))).toBe(code);
});

test('denies a role that requires MFA without a code, with the usual error', async () => {
  const error = denied('arn:aws:iam::111122223333:user/ada', ROLE.withMfa);
  expect(await errorOf(assume(ADA, ROLE.withMfa))).toEqual(error);
  await withCode(codeAt(0));
});

test('accepts a code once', async () => {
  await withCode(codeAt(0));
  expect(await errorOf(withCode(codeAt(0)))).toEqual(WRONG_CODE);
});

test('uses up a code even if the role is then denied', async () => {
  const input = { SerialNumber: SERIAL, TokenCode: codeAt(0) };
  await expect(assume(ADA, ROLE.chained, input)).rejects.toThrow('is not authorized');
  expect(await errorOf(withCode(codeAt(0)))).toEqual(WRONG_CODE);
});

test.each([-1, 1])('accepts a device whose clock is one step off (%i)', async (steps) => {
  await withCode(codeAt(steps));
});

test.each([-2, 2])('rejects a device whose clock is two steps off (%i)', async (steps) => {
  expect(await errorOf(withCode(codeAt(steps)))).toEqual(WRONG_CODE);
});

test('rejects codes older than one that was used', async () => {
  await withCode(codeAt(1));
  expect(await errorOf(withCode(codeAt(0)))).toEqual(WRONG_CODE);
  expect(await errorOf(withCode(codeAt(-1)))).toEqual(WRONG_CODE);
  fixture.wait(60);
  await withCode(codeAt(0));
});

test("doesn't use up anything for a wrong code", async () => {
  expect(await errorOf(withCode(codeAt(100)))).toEqual(WRONG_CODE);
  await withCode(codeAt(0));
});

test("rejects a wrong code even if the role doesn't require MFA", async () => {
  const input = { SerialNumber: SERIAL, TokenCode: codeAt(100) };
  expect(await errorOf(assume(ADA, ROLE.forAda, input))).toEqual(WRONG_CODE);
});

test.each([
  ["another user's device", GRACE.mfa?.serialNumber],
  ['a device that does not exist', 'arn:aws:iam::111122223333:mfa/nothing'],
])('rejects a code of %s', async (_, serial) => {
  const input = { SerialNumber: serial, TokenCode: codeAt(0) };
  expect(await errorOf(assume(ADA, ROLE.withMfa, input))).toEqual(WRONG_DEVICE);
});

test('rejects a device without a code, and a code without a device', async () => {
  expect(await errorOf(assume(ADA, ROLE.withMfa, { SerialNumber: SERIAL }))).toEqual(HALF);
  expect(await errorOf(assume(ADA, ROLE.withMfa, { TokenCode: codeAt(0) }))).toEqual(HALF);
});

test("rejects a code from a role session, even for its user's device", async () => {
  const { Credentials: issued } = await assume(ADA, ROLE.forAda, { SerialNumber: SERIAL, TokenCode: codeAt(0) });
  const input = { SerialNumber: SERIAL, TokenCode: codeAt(1) };
  expect(await errorOf(assume(keysOf(issued), ROLE.chained, input))).toEqual(WRONG_DEVICE);
});

test("doesn't pass MFA along a role chain", async () => {
  const { Credentials: issued } = await assume(ADA, ROLE.forAda, { SerialNumber: SERIAL, TokenCode: codeAt(0) });
  const caller = 'arn:aws:sts::222233334444:assumed-role/ForAda/one';
  expect(await errorOf(assume(keysOf(issued), ROLE.chainedWithMfa))).toEqual(denied(caller, ROLE.chainedWithMfa));
});

describe('GetSessionToken', () => {
  test('issues keys for 12 hours, with which the caller is still the user', async () => {
    const { Credentials: issued } = await getSession(ADA);
    expect(issued?.AccessKeyId).toMatch(/^ASIA/);
    expect(issued?.Expiration).toEqual(new Date('2025-03-02T00:00:15Z'));
    await assume(keysOf(issued), ROLE.forAda, { DurationSeconds: 7200 });
  });

  test('with a code covers every role that requires MFA', async () => {
    const keys = keysOf((await getSession(ADA, { SerialNumber: SERIAL, TokenCode: codeAt(0) })).Credentials);
    await assume(keys, ROLE.withMfa);
    await assume(keys, ROLE.withMfa);
  });

  test("without a code doesn't count as MFA, and a code can still be given later", async () => {
    const keys = keysOf((await getSession(ADA)).Credentials);
    const error = denied('arn:aws:iam::111122223333:user/ada', ROLE.withMfa);
    expect(await errorOf(assume(keys, ROLE.withMfa))).toEqual(error);
    await assume(keys, ROLE.withMfa, { SerialNumber: SERIAL, TokenCode: codeAt(0) });
  });

  test('uses up its code', async () => {
    await getSession(ADA, { SerialNumber: SERIAL, TokenCode: codeAt(0) });
    expect(await errorOf(withCode(codeAt(0)))).toEqual(WRONG_CODE);
  });

  test('requires long-term keys', async () => {
    const error = ['AccessDenied', 403, 'Cannot call GetSessionToken with session credentials'];
    const user = keysOf((await getSession(ADA)).Credentials);
    const role = keysOf((await assume(ADA, ROLE.forAda)).Credentials);
    expect(await errorOf(getSession(user))).toEqual(error);
    expect(await errorOf(getSession(role))).toEqual(error);
  });
});

describe('the authenticator', () => {
  test('shows the current code, then the next one, then says to wait', async () => {
    expect(fixture.aws.mfaCode(SERIAL)).toBe(codeAt(0));
    expect(fixture.aws.mfaCode(SERIAL)).toBe(codeAt(0));
    await withCode(fixture.aws.mfaCode(SERIAL));
    expect(fixture.aws.mfaCode(SERIAL)).toBe(codeAt(1));
    await withCode(fixture.aws.mfaCode(SERIAL));
    expect(() => fixture.aws.mfaCode(SERIAL)).toThrow('wait up to 30 seconds');
    fixture.wait(30);
    await withCode(fixture.aws.mfaCode(SERIAL));
  });

  test('shows the current code after an older one was used', async () => {
    await withCode(codeAt(-1));
    expect(fixture.aws.mfaCode(SERIAL)).toBe(codeAt(0));
  });

  test('keeps devices apart', async () => {
    await withCode(codeAt(0));
    expect(fixture.aws.mfaCode(GRACE.mfa?.serialNumber ?? '')).toMatch(/^\d{6}$/);
    expect(() => fixture.aws.mfaCode('arn:aws:iam::111122223333:mfa/nothing')).toThrow(
      'MFA device arn:aws:iam::111122223333:mfa/nothing not found.',
    );
  });
});
