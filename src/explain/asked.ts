import { SESSION_SECONDS, sessionKey } from '../credentials/cache/key';
import { freshEntry, type Keeping } from '../credentials/followers';
import { HOUR, lifeOf } from '../credentials/request';
import type { Source, SsoSession } from '../plan/sources';
import type { Hop } from '../plan/types';
import { present } from '../present';
import type { Question } from './types';

/** What is known of what was kept before. */
export interface Kept extends Keeping {
  /** Until when somebody is signed in; `undefined` if nobody is, or if it has to be seen. */
  readonly signedInUntil: (session: SsoSession) => Date | undefined;
}

/** The MFA session that serves a role: of long-term keys alone, and for an hour at most. */
function sessionFor(hop: Hop, source: Source | undefined, kept: Kept): Date | undefined {
  if (source?.kind !== 'static' && source?.kind !== 'environment') return undefined;
  if (source.sessionToken !== undefined || lifeOf(hop) > HOUR) return undefined;
  const accessKeyId = source.kind === 'static' ? source.accessKeyId.value : source.accessKeyId;
  const entry = freshEntry(kept, sessionKey(accessKeyId, hop.mfaSerial ?? ''), SESSION_SECONDS);
  return entry?.credentials.expiration;
}

function mfaQuestion(hop: Hop, caller: Source | undefined, kept: Kept): Question | undefined {
  if (hop.mfaSerial === undefined) return undefined;
  const until = sessionFor(hop, caller, kept);
  const answer = until ? 'mfaSession' : hop.mfaProcess ? 'mfaProcess' : 'person';
  return { kind: 'mfaCode', about: hop.mfaSerial, answer, ...present({ until: until?.toISOString() }) };
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
