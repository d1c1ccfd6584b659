import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import type { Role, Trust } from '../../src/demo/aws/awsAccounts';
import { ACCOUNTS, ADA, type AwsFixture, errorOf, GRACE, type Keys, keysOf, openFixture, PHONE } from './awsFixture';

const PROVIDER = 'arn:aws:iam::222233334444:oidc-provider/ci.example';
const role = (name: string, trust: Trust, partition = 'aws'): Role => ({
  arn: `arn:${partition}:iam::222233334444:role/${name}`,
  trust,
  maxSessionDuration: 43_200,
});
const ANYBODY = ['111122223333', '222233334444'];
const ROLES = {
  any: role('Any', { principals: ANYBODY }),
  next: role('Next', { principals: ANYBODY }),
  named: role('Named', { principals: ANYBODY, sourceIdentity: 'ada' }),
  tagged: role('Tagged', { principals: ANYBODY, tags: { team: 'web' } }),
  fresh: role('Fresh', { principals: ANYBODY, mfa: true, mfaAge: 3600 }),
  ci: role('Ci', { principals: [PROVIDER] }),
  china: role('China', { principals: ANYBODY }, 'aws-cn'),
};
const identity = { provider: PROVIDER, subject: 'repo:x', audience: 'sts.amazonaws.com' };
const accounts = {
  ...ACCOUNTS,
  users: [ADA, { ...GRACE, denied: ['sts:GetSessionToken'] }],
  roles: Object.values(ROLES),
  webIdentities: [
    { ...identity, token: 'good token' },
    { ...identity, token: 'old token', expiration: new Date('2025-03-01T12:00:00Z') },
    { ...identity, token: 'other token', provider: `${PROVIDER}/other` },
  ],
};

let fixture: AwsFixture;
beforeEach(async () => {
  fixture = await openFixture(accounts);
});
afterEach(() => fixture.close());

const assume = async ({ arn }: Role, input: Partial<AssumeRoleCommandInput> = {}, keys: Keys = ADA) =>
  fixture.client(keys).send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'one', ...input }));
const team = { Tags: [{ Key: 'team', Value: 'web' }] };

test('records tags, source identity and policies as they were sent', async () => {
  const Policy = '{"Version":"2012-10-17","Statement":[]}';
  const PolicyArns = [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }];
  const issued = await assume(ROLES.any, {
    ...team,
    TransitiveTagKeys: ['team'],
    SourceIdentity: 'ada',
    Policy,
    PolicyArns,
  });
  expect(issued.SourceIdentity).toBe('ada');
  expect(fixture.aws.requests.at(-1)?.parameters).toMatchObject({
    'Tags.member.1.Key': 'team',
    'Tags.member.1.Value': 'web',
    'TransitiveTagKeys.member.1': 'team',
    SourceIdentity: 'ada',
    Policy,
    'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/ReadOnlyAccess',
  });
});

test.each<[string, Partial<AssumeRoleCommandInput>, string, RegExp]>([
  ["a policy that isn't JSON", { Policy: '{' }, 'MalformedPolicyDocumentException', /Syntax/],
  ['a policy without statements', { Policy: '{}' }, 'MalformedPolicyDocumentException', /Syntax/],
  ['an invalid policy ARN', { PolicyArns: [{ arn: 'ReadOnlyAccess' }] }, 'ValidationError', /ARN ReadOnlyAccess/],
  ['a source identity of one character', { SourceIdentity: 'a' }, 'ValidationError', /'sourceIdentity'.*equal to 2$/],
  ['a tag without a key', { Tags: [{ Key: '', Value: 'x' }] }, 'ValidationError', /'tags.1.member.key'/],
  ['a tag with an invalid value', { Tags: [{ Key: 'x', Value: '!' }] }, 'ValidationError', /'tags.1.member.value'/],
  ['a duplicate tag', { Tags: ['x', 'X'].map((Key) => ({ Key, Value: '' })) }, 'ValidationError', /Duplicate/],
  ["a transitive tag that isn't requested", { TransitiveTagKeys: ['x'] }, 'ValidationError', /must be included/],
  [
    '51 tags',
    { Tags: Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}`, Value: '' })) },
    'ValidationError',
    /'tags'.*equal to 50$/,
  ],
])('rejects %s', async (_, input, code, message) => {
  expect(await errorOf(assume(ROLES.any, input))).toEqual([code, 400, expect.stringMatching(message)]);
});

test('honors a trust policy that requires a source identity', async () => {
  expect((await errorOf(assume(ROLES.named)))[0]).toBe('AccessDenied');
  await assume(ROLES.named, { SourceIdentity: 'ada' });
});

test("passes along transitive tags and the source identity, which can't be changed", async () => {
  const plain = keysOf((await assume(ROLES.any, team)).Credentials);
  expect((await errorOf(assume(ROLES.tagged, {}, plain)))[0]).toBe('AccessDenied');
  const first = await assume(ROLES.any, { ...team, TransitiveTagKeys: ['team'], SourceIdentity: 'ada' });
  const keys = keysOf(first.Credentials);
  await assume(ROLES.tagged, {}, keys);
  await assume(ROLES.named, {}, keys);
  expect((await errorOf(assume(ROLES.any, { SourceIdentity: 'grace' }, keys)))[0]).toBe('ValidationError');
  expect((await errorOf(assume(ROLES.any, team, keys)))[2]).toContain('conflicts with a transitive tag key');
});

test('honors a trust policy that requires recent MFA', async () => {
  const code = () => ({ SerialNumber: PHONE.serialNumber, TokenCode: fixture.aws.mfaCode(PHONE.serialNumber) });
  const session = async () =>
    keysOf((await fixture.client(ADA).send(new GetSessionTokenCommand(code()))).Credentials ?? undefined);
  const keys = await session();
  fixture.wait(3600);
  await assume(ROLES.fresh, { DurationSeconds: 43_200 }, keys);
  fixture.wait(1);
  expect((await errorOf(assume(ROLES.fresh, {}, keys)))[0]).toBe('AccessDenied');
  await assume(ROLES.fresh, code());
});

test('honors a policy that denies GetSessionToken', async () => {
  const [code, status, message] = await errorOf(fixture.client(GRACE).send(new GetSessionTokenCommand({})));
  expect([code, status]).toEqual(['AccessDenied', 403]);
  expect(message).toContain('sts:GetSessionToken with an explicit deny');
});

test("takes the session's partition from its role", async () => {
  expect((await assume(ROLES.china)).AssumedRoleUser?.Arn).toBe('arn:aws-cn:sts::222233334444:assumed-role/China/one');
});

describe('the token of an OIDC provider', () => {
  const present = (WebIdentityToken: string, { arn } = ROLES.ci) =>
    fixture
      .client(ADA)
      .send(new AssumeRoleWithWebIdentityCommand({ RoleArn: arn, RoleSessionName: 'ci', WebIdentityToken }));

  test('buys credentials of a role that trusts the provider, without a signature', async () => {
    const { Credentials, Provider, SubjectFromWebIdentityToken } = await present('good token');
    expect([Provider, SubjectFromWebIdentityToken]).toEqual([PROVIDER, 'repo:x']);
    expect(fixture.aws.requests.at(-1)).toMatchObject({ accessKeyId: undefined, status: 200, signer: undefined });
    const { Arn } = await fixture.client(keysOf(Credentials)).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws:sts::222233334444:assumed-role/Ci/ci');
  });

  test.each([
    ['is unknown', 'no token', 'InvalidIdentityTokenException', 400],
    ['has expired', 'old token', 'ExpiredTokenException', 400],
    ['is from a provider that no role trusts', 'other token', 'AccessDenied', 403],
  ])('is rejected if it %s', async (_, token, code, status) => {
    expect((await errorOf(present(token))).slice(0, 2)).toEqual([code, status]);
  });
});
