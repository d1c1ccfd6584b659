import { describeWithAwsCli } from '../support/awsCli';
import { assumeWith, awsWith, runPrograms } from './programs';
import { EXTERNAL_ID, roleArn, userOf } from './world';

const { accessKeyId, secretAccessKey } = userOf('ada');
const CONFIG = `[profile ada]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
const POLICY = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}';
const ARNS = ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::222233334444:policy/team/Own'];

/** The same AssumeRole call by `aws sts assume-role` and by `assume`. */
const CALLS: readonly (readonly [title: string, role: string, aws: readonly string[], assume: readonly string[]])[] = [
  [
    'a duration and an external ID',
    'External',
    ['--duration-seconds', '5400', '--external-id', EXTERNAL_ID],
    ['--duration', '90m', '--external-id', EXTERNAL_ID],
  ],
  [
    'session tags, some of them transitive',
    'One',
    [
      '--tags',
      'Key=team,Value=blue',
      'Key=Cost Center,Value=a=b',
      'Key=empty,Value=',
      '--transitive-tag-keys',
      'team',
      'empty',
    ],
    [
      ...['--tag', 'team=blue', '--tag', 'Cost Center=a=b', '--tag', 'empty='],
      ...['--transitive-tag', 'team', '--transitive-tag', 'empty'],
    ],
  ],
  [
    'a source identity and session policies',
    'One',
    ['--source-identity', 'ada@example.com', '--policy', POLICY, '--policy-arns', ...ARNS.map((arn) => `arn=${arn}`)],
    ['--source-identity', 'ada@example.com', '--policy', POLICY, ...ARNS.flatMap((arn) => ['--policy-arn', arn])],
  ],
  ['a region', 'One', ['--region', 'ap-southeast-2'], ['--region', 'ap-southeast-2']],
];

describeWithAwsCli('a role without a profile is assumed as by `aws sts assume-role`', () => {
  test.each(CALLS)('with %s', async (_, role, theirs, ours) => {
    const arn = roleArn(role);
    const row = { title: role, config: CONFIG };
    const call = ['sts', 'assume-role', '--profile', 'ada', '--role-arn', arn, '--role-session-name', 'me'];
    const args = ['--role-arn', arn, '--source-profile', 'ada', '--session-name', 'me'];
    const [[one], [other]] = await Promise.all([
      runPrograms(row, awsWith(...call, '--query', 'AssumedRoleUser.Arn', ...theirs)),
      runPrograms(row, assumeWith(...args, ...ours)),
    ]);
    expect([one?.stderr, other?.stderr]).toEqual(['', '']);
    expect(other?.who).toBe(one?.who);
    expect(other?.requests[0]).toEqual(one?.requests[0]);
    expect(one?.requests).toHaveLength(1);
    expect(other?.requests.slice(1)).toMatchObject([{ action: 'GetCallerIdentity' }]);
  });
});
