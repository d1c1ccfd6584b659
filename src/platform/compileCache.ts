import { mkdirSync } from 'node:fs';
import nodeModule from 'node:module';
import { join } from 'node:path';
import type { Env } from './env';
import { cacheFolder, isForeignHomeAsRoot } from './home';

/** Node 22.1 and newer. It reports what goes wrong in its result and throws nothing. */
const { enableCompileCache } = nodeModule as { enableCompileCache?: (folder: string) => unknown };

/** Keeps V8's compiled code of what is loaded from now on between runs, in a folder of our own, if there can be one. */
export function useCompileCache(env: Env): void {
  try {
    const folder = join(cacheFolder(env), 'compiled');
    if (!enableCompileCache || isForeignHomeAsRoot(folder)) return;
    // Node would make the folders above it too, and open to others: credentials are beside it.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    enableCompileCache(folder);
  } catch {
    // No home folder, or one that cannot be written.
  }
}
