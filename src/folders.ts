import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Env } from './env';
import { AssumeError, EXIT } from './errors';

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

/**
 * Where files of ours live that can be thrown away. The scripts in `shell/` look in the same place. A relative
 * XDG_CACHE_HOME is ignored (XDG Base Directory Specification): it would mean another folder in the next one.
 */
export function cacheFolder(env: Env): string {
  const { XDG_CACHE_HOME: said = '' } = env;
  return join(isAbsolute(said) ? said : join(homeFolder(env), '.cache'), 'assume');
}
