import { join } from 'node:path';
import { cacheCode } from './codeCache';
import { trace } from './debug';
import type { Env } from './env';
import { cacheFolder, isForeignHomeAsRoot } from './env';
import { makeFolder } from './makeFolder';
import { isPrivate } from './trust';

/** Of Node 22.1 and newer. It reports failures in its result and throws nothing. */
type EnableCompileCache = (folder: string) => unknown;

/** The module is loaded only where it can have the function: that takes half a millisecond. */
function ownCache(): EnableCompileCache | undefined {
  if (Number.parseInt(process.versions.node, 10) < 22) return undefined;
  return (require('node:module') as { readonly enableCompileCache?: EnableCompileCache }).enableCompileCache;
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
    makeFolder(folder);
    if (!isPrivate(folder)) throw new Error(`others have access to ${folder}`);
    (ownCache() ?? cacheCode)(folder);
    trace(`compiled code in ${folder}: used`);
  } catch (error) {
    // Also without a home folder, or with a read-only one.
    trace(`compiled code not used: ${(error as Error).message}`);
  }
}
