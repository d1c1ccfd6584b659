import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changeTo, type EnvironmentChange } from '../environment/change';
import { requireRestorable } from '../environment/restore';
import { trace } from '../platform/debug';
import type { Env } from '../platform/env';
import { fileState } from '../platform/fileState';
import { generationPath } from '../platform/generations';
import { STATES } from '../platform/stamps';
import { isPrivate, isPrivateFile } from '../platform/trust';
import { snapshotText, takeSnapshot } from '../profiles/snapshot';
import { allowsSessions, isCurrent, parseSession, type Session, userEnvironment } from '../sessions/sessionFile';
import { isPlainName, sessionFolder } from '../sessions/sessionFolder';
import { sessionFiles } from '../sessions/trackedFiles';
import { PROTOCOL, parseCall, type ShellCall } from '../shells/call';
import { render, valueDefect } from '../shells/render';

/** The text of a regular file that is the user's alone. @throws an Error for any other */
function readPrivate(...paths: [string, ...string[]]): string {
  const path = join(...paths);
  if (!isPrivateFile(path)) throw new Error(`${path} isn't a private file`);
  return readFileSync(path, 'utf8');
}

/** Where a generation's token is looked up: only the file itself says so. */
const tokenPath = (states: string): string | undefined => /^token\t([^\t]+)/m.exec(states)?.[1];

/** Whether the files are what they were, exactly: the scripts compare less. */
function isUnchanged({ generation }: Session, folder: string, env: Env): boolean {
  const path = generationPath(folder, generation);
  if (!isPrivate(path)) return false;
  const states = readPrivate(path, STATES);
  const token = tokenPath(states);
  const paths = { ...sessionFiles(env), ...(token !== undefined && { token }) };
  return snapshotText(takeSnapshot(paths, fileState)) === states;
}

/**
 * The session file of a profile, if it is valid here and now.
 * @param now in milliseconds since 1970
 * @throws the system's error, such as for a file that doesn't exist
 */
export function validSession(profile: string, env: Env, now: number): Session | undefined {
  const user = userEnvironment(env);
  const folder = sessionFolder(user);
  if (!allowsSessions(user) || !isPlainName(profile) || !isPrivate(folder)) return undefined;
  const session = parseSession(readPrivate(folder, profile));
  // The scripts see whole seconds, so the second that has begun counts as over.
  if (!session || !isCurrent(session, profile, user, Math.floor(now / 1000))) return undefined;
  return isUnchanged(session, folder, user) ? session : undefined;
}

/** The change that a valid session file describes. */
function sessionChange(profile: string, { shell }: ShellCall, env: Env, now: number): EnvironmentChange | undefined {
  requireRestorable(env, (value) => valueDefect(value, shell.dialect));
  const session = validSession(profile, env, now);
  return session && changeTo(env, session.values);
}

/** A call of the shell integration, and the change that answers it. */
export interface SessionHit {
  readonly call: ShellCall;
  readonly profile: string;
  readonly change: EnvironmentChange;
  readonly quiet: boolean;
}

/** The only flag that changes neither the credentials nor how they are obtained. */
const QUIET = '--quiet';

/**
 * Answers `assume <profile>` from its session file: the same change as the whole pipeline would give, without loading it.
 * @param now in milliseconds since 1970
 * @returns `undefined` if the fast path does not apply
 */
export function sessionFastPath(argv: readonly string[], env: Env, now: number): SessionHit | undefined {
  const call = parseCall(argv);
  const [profile, flag, ...others] = call?.words ?? [];
  const isAlone = flag === undefined || (flag === QUIET && others.length === 0);
  if (call?.kind !== 'eval' || call.version !== PROTOCOL || profile === undefined || !isAlone) return undefined;
  try {
    const change = sessionChange(profile, call, env, now);
    trace(`session file of ${profile}: ${change ? 'valid' : "doesn't hold here and now"}`);
    // A value that this shell can't hold is reported by the pipeline.
    return change && render(change, call.shell.dialect) !== ''
      ? { call, profile, change, quiet: flag === QUIET }
      : undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    trace(`session file of ${profile}: ${code === 'ENOENT' ? 'none' : message}`);
    return undefined;
  }
}
