import { describeWithAwsCli } from '../support/awsCli';
import { environment, user } from './fixtures';
import { assumeWith, awsWith, type Outcome, runPrograms } from './programs';
import { SHELL_ROWS } from './shellCredentials';
import { roleArn, sessionArn, userArn } from './world';

const ROLE = roleArn('One');
const MINE = sessionArn('One', 'me');
const aws = awsWith(
  'sts',
  'assume-role',
  '--role-arn',
  ROLE,
  '--role-session-name',
  'me',
  '--query',
  'AssumedRoleUser.Arn',
);
const assume = assumeWith(ROLE, '--session-name', 'me');

/** Which identity signed the call for the role. */
const signerOf = (outcome: Outcome | undefined) =>
  outcome?.requests.find(({ parameters }) => parameters?.RoleArn === ROLE)?.signer ?? null;

describeWithAwsCli('assume ARN signs with the credentials that `aws sts assume-role` finds in the same shell', () => {
  test.each(SHELL_ROWS)('$title', async (row) => {
    const [[theirs], [ours]] = await Promise.all([runPrograms(row, aws), runPrograms(row, assume)]);
    const sent = ours?.requests.filter(({ action }) => action !== 'GetCallerIdentity');
    expect(sent).toEqual(theirs?.requests);
    expect(ours?.stderr).toMatch(row.signer === null ? /^assume: / : /^$/);
    expect({ signer: signerOf(ours), who: ours?.who }).toEqual({
      signer: row.signer,
      who: row.signer === null ? undefined : MINE,
    });
    expect(theirs?.who).toBe(ours?.who);
  });

  test('an empty AWS_PROFILE counts as unset, where the AWS CLI looks for a profile without a name', async () => {
    const row = { title: '', config: user('b').replace('profile b', 'default'), env: { AWS_PROFILE: '' } };
    const [[theirs], [ours]] = await Promise.all([runPrograms(row, aws), runPrograms(row, assume)]);
    expect(theirs).toMatchObject({ who: undefined, stderr: expect.stringContaining('could not be found') });
    expect(signerOf(ours)).toBe(userArn('config'));
  });

  test('after an assume, they are those from before it', async () => {
    const before = { title: '', config: user('b').replace('profile b', 'default'), env: environment() };
    const after = {
      ...before,
      env: {
        AWS_ACCESS_KEY_ID: 'ASIAASSUMED',
        AWS_SECRET_ACCESS_KEY: 'assumed',
        AWS_SESSION_TOKEN: 'assumed',
        ASSUME_PROFILE: 'prod',
        ASSUME_RESTORE: JSON.stringify({ ...before.env, AWS_DEFAULT_REGION: 'eu-west-1' }),
      },
    };
    const [[theirs], [ours]] = await Promise.all([runPrograms(before, aws), runPrograms(after, assume)]);
    expect(ours?.requests.slice(0, -1)).toEqual(theirs?.requests);
    expect(signerOf(ours)).toBe(userArn('environment'));
    const [keyless] = await runPrograms({ ...after, env: { ...after.env, ASSUME_RESTORE: '{}' } }, assume);
    expect(signerOf(keyless)).toBe(userArn('config'));
  });
});
