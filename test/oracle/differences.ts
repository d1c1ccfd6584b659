import type { Row } from './row';
import { ALL, isOnSession } from './sources';
import { LONG, MFA, ONE, role, TWO, user } from './words';

/** What we do otherwise than this AWS CLI, each with its reason. Both sides are stated, so that a change of either shows. */
export interface Difference {
  readonly row: Row;
  readonly reason: string;
  /** Who one is, and what was asked of AWS: `AssumeRole One`; with what AWS said, if it refused. */
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
    row: { title: 'a code, and a duration of an hour', ...onOne(MFA), mfa: true },
    reason: 'the code opens a session that serves the next roles too',
    theirs: [ONE, ...ASSUMED],
    ours: [ONE, 'GetSessionToken', ...ASSUMED],
  },
  {
    row: { title: 'no region', ...onOne('', { AWS_DEFAULT_REGION: undefined }) },
    reason: 'the AWS CLI wants one for its own command; STS needs none, and credentials have none',
    theirs: [null],
    ours: [ONE, ...ASSUMED],
  },
  {
    row: {
      title: 'two hours in a chain',
      config: role('a', 'Two', `source_profile = b\n${LONG}`) + role('b', 'One', 'source_profile = c') + user('c'),
    },
    reason: 'STS refuses that always, so nobody is asked for a code first',
    theirs: [null, 'AssumeRole One', 'AssumeRole Two: ValidationError'],
    ours: [null],
  },
  {
    row: { title: 'a duration that is no number', ...onOne('duration_seconds = 2h') },
    reason: 'dropped without a word, it makes a session shorter than its user thinks',
    theirs: [ONE, ...ASSUMED],
    ours: [null],
  },
  {
    row: { title: 'a duration that STS refuses, with a code', ...onOne(`${MFA}duration_seconds = 50000`), mfa: true },
    reason: 'it is refused before anyone is asked for a code, and no code is used up',
    theirs: [null, 'AssumeRole One: ValidationError'],
    ours: [null],
  },
];

/** Where we send a request to one region and the AWS CLI to another. */
export const REGION_OF_PROFILE: Row = {
  title: 'the region of the profile, where the environment has another',
  ...onOne('region = eu-central-1', { AWS_DEFAULT_REGION: 'us-west-2' }),
};
