import { join } from 'node:path';
import type { Env } from '../platform/env';
import type { Files } from '../platform/files';
import { isPrivate, isPrivateFile } from '../platform/trust';
import { readProfiles } from '../profiles/read';
import type { Profiles } from '../profiles/types';
import { parseSession, userEnvironment } from '../sessions/sessionFile';
import { isPlainName, sessionFolder } from '../sessions/sessionFolder';
import type { Surroundings } from './examine';

/** What a status is made from, besides the environment. */
export interface StatusContext {
  readonly env: Env;
  readonly files: Pick<Files, 'read'>;
  readonly now: () => Date;
}

function readable({ files, env }: StatusContext): Profiles | undefined {
  try {
    return readProfiles(files, env);
  } catch {
    return undefined; // A status must not fail because a file is broken.
  }
}

/**
 * The access key ID in the profile's session file, if that is the one of this environment: credentials with the same expiry
 * are the same credentials.
 */
function keyInSession({ files, env }: StatusContext): string | undefined {
  const { ASSUME_PROFILE = '', ASSUME_EXPIRES } = env;
  if (!ASSUME_EXPIRES || !isPlainName(ASSUME_PROFILE)) return undefined;
  try {
    const folder = sessionFolder(userEnvironment(env));
    const path = join(folder, ASSUME_PROFILE);
    if (!isPrivate(folder) || !isPrivateFile(path)) return undefined;
    const { values } = parseSession(files.read(path) ?? '') ?? {};
    return values?.ASSUME_EXPIRES === ASSUME_EXPIRES ? values.AWS_ACCESS_KEY_ID : undefined;
  } catch {
    return undefined;
  }
}

/** The real surroundings. Reads at most the AWS files, this program's settings, and one session file. */
export const surroundingsOf = (context: StatusContext): Surroundings => ({
  now: context.now(),
  profiles: () => readable(context),
  issuedKey: () => keyInSession(context),
});
