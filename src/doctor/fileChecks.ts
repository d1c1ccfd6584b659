import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { isCommand } from '../argv/commandManifest';
import { loadProfiles } from '../completion/loadProfiles';
import type { Context } from '../context';
import { isAssumeError } from '../errors';
import type { Env } from '../platform/env';
import { cacheFolder } from '../platform/env';
import { systemReason } from '../platform/files';
import { awsFiles } from '../profiles/read';
import { sessionFolder } from '../sessions/sessionFolder';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { type Finding, note, problem } from './doctorReport';
import { checkSettings } from './settingChecks';

/** A word that is both means the command. */
function checkNames(names: readonly string[]): Finding[] {
  const hidden = names.filter(isCommand);
  const [first] = hidden;
  if (first === undefined) return [];
  const text = `${hidden.length === 1 ? 'Profile' : 'Profiles'} named like a command: ${hidden.join(', ')}.`;
  return [note(text, [`assume use ${first}`, hidden.length === 1 ? 'Switch to it' : 'Switch to one'])];
}

/** Checks that the AWS files can be read completely, and that no command hides a profile. */
export function checkAwsFiles(context: Context): Finding[] {
  const { config, credentials } = awsFiles(context.env);
  try {
    // Writes nothing: that would repair the folder whose mode is checked next.
    const found = loadProfiles({ ...context, cache: undefined, notify: undefined });
    const { size } = found.profiles;
    const count = note(`${size} ${size === 1 ? 'profile' : 'profiles'} in ${config} and ${credentials}.`);
    if (size > 0) return [count, ...checkSettings(found), ...checkNames([...found.profiles.keys()])];
    return [
      note(`No profiles found in ${config} or ${credentials}.`, ['aws configure', 'Create one']),
      ...checkSettings(found),
    ];
  } catch (error) {
    if (!isAssumeError(error)) throw error;
    const [hint = ['assume list', 'Check again'] as const] = error.hints;
    return [problem(error.message, hint)];
  }
}

const statsOf = (path: string): Stats | undefined => statSync(path, { throwIfNoEntry: false });

/** @throws the system's error if the folder can't be read or written */
function checkFolder(path: string): Finding[] {
  const stats = statsOf(path);
  if (!stats) return [];
  const word = quoteForDisplay(path);
  const uid = process.getuid?.();
  if (uid !== undefined && stats.uid !== uid) {
    return [problem(`${path} is owned by another user; ignoring it.`, [`ls -ld ${word}`, 'Check its owner'])];
  }
  if (uid !== undefined && (stats.mode & 0o077) !== 0) {
    const text = `${path} holds credentials, and other users have access to it.`;
    return [problem(text, [`chmod 700 ${word}`, 'Make it private'])];
  }
  accessSync(path, constants.W_OK);
  return [];
}

/** Checks that the cache and session folders are private to the user and writable. */
export function checkCache(env: Env): Finding[] {
  const folders = [cacheFolder(env), sessionFolder(env)];
  try {
    return folders.flatMap(checkFolder);
  } catch (error) {
    const path = folders[0] ?? '';
    const text = `Credentials can't be cached in ${path}: ${systemReason(error as Error)}.`;
    return [problem(text, [`ls -ld ${quoteForDisplay(path)}`, 'Check who may write there'])];
  }
}

/** In milliseconds. The clocks of file servers differ. */
const TOLERANCE = 60_000;

/** Checks the clock: AWS rejects requests if it is wrong. AWS files from the future show that it is slow. */
export function checkClock({ env, files, now }: Context): Finding[] {
  const { config, credentials } = awsFiles(env);
  const fromFuture = (path: string) => (files.modified(path) ?? 0) > now().getTime() + TOLERANCE;
  const path = [config, credentials].find(fromFuture);
  if (path === undefined) return [];
  return [problem(`${path} was modified in the future, or this machine's clock is slow.`, ['date', 'Check the clock'])];
}
