import { AssumeRoleCommand, type AssumeRoleCommandInput, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { ADA, type AwsFixture, errorOf, openFixture, PHONE, ROLE } from './awsFixture';

let fixture: AwsFixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.close());

const assume = (input: Partial<AssumeRoleCommandInput>) =>
  fixture.client(ADA).send(new AssumeRoleCommand({ RoleArn: ROLE.forAda.arn, RoleSessionName: 'one', ...input }));

const invalid = (...errors: string[]) => {
  const count = errors.length === 1 ? '1 validation error' : `${errors.length} validation errors`;
  return ['ValidationError', 400, `${count} detected: ${errors.join('; ')}`];
};

const violation = (value: string | number, member: string, rule: string) =>
  `Value '${value}' at '${member}' failed to satisfy constraint: Member must ${rule}`;

test.each<[string, number | string, string, string]>([
  ['RoleArn', 'arn:short', 'roleArn', 'have length greater than or equal to 20'],
  [
    'RoleArn',
    `arn:aws:iam::222233334444:role/${'r'.repeat(2100)}`,
    'roleArn',
    'have length less than or equal to 2048',
  ],
  ['RoleSessionName', 'x', 'roleSessionName', 'have length greater than or equal to 2'],
  ['RoleSessionName', 'x'.repeat(65), 'roleSessionName', 'have length less than or equal to 64'],
  ['RoleSessionName', 'team:eu', 'roleSessionName', 'satisfy regular expression pattern: [\\w+=,.@-]*'],
  ['RoleSessionName', '開発環境', 'roleSessionName', 'satisfy regular expression pattern: [\\w+=,.@-]*'],
  ['RoleSessionName', 'a <b> & "c"', 'roleSessionName', 'satisfy regular expression pattern: [\\w+=,.@-]*'],
  ['DurationSeconds', 899, 'durationSeconds', 'have value greater than or equal to 900'],
  ['DurationSeconds', 43_201, 'durationSeconds', 'have value less than or equal to 43200'],
  ['ExternalId', 'x', 'externalId', 'have length greater than or equal to 2'],
  ['ExternalId', 'x y', 'externalId', 'satisfy regular expression pattern: [\\w+=,.@:\\/-]*'],
  ['SerialNumber', 'short', 'serialNumber', 'have length greater than or equal to 9'],
  ['SerialNumber', 'a serial number', 'serialNumber', 'satisfy regular expression pattern: [\\w+=/:,.@-]*'],
  ['TokenCode', '12345', 'tokenCode', 'have length greater than or equal to 6'],
  ['TokenCode', '1234567', 'tokenCode', 'have length less than or equal to 6'],
  ['TokenCode', '12a456', 'tokenCode', 'satisfy regular expression pattern: [\\d]*'],
])('AssumeRole rejects %s %j', async (name, value, member, rule) => {
  expect(await errorOf(assume({ [name]: value }))).toEqual(invalid(violation(value, member, rule)));
});

test.each([
  ['RoleSessionName', 'ab'],
  ['RoleSessionName', `+=,.@-_${'x'.repeat(57)}`],
  ['DurationSeconds', 900],
  ['DurationSeconds', 43_200],
  ['ExternalId', '=,.@:/-+'],
])('AssumeRole accepts %s %j', async (name, value) => {
  await assume({ [name]: value });
});

test('AssumeRole reports every violation at once', async () => {
  expect(await errorOf(assume({ RoleSessionName: '?', DurationSeconds: 1 }))).toEqual(
    invalid(
      violation('?', 'roleSessionName', 'have length greater than or equal to 2'),
      violation('?', 'roleSessionName', 'satisfy regular expression pattern: [\\w+=,.@-]*'),
      violation(1, 'durationSeconds', 'have value greater than or equal to 900'),
    ),
  );
});

test('AssumeRole reports a missing parameter', async () => {
  expect(await errorOf(assume({ RoleArn: undefined }))).toEqual(
    invalid("Value null at 'roleArn' failed to satisfy constraint: Member must not be null"),
  );
});

test.each(['arn:aws:iam::123:role/Developer', 'arn:aws:iam::111122223333:user/ada', 'twenty characters at least'])(
  'AssumeRole rejects the role ARN %j',
  async (arn) => {
    expect(await errorOf(assume({ RoleArn: arn }))).toEqual(['ValidationError', 400, `${arn} is invalid`]);
  },
);

test("AssumeRole rejects a duration that isn't a whole number", async () => {
  const [code, , message] = await errorOf(assume({ DurationSeconds: 1000.5 }));
  expect([code, message]).toEqual(['ValidationError', expect.stringContaining("Value '1000.5' at 'durationSeconds'")]);
});

test('GetSessionToken accepts 36 hours at most', async () => {
  const getSession = (input: object) => fixture.client(ADA).send(new GetSessionTokenCommand(input));
  await getSession({ DurationSeconds: 129_600 });
  expect(await errorOf(getSession({ DurationSeconds: 129_601 }))).toEqual(
    invalid(violation(129_601, 'durationSeconds', 'have value less than or equal to 129600')),
  );
  expect(await errorOf(getSession({ SerialNumber: PHONE.serialNumber, TokenCode: '1' }))).toEqual(
    invalid(violation('1', 'tokenCode', 'have length greater than or equal to 6')),
  );
});
