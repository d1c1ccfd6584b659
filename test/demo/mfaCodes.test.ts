import { AssumeRoleCommand, type AssumeRoleCommandInput, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import type { Role } from '../../src/demo/aws/awsAccounts';
import { mfaCode } from '../../src/demo/aws/mfaCodes';
import { ADA, type AwsFixture, errorOf, GRACE, type Keys, keysOf, openFixture, PHONE, ROLE } from './awsFixture';

const SERIAL = PHONE.serialNumber;
// With the blanks that AWS has.
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
/** The code of the device, so many steps away from now. */
const codeAt = (steps: number) => mfaCode(PHONE, () => new Date(fixture.now().getTime() + steps * 30_000));

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [20_000_000_000, '353130'],
])('The code of second %i is that of RFC 6238', (second, code) => {
  expect(mfaCode(PHONE, () => new Date(second * 1000))).toBe(code);
});

test('A role that wants MFA is refused without a code, in the same words as any other', async () => {
  const refusal = denied('arn:aws:iam::111122223333:user/ada', ROLE.withMfa);
  expect(await errorOf(assume(ADA, ROLE.withMfa))).toEqual(refusal);
  await withCode(codeAt(0));
});

test('A code is good once', async () => {
  await withCode(codeAt(0));
  expect(await errorOf(withCode(codeAt(0)))).toEqual(WRONG_CODE);
});

test('A code is used up also where the role then is refused', async () => {
  const input = { SerialNumber: SERIAL, TokenCode: codeAt(0) };
  await expect(assume(ADA, ROLE.chained, input)).rejects.toThrow('is not authorized');
  expect(await errorOf(withCode(codeAt(0)))).toEqual(WRONG_CODE);
});

test.each([-1, 1])('A device may be one step away (%i)', async (steps) => {
  await withCode(codeAt(steps));
});

test.each([-2, 2])('A device may not be two steps away (%i)', async (steps) => {
  expect(await errorOf(withCode(codeAt(steps)))).toEqual(WRONG_CODE);
});

test('Once a code was used, no older one is good any more', async () => {
  await withCode(codeAt(1));
  expect(await errorOf(withCode(codeAt(0)))).toEqual(WRONG_CODE);
  expect(await errorOf(withCode(codeAt(-1)))).toEqual(WRONG_CODE);
  fixture.wait(60);
  await withCode(codeAt(0));
});

test('A wrong code uses up nothing', async () => {
  expect(await errorOf(withCode(codeAt(100)))).toEqual(WRONG_CODE);
  await withCode(codeAt(0));
});

test('A wrong code is refused also where nobody has asked for one', async () => {
  const input = { SerialNumber: SERIAL, TokenCode: codeAt(100) };
  expect(await errorOf(assume(ADA, ROLE.forAda, input))).toEqual(WRONG_CODE);
});

test.each([
  ["somebody else's device", GRACE.mfa?.serialNumber],
  ['a device that does not exist', 'arn:aws:iam::111122223333:mfa/nothing'],
])('A code of %s proves nothing', async (_, serial) => {
  const input = { SerialNumber: serial, TokenCode: codeAt(0) };
  expect(await errorOf(assume(ADA, ROLE.withMfa, input))).toEqual(WRONG_DEVICE);
});

test('A device without a code, or a code without a device, is half a proof', async () => {
  expect(await errorOf(assume(ADA, ROLE.withMfa, { SerialNumber: SERIAL }))).toEqual(HALF);
  expect(await errorOf(assume(ADA, ROLE.withMfa, { TokenCode: codeAt(0) }))).toEqual(HALF);
});

test('A role session has no device, not even that of the user behind it', async () => {
  const { Credentials: issued } = await assume(ADA, ROLE.forAda, { SerialNumber: SERIAL, TokenCode: codeAt(0) });
  const input = { SerialNumber: SERIAL, TokenCode: codeAt(1) };
  expect(await errorOf(assume(keysOf(issued), ROLE.chained, input))).toEqual(WRONG_DEVICE);
});

test('MFA is not handed on from role to role', async () => {
  const { Credentials: issued } = await assume(ADA, ROLE.forAda, { SerialNumber: SERIAL, TokenCode: codeAt(0) });
  const caller = 'arn:aws:sts::222233334444:assumed-role/ForAda/one';
  expect(await errorOf(assume(keysOf(issued), ROLE.chainedWithMfa))).toEqual(denied(caller, ROLE.chainedWithMfa));
});

describe('GetSessionToken', () => {
  test('gives keys for twelve hours, which are the user', async () => {
    const { Credentials: issued } = await getSession(ADA);
    expect(issued?.AccessKeyId).toMatch(/^ASIA/);
    expect(issued?.Expiration).toEqual(new Date('2025-03-02T00:00:15Z'));
    await assume(keysOf(issued), ROLE.forAda, { DurationSeconds: 7200 });
  });

  test('with a code makes all roles that want MFA follow without another', async () => {
    const keys = keysOf((await getSession(ADA, { SerialNumber: SERIAL, TokenCode: codeAt(0) })).Credentials);
    await assume(keys, ROLE.withMfa);
    await assume(keys, ROLE.withMfa);
  });

  test('without a code is no MFA, and one can still be given', async () => {
    const keys = keysOf((await getSession(ADA)).Credentials);
    const refusal = denied('arn:aws:iam::111122223333:user/ada', ROLE.withMfa);
    expect(await errorOf(assume(keys, ROLE.withMfa))).toEqual(refusal);
    await assume(keys, ROLE.withMfa, { SerialNumber: SERIAL, TokenCode: codeAt(0) });
  });

  test('uses up its code', async () => {
    await getSession(ADA, { SerialNumber: SERIAL, TokenCode: codeAt(0) });
    expect(await errorOf(withCode(codeAt(0)))).toEqual(WRONG_CODE);
  });

  test('is for long-term keys only', async () => {
    const refusal = ['AccessDenied', 403, 'Cannot call GetSessionToken with session credentials'];
    const user = keysOf((await getSession(ADA)).Credentials);
    const role = keysOf((await assume(ADA, ROLE.forAda)).Credentials);
    expect(await errorOf(getSession(user))).toEqual(refusal);
    expect(await errorOf(getSession(role))).toEqual(refusal);
  });
});

describe('The authenticator', () => {
  test('shows the code of now, then the next one, then asks for patience', async () => {
    expect(fixture.aws.mfaCode(SERIAL)).toBe(codeAt(0));
    expect(fixture.aws.mfaCode(SERIAL)).toBe(codeAt(0));
    await withCode(fixture.aws.mfaCode(SERIAL));
    expect(fixture.aws.mfaCode(SERIAL)).toBe(codeAt(1));
    await withCode(fixture.aws.mfaCode(SERIAL));
    expect(() => fixture.aws.mfaCode(SERIAL)).toThrow('wait up to 30 seconds');
    fixture.wait(30);
    await withCode(fixture.aws.mfaCode(SERIAL));
  });

  test('shows the code of now after an older one was used', async () => {
    await withCode(codeAt(-1));
    expect(fixture.aws.mfaCode(SERIAL)).toBe(codeAt(0));
  });

  test('knows each device by itself', async () => {
    await withCode(codeAt(0));
    expect(fixture.aws.mfaCode(GRACE.mfa?.serialNumber ?? '')).toMatch(/^\d{6}$/);
    expect(() => fixture.aws.mfaCode('arn:aws:iam::111122223333:mfa/nothing')).toThrow('There is no MFA device');
  });
});
