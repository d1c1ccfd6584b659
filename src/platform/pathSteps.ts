import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { dirname, isAbsolute, join, parse, sep } from 'node:path';

/** As on Linux: what leads through more links leads in a circle. */
const MAX_LINKS = 40;

const SEPARATORS = sep === '/' ? /\/+/ : /[\\/]+/;

const namesIn = (path: string): string[] => path.split(SEPARATORS).filter((name) => name !== '' && name !== '.');

/** A folder, a link or a file on the way to a path. */
export interface PathStep {
  readonly path: string;
  readonly stats: Stats;
  readonly isLast: boolean;
}

/** Whether a path begins with a folder. Neither is resolved. */
export const isInside = (path: string, folder: string): boolean =>
  path.startsWith(folder) && SEPARATORS.test(folder.slice(-1) + path.charAt(folder.length));

/**
 * All that the system looks at when it opens a path: folders, links, then the file. Ends where something is missing.
 * @param from a folder to start below, if the path begins with it; otherwise the root
 * @throws the system's error for what can't be seen; an Error for links that lead in a circle, and for a relative path
 */
export function* stepsTo(path: string, from?: string): Generator<PathStep> {
  if (!isAbsolute(path)) throw new Error(`${path} isn't an absolute path`);
  let place = from !== undefined && isInside(path, from) ? from : parse(path).root;
  const left = namesIn(path.slice(place.length));
  for (let links = 0, name = left.shift(); name !== undefined; name = left.shift()) {
    const next = name === '..' ? dirname(place) : join(place, name);
    const stats = lstatSync(next, { throwIfNoEntry: false });
    if (!stats) return;
    yield { path: next, stats, isLast: left.length === 0 };
    if (!stats.isSymbolicLink()) place = next;
    else {
      links += 1;
      if (links > MAX_LINKS) throw new Error(`${path} leads in a circle`);
      const target = readlinkSync(next);
      const { root } = parse(target);
      if (isAbsolute(target)) place = root;
      left.unshift(...namesIn(target.slice(root.length)));
    }
  }
}
