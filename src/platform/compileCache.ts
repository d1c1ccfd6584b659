import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheCode } from './codeCache';
import type { Env } from './env';
import { cacheFolder, isForeignHomeAsRoot } from './env';
import { isPrivate } from './ownFolder';

/** Node 22.1 and newer have `enableCompileCache`. It reports failures in its result and throws nothing. */
interface NodeModule {
  readonly enableCompileCache?: (folder: string) => unknown;
}

/**
 * Caches the compiled code of everything loaded from now on (module.enableCompileCache), if there is a folder for it. What
 * others can write there would be run.
 */
export function useCompileCache(env: Env): void {
  try {
    const folder = join(cacheFolder(env), 'compiled');
    if (isForeignHomeAsRoot(folder)) return;
    // Node would create the parent folders too, readable by others, and credentials are beside it.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isPrivate(folder)) return;
    // Loaded only here: a session file needs neither.
    const { enableCompileCache }: NodeModule = require('node:module');
    if (enableCompileCache) enableCompileCache(folder);
    else cacheCode(folder);
  } catch {
    // No home folder, or a read-only one.
  }
}
