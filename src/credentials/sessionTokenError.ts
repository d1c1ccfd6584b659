import type { AssumeError } from '../errors';
import type { MfaSession, Plan } from '../plan/types';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { type Advice, awsFailure, type ServiceException } from './awsError';
import { callAdvice } from './callAdvice';
import type { RejectedCall } from './credentialAdvice';
import { stsEndpointOf } from './endpoint';

/** What to do about a GetSessionToken request that AWS rejected, beside what goes for every call. */
const adviceOn = ({ name }: ServiceException, { profile }: MfaSession): Advice =>
  name === 'AccessDenied'
    ? { hints: [[`assume ${quoteForDisplay(profile)} --long-term`, 'Use the access key without MFA']] }
    : {};

/**
 * The error to report for a failed GetSessionToken request: AWS's own words, and what to do about them. Exit 5 if AWS
 * rejected it or is throttling, 1 if AWS failed or could not be reached. An {@link AssumeError} is returned unchanged.
 */
export const sessionTokenError = (
  error: unknown,
  session: MfaSession,
  plan: Plan,
  context: RejectedCall['context'],
): AssumeError =>
  awsFailure(error, {
    request: `GetSessionToken for profile "${session.profile}"`,
    endpoint: stsEndpointOf(plan.sts),
    retry: [`assume ${quoteForDisplay(plan.profile)}`, 'Try again'],
    adviseOn: (rejection) => callAdvice(rejection, { plan, request: session, context }) ?? adviceOn(rejection, session),
  });
