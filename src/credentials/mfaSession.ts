import type { Hop } from '../plan/types';
import { isAboutCredentials, isRejected, isWrongCode, isWrongDevice } from './awsError';
import { mfaSessionKey, otherSessionKey, SESSION_SECONDS } from './cache/cacheKeys';
import { checkIssued, stsIssuer } from './checkIssued';
import { hasCodeSource } from './mfaCodes';
import { freshEntry, type ResolveContext, requestFor } from './resolveContext';
import type { Issued, StsCaller } from './types';
import { withMfaCode } from './withMfaCode';

/** What one run of the program has for a role with MFA, or an MFA session. */
export interface CodeOptions {
  /** An MFA code from the command line. */
  readonly givenCode: string | undefined;
  /** Reads the cache again, after another shell has finished asking for a code. */
  readonly recheckCache: () => Issued | undefined;
}

/** What one run of the program has for a role with MFA. */
export interface MfaOptions extends CodeOptions {
  /** Checks and caches the role's credentials. Called while the other shells still wait, so that they find them. */
  readonly accept: (issued: Issued) => Issued;
}

/** A role that takes an MFA code. */
type MfaHop = Hop & { readonly mfaSerial: string };

/** A role to request with MFA. */
interface MfaRequest {
  readonly hop: MfaHop;
  readonly caller: StsCaller;
  readonly context: ResolveContext;
  /** The cache key of the MFA session that all roles of this caller and device share; `undefined` if they can't. */
  readonly sharedKey: string | undefined;
  readonly accept: (issued: Issued) => Issued;
}

const assume = ({ hop, context, accept }: MfaRequest, caller: StsCaller, mfa = {}) =>
  context.sts.assumeRole({ ...requestFor(hop), ...mfa }, caller).then(accept);

/** Requests the role with a cached MFA session, if there is one. AWS may find its code too old: it is then deleted. */
async function withCachedSession(
  request: MfaRequest,
  onRejection: (error: unknown) => void,
): Promise<Issued | undefined> {
  const { hop, sharedKey, caller, context } = request;
  const otherKey = otherSessionKey(caller, hop.mfaSerial);
  for (const key of sharedKey === undefined ? [] : [sharedKey, otherKey]) {
    const session = freshEntry(context, key, SESSION_SECONDS);
    if (!session) continue;
    try {
      return await assume(request, { ...caller, credentials: session.credentials });
    } catch (error) {
      if (!isRejected(error)) throw error;
      context.cache?.delete(key);
      onRejection(error);
    }
  }
  return undefined;
}

/**
 * Opens a new MFA session; `undefined` if AWS gives this caller none, for a reason other than the code, the device, or the
 * access key.
 */
async function newSession(
  { caller, context, sharedKey }: MfaRequest,
  mfa: { readonly serialNumber: string; readonly tokenCode: string },
) {
  if (!sharedKey) return undefined;
  try {
    const session = await context.sts.getSessionToken({ ...mfa, durationSeconds: SESSION_SECONDS }, caller);
    checkIssued(session, stsIssuer(caller), context.now());
    context.cache?.put(sharedKey, { ...session, providerType: 'session' });
    return session.credentials;
  } catch (error) {
    if (!isRejected(error) || isWrongCode(error) || isWrongDevice(error) || isAboutCredentials(error)) throw error;
    return undefined;
  }
}

async function withCode(request: MfaRequest, tokenCode: string): Promise<Issued> {
  const mfa = { serialNumber: request.hop.mfaSerial, tokenCode };
  const credentials = await newSession(request, mfa);
  return credentials ? assume(request, { ...request.caller, credentials }) : assume(request, request.caller, mfa);
}

/**
 * Assumes a role that requires MFA. One code serves all roles of a source: it opens an MFA session (GetSessionToken), which
 * is cached for 12 hours; where that is impossible or AWS rejects it, the code goes to AssumeRole itself. When several
 * shells need a code from the same device, one prompts, and the others wait and use the result.
 * @throws the SDK's own error if AWS rejects the request or can't be reached; AssumeError (exit 4) if there is no code
 */
export async function assumeWithMfa(
  hop: MfaHop,
  caller: StsCaller,
  context: ResolveContext,
  { givenCode, recheckCache, accept }: MfaOptions,
): Promise<Issued> {
  // Without a cache there is nothing to share.
  const sharedKey = context.cache && mfaSessionKey(hop, caller);
  const request = { hop, caller, context, sharedKey, accept };
  let rejection: unknown;
  const tryCachedSession = () => withCachedSession(request, (error) => (rejection = error));
  const issued = await tryCachedSession();
  if (issued) return issued;
  const { runForCode: run, terminal, whyNoTerminal } = context;
  const sources = { givenCode, run, terminal, whyNoTerminal };
  const hasSource = await hasCodeSource(hop, sources);
  if (rejection && !hasSource) throw rejection;
  if (rejection) {
    context.notify(`AWS rejected the cached MFA session for ${hop.profile}; the role may require a newer code.`);
  }
  return withMfaCode(hop, context, {
    sts: caller,
    sources,
    use: (code) => withCode(request, code),
    recheck: async () => recheckCache() ?? tryCachedSession(),
  });
}
