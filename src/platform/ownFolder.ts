import { statfsSync, statSync } from 'node:fs';

/** `TMPFS_MAGIC` of statfs(2). */
const TMPFS = 0x01021994;

/** Whether a path is a folder of this user. Windows has no such owners, and keeps the user's folders private itself. */
export function isOwnFolder(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && (process.getuid === undefined || stats.uid === process.getuid());
}

/** Whether a path is a folder of this user on a file system in memory. */
export function isOwnMemoryFolder(path: string): boolean {
  try {
    return isOwnFolder(path) && statfsSync(path).type === TMPFS;
  } catch {
    return false;
  }
}

/** Whether a file or folder is the user's own, and nobody else has access to it. @throws the system's error */
export function isPrivate(path: string): boolean {
  const { uid, mode } = statSync(path);
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
}

/** Whether a file or folder is the user's own, and nobody else can write to it. @throws the system's error */
export function isOwnAlone(path: string): boolean {
  const { uid, mode } = statSync(path);
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}
