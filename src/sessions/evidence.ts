import { isAbsolute } from 'node:path';
import { tokenFileOf } from '../credentials/tokenFiles';
import type { Plan } from '../plan/types';
import type { Env } from '../platform/env';
import type { FileState } from '../platform/fileState';
import type { Files } from '../platform/files';
import { type Snapshot, showsWrites, snapshotText, takeSnapshot } from '../profiles/snapshot';
import { allowsSessions, userEnvironment } from './sessionFile';
import { sessionFiles } from './trackedFiles';

/** What session files need from the outside world. */
export interface SessionContext {
  readonly env: Env;
  readonly files: Files;
  readonly now: () => Date;
  /** Absent if no files may be written. */
  readonly cache?: unknown;
}

/**
 * What the files that a session depends on were before they were read. Stamps are made from this, so readers refuse whatever
 * has changed since, in whichever order it happened.
 */
export interface Evidence {
  /** When the files were looked at. */
  readonly began: Date;
  readonly snapshot: Snapshot;
}

/** The context as it is at the first look: the same time, and each file as it was then. */
export function atOneMoment<Looking extends SessionContext>(context: Looking): Looking {
  const { now, files } = context;
  const [moment, states] = [now(), new Map<string, FileState | undefined>()];
  const state = (path: string) => {
    if (!states.has(path)) states.set(path, files.state(path));
    return states.get(path);
  };
  return { ...context, now: () => moment, files: { ...files, state } };
}

/**
 * Looks at the AWS files, before they are read.
 * @returns `undefined` if no session can come from this environment, or a file can't be seen
 */
export function lookAtFiles({ env, files, now }: SessionContext): Evidence | undefined {
  if (!allowsSessions(userEnvironment(env))) return undefined;
  try {
    const began = now();
    return { began, snapshot: takeSnapshot(sessionFiles(env), files.state) };
  } catch {
    // Such as no home folder, or a folder in place of a file.
    return undefined;
  }
}

/**
 * Looks also at the token of a sign-in or web identity that a plan rests on, before it is read.
 * @returns `undefined` if there is none where there should be one: somebody may sign in meanwhile
 */
export function lookAtToken(
  evidence: Evidence | undefined,
  { source }: Plan,
  { env, files }: SessionContext,
): Evidence | undefined {
  try {
    const path = evidence && tokenFileOf(source, env);
    if (!evidence || path === undefined) return evidence;
    const { token } = takeSnapshot({ token: path }, files.state);
    return token && isAbsolute(path) ? { ...evidence, snapshot: { ...evidence.snapshot, token } } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether the evidence will show every later change, and nothing has replaced the token since: after a renewal the credentials
 * can be those of either token.
 */
export function isConclusive({ began, snapshot }: Evidence, { files }: SessionContext): boolean {
  const { config, credentials, token } = snapshot;
  const now = token && takeSnapshot({ token: token.path }, files.state);
  const isSameToken =
    now === undefined || snapshotText(now) === snapshotText({ token: token as NonNullable<typeof token> });
  return Boolean(config ?? credentials) && showsWrites(snapshot, began) && isSameToken;
}
