import type { Hop, Plan } from '../plan/types';
import { assumeRoleError } from './assumeRoleError';
import { isOutdatedSession } from './awsError';
import { clockNote } from './callAdvice';
import { checkIssued, stsIssuer } from './checkIssued';
import type { CodeOptions } from './mfaSession';
import { type ResolveContext, requestFor } from './resolveContext';
import type { Credentials, Issued } from './types';

/** In milliseconds. If our clock is off by more, the SDK repeats the request with AWS's own time. */
const TOLERANCE = 5 * 60_000;

/** A role to request from STS. */
export interface RoleRequest extends CodeOptions {
  readonly hop: Hop;
  readonly plan: Plan;
  /** The credentials of the hop before, which sign the request. */
  readonly credentials: Credentials;
  /** Caches the role's credentials. */
  readonly keep: (issued: Issued) => void;
  /** Requests other credentials for the hop before; absent if these aren't cached ones. */
  readonly renew: (() => Promise<Credentials>) | undefined;
}

/** Tells the user that this machine's clock is off, according to AWS's answer. */
export function reportClock({ clockOffset = 0 }: Issued, { notify }: ResolveContext): void {
  if (Math.abs(clockOffset) > TOLERANCE) notify(`${clockNote(clockOffset)} Expiry times shown will be off.`);
}

/**
 * Requests a role from STS and caches it: the part of obtaining credentials that cached ones make unnecessary. If AWS no
 * longer accepts cached credentials that sign the request, they are renewed, once.
 * @throws AssumeError: exit 5 if AWS rejects the request, 4 if there is no terminal to prompt on, 1 if AWS fails or can't be
 *   reached
 */
export async function requestRole(
  { hop, plan, credentials, keep, renew, ...mfa }: RoleRequest,
  context: ResolveContext,
): Promise<Issued> {
  const accept = (issued: Issued) => {
    checkIssued(issued, stsIssuer(plan.sts), context.now());
    keep(issued);
    return issued;
  };
  const ask = async (signing: Credentials) => {
    const caller = { ...plan.sts, credentials: signing };
    const { mfaSerial } = hop;
    if (mfaSerial === undefined) return accept(await context.sts.assumeRole(requestFor(hop), caller));
    const { assumeWithMfa } = await import('./mfaSession');
    return assumeWithMfa({ ...hop, mfaSerial }, caller, context, { ...mfa, accept });
  };
  let isCached = renew !== undefined;
  try {
    const issued = await ask(credentials).catch(async (error: unknown) => {
      if (!renew || !isOutdatedSession(error)) throw error;
      const renewed = await renew();
      isCached = false;
      return ask(renewed);
    });
    reportClock(issued, context);
    return issued;
  } catch (error) {
    throw assumeRoleError(error, hop, plan, context, isCached);
  }
}
