import { AssumeError, EXIT } from '../../errors';
import type { Source } from '../../plan/sources';
import type { Hop, Plan } from '../../plan/types';
import { omitUndefined } from '../../util/omitUndefined';

/** One `aws sts assume-role`, as the words of its command line. */
export interface Call {
  readonly words: readonly string[];
  /** The device whose code goes behind the words, if the call needs one. */
  readonly mfaSerial?: string;
}

/** JSON as any shell can pass it on: ASCII, and no backslash before a quote. */
const json = (value: unknown) =>
  JSON.stringify(value)
    .replace(/\\"/g, '\\u0022')
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A policy in one line; one that is no JSON stays as it is, for AWS to refuse. */
function oneLine(policy: string): string {
  try {
    return json(JSON.parse(policy));
  } catch {
    return policy;
  }
}

/** The AWS CLI reads a file where a value looks like a URL (its "paramfile"), and takes a dash for an option. */
function words([name, value]: readonly [string, string]): string[] {
  if (/^(fileb?|https?):\/\//.test(value)) {
    throw new AssumeError(`The AWS CLI would read ${value} instead of passing it on as ${name}.`, {
      exitCode: EXIT.configuration,
    });
  }
  return value.startsWith('-') ? [`--${name}=${value}`] : [`--${name}`, value];
}

const options = (members: Readonly<Record<string, string | undefined>>) =>
  Object.entries(omitUndefined(members)).flatMap((entry) => words(entry as [string, string]));

const roleOptions = (hop: Hop) =>
  options({
    'role-arn': hop.roleArn,
    'role-session-name': hop.roleSessionName,
    'external-id': hop.externalId,
    'duration-seconds': hop.durationSeconds?.toString(),
    'source-identity': hop.sourceIdentity,
    tags: hop.tags && json(hop.tags.map(({ key, value }) => ({ Key: key, Value: value }))),
    'transitive-tag-keys': hop.transitiveTagKeys && json(hop.transitiveTagKeys),
    policy: hop.policy === undefined ? undefined : oneLine(hop.policy),
    'policy-arns': hop.policyArns && json(hop.policyArns.map((arn) => ({ arn }))),
    'serial-number': hop.mfaSerial,
  });

/** Tab-separated, in one line; the keys are JMESPath. */
const ANSWER = ['--query', 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken,Expiration]', '--output', 'text'];

/** The profile that the AWS CLI can be told for the first call; else it looks for credentials by itself. */
export const firstProfile = (source: Source): string | undefined =>
  ['environment', 'container', 'instance'].includes(source.kind) ? undefined : source.profile;

/**
 * The calls of the AWS CLI that are a plan, each signed with the credentials of the one before.
 * @throws AssumeError (exit 3) for a value that the AWS CLI cannot be given
 */
export const callsOf = ({ source, hops, sts }: Plan): Call[] =>
  hops.map((hop, index) => ({
    words: [
      ...['aws', 'sts', 'assume-role'],
      ...options({ profile: index === 0 ? firstProfile(source) : undefined }),
      ...roleOptions(hop),
      ...options({ region: sts.region }),
      ...(sts.endpoint === undefined ? [] : ['--endpoint-url', sts.endpoint]),
      ...ANSWER,
    ],
    ...omitUndefined({ mfaSerial: hop.mfaSerial }),
  }));
