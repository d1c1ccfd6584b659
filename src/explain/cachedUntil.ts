import { sessionKey } from '../credentials/cache/cacheKeys';
import { CacheSlot, type SlotContext } from '../credentials/cache/cacheSlot';
import type { PlanInputs } from '../credentials/cache/sharing';
import { sourceIdentity } from '../credentials/cache/sourceIdentity';
import { freshEntry } from '../credentials/resolveContext';
import { accessKeyIdOf, isKeySource } from '../plan/sources';
import type { Draft, MfaSession } from '../plan/types';

/** A plan, perhaps without its source. */
type DraftedPlan = NonNullable<Draft['plan']>;

/**
 * When the cached credentials of links stop being used, link 0 being the source and the others its roles; `undefined` for those
 * that aren't cached, are too old, or may be somebody else's, as far as that is known without asking a container or instance.
 */
export function cachedUntil(
  plan: DraftedPlan,
  links: readonly number[],
  inputs: PlanInputs,
  cache: SlotContext,
): readonly (Date | undefined)[] {
  const { source } = plan;
  const identity = source && sourceIdentity(source, cache);
  return links.map((link) => {
    if (!source || identity === undefined) return undefined;
    return CacheSlot.of({ links: { ...plan, source }, link, identity, inputs }, cache)?.read()?.credentials.expiration;
  });
}

/** When the cached MFA session of an access key stops being used; `undefined` if there is none. */
export function sessionUntil(
  { mfaSerial, durationSeconds }: MfaSession,
  { source, sts }: DraftedPlan,
  cache: SlotContext,
): Date | undefined {
  if (!isKeySource(source)) return undefined;
  const caller = { ...sts, credentials: { accessKeyId: accessKeyIdOf(source) } };
  return freshEntry(cache, sessionKey(caller, mfaSerial, durationSeconds), durationSeconds)?.credentials.expiration;
}
