import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** The name of a file that isn't in place yet: no reader mistakes it for a cache entry or a session file. */
const TEMPORARY = /\.[a-z0-9]{6,}\.aside$/;

/** A name for what isn't in place yet, beside it. */
export const temporaryName = (path: string): string =>
  `${path}.${Math.random().toString(36).slice(2).padEnd(6, '0')}.aside`;

/** Whether a name is that of a temporary file, left behind when its process was killed. */
export const isTemporary = (name: string): boolean => TEMPORARY.test(name);

/** How a file is replaced. */
export interface Replacement {
  /** Of a new file, less the umask. */
  readonly mode: number;
  /**
   * `durable`: the content is on disk before the file takes its place, so a power failure can't leave it empty; this takes
   * milliseconds. `disposable`: for caches, whose readers ignore what is damaged.
   */
  readonly durability: 'durable' | 'disposable';
  /** What else to do to the new file before it takes its place. */
  readonly finish?: (path: string) => unknown;
}

/**
 * Replaces a file completely or not at all, whenever the process is killed. Its folder must exist.
 * @throws the system's error
 */
export function replaceFile(path: string, content: string | Buffer, options: Replacement): void {
  const temporary = temporaryName(path);
  try {
    const fd = openSync(temporary, 'wx', options.mode);
    try {
      writeFileSync(fd, content);
      options.finish?.(temporary);
      if (options.durability === 'durable') fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
