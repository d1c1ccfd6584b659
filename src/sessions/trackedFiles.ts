import { join } from 'node:path';
import { type Env, homeFolder, settingsFile } from '../platform/env';
import type { TrackedPaths } from '../profiles/snapshot';

/**
 * The files that every session depends on: the AWS files in the home folder, and this program's settings.
 * @throws AssumeError (exit 3) if the home folder is unknown
 */
export const sessionFiles = (env: Env): TrackedPaths => ({
  config: join(homeFolder(env), '.aws', 'config'),
  credentials: join(homeFolder(env), '.aws', 'credentials'),
  settings: settingsFile(env),
});
