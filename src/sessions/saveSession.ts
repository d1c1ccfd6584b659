import { join } from 'node:path';
import { isCommand } from '../argv/commandManifest';
import type { Credentials } from '../credentials/types';
import { assumedValues } from '../environment/change';
import type { Plan } from '../plan/types';
import type { Env } from '../platform/env';
import type { Files } from '../platform/files';
import type { Profiles } from '../profiles/types';
import { formatSession, sessionFolder, sessionPath, usesOtherAwsFiles } from './sessionFile';

/** AWS keeps the credentials of roles and permission sets too; what a program or a machine gives is asked for each time. */
const isKept = ({ hops, source }: Plan) => hops.length > 0 || source.kind === 'sso' || source.kind === 'webIdentity';

/** `assume_cache = off` in the profile: there is never such a file. */
const isForbidden = ({ profile }: Plan, { profiles }: Profiles) =>
  profiles.get(profile)?.settings.get('assume_cache')?.value.toLowerCase() === 'off';

/**
 * Writes down what a profile puts into a shell, so that the next shell needs to ask for nothing. If that is
 * impossible, or says not everything, there is no such file; it is never a failure.
 * @param began when the AWS files were read: the time of the file, so that it is older than any later change of them
 */
export function saveSession(
  { plan, credentials }: { plan: Plan; credentials: Credentials },
  profiles: Profiles,
  { env, files }: { env: Env; files: Files },
  began: Date,
): void {
  const { profile, region } = plan;
  const path = sessionPath(env, profile);
  const isOurs = profiles.profiles.has(profile) && !isCommand(profile) && isKept(plan) && !isForbidden(plan, profiles);
  const text =
    isOurs && !usesOtherAwsFiles(env)
      ? formatSession(env, assumedValues({ profile, region, credentials }), began)
      : undefined;
  try {
    if (path && text) files.replace(path, text, began.getTime());
  } catch {
    // A read-only home, a full disk: the credentials' own cache says so.
  }
}

/** Removes the session file of a profile; all of them, if none is named. */
export function clearSessions(files: Files, env: Env, profile?: string): void {
  const folder = sessionFolder(env);
  const paths =
    profile === undefined ? files.list(folder).map((name) => join(folder, name)) : [sessionPath(env, profile)];
  for (const path of paths) if (path) files.remove(path);
}
