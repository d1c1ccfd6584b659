import { accessSync, constants, statSync } from 'node:fs';
import { isCommand } from '../argv/commandManifest';
import { loadProfiles } from '../completion/loadProfiles';
import type { Context } from '../context';
import { type Hint, isAssumeError } from '../errors';
import type { Env } from '../platform/env';
import { awsFolder, cacheFolder, homeFolder, stateFolder } from '../platform/env';
import { systemReason } from '../platform/files';
import { awsFiles } from '../profiles/read';
import type { AwsFiles } from '../profiles/types';
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

/** An error as a finding. @param fallback the next step of one without any @throws any other error */
function problemOf(error: unknown, fallback: Hint): Finding {
  if (!isAssumeError(error)) throw error;
  return problem(error.message, error.hints[0] ?? fallback);
}

/** Checks that the AWS files can be read completely, and that no command hides a profile. */
export function checkAwsFiles(context: Context): Finding[] {
  try {
    const { config, credentials } = awsFiles(context.env);
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
    return [problemOf(error, ['assume list', 'Check again'])];
  }
}

/** @throws the system's error if the folder can't be read or written */
function checkFolder(path: string): Finding[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return [];
  if (process.getuid !== undefined && (stats.mode & 0o077) !== 0) {
    const text = `${path} holds credentials, and other users have access to it.`;
    return [problem(text, [`chmod 700 ${quoteForDisplay(path)}`, 'Make it private'])];
  }
  accessSync(path, constants.W_OK);
  return [];
}

/** A folder that only the user can change, or what is wrong with it. */
function checkOwn(folderOf: () => string, check: (path: string) => Finding[] = () => []): Finding[] {
  let path = '';
  try {
    path = folderOf();
    return check(path);
  } catch (error) {
    if (isAssumeError(error)) return [problemOf(error, ['assume status', 'Check again'])];
    const text = `Credentials can't be cached in ${path}: ${systemReason(error as Error)}.`;
    return [problem(text, [`ls -ld ${quoteForDisplay(path)}`, 'Check who may write there'])];
  }
}

/** Checks that the home folder is known: without it a shell, or a program, could make its files anywhere. */
export function checkHome(env: Env): Finding[] {
  try {
    homeFolder(env);
    return [];
  } catch (error) {
    return [problemOf(error, ['assume doctor', 'Check again'])];
  }
}

/** Checks that others can't change what is cached, and that the cache and session folders are private to the user and writable. */
export const checkCache = (env: Env): Finding[] => [
  ...checkOwn(() => cacheFolder(env), checkFolder),
  ...checkOwn(() => sessionFolder(env), checkFolder),
  ...checkOwn(() => stateFolder(env)),
  ...['cli', 'sso', 'login'].flatMap((each) => checkOwn(() => awsFolder(env, each, 'cache'))),
];

/** In milliseconds. The clocks of file servers differ. */
const TOLERANCE = 60_000;

/** Checks the clock: AWS rejects requests if it is wrong. AWS files from the future show that it is slow. */
export function checkClock({ env, files, now }: Context): Finding[] {
  let paths: AwsFiles = { config: '', credentials: '' };
  try {
    paths = awsFiles(env);
  } catch {
    // Reported with the AWS files.
  }
  const fromFuture = (path: string) => (files.modified(path) ?? 0) > now().getTime() + TOLERANCE;
  const path = Object.values(paths).find(fromFuture);
  if (path === undefined) return [];
  return [problem(`${path} was modified in the future, or this machine's clock is slow.`, ['date', 'Check the clock'])];
}
