import { realpathSync, statSync } from 'node:fs';

/** What a file was at one moment. Times are in nanoseconds since 1970. */
export interface FileState {
  /** Where it was looked up, with links. */
  readonly path: string;
  readonly realPath: string;
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

/**
 * What a file is now; `undefined` if it doesn't exist, or if a link leads nowhere.
 * @throws the system's error if that can't be seen; an Error for anything but a regular file
 */
export function fileState(path: string): FileState | undefined {
  // Asked first, because `realpath` of a missing file throws, which is slow.
  if (!statSync(path, { throwIfNoEntry: false })) return undefined;
  // Before the times: a link that is changed in between then names a file that no longer is at this path.
  const realPath = realpathSync.native(path);
  const stats = statSync(path, { bigint: true });
  if (!stats.isFile()) throw new Error(`${path} isn't a regular file`);
  const { dev, ino, size, mtimeNs, ctimeNs } = stats;
  return { path, realPath, dev, ino, size, mtimeNs, ctimeNs };
}
