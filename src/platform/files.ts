import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { AssumeError, EXIT } from '../errors';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { isForeignHomeAsRoot } from './home';

/** The file system, as far as this tool needs it. */
export interface Files {
  /**
   * The text of a file, or `undefined` if there is none.
   * @param limit in bytes: what is longer, or no regular file, counts as none
   * @throws AssumeError (exit 3) if it is there and cannot be read
   */
  read(path: string, limit?: number): string | undefined;
  /** Milliseconds since 1970, with fraction, of the last change; `undefined` if it cannot be seen. */
  modified(path: string): number | undefined;
  /**
   * Replaces a file completely or not at all: written aside as 0600 (its folder 0700), given its time, then renamed.
   * @throws the system's error; also where root would write into a folder of another user
   */
  replace(path: string, text: string, modified?: number): void;
  /** Removes a file, if there is one. @throws the system's error */
  remove(path: string): void;
  /** The names of what is in a folder; none if it cannot be read. */
  list(folder: string): readonly string[];
  /** Removes what {@link replace} left written aside in a folder when its process was killed. */
  removeLeftovers(folder: string): void;
}

/** The name of what is written aside: nobody takes it for an entry of the cache, or for a session. */
const ASIDE = /\.[a-z0-9]{6,}\.aside$/;
const asideOf = (path: string) => `${path}.${Math.random().toString(36).slice(2).padEnd(6, '0')}.aside`;

/** A write takes no time: what was written aside longer ago, in milliseconds, has been left behind. */
const LEFT_AFTER = 60_000;

/** What the system says, in plain words: `ENOSPC: no space left on device, write`. */
export const plainly = ({ code, message }: NodeJS.ErrnoException): string =>
  // Of mkdir(2): a file stands where the folder should be.
  code === 'EEXIST' ? 'not a directory' : message.replace(/^[A-Z]+: |, \w+( '.*)?$/gs, '');

function isFileUpTo(limit: number, path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size <= limit;
}

/**
 * Replaces a file completely or not at all; its folder is there.
 * @param mode less what the umask takes
 * @param finish does what else is to be done before it takes its place
 * @throws the system's error
 */
export function replaceWhole(
  path: string,
  content: string | Buffer,
  mode: number,
  finish: (aside: string) => void = () => {},
): void {
  const aside = asideOf(path);
  try {
    writeFileSync(aside, content, { mode, flag: 'wx' });
    finish(aside);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

/** The real file system. */
export const realFiles: Files = {
  read(path, limit) {
    // As botocore (os.path.isfile): what cannot be seen is not there. SourceContext first is also faster than catching ENOENT.
    if (limit === undefined ? !existsSync(path) : !isFileUpTo(limit, path)) return undefined;
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      throw new AssumeError(`${path} cannot be read: ${plainly(error as Error)}.`, {
        exitCode: EXIT.configuration,
        hints: [[`ls -ld ${quoteForDisplay(path)}`, 'shows what it is, and who may read it']],
      });
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
    if (isForeignHomeAsRoot(dirname(path))) throw new Error('root writes nothing into the home of another user');
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    replaceWhole(path, text, 0o600, (aside) => {
      if (modified !== undefined) utimesSync(aside, modified / 1000, modified / 1000);
    });
  },

  remove: (path) => rmSync(path, { force: true }),

  list(folder) {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },

  removeLeftovers(folder) {
    const asides = realFiles.list(folder).filter((name) => ASIDE.test(name));
    for (const path of asides.map((name) => join(folder, name))) {
      if (Date.now() - (realFiles.modified(path) ?? Number.POSITIVE_INFINITY) > LEFT_AFTER) realFiles.remove(path);
    }
  },
};
