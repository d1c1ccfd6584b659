import { statSync } from 'node:fs';

/** For a file of any size, if it is a regular one. */
export const ANY_SIZE: number = Number.POSITIVE_INFINITY;

/** Whether reading from a path could take forever: it leads to neither a file nor a folder, but to a FIFO, say. */
export function isEndless(path: string): boolean {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats !== undefined && !stats.isFile() && !stats.isDirectory();
  } catch {
    return false;
  }
}

/**
 * Whether a path leads to a regular file of at most so many bytes: to read a FIFO could take forever.
 * @throws the system's error if that can't be seen
 */
export function isFileUpTo(limit: number, path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size <= limit;
}
