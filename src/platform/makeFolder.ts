import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/**
 * Makes a folder and those above it, unless they are there; by default for the user alone. Node's `recursive` never ends where
 * an existing folder answers ENOENT to a new one, as in `/proc` and on stale mounts.
 * @throws the system's error
 */
export function makeFolder(path: string, mode = 0o700): void {
  if (isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process can have made it meanwhile.
    if (!isFolder(path)) throw error;
  }
}
