import type { AssumeError } from '../errors';
import type { MfaSession, Plan } from '../plan/types';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { callAdvice } from './assumeRoleError';
import { type Advice, awsFailure, type ServiceException } from './awsError';
import { stsEndpointOf } from './unreachable';

/** What to do about a GetSessionToken request that AWS rejected, beside what goes for every call. */
function adviceOn({ name, message }: ServiceException, { profile, locations }: MfaSession): Advice {
  const word = quoteForDisplay(profile);
  // AWS doesn't know the device, or it is another user's.
  if (/unable to validate MFA code/i.test(message)) {
    return {
      notes: [`The MFA device is set in ${locations.mfa_serial}.`],
      hints: [[`aws iam list-mfa-devices --profile ${word}`, 'See the MFA devices of this access key']],
    };
  }
  return name === 'AccessDenied' ? { hints: [[`assume ${word} --long-term`, 'Use the access key without MFA']] } : {};
}

/**
 * The error to report for a failed GetSessionToken request: AWS's own words, and what to do about them. Exit 5 if AWS
 * rejected it or is throttling, 1 if AWS failed or could not be reached. An {@link AssumeError} is returned unchanged.
 */
export const sessionTokenError = (error: unknown, session: MfaSession, plan: Plan): AssumeError =>
  awsFailure(error, {
    request: `GetSessionToken for profile "${session.profile}"`,
    endpoint: stsEndpointOf(plan.sts),
    retry: [`assume ${quoteForDisplay(plan.profile)}`, 'Try again'],
    adviseOn: (rejection) => callAdvice(rejection, plan) ?? adviceOn(rejection, session),
  });
