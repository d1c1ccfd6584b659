import { join } from 'node:path';
import { configFolder, type Env, homeFolder } from '../platform/env';
import type { TrackedPaths } from '../profiles/snapshot';

/**
 * The files that every session depends on: the AWS files in the home folder, and this program's settings.
 * @throws AssumeError (exit 3) if the home folder is unknown
 */
export const sessionFiles = (env: Env): TrackedPaths => ({
  config: join(homeFolder(env), '.aws', 'config'),
  credentials: join(homeFolder(env), '.aws', 'credentials'),
  settings: join(configFolder(env), 'assume', 'config'),
});
