import nodeModule from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '../files';
import type { Env } from '../profiles/types';

/** Node 22.1 and newer. It reports what goes wrong in its result and throws nothing. */
const { enableCompileCache } = nodeModule as { enableCompileCache?: (folder: string) => unknown };

/** The part that speaks to STS. Loaded when a request must be sent and not before: it costs twice as much as Node itself. */
export async function loadSts(env: Env): Promise<typeof import('./sts')> {
  // Or the SDK writes to the user's stderr on Node versions that it is about to leave behind.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = '1';
  // V8's compiled code is kept between runs, in a folder of our own.
  enableCompileCache?.(join(cacheFolder(env), 'compiled'));
  return import('./sts');
}
