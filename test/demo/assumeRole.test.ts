import { AssumeRoleCommand, type AssumeRoleCommandInput, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Role } from '../../src/demo/aws/awsAccounts';
import { ADA, type AwsFixture, errorOf, GRACE, type Keys, keysOf, MALLORY, openFixture, ROLE } from './awsFixture';

let fixture: AwsFixture;
beforeEach(async () => {
  fixture = await openFixture();
});
afterEach(() => fixture.close());

const assume = (keys: Keys, { arn }: Pick<Role, 'arn'>, input: Partial<AssumeRoleCommandInput> = {}) =>
  fixture.client(keys).send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'one', ...input }));

const session = async (keys: Keys, role: Role) => keysOf((await assume(keys, role)).Credentials);

const denied = (caller: string, { arn }: Pick<Role, 'arn'>) => [
  'AccessDenied',
  403,
  `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
];

test('issues credentials for an hour, with the ARN and ID of the session', async () => {
  const { Credentials: issued, AssumedRoleUser: user, PackedPolicySize } = await assume(ADA, ROLE.forAda);
  expect(issued).toEqual({
    AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
    SecretAccessKey: expect.stringMatching(/^[\w+/]{40}$/),
    SessionToken: expect.stringMatching(/^[\w+/=]{100,}$/),
    Expiration: new Date('2025-03-01T13:00:15Z'),
  });
  expect(user).toEqual({
    Arn: 'arn:aws:sts::222233334444:assumed-role/ForAda/one',
    AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:one$/),
  });
  expect(PackedPolicySize).toBeUndefined();
});

test('gives each session its own credentials, and each role its own ID', async () => {
  const [one, two] = [await assume(ADA, ROLE.forAda), await assume(ADA, ROLE.forAda)];
  const other = await assume(ADA, ROLE.forRoot);
  expect(one.Credentials?.AccessKeyId).not.toBe(two.Credentials?.AccessKeyId);
  expect(one.Credentials?.SecretAccessKey).not.toBe(two.Credentials?.SecretAccessKey);
  expect(one.Credentials?.SessionToken).not.toBe(two.Credentials?.SessionToken);
  expect(one.AssumedRoleUser?.AssumedRoleId).toBe(two.AssumedRoleUser?.AssumedRoleId);
  expect(other.AssumedRoleUser?.AssumedRoleId).not.toBe(two.AssumedRoleUser?.AssumedRoleId);
});

test("leaves the role's path out of the session ARN", async () => {
  const keys = await session(ADA, ROLE.withPath);
  const identity = await fixture.client(keys).send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({
    Arn: 'arn:aws:sts::222233334444:assumed-role/WithPath/one',
    Account: '222233334444',
    UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:one$/),
  });
});

test('admits only the user that a role trusts', async () => {
  await assume(ADA, ROLE.forAda);
  const grace = 'arn:aws:iam::111122223333:user/grace';
  expect(await errorOf(assume(GRACE, ROLE.forAda))).toEqual(denied(grace, ROLE.forAda));
});

test.each([
  ['root ARN', ROLE.forRoot],
  ['ID', ROLE.forAccount],
])('admits everyone in an account that a role trusts by its %s, and nobody else', async (_, role) => {
  await assume(ADA, role);
  await assume(GRACE, role);
  const mallory = 'arn:aws:iam::999999999999:user/mallory';
  expect(await errorOf(assume(MALLORY, role))).toEqual(denied(mallory, role));
});

test("denies a role that doesn't exist with the same error as a role that doesn't trust the caller", async () => {
  const nothing = { arn: 'arn:aws:iam::222233334444:role/Nothing' };
  expect(await errorOf(assume(ADA, nothing))).toEqual(denied('arn:aws:iam::111122223333:user/ada', nothing));
});

test('requires the exact external ID of a role', async () => {
  const role = ROLE.withExternalId;
  const error = denied('arn:aws:iam::111122223333:user/ada', role);
  await assume(ADA, role, { ExternalId: 'e:x/t-1' });
  expect(await errorOf(assume(ADA, role))).toEqual(error);
  expect(await errorOf(assume(ADA, role, { ExternalId: 'e:x/t-2' }))).toEqual(error);
});

test("ignores an external ID that the role doesn't require", async () => {
  await assume(ADA, ROLE.forAda, { ExternalId: 'whatever' });
});

test('admits a role that a role trusts, but not the user behind it', async () => {
  const first = await session(ADA, ROLE.forAda);
  const { AssumedRoleUser: user } = await assume(first, ROLE.chained, { RoleSessionName: 'two' });
  expect(user?.Arn).toBe('arn:aws:sts::222233334444:assumed-role/Chained/two');
  expect(await errorOf(assume(ADA, ROLE.chained))).toEqual(denied('arn:aws:iam::111122223333:user/ada', ROLE.chained));
  expect(fixture.aws.requests.map(({ accessKeyId }) => accessKeyId)).toEqual([
    ADA.accessKeyId,
    first.accessKeyId,
    ADA.accessKeyId,
  ]);
});

test('names the session ARN when it denies a role session', async () => {
  const other = await session(ADA, ROLE.forRoot);
  const caller = 'arn:aws:sts::222233334444:assumed-role/ForRoot/one';
  expect(await errorOf(assume(other, ROLE.chained))).toEqual(denied(caller, ROLE.chained));
});

test("counts a role session as part of its own account, not of its user's account", async () => {
  const first = await session(ADA, ROLE.forRoot);
  await assume(first, ROLE.chainedForAccount);
  const caller = 'arn:aws:sts::222233334444:assumed-role/ForRoot/one';
  expect(await errorOf(assume(first, ROLE.forAccount))).toEqual(denied(caller, ROLE.forAccount));
});

test("accepts a duration up to the role's maximum", async () => {
  const { Credentials: issued } = await assume(ADA, ROLE.short, { DurationSeconds: 7200 });
  expect(issued?.Expiration).toEqual(new Date('2025-03-01T14:00:15Z'));
  const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
  expect(await errorOf(assume(ADA, ROLE.short, { DurationSeconds: 7201 }))).toEqual(['ValidationError', 400, message]);
});

test('limits a chained session to one hour, whatever the role allows', async () => {
  const first = await session(ADA, ROLE.forAda);
  await assume(first, ROLE.chained, { DurationSeconds: 3600 });
  const message = 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.';
  expect(await errorOf(assume(first, ROLE.chained, { DurationSeconds: 3601 }))).toEqual([
    'ValidationError',
    400,
    message,
  ]);
});
