import { fstatSync, readFileSync, statSync } from 'node:fs';
import { changeTo, type EnvironmentChange } from '../environment/change';
import { requireRestorable } from '../environment/restore';
import type { Env } from '../platform/env';
import { homeFolder } from '../platform/home';
import { parseSession, sessionPath, usesOtherAwsFiles } from '../sessions/sessionFile';
import { PROTOCOL, parseCall } from '../shells/call';
import { render } from '../shells/render';

/** In seconds: what has less left is asked for again, as the AWS CLI does. */
const WINDOW = 15 * 60;

/** The file is ours alone, and younger than what it was made from. */
function isTrusted(path: string, home: string): boolean {
  const { uid, mode, mtimeMs } = statSync(path);
  const modified = (name: string) => statSync(`${home}/.aws/${name}`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
  return isOwn && modified('config') < mtimeMs && modified('credentials') < mtimeMs;
}

/** What was assumed before, if it counts still. */
function sessionChange(profile: string, env: Env, now: number): EnvironmentChange | undefined {
  requireRestorable(env);
  const path = sessionPath(env, profile);
  if (!path || !isTrusted(path, homeFolder(env))) return undefined;
  const session = parseSession(env, readFileSync(path, 'utf8'));
  if (session?.values.ASSUME_PROFILE !== profile) return undefined;
  const seconds = Math.floor(now / 1000);
  const isFresh = session.since <= seconds && session.expires - seconds > WINDOW;
  return isFresh ? changeTo(env, session.values) : undefined;
}

/** Whether stdout may be shown to somebody. The answer is for a function to capture. */
export function mayBeSeen(): boolean {
  try {
    return fstatSync(1).isCharacterDevice();
  } catch {
    return true;
  }
}

/** An answer, and what it changes. */
export interface QuickAnswer {
  readonly change: EnvironmentChange;
  readonly text: string;
}

/**
 * The answer to `assume <profile>` where a session file has it: that of the whole pipeline, byte for byte, without
 * loading it.
 * @returns `undefined` if there is anything to think about
 */
export function quickAnswer(argv: readonly string[], env: Env, now: number): QuickAnswer | undefined {
  const call = parseCall(argv);
  const [profile, ...others] = call?.words ?? [];
  if (call?.kind !== 'eval' || call.version !== PROTOCOL || profile === undefined || others.length > 0)
    return undefined;
  try {
    const change = usesOtherAwsFiles(env) ? undefined : sessionChange(profile, env, now);
    return change && { change, text: render(change, call.shell.dialect) };
  } catch {
    return undefined;
  }
}
