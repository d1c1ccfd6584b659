import type { Hop, Plan } from '../plan/types';
import { assumeRoleError, clockNote } from './assumeRoleError';
import { assumeWithMfa } from './mfaSession';
import type { ResolveContext } from './resolveContext';
import { requestFor } from './resolveContext';
import type { Credentials, Issued } from './types';

/** In milliseconds; the SDK asks again by AWS's own time if ours is off by more. */
const TOLERANCE = 5 * 60_000;

/** What a role is asked for with. */
export interface RoleRequest {
  readonly hop: Hop;
  readonly plan: Plan;
  /** Those of the hop before. */
  readonly credentials: Credentials;
  /** An MFA code that is there already. */
  readonly given: string | undefined;
  /** What another shell may have got while this one waited. */
  readonly meanwhile: () => Issued | undefined;
}

/**
 * Asks STS for a role: the part of following a plan that is needed only where nothing is kept.
 * @throws AssumeError, with what is wrong in plain words
 */
export async function requestRole(
  { hop, plan, credentials, ...mfa }: RoleRequest,
  context: ResolveContext,
): Promise<Issued> {
  const caller = { ...plan.sts, credentials };
  try {
    const issued = await (hop.mfaSerial === undefined
      ? context.sts.assumeRole(requestFor(hop), caller)
      : assumeWithMfa(hop, caller, context, mfa));
    const { clockOffset = 0 } = issued;
    if (Math.abs(clockOffset) > TOLERANCE) {
      context.notify(`${clockNote(clockOffset)} It will be wrong about when credentials end.`);
    }
    return issued;
  } catch (error) {
    throw assumeRoleError(error, hop, plan);
  }
}
