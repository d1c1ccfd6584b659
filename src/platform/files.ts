import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { misconfigured } from '../errors';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { appendLine } from './appendLine';
import { isTemporary, replaceFile } from './atomicFile';
import { isForeignHomeAsRoot } from './env';
import { type FileState, fileState } from './fileState';
import { makeFolder } from './makeFolder';
import { isFileUpTo } from './regularFile';
import { isSettled } from './settled';
import { type Stamped, stampFolder } from './stamps';

/** The file system, as far as this tool needs it. */
export interface Files {
  /**
   * Reads a text file; `undefined` if it doesn't exist.
   * @param limit in bytes: a larger file, or anything that isn't a regular file, counts as missing
   * @throws AssumeError (exit 3) if it exists and can't be read
   */
  read(path: string, limit?: number): string | undefined;
  /** When it was last modified, in milliseconds since 1970, with fraction; `undefined` if that can't be seen. */
  modified(path: string): number | undefined;
  /**
   * When a file, or a link that it was looked up by, was last changed in any way, in milliseconds since 1970: unlike the
   * time of a modification, nobody can set that back. `undefined` if it doesn't exist.
   */
  changed(path: string): number | undefined;
  /** Whether a path has led to the same, unchanged file since a moment; see {@link isSettled}. */
  isSettled(path: string, time: number, home: string): boolean;
  /**
   * What a file is now; `undefined` if it doesn't exist.
   * @throws the system's error if that can't be seen; an Error for anything but a regular file
   */
  state(path: string): FileState | undefined;
  /** Makes a folder that proves what files were; see {@link stampFolder}. @throws the system's error */
  stamp(folder: string, files: readonly Stamped[], text: string): void;
  /**
   * Replaces a file completely or not at all, with mode 0600, in a folder of mode 0700. For files that can be recreated:
   * it doesn't wait for the disk.
   * @param modified the modification time to give it, in milliseconds since 1970
   * @throws the system's error; also where root would write into another user's folder
   */
  replace(path: string, text: string, modified?: number): void;
  /** Adds a line to a file, of which only the last lines are kept; see {@link appendLine}. */
  appendLine(path: string, line: string, limit: number): void;
  /** Removes a file, or a folder with all that is in it, if it exists. @throws the system's error */
  remove(path: string): void;
  /** The names in a folder; empty if it can't be read. */
  list(folder: string): readonly string[];
  /** Removes temporary files that {@link replace} left in a folder when its process was killed. */
  removeLeftovers(folder: string): void;
}

/** In milliseconds. Writes finish at once, so an older temporary file is a leftover. */
const LEFTOVER_AGE = 60_000;

/** The system's own reason without code and call: `ENOSPC: no space left on device, write` reads `no space left on device`. */
export const systemReason = ({ code, message }: NodeJS.ErrnoException): string =>
  // From mkdir(2): a file is where the folder should be. From read(2): `illegal operation on a directory`.
  code === 'EEXIST'
    ? 'not a directory'
    : code === 'EISDIR'
      ? 'is a directory'
      : message.replace(/^[A-Z]+: |, \w+( '.*)?$/gs, '');

/** The real file system. */
export const realFiles: Files = {
  read(path, limit) {
    // Like botocore (os.path.isfile): an unreadable path counts as missing. Checking first is also faster than catching ENOENT.
    if (limit === undefined ? !existsSync(path) : !isFileUpTo(limit, path)) return undefined;
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      throw misconfigured(`Can't read ${path}: ${systemReason(error as Error)}.`, [
        `ls -ld ${quoteForDisplay(path)}`,
        'Check its type and permissions',
      ]);
    }
  },

  modified(path) {
    try {
      return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    } catch {
      return undefined;
    }
  },

  changed(path) {
    const found = [lstatSync, statSync].map((look) => look(path, { throwIfNoEntry: false }));
    const times = found.flatMap((stats) => (stats ? [stats.mtimeMs, stats.ctimeMs] : []));
    return times.length > 0 ? Math.max(...times) : undefined;
  },

  replace(path, text, modified) {
    if (isForeignHomeAsRoot(dirname(path))) throw new Error("root doesn't write to another user's home");
    makeFolder(dirname(path));
    replaceFile(path, text, {
      mode: 0o600,
      durability: 'disposable',
      finish: (temporary) => modified !== undefined && utimesSync(temporary, modified / 1000, modified / 1000),
    });
  },

  appendLine,

  isSettled,

  state: fileState,

  stamp: stampFolder,

  remove: (path) => rmSync(path, { recursive: true, force: true }),

  list(folder) {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },

  removeLeftovers(folder) {
    for (const name of realFiles.list(folder).filter(isTemporary)) {
      const path = join(folder, name);
      if (Date.now() - (realFiles.modified(path) ?? Number.POSITIVE_INFINITY) > LEFTOVER_AGE) realFiles.remove(path);
    }
  },
};
