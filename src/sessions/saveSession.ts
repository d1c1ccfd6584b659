import { join } from 'node:path';
import { isCommand } from '../argv/commandManifest';
import type { Credentials } from '../credentials/types';
import { assumedValues } from '../environment/change';
import type { Plan } from '../plan/types';
import type { Env } from '../platform/env';
import type { Files } from '../platform/files';
import type { Profiles } from '../profiles/types';
import { formatSession, sessionFolder, sessionPath, usesOtherAwsFiles } from './sessionFile';

/** The AWS CLI too caches roles and permission sets, and asks programs, containers and instances each time. */
const isCacheable = ({ hops, source }: Plan) =>
  hops.length > 0 || source.kind === 'sso' || source.kind === 'webIdentity';

/** `assume_cache = off` in the profile. */
const isCacheOff = ({ profile }: Plan, { profiles }: Profiles) =>
  profiles.get(profile)?.settings.get('assume_cache')?.value.toLowerCase() === 'off';

/**
 * Saves what a profile puts into a shell in its session file, so that the next shell need not ask for anything. Saves
 * nothing if the file couldn't be written or wouldn't be complete; never fails.
 * @param began when the AWS files were read; becomes the file's modification time, so that any later change of them is
 * newer
 */
export function saveSession(
  { plan, credentials }: { plan: Plan; credentials: Credentials },
  profiles: Profiles,
  { env, files }: { env: Env; files: Files },
  began: Date,
): void {
  const { profile, region, destination } = plan;
  const isProfile = profiles.profiles.has(profile) && !isCommand(profile);
  if (!isProfile || !isCacheable(plan) || isCacheOff(plan, profiles) || usesOtherAwsFiles(env)) return;
  try {
    const path = sessionPath(env, profile);
    const text = formatSession(env, assumedValues({ profile, region, destination, credentials }), began);
    if (path && text) files.replace(path, text, began.getTime());
  } catch {
    // Such as no home folder, a read-only one, or a full disk, which the credential cache reports.
  }
}

/** Removes the session file of a profile, or all session files if none is named. */
export function clearSessions(files: Files, env: Env, profile?: string): void {
  const folder = sessionFolder(env);
  const paths =
    profile === undefined ? files.list(folder).map((name) => join(folder, name)) : [sessionPath(env, profile)];
  for (const path of paths) if (path) files.remove(path);
}
