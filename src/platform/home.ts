import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { AssumeError, EXIT } from '../errors';
import type { Env } from './env';

/** The user's home folder: HOME, else what the system says. @throws AssumeError (exit 3) if neither knows one */
export function homeFolder({ HOME }: Env): string {
  try {
    return HOME || homedir();
  } catch {
    // As in a container whose user has no name.
    throw new AssumeError('HOME is not set, and the system knows no home folder of this user.', {
      exitCode: EXIT.configuration,
    });
  }
}

/** A relative folder is ignored (XDG Base Directory Specification): it would mean another one in the next folder. */
const folderOf = (said: string | undefined, env: Env, ...usual: readonly string[]) =>
  said && isAbsolute(said) ? said : join(homeFolder(env), ...usual);

/** Where files of ours live that can be thrown away. The scripts in `shell/` look in the same place. */
export const cacheFolder = (env: Env): string => join(folderOf(env.XDG_CACHE_HOME, env, '.cache'), 'assume');

/** Where programs keep what is to stay. */
export const dataFolder = (env: Env): string => folderOf(env.XDG_DATA_HOME, env, '.local', 'share');

/** Where programs have their settings. */
export const configFolder = (env: Env): string => folderOf(env.XDG_CONFIG_HOME, env, '.config');

/**
 * Whether we are root and a path is, or would be, in a folder of another user, as with `sudo -E`: what root left there,
 * that user could neither read nor replace.
 */
export function isForeignHomeAsRoot(path: string): boolean {
  if (process.geteuid?.() !== 0) return false;
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? found.uid !== 0 : dirname(path) !== path && isForeignHomeAsRoot(dirname(path));
}

/** A text with the user's home folder written as `~`, wherever a path in it begins with that folder. */
export function shortenHome(text: string, env: Env): string {
  try {
    const home = homeFolder(env).replace(/\/+$/, '');
    return home === '' ? text : text.replaceAll(`${home}/`, '~/');
  } catch {
    return text;
  }
}
