import type { MfaSession, Plan } from '../plan/types';
import { otherSessionKey, SESSION_SECONDS } from './cache/cacheKeys';
import { checkIssued, stsIssuer } from './checkIssued';
import type { CodeOptions } from './mfaSession';
import { reportClock } from './requestRole';
import type { ResolveContext } from './resolveContext';
import { sessionTokenError } from './sessionTokenError';
import type { Credentials, Issued } from './types';
import { withMfaCode } from './withMfaCode';

/** An MFA session to request from STS. */
export interface SessionRequest extends CodeOptions {
  readonly session: MfaSession;
  readonly plan: Plan;
  /** The access key of the profile, which signs the request. */
  readonly credentials: Credentials;
  /** The cache key of the session. */
  readonly key: string;
}

/** Roles look for a session of 12 hours: another one is offered to them too, unless they have one that lasts longer. */
function offerToRoles(issued: Issued, { session, plan, credentials }: SessionRequest, { cache }: ResolveContext): void {
  if (session.durationSeconds === SESSION_SECONDS) return;
  const key = otherSessionKey({ ...plan.sts, credentials }, session.mfaSerial);
  const endOf = (entry: Issued | undefined) => entry?.credentials.expiration?.getTime() ?? 0;
  if (endOf(cache?.get(key)) < endOf(issued)) cache?.put(key, issued);
}

/**
 * Requests an MFA session (GetSessionToken) from STS, with a code from the command line, `mfa_process`, or the terminal, and
 * caches it.
 * @throws AssumeError: exit 5 if AWS rejects the request, 4 if there is no terminal to prompt on, 1 if AWS fails or can't be
 *   reached
 */
export async function requestSession(request: SessionRequest, context: ResolveContext): Promise<Issued> {
  const { session, plan, credentials, key, givenCode, recheckCache } = request;
  const { mfaSerial: serialNumber, durationSeconds } = session;
  const { runForCode: run, terminal, whyNoTerminal } = context;
  const use = async (tokenCode: string): Promise<Issued> => {
    const parameters = { serialNumber, tokenCode, durationSeconds };
    const issued = await context.sts.getSessionToken(parameters, { ...plan.sts, credentials });
    checkIssued(issued, stsIssuer(plan.sts), context.now());
    const entry = { ...issued, providerType: 'session' };
    context.cache?.put(key, entry);
    offerToRoles(entry, request, context);
    return entry;
  };
  try {
    const issued = await withMfaCode(session, context, {
      sts: plan.sts,
      sources: { givenCode, run, terminal, whyNoTerminal },
      use,
      recheck: async () => recheckCache(),
    });
    reportClock(issued, context);
    return issued;
  } catch (error) {
    throw sessionTokenError(error, session, plan, context);
  }
}
