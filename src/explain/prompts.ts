import { mfaSessionKey, otherSessionKey, SESSION_SECONDS } from '../credentials/cache/cacheKeys';
import type { SlotContext } from '../credentials/cache/cacheSlot';
import { freshEntry } from '../credentials/resolveContext';
import { readToken, timeOf } from '../credentials/ssoSignIn/ssoToken';
import { accessKeyIdOf, isKeySource, type Source, type SsoSession } from '../plan/sources';
import type { Draft, Hop, MfaSession } from '../plan/types';
import type { Env } from '../platform/env';
import type { Files } from '../platform/files';
import { omitUndefined } from '../util/omitUndefined';
import type { Prompt } from './types';

/** When a sign-in to IAM Identity Center ends, according to the token file: a token that can be renewed will be. */
export const signedInUntil =
  (files: Files, env: Env, now: () => Date) =>
  (session: SsoSession): Date | undefined => {
    const token = readToken(session, env, files);
    const canRenew = session.name && token?.clientId && token.clientSecret && token.refreshToken;
    const ends = [token?.expiresAt, canRenew ? token.registrationExpiresAt : undefined].map(timeOf);
    const end = Math.max(...ends.filter((time) => time > now().getTime()));
    return Number.isFinite(end) ? new Date(end) : undefined;
  };

/** What earlier runs have left: credentials, and sign-ins. */
export interface PlanCache extends SlotContext {
  /** When the sign-in ends; `undefined` if there is none. */
  readonly signedInUntil: (session: SsoSession) => Date | undefined;
}

/** A plan, perhaps without its source. */
type DraftedPlan = NonNullable<Draft['plan']>;

/** When the cached MFA session that serves a role expires; `undefined` if there is none. */
function sessionFor(hop: Hop, { source, sts }: DraftedPlan, cache: PlanCache): Date | undefined {
  if (!isKeySource(source)) return undefined;
  const caller = { ...sts, credentials: { accessKeyId: accessKeyIdOf(source), sessionToken: source.sessionToken } };
  const key = mfaSessionKey(hop, caller);
  if (key === undefined || hop.mfaSerial === undefined) return undefined;
  const entries = [key, otherSessionKey(caller, hop.mfaSerial)].map((each) => freshEntry(cache, each, SESSION_SECONDS));
  return entries.find(Boolean)?.credentials.expiration;
}

function mfaPrompt(hop: Hop, plan: DraftedPlan, cache: PlanCache): Prompt | undefined {
  if (hop.mfaSerial === undefined) return undefined;
  const until = hop === plan.hops[0] ? sessionFor(hop, plan, cache) : undefined;
  const answer = until ? 'mfaSession' : hop.mfaProcess ? 'mfaProcess' : 'person';
  return { kind: 'mfaCode', about: hop.mfaSerial, answer, ...omitUndefined({ until: until?.toISOString() }) };
}

/** The code that opens the MFA session of an access key. */
export const sessionPrompt = ({ mfaSerial, mfaProcess }: MfaSession): Prompt => ({
  kind: 'mfaCode',
  about: mfaSerial,
  answer: mfaProcess ? 'mfaProcess' : 'person',
});

const signInPrompt = (source: Source | undefined, cache: PlanCache): Prompt | undefined =>
  source?.kind !== 'sso' || cache.signedInUntil(source.session)
    ? undefined
    : { kind: 'signIn', about: source.session.startUrl, answer: 'person' };

/**
 * What has to be provided, in order. A chain is resumed after the last link that is cached, so nothing before it counts.
 * @param cached for the source and each role, whether its credentials are cached
 */
export function promptsFor(plan: DraftedPlan, cached: readonly boolean[], cache: PlanCache): Prompt[] {
  const resumed = cached.lastIndexOf(true);
  const all = [signInPrompt(plan.source, cache), ...plan.hops.map((hop) => mfaPrompt(hop, plan, cache))];
  return all.flatMap((prompt, index) => (prompt && index > resumed ? [prompt] : []));
}
