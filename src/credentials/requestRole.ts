import type { Hop, Plan } from '../plan/types';
import { clockNote, refusal } from './assumeRoleError';
import { assumeWithMfa } from './mfaSession';
import type { Followers } from './resolveContext';
import { requestFor } from './resolveContext';
import type { Credentials, Issued } from './types';

/** In milliseconds; the SDK asks again by AWS's own time if ours is off by more. */
const TOLERANCE = 5 * 60_000;

/** What a role is asked for with. */
export interface Asking {
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
export async function askForRole({ hop, plan, credentials, ...mfa }: Asking, world: Followers): Promise<Issued> {
  const caller = { ...plan.sts, credentials };
  try {
    const issued = await (hop.mfaSerial === undefined
      ? world.sts.assumeRole(requestFor(hop), caller)
      : assumeWithMfa(hop, caller, world, mfa));
    const { clockOffset = 0 } = issued;
    if (Math.abs(clockOffset) > TOLERANCE) {
      world.tell(`${clockNote(clockOffset)} It will be wrong about when credentials end.`);
    }
    return issued;
  } catch (error) {
    throw refusal(error, hop, plan);
  }
}
