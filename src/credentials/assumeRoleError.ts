import type { AssumeError, Hint } from '../errors';
import type { Hop, Plan } from '../plan/types';
import { location } from '../profiles/types';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { type Advice, awsFailure, isWrongCode, type ServiceException } from './awsError';
import { stsEndpointOf } from './unreachable';

/** The principal that a trust policy names for a caller: for a role session, its role. */
const principalOf = (arn: string) =>
  arn.replace(/^(arn:[\w-]+):sts::(\d+):assumed-role\/(.+)\/[^/]+$/, '$1:iam::$2:role/$3');

/** What the role's trust policy must contain, as far as the caller's side can know. */
function trustNotes({ message }: ServiceException, hop: Hop): string[] {
  const [, caller] = /User: (arn:\S+) is not authorized/.exec(message) ?? [];
  if (caller === undefined) return [];
  const actions = [
    'sts:AssumeRole',
    ...(hop.tags ? ['sts:TagSession'] : []),
    ...(hop.sourceIdentity ? ['sts:SetSourceIdentity'] : []),
  ];
  const statement = { Effect: 'Allow', Principal: { AWS: principalOf(caller) }, Action: actions };
  const conditions = [
    hop.externalId === undefined ? 'an external ID (external_id)' : 'a different external ID',
    ...(hop.mfaSerial === undefined ? ['MFA (mfa_serial)'] : []),
  ];
  return [
    `The role's trust policy must contain: ${JSON.stringify(statement)}`,
    `It may also require ${conditions.join(' or ')}, set in the profile.`,
    'A caller in another account also needs an IAM policy that allows sts:AssumeRole.',
  ];
}

/** How far this machine's clock is off. @param offset how far AWS's clock is ahead, in milliseconds; negative if behind */
export const clockNote = (offset: number): string =>
  `This machine's clock is ${Math.round(Math.abs(offset) / 60_000)} minutes ${offset > 0 ? 'behind' : 'ahead of'} AWS's.`;

const AMZ_DATE = /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/g;

/** STS names the time of the signature first, and its own time in parentheses. */
function skewNotes({ message }: ServiceException): string[] {
  const times = [...message.matchAll(AMZ_DATE)].map(([, ...parts]) => {
    const [year = 0, month = 1, ...rest] = parts.map(Number);
    return Date.UTC(year, month - 1, ...rest);
  });
  const [signed, , now] = times;
  if (signed === undefined || now === undefined) return [];
  return [clockNote(now - signed)];
}

/** How to renew the credentials that a chain starts with. */
function renewalAdvice({ source }: Plan): Advice {
  const profile = quoteForDisplay(source.profile ?? '');
  switch (source.kind) {
    case 'static':
      return {
        notes: [`The access key is set in ${location(source.accessKeyId)}.`],
        hints: [[`aws configure --profile ${profile}`, 'Renew the access key']],
      };
    case 'environment':
      return {
        notes: [
          "The access key is in this shell's AWS_* variables: clear them if they are left over, or set valid ones.",
        ],
        hints: [['assume off', 'Clear them']],
      };
    case 'sso':
      return { hints: [[`assume login ${profile}`, 'Sign in again']] };
    case 'login':
      return { hints: [[`aws login --profile ${profile}`, 'Sign in again']] };
    default:
      return {};
  }
}

/** The profile whose credentials signed the request for a role. */
const callerOf = (hop: Hop, { hops, source }: Plan) => (hops[hops.indexOf(hop) - 1] ?? source).profile;

function callerHints(hop: Hop, plan: Plan): Hint[] {
  const caller = callerOf(hop, plan);
  if (caller === undefined) return [];
  return [[`aws sts get-caller-identity --profile ${quoteForDisplay(caller)}`, 'See who is calling']];
}

/** What to do about a rejected request to STS: the code, the clock, or the key that signed it; `undefined` for other reasons. */
export function callAdvice(error: ServiceException, plan: Plan): Advice | undefined {
  if (isWrongCode(error)) return { hints: [[`assume ${quoteForDisplay(plan.profile)}`, 'Try the next code']] };
  if (/^Signature (expired|not yet current)/.test(error.message))
    return { notes: skewNotes(error), hints: [['date -u', "Check this machine's clock"]] };
  if (/^(InvalidClientTokenId|SignatureDoesNotMatch|ExpiredToken)/.test(error.name)) return renewalAdvice(plan);
  return undefined;
}

/** What to do about an AssumeRole request that AWS rejected. */
function adviceOn(error: ServiceException, hop: Hop, plan: Plan): Advice {
  if (error.name === 'AccessDenied') return { notes: trustNotes(error, hop), hints: callerHints(hop, plan) };
  return {};
}

/**
 * The error to report for a failed AssumeRole request of a plan: AWS's own words, and what to do about them. Exit 5 if AWS
 * rejected it or is throttling, 1 if AWS failed or could not be reached. An {@link AssumeError} is returned unchanged.
 */
export const assumeRoleError = (error: unknown, hop: Hop, plan: Plan): AssumeError =>
  awsFailure(error, {
    request: `AssumeRole on ${hop.roleArn} for profile "${hop.profile}"`,
    endpoint: stsEndpointOf(plan.sts),
    retry: [`assume ${quoteForDisplay(plan.profile)}`, 'Try again'],
    adviseOn: (rejection) => callAdvice(rejection, plan) ?? adviceOn(rejection, hop, plan),
  });
