import { mfaSessionKey, SESSION_SECONDS } from '../credentials/cache/cacheKeys';
import { type CacheContext, freshEntry } from '../credentials/resolveContext';
import { readToken, timeOf } from '../credentials/ssoSignIn/ssoToken';
import { accessKeyIdOf, isKeySource, type Source, type SsoSession } from '../plan/sources';
import type { Hop } from '../plan/types';
import type { Env } from '../platform/env';
import type { Files } from '../platform/files';
import { omitUndefined } from '../util/omitUndefined';
import type { Question } from './types';

/** Until when somebody is signed in to IAM Identity Center, as far as the files say: a token that can be renewed will be. */
export const signedInUntil =
  (files: Files, env: Env, now: () => Date) =>
  (session: SsoSession): Date | undefined => {
    const token = readToken(session, env, files);
    const canRenew = session.name && token?.clientId && token.clientSecret && token.refreshToken;
    const ends = [token?.expiresAt, canRenew ? token.registrationExpiresAt : undefined].map(timeOf);
    const end = Math.max(...ends.filter((time) => time > now().getTime()));
    return Number.isFinite(end) ? new Date(end) : undefined;
  };

/** What is known of what was kept before. */
export interface Kept extends CacheContext {
  /** Until when somebody is signed in; `undefined` if nobody is, or if it has to be seen. */
  readonly signedInUntil: (session: SsoSession) => Date | undefined;
}

/** When the cached MFA session that serves a role expires; `undefined` if there is none. */
function sessionFor(hop: Hop, source: Source | undefined, kept: Kept): Date | undefined {
  if (!isKeySource(source)) return undefined;
  const key = mfaSessionKey(hop, { accessKeyId: accessKeyIdOf(source), sessionToken: source.sessionToken });
  return key === undefined ? undefined : freshEntry(kept, key, SESSION_SECONDS)?.credentials.expiration;
}

function mfaQuestion(hop: Hop, caller: Source | undefined, kept: Kept): Question | undefined {
  if (hop.mfaSerial === undefined) return undefined;
  const until = sessionFor(hop, caller, kept);
  const answer = until ? 'mfaSession' : hop.mfaProcess ? 'mfaProcess' : 'person';
  return { kind: 'mfaCode', about: hop.mfaSerial, answer, ...omitUndefined({ until: until?.toISOString() }) };
}

const signIn = (source: Source | undefined, kept: Kept): Question | undefined =>
  source?.kind !== 'sso' || kept.signedInUntil(source.session)
    ? undefined
    : { kind: 'signIn', about: source.session.startUrl, answer: 'person' };

/**
 * What a person has to give on the way: a chain is followed from the last link on that is kept.
 * @param cached for the source and each role, whether it is kept
 */
export function questions(
  source: Source | undefined,
  hops: readonly Hop[],
  cached: readonly boolean[],
  kept: Kept,
): Question[] {
  const first = cached.lastIndexOf(true);
  const all = [
    signIn(source, kept),
    ...hops.map((hop, index) => mfaQuestion(hop, index === 0 ? source : undefined, kept)),
  ];
  return all.flatMap((question, index) => (question && index > first ? [question] : []));
}
