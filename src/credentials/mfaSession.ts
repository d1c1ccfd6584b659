import { join } from 'node:path';
import type { Hop } from '../plan/types';
import { cacheFolder } from '../platform/home';
import { withLock } from '../platform/lock';
import { isRefused, isWrongCode } from './awsError';
import { SESSION_SECONDS, sessionKey } from './cache/cacheKeys';
import { type CodeSources, canHaveCode, mfaCodes } from './mfaCodes';
import { freshEntry, HOUR, lifeOf, type ResolveContext, requestFor } from './resolveContext';
import type { Caller, Issued } from './types';

/** A role behind an MFA device, who asks for it, and with what. */
interface MfaRequest {
  readonly hop: Hop;
  readonly serialNumber: string;
  readonly caller: Caller;
  readonly context: ResolveContext;
  /** The key of the session that all roles of this caller and device share; `undefined` if there can be none. */
  readonly shared: string | undefined;
}

/**
 * GetSessionToken takes long-term keys alone, and with its credentials a role lasts an hour at most (so aws-vault and
 * awsume have found). Without a cache there is nothing to share.
 */
function sharedKey(
  hop: Hop,
  serialNumber: string,
  { credentials }: Caller,
  { cache }: ResolveContext,
): string | undefined {
  const canShare = cache && credentials.sessionToken === undefined && lifeOf(hop) <= HOUR;
  return canShare ? sessionKey(credentials.accessKeyId, serialNumber) : undefined;
}

const assume = ({ hop, context }: MfaRequest, caller: Caller, code = {}) =>
  context.sts.assumeRole({ ...requestFor(hop), ...code }, caller);

/** With the session that is kept, if there is one. A session that is refused is forgotten: its code may be too old. */
async function withKeptSession(asking: MfaRequest, onRefusal: (error: unknown) => void): Promise<Issued | undefined> {
  const { shared, caller, context } = asking;
  const session = shared && freshEntry(context, shared, SESSION_SECONDS);
  if (!session) return undefined;
  try {
    return await assume(asking, { ...caller, credentials: session.credentials });
  } catch (error) {
    if (!isRefused(error)) throw error;
    context.cache?.delete(shared);
    onRefusal(error);
    return undefined;
  }
}

/** A new session; `undefined` if AWS gives this caller none, for another reason than the code. */
async function newSession({ caller, context, shared }: MfaRequest, mfa: { serialNumber: string; tokenCode: string }) {
  if (!shared) return undefined;
  try {
    const session = await context.sts.getSessionToken({ ...mfa, durationSeconds: SESSION_SECONDS }, caller);
    context.cache?.put(shared, { ...session, providerType: 'session' });
    return session.credentials;
  } catch (error) {
    if (!isRefused(error) || isWrongCode(error)) throw error;
    return undefined;
  }
}

async function withCode(asking: MfaRequest, tokenCode: string): Promise<Issued> {
  const mfa = { serialNumber: asking.serialNumber, tokenCode };
  const credentials = await newSession(asking, mfa);
  return credentials ? assume(asking, { ...asking.caller, credentials }) : assume(asking, asking.caller, mfa);
}

async function withCodes(asking: MfaRequest, sources: CodeSources): Promise<Issued> {
  let refused: unknown;
  for await (const code of mfaCodes(asking.hop, sources)) {
    try {
      return await withCode(asking, code);
    } catch (error) {
      if (!isWrongCode(error)) throw error;
      refused = error;
    }
  }
  throw refused;
}

/**
 * Assumes a role behind an MFA device. One code serves all roles of a source: it opens a session (GetSessionToken), which
 * is kept for 12 hours; where that is impossible or refused, the code goes to AssumeRole itself. Of several shells that
 * need a code of one device at the same time one asks, and the others wait for what comes of it.
 * @param meanwhile what another shell may have got while this one waited
 */
export async function assumeWithMfa(
  hop: Hop,
  caller: Caller,
  context: ResolveContext,
  { given, meanwhile }: { given: string | undefined; meanwhile: () => Issued | undefined },
): Promise<Issued> {
  const serialNumber = hop.mfaSerial ?? '';
  const asking = { hop, serialNumber, caller, context, shared: sharedKey(hop, serialNumber, caller, context) };
  let refused: unknown;
  const kept = () => withKeptSession(asking, (error) => (refused = error));
  const first = await kept();
  if (first) return first;
  const sources = { given, run: context.runForCode, terminal: context.terminal };
  const canAsk = await canHaveCode(hop, sources);
  if (refused && !canAsk) throw refused;
  if (refused) context.notify(`AWS refused ${hop.roleArn} with the MFA session there is; it may want a newer code.`);
  if (given !== undefined || !context.cache || !canAsk) return withCodes(asking, sources);
  const lock = join(cacheFolder(context.env), 'locks', sessionKey('', serialNumber));
  const waiting = (pid: number) =>
    context.notify(`Waiting for process ${pid}, which asks for a code of ${serialNumber}.`);
  return withLock(lock, { waiting }, async () => meanwhile() ?? (await kept()) ?? withCodes(asking, sources));
}
