import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile } from '../platform/atomicFile';
import { makeFolder } from '../platform/makeFolder';
import type { TextFile } from './textFile';

/** Gives a file the mode and, where that is allowed, the owner of another one. @throws the system's error */
function copyAttributes({ uid, gid, mode }: Stats, path: string): void {
  try {
    if (uid !== process.getuid?.() || gid !== process.getgid?.()) chownSync(path, uid, gid);
  } catch {
    // Only root may give a file away: the file belongs to the current user now.
  }
  chmodSync(path, mode & 0o7777);
}

/** Whether a file has other names (hard links), which a file in its place would not have. */
export const hasOtherNames = ({ stats }: TextFile): boolean => stats !== undefined && stats.nlink > 1;

/** Writes all of a file through a descriptor, and waits for the disk. */
function writeThrough(path: string, flags: string, bytes: Buffer): void {
  const fd = openSync(path, flags, 0o600);
  try {
    writeFileSync(fd, bytes);
    ftruncateSync(fd, bytes.length);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** @throws the system's error; then the file is as it was, if that can be done */
function overwrite({ real, encoding, text: before = '' }: TextFile, text: string): void {
  try {
    writeThrough(real, 'r+', encoding.encode(text));
  } catch (error) {
    writeThrough(real, 'r+', encoding.encode(before));
    throw error;
  }
}

/**
 * Replaces a file's text, completely or not at all; `undefined` deletes the file. Mode, owner and symbolic links stay. A file
 * that has other names is changed in place: if this process is killed meanwhile, only a backup has it whole.
 * @throws the system's error
 */
export function writeTextFile(file: TextFile, text: string | undefined): void {
  const { real, encoding, stats } = file;
  if (text === undefined) rmSync(real, { force: true });
  else if (hasOtherNames(file)) overwrite(file, text);
  else {
    makeFolder(dirname(real), 0o777);
    replaceFile(real, encoding.encode(text), {
      mode: stats ? stats.mode & 0o777 : 0o666,
      durability: 'durable',
      finish: (aside) => stats && copyAttributes(stats, aside),
    });
  }
}

/**
 * Copies a file to FILE.assume-backup beside it. An earlier backup stays, unless it is the same: then this one has a number.
 * @returns the path of the copy
 * @throws the system's error
 */
export function backUp({ path, encoding, text = '', stats }: TextFile): string {
  const bytes = encoding.encode(text);
  for (let number = 1; ; number += 1) {
    const backup = `${path}.assume-backup${number === 1 ? '' : `-${number}`}`;
    if (!statSync(backup, { throwIfNoEntry: false })) {
      writeThrough(backup, 'wx', bytes);
      if (stats) copyAttributes(stats, backup);
      return backup;
    }
    if (readFileSync(backup).equals(bytes)) return backup;
  }
}
