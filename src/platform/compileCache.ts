import { mkdirSync } from 'node:fs';
import nodeModule from 'node:module';
import { join } from 'node:path';
import type { Env } from './env';
import { cacheFolder, isForeignHomeAsRoot } from './env';

/** Node 22.1 and newer. It reports failures in its result and throws nothing. */
const { enableCompileCache } = nodeModule as { enableCompileCache?: (folder: string) => unknown };

/** Has Node cache the compiled code of everything loaded from now on (module.enableCompileCache), if there is a folder for it. */
export function useCompileCache(env: Env): void {
  try {
    const folder = join(cacheFolder(env), 'compiled');
    if (!enableCompileCache || isForeignHomeAsRoot(folder)) return;
    // Node would create the parent folders too, readable by others, and credentials are beside it.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    enableCompileCache(folder);
  } catch {
    // No home folder, or a read-only one.
  }
}
