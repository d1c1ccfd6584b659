import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Env } from './env';
import { AssumeError, EXIT } from './errors';

/** The file system, as far as this tool needs it. */
export interface Files {
  /**
   * The text of a file, or `undefined` if there is none.
   * @throws AssumeError (exit 3) if it is there and cannot be read
   */
  read(path: string): string | undefined;
  /** Milliseconds since 1970, with fraction, of the last change; `undefined` if it cannot be seen. */
  modified(path: string): number | undefined;
  /**
   * Replaces a file completely or not at all: written aside as 0600 (its folder 0700), given its time, then renamed.
   * @throws the system's error
   */
  replace(path: string, text: string, modified?: number): void;
}

/** The user's home folder: HOME, else what the system says. */
export const homeFolder = ({ HOME }: Env): string => HOME || homedir();

/** Where files of ours live that can be thrown away. The scripts in `shell/` look in the same place. */
export const cacheFolder = (env: Env): string => join(env.XDG_CACHE_HOME || join(homeFolder(env), '.cache'), 'assume');

/** The real file system. */
export const realFiles: Files = {
  read(path) {
    // As botocore (os.path.isfile): what cannot be seen is not there. Asking first is also faster than catching ENOENT.
    if (!existsSync(path)) return undefined;
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      throw new AssumeError(`${path} cannot be read: ${(error as Error).message}`, { exitCode: EXIT.configuration });
    }
  },

  modified(path) {
    try {
      return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    } catch {
      return undefined;
    }
  },

  replace(path, text, modified) {
    const aside = `${path}.${process.pid}`;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    try {
      writeFileSync(aside, text, { mode: 0o600, flag: 'wx' });
      if (modified !== undefined) utimesSync(aside, modified / 1000, modified / 1000);
      renameSync(aside, path);
    } catch (error) {
      rmSync(aside, { force: true });
      throw error;
    }
  },
};
