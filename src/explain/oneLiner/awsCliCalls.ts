import { misconfigured } from '../../errors';
import { isAmbient, type Source } from '../../plan/sources';
import type { Hop, MfaSession, Plan } from '../../plan/types';
import { omitUndefined } from '../../util/omitUndefined';

/** One `aws sts assume-role` or `aws sts get-session-token`. */
export interface AwsCliCall {
  /** The command line, without `--token-code`. */
  readonly words: readonly string[];
  /** The MFA device that the code has to come from; absent if the call needs none. */
  readonly mfaSerial?: string;
}

/** The variables that hold a call's output, in the order of {@link OUTPUT}. */
export const OUTPUT_VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
] as const;

/** The options that print a call's result as one tab-separated line; the keys are JMESPath. */
const OUTPUT = ['--query', 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken,Expiration]', '--output', 'text'];

/** JSON that any shell can pass to a program: ASCII, and no backslash before a quote. */
const json = (value: unknown) =>
  JSON.stringify(value)
    .replace(/\\"/g, '\\u0022')
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A policy in one line. One that isn't JSON stays unchanged, for AWS to reject. */
function policyLine(policy: string): string {
  try {
    return json(JSON.parse(policy));
  } catch {
    return policy;
  }
}

/** The AWS CLI reads a value that looks like a URL from there (its "paramfile"), and one with a dash as an option. */
function optionWords([name, value]: readonly [string, string]): string[] {
  if (/^(fileb?|https?):\/\//.test(value)) {
    throw misconfigured(`The AWS CLI would read ${value} instead of passing it as --${name}.`);
  }
  return value.startsWith('-') ? [`--${name}=${value}`] : [`--${name}`, value];
}

const options = (members: Readonly<Record<string, string | undefined>>) =>
  Object.entries(omitUndefined(members)).flatMap((entry) => optionWords(entry as [string, string]));

const roleOptions = (hop: Hop) =>
  options({
    'role-arn': hop.roleArn,
    'role-session-name': hop.roleSessionName,
    'external-id': hop.externalId,
    'duration-seconds': hop.durationSeconds?.toString(),
    'source-identity': hop.sourceIdentity,
    tags: hop.tags && json(hop.tags.map(({ key, value }) => ({ Key: key, Value: value }))),
    'transitive-tag-keys': hop.transitiveTagKeys && json(hop.transitiveTagKeys),
    policy: hop.policy === undefined ? undefined : policyLine(hop.policy),
    'policy-arns': hop.policyArns && json(hop.policyArns.map((arn) => ({ arn }))),
    'serial-number': hop.mfaSerial,
  });

/** The profile for the first call; `undefined` if the AWS CLI has to find the credentials by itself. */
export const firstProfile = (source: Source): string | undefined => (isAmbient(source) ? undefined : source.profile);

const sessionOptions = ({ mfaSerial, durationSeconds }: MfaSession) =>
  options({ 'serial-number': mfaSerial, 'duration-seconds': String(durationSeconds) });

/** The actions of a plan, with their options and the MFA device that each needs. */
const actionsOf = ({ hops, mfaSession }: Plan) => [
  ...hops.map((hop) => ({ action: 'assume-role', optionWords: roleOptions(hop), mfaSerial: hop.mfaSerial })),
  ...(mfaSession
    ? [{ action: 'get-session-token', optionWords: sessionOptions(mfaSession), mfaSerial: mfaSession.mfaSerial }]
    : []),
];

/**
 * A plan as calls of the AWS CLI, each signed with the credentials of the one before.
 * @throws AssumeError (exit 3) for a value that can't be passed to the AWS CLI
 */
export const callsOf = (plan: Plan): AwsCliCall[] =>
  actionsOf(plan).map(({ action, optionWords: own, mfaSerial }, index) => ({
    words: [
      ...['aws', 'sts', action],
      ...options({ profile: index === 0 ? firstProfile(plan.source) : undefined }),
      ...own,
      ...options({ region: plan.sts.region }),
      ...(plan.sts.endpoint === undefined ? [] : ['--endpoint-url', plan.sts.endpoint]),
      ...OUTPUT,
    ],
    ...omitUndefined({ mfaSerial }),
  }));
