import { isAbsolute, join } from 'node:path';
import { isTemporary } from '../platform/atomicFile';
import { cacheFolder, type Env, homeFolder } from '../platform/env';
import type { Files } from '../platform/files';
import { removeGenerations } from '../platform/generations';
import { ANY_SIZE } from '../platform/regularFile';
import { isOwnFolder, isOwnMemoryFolder, isTrusted } from '../platform/trust';

/** A profile name that is a file name everywhere and can't be taken for an option. */
const PLAIN_NAME = /^[\w.@+=:][\w.@+=:-]*$/;

/** Whether a profile of this name can have a session file. */
export const isPlainName = (profile: string): boolean => PLAIN_NAME.test(profile) && !/^\.+$/.test(profile);

const inCache = (env: Env) => join(cacheFolder(env), 'sessions');

/** In the user's runtime folder (XDG Base Directory Specification), which ends with the login session and is in memory. */
const inRuntime = ({ XDG_RUNTIME_DIR: runtime }: Env) =>
  runtime && isAbsolute(runtime) ? join(runtime, 'assume', 'sessions') : undefined;

/**
 * The folder of the session files: in the runtime folder if there is one that is the user's own, else in the cache. The
 * scripts in `shell/` look in the same place.
 * @throws AssumeError (exit 3) if the home folder is needed and unknown
 */
export function sessionFolder(env: Env): string {
  const runtime = inRuntime(env);
  return runtime !== undefined && isOwnFolder(runtime) ? runtime : inCache(env);
}

/** The same, if nobody else can change what is there. */
function trustedRuntime(env: Env): string | undefined {
  const runtime = inRuntime(env);
  return runtime !== undefined && isTrusted(runtime, homeFolder(env)) ? runtime : undefined;
}

/**
 * Where to write session files: in the runtime folder also if the folder for them has yet to be made.
 * @throws AssumeError (exit 3) if the home folder is unknown, or others can write to the one in the cache
 */
export function folderToWrite(env: Env): string {
  const runtime = trustedRuntime(env);
  const isUsable = runtime !== undefined && (isOwnFolder(runtime) || isOwnMemoryFolder(env.XDG_RUNTIME_DIR ?? ''));
  return isUsable ? runtime : inCache(env);
}

/** Every folder that can hold session files, used or not; the one that may be refused is the last. */
function* allFolders(env: Env): Generator<string> {
  const runtime = trustedRuntime(env);
  if (runtime !== undefined) yield runtime;
  yield inCache(env);
}

const isSessionName = (name: string) => isPlainName(name) && !isTemporary(name);

/** The profiles that have a session file, current or not. */
export const sessionNames = (files: Files, env: Env): readonly string[] =>
  [...allFolders(env)].flatMap((folder) => files.list(folder).filter(isSessionName));

/** The generation that a session file names, current or not. @param text of the file; `undefined` if there is none */
export const generationNamed = (text: string | undefined): string | undefined => text?.split('\t', 7)[6];

/** Removes the generations that no session file names any more, and what killed processes have left. */
export function removeUnused(folder: string, files: Files, now: Date): void {
  const used = () =>
    files.list(folder).flatMap((name) => {
      const generation = isSessionName(name) ? generationNamed(files.read(join(folder, name), ANY_SIZE)) : undefined;
      return generation ?? [];
    });
  removeGenerations(folder, { isLeftover: isTemporary, used }, files, now);
}

/** The session files of a profile, current or not. */
export const sessionsOf = (profile: string, files: Files, env: Env): readonly string[] =>
  [...allFolders(env)].flatMap((folder) =>
    files
      .list(folder)
      .filter((name) => name === profile && isSessionName(name))
      .map((name) => join(folder, name)),
  );

/**
 * Removes everything in the folders of session files.
 * @returns how many session files that were
 * @throws AssumeError as {@link sessionFolder}, also if others can write to the one in the cache; then the other is empty
 */
export function clearSessions(files: Files, env: Env): number {
  let count = 0;
  for (const folder of allFolders(env)) {
    const names = files.list(folder);
    for (const name of names) files.remove(join(folder, name));
    count += names.filter(isSessionName).length;
  }
  return count;
}
