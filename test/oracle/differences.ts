import { keys, LONG, MFA, ONE, role, TWO, user } from './fixtures';
import type { Row } from './row';
import { ALL, isOnSession } from './sources';
import { userArn } from './world';

/** An intended difference from Debian's AWS CLI. Both results are stated, so that a change of either shows. */
export interface Difference {
  readonly row: Row;
  readonly reason: string;
  /** The identity, and the requests to AWS, such as `AssumeRole One`, with AWS's error code if it refused. */
  readonly theirs: readonly [who: string | null, ...requests: string[]];
  readonly ours: readonly [who: string | null, ...requests: string[]];
}

const onOne = (lines: string, env: Row['env'] = {}): Pick<Row, 'config' | 'env'> => ({
  config: role('a', 'One', `source_profile = b\n${lines}`) + user('b', 'ada'),
  env,
});
const ASSUMED = ['AssumeRole One', 'GetCallerIdentity'];

export const DIFFERENCES: readonly Difference[] = [
  ...ALL.filter(isOnSession).map((row) => ({
    row,
    reason: "this version fails with 'NoneType' object has no attribute 'get_frozen_token'; newer ones do as we do",
    theirs: [null] as const,
    ours: [
      row.who,
      'GetRoleCredentials',
      'AssumeRole One',
      ...(row.who === TWO ? ['AssumeRole Two'] : []),
      'GetCallerIdentity',
    ] as const,
  })),
  {
    row: { title: 'MFA, and a duration of an hour', ...onOne(MFA), mfa: true },
    reason: 'the code starts an MFA session that serves later roles too',
    theirs: [ONE, ...ASSUMED],
    ours: [ONE, 'GetSessionToken', ...ASSUMED],
  },
  ...(['config', 'credentials'] as const).map((file) => ({
    row: {
      title: `an access key in the ${file} file with mfa_serial, and no role`,
      ...(file === 'config'
        ? { config: user('a', 'ada', MFA) }
        : { config: `[profile a]\n${MFA}`, credentials: `[a]\n${keys('ada')}` }),
      mfa: true,
    },
    reason: 'mfa_serial asks for MFA: the AWS CLI ignores it without a role, and we open an MFA session',
    theirs: [userArn('ada'), 'GetCallerIdentity'] as const,
    ours: [userArn('ada'), 'GetSessionToken', 'GetCallerIdentity'] as const,
  })),
  {
    row: { title: 'an access key with mfa_serial, and no code', config: user('a', 'ada', MFA) },
    reason: 'without a code there is no MFA session, and the bare access key is given for --long-term only',
    theirs: [userArn('ada'), 'GetCallerIdentity'],
    ours: [null],
  },
  {
    row: { title: 'no region', ...onOne('', { AWS_DEFAULT_REGION: undefined }) },
    reason: 'the AWS CLI needs one for its own command; STS does not, and credentials have none',
    theirs: [null],
    ours: [ONE, ...ASSUMED],
  },
  {
    row: {
      title: 'two hours in a role chain',
      config: role('a', 'Two', `source_profile = b\n${LONG}`) + role('b', 'One', 'source_profile = c') + user('c'),
    },
    reason: 'STS always rejects it, so there is no prompt for a code first',
    theirs: [null, 'AssumeRole One', 'AssumeRole Two: ValidationError'],
    ours: [null],
  },
  {
    row: { title: 'a duration that is not a number', ...onOne('duration_seconds = 2h') },
    reason: 'if it were dropped silently, the session would be shorter than its user expects',
    theirs: [ONE, ...ASSUMED],
    ours: [null],
  },
  {
    row: { title: 'a duration that STS rejects, with MFA', ...onOne(`${MFA}duration_seconds = 50000`), mfa: true },
    reason: 'it is rejected before any prompt for a code, and no code is used up',
    theirs: [null, 'AssumeRole One: ValidationError'],
    ours: [null],
  },
];

/** Requests that we send to one region and the AWS CLI to another. */
export const REGION_OF_PROFILE: Row = {
  title: 'the region of the profile, if the environment has another',
  ...onOne('region = eu-central-1', { AWS_DEFAULT_REGION: 'us-west-2' }),
};
