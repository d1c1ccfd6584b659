import type { MfaSession, Plan } from '../plan/types';
import { omitUndefined } from '../util/omitUndefined';
import { sessionKey } from './cache/cacheKeys';
import { freshEntry, type ResolveContext } from './resolveContext';
import type { Credentials } from './types';

/** An access key that becomes an MFA session. */
interface SessionSource {
  readonly session: MfaSession;
  readonly plan: Plan;
  readonly credentials: Credentials;
  /** An MFA code from the command line. */
  readonly givenCode: string | undefined;
  /** Opens a new session, ignoring a cached one. */
  readonly refresh: boolean | undefined;
}

/**
 * The MFA session of an access key: the cached one of its duration, else a new one, which is then cached.
 * @throws AssumeError, as for a role
 */
export async function sessionCredentials(
  { session, plan, credentials, givenCode, refresh }: SessionSource,
  context: ResolveContext,
): Promise<Credentials> {
  const { mfaSerial, durationSeconds, accountId } = session;
  const key = sessionKey({ ...plan.sts, credentials }, mfaSerial, durationSeconds);
  const recheckCache = () => (refresh ? undefined : freshEntry(context, key, durationSeconds));
  const request = { session, plan, credentials, key, givenCode, recheckCache };
  const issued = recheckCache() ?? (await (await import('./requestSession')).requestSession(request, context));
  return { ...issued.credentials, ...omitUndefined({ accountId }) };
}
