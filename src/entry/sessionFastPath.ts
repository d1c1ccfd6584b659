import { readFileSync, statSync } from 'node:fs';
import { changeTo, type EnvironmentChange } from '../environment/change';
import { requireRestorable } from '../environment/restore';
import type { Env } from '../platform/env';
import { homeFolder } from '../platform/env';
import { parseSession, sessionPath, usesOtherAwsFiles } from '../sessions/sessionFile';
import { PROTOCOL, parseCall, type ShellCall } from '../shells/call';
import { render } from '../shells/render';
import { isFresh } from '../util/time';

/** Whether the file is the user's alone, and newer than the AWS files it was made from. */
function isTrusted(path: string, home: string): boolean {
  const { uid, mode, mtimeMs } = statSync(path);
  const modified = (name: string) => statSync(`${home}/.aws/${name}`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
  return isOwn && modified('config') < mtimeMs && modified('credentials') < mtimeMs;
}

/** The change that a valid session file describes. */
function sessionChange(profile: string, env: Env, now: number): EnvironmentChange | undefined {
  requireRestorable(env);
  const path = sessionPath(env, profile);
  if (!path || !isTrusted(path, homeFolder(env))) return undefined;
  const session = parseSession(env, readFileSync(path, 'utf8'));
  if (session?.values.ASSUME_PROFILE !== profile) return undefined;
  // The scripts see whole seconds, so the second that has begun counts as over.
  const seconds = Math.floor(now / 1000);
  const isUsable =
    session.since <= seconds && isFresh(new Date(session.expires * 1000), new Date((seconds + 1) * 1000));
  return isUsable ? changeTo(env, session.values) : undefined;
}

/** A call of the shell integration, and the change that answers it. */
export interface SessionHit {
  readonly call: ShellCall;
  readonly change: EnvironmentChange;
}

/**
 * Answers `assume <profile>` from its session file: the same change as the whole pipeline would give, without loading it.
 * @param now in milliseconds since 1970
 * @returns `undefined` if the fast path does not apply
 */
export function sessionFastPath(argv: readonly string[], env: Env, now: number): SessionHit | undefined {
  const call = parseCall(argv);
  const [profile, ...others] = call?.words ?? [];
  if (call?.kind !== 'eval' || call.version !== PROTOCOL || profile === undefined || others.length > 0)
    return undefined;
  try {
    const change = usesOtherAwsFiles(env) ? undefined : sessionChange(profile, env, now);
    // A value that this shell can't hold is reported by the pipeline.
    return change && render(change, call.shell.dialect) !== '' ? { call, change } : undefined;
  } catch {
    return undefined;
  }
}
