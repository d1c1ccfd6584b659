import type { AssumeError, Hint } from '../errors';
import type { Hop, Plan } from '../plan/types';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { type Advice, awsFailure, type ServiceException } from './awsError';
import { callAdvice } from './callAdvice';
import type { RejectedCall } from './credentialAdvice';
import { stsEndpointOf } from './endpoint';

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

function callerHints({ signer, plan }: RejectedCall): Hint[] {
  const { profile } = signer ?? plan.source;
  if (profile === undefined) return [];
  return [[`aws sts get-caller-identity --profile ${quoteForDisplay(profile)}`, 'See who is calling']];
}

/** What to do about an AssumeRole request that AWS rejected. */
function adviceOn(error: ServiceException, hop: Hop, call: RejectedCall): Advice {
  if (error.name === 'AccessDenied') return { notes: trustNotes(error, hop), hints: callerHints(call) };
  return {};
}

/**
 * The error to report for a failed AssumeRole request of a plan: AWS's own words, and what to do about them. Exit 5 if AWS
 * rejected it or is throttling, 1 if AWS failed or could not be reached. An {@link AssumeError} is returned unchanged.
 * @param isCached whether the credentials that signed it came from the cache
 */
export function assumeRoleError(
  error: unknown,
  hop: Hop,
  plan: Plan,
  context: RejectedCall['context'],
  isCached = false,
): AssumeError {
  const call = { plan, request: hop, signer: plan.hops[plan.hops.indexOf(hop) - 1], isCached, context };
  return awsFailure(error, {
    request: `AssumeRole on ${hop.roleArn} for profile "${hop.profile}"`,
    endpoint: stsEndpointOf(plan.sts),
    retry: [`assume ${quoteForDisplay(plan.profile)}`, 'Try again'],
    adviseOn: (rejection) => callAdvice(rejection, call) ?? adviceOn(rejection, hop, call),
  });
}
