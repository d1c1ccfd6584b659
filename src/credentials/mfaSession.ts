import { join } from 'node:path';
import type { Hop } from '../plan/types';
import { cacheFolder } from '../platform/env';
import { withLock } from '../platform/lock';
import { isRejected, isWrongCode } from './awsError';
import { mfaSessionKey, SESSION_SECONDS, sessionKey } from './cache/cacheKeys';
import { checkIssued, stsIssuer } from './checkIssued';
import { type CodeSources, hasCodeSource, mfaCodes } from './mfaCodes';
import { freshEntry, type ResolveContext, requestFor } from './resolveContext';
import type { Issued, StsCaller } from './types';

/** What one run of the program has for a role with MFA. */
export interface MfaOptions {
  /** An MFA code from the command line. */
  readonly givenCode: string | undefined;
  /** Reads the cache again, after another shell has finished asking for a code. */
  readonly recheckCache: () => Issued | undefined;
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
}

const assume = ({ hop, context }: MfaRequest, caller: StsCaller, mfa = {}) =>
  context.sts.assumeRole({ ...requestFor(hop), ...mfa }, caller);

/** Requests the role with the cached MFA session, if there is one. AWS may find its code too old: it is then deleted. */
async function withCachedSession(
  request: MfaRequest,
  onRejection: (error: unknown) => void,
): Promise<Issued | undefined> {
  const { sharedKey, caller, context } = request;
  const session = sharedKey && freshEntry(context, sharedKey, SESSION_SECONDS);
  if (!session) return undefined;
  try {
    return await assume(request, { ...caller, credentials: session.credentials });
  } catch (error) {
    if (!isRejected(error)) throw error;
    context.cache?.delete(sharedKey);
    onRejection(error);
    return undefined;
  }
}

/** Opens a new MFA session; `undefined` if AWS gives this caller none, for a reason other than the code. */
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
    if (!isRejected(error) || isWrongCode(error)) throw error;
    return undefined;
  }
}

async function withCode(request: MfaRequest, tokenCode: string): Promise<Issued> {
  const mfa = { serialNumber: request.hop.mfaSerial, tokenCode };
  const credentials = await newSession(request, mfa);
  return credentials ? assume(request, { ...request.caller, credentials }) : assume(request, request.caller, mfa);
}

async function withCodes(request: MfaRequest, sources: CodeSources): Promise<Issued> {
  let rejection: unknown;
  for await (const code of mfaCodes(request.hop, sources)) {
    try {
      return await withCode(request, code);
    } catch (error) {
      if (!isWrongCode(error)) throw error;
      rejection = error;
    }
  }
  throw rejection;
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
  { givenCode, recheckCache }: MfaOptions,
): Promise<Issued> {
  // Without a cache there is nothing to share.
  const sharedKey = context.cache && mfaSessionKey(hop, caller.credentials);
  const request = { hop, caller, context, sharedKey };
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
  if (givenCode !== undefined || !context.cache || !hasSource) return withCodes(request, sources);
  const lock = join(cacheFolder(context.env), 'locks', sessionKey('', hop.mfaSerial));
  const waiting = (pid: number) => context.notify(`Another shell (pid ${pid}) is asking for an MFA code; waiting…`);
  return withLock(
    lock,
    { waiting },
    async () => recheckCache() ?? (await tryCachedSession()) ?? withCodes(request, sources),
  );
}
