import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { stepsTo } from './pathSteps';

const nameOf = ({ dev, ino }: Stats) => `${dev}:${ino}`;

function withParents(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...withParents(above)];
}

/**
 * Whether a path has led to the same file, with the same contents, since a moment. The file and each link on the way must be
 * older, and no folder on the way may be newer: a folder that is renamed, or that something in it is renamed in, has a new
 * time of change, and unlike the time of a modification nobody can set that back. So it also isn't settled if some other
 * file has come to such a folder. Not looked at are the home folder and those above it, which change all the time: who has
 * another home has another cache as well. A path may lead to a folder, which may have changed itself. Unseen: what is
 * mounted over a folder, and a renamed folder that is directly in one of those not looked at, on file systems that don't
 * note that in the folder itself (POSIX leaves it open; those of Linux and macOS do).
 * @param time in milliseconds since 1970
 * @returns false also if that can't be seen
 */
export function isSettled(path: string, time: number, home: string): boolean {
  try {
    const ignored = new Set(withParents(realpathSync.native(home)).map((folder) => nameOf(lstatSync(folder))));
    for (const { stats, isLast } of stepsTo(path)) {
      // Not older: a folder for the cache may be made in the same tick of the clock as the first entry.
      const isFine = stats.isDirectory()
        ? isLast || ignored.has(nameOf(stats)) || stats.ctimeMs <= time
        : Math.max(stats.mtimeMs, stats.ctimeMs) < time;
      if (!isFine) return false;
    }
    return true;
  } catch {
    return false;
  }
}
