import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { type FakeAws, startFakeAws } from '../../src/demo/aws/fakeAws';
import { sampleAccounts } from '../../src/demo/sampleAccounts';
import { sampleFiles } from '../../src/demo/sampleFiles';
import type { Files } from '../../src/platform/files';
import { readProfiles } from '../../src/profiles/read';
import { errorOf, type Keys, keysOf } from './awsFixture';

const accounts = sampleAccounts();
const texts = sampleFiles(accounts);
const files: Files = {
  read: (path) => (path.endsWith('credentials') ? texts.credentials : texts.config),
  modified: () => 0,
  state: () => undefined,
  stamp: () => {},
  replace: () => {},
  appendLine: () => {},
  remove: () => {},
  list: () => [],
  changed: () => undefined,
  isSettled: () => true,
  removeLeftovers: () => {},
};
const { profiles } = readProfiles(files, { HOME: '/home/ada' });
const settings = (name: string): Record<string, string> =>
  Object.fromEntries([...(profiles.get(name)?.settings ?? [])].map(([key, { value }]) => [key, value]));

let aws: FakeAws;
const clients: STSClient[] = [];
beforeAll(async () => {
  aws = await startFakeAws(accounts);
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await aws.close();
});

/** Assumes the roles of a profile, and returns the keys and ARN of the last session. */
async function follow(name: string): Promise<{ keys: Keys; arn?: string | undefined }> {
  const { role_arn: RoleArn, source_profile: source = '', ...rest } = settings(name);
  if (RoleArn === undefined) {
    const { aws_access_key_id: accessKeyId = '', aws_secret_access_key: secretAccessKey = '' } = rest;
    return { keys: { accessKeyId, secretAccessKey } };
  }
  const { keys } = await follow(source);
  const client = new STSClient({
    endpoint: aws.url,
    region: rest.region ?? 'us-east-1',
    credentials: keys,
    maxAttempts: 1,
  });
  clients.push(client);
  const { Credentials: issued, AssumedRoleUser: user } = await client.send(
    new AssumeRoleCommand({
      RoleArn,
      RoleSessionName: 'sample',
      ExternalId: rest.external_id,
      ...(rest.mfa_serial && { SerialNumber: rest.mfa_serial, TokenCode: aws.mfaCode(rest.mfa_serial) }),
      ...(rest.duration_seconds && { DurationSeconds: Number(rest.duration_seconds) }),
    }),
  );
  return { keys: keysOf(issued), arn: user?.Arn };
}

test('the sample has the profiles that the demo mentions', () => {
  expect([...profiles.keys()]).toEqual([
    'me',
    'dev',
    'prod',
    'billing',
    'analyst',
    'audit',
    'team:eu/web@2',
    '開発環境',
    'old shop',
    'denied',
    'broken',
  ]);
  expect(settings('me')).toEqual({
    region: 'eu-west-1',
    aws_access_key_id: accounts.users[0]?.accessKeyId,
    aws_secret_access_key: accounts.users[0]?.secretAccessKey,
  });
  expect(settings('prod')).toEqual({
    role_arn: 'arn:aws:iam::333344445555:role/Admin',
    source_profile: 'me',
    mfa_serial: 'arn:aws:iam::111122223333:mfa/ada',
    assume_account_name: 'Payments',
    region: 'eu-central-1',
  });
  expect(settings('audit').region).toBeUndefined();
});

test.each([
  ['dev', '222233334444:assumed-role/Developer'],
  ['prod', '333344445555:assumed-role/Admin'],
  ['billing', '333344445555:assumed-role/Billing'],
  ['audit', '444455556666:assumed-role/Auditor'],
  ['team:eu/web@2', '222233334444:assumed-role/Web'],
  ['開発環境', '222233334444:assumed-role/Development'],
  ['old shop', '222233334444:assumed-role/OldShop'],
])('the profile %s works', async (name, role) => {
  expect((await follow(name)).arn).toBe(`arn:aws:sts::${role}/sample`);
});

test('AWS denies the profile denied', async () => {
  const message =
    'User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::333344445555:role/Payroll';
  expect(await errorOf(follow('denied'))).toEqual(['AccessDenied', 403, message]);
});

test("the profile broken has a source_profile that doesn't exist", () => {
  expect(profiles.has(settings('broken').source_profile ?? '')).toBe(false);
});

test.each(['prod', 'audit'])("the role of %s requires more than ada's keys", async (name) => {
  const keys = (await follow('me')).keys;
  const client = new STSClient({ endpoint: aws.url, region: 'us-east-1', credentials: keys, maxAttempts: 1 });
  clients.push(client);
  const plain = new AssumeRoleCommand({ RoleArn: settings(name).role_arn, RoleSessionName: 'sample' });
  expect((await errorOf(client.send(plain)))[0]).toBe('AccessDenied');
});

test('every sample profile has a comment', () => {
  const blocks = texts.config.trim().split('\n\n').slice(1);
  expect(blocks).toHaveLength(profiles.size + 1);
  for (const block of blocks) expect(block).toMatch(/^# .+\n\[(profile|sso-session) /);
});

test('each sample has its own keys', () => {
  const [one, other] = [sampleAccounts().users[0], sampleAccounts().users[0]];
  expect(one?.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
  expect(one?.secretAccessKey).toMatch(/^[\w+/]{40}$/);
  expect(one?.mfa?.secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(one?.accessKeyId).not.toBe(other?.accessKeyId);
  expect(one?.secretAccessKey).not.toBe(other?.secretAccessKey);
  expect(one?.mfa?.secret).not.toBe(other?.mfa?.secret);
});
