import { join } from 'node:path';
import { isCommand } from '../argv/commandManifest';
import type { Credentials } from '../credentials/types';
import { assumedValues } from '../environment/change';
import { isAmbient, type Source } from '../plan/sources';
import type { Plan } from '../plan/types';
import type { Env } from '../platform/env';
import { generationIn, generationPath } from '../platform/generations';
import { ANY_SIZE } from '../platform/regularFile';
import { snapshotText, stampsOf, statesIn } from '../profiles/snapshot';
import type { Profiles } from '../profiles/types';
import { type Evidence, isConclusive, type SessionContext } from './evidence';
import {
  contradicts,
  formatSession,
  isRepresentable,
  placeOf,
  redirections,
  type SessionValues,
  userEnvironment,
} from './sessionFile';
import { folderToWrite, generationNamed, isPlainName, removeUnused, sessionNames, sessionsOf } from './sessionFolder';

/** Like the AWS CLI, asks programs and `aws login` each time for credentials that no role is assumed with. */
const ASKED: readonly Source['kind'][] = ['process', 'login'];

/** No file shows whose credentials ambient sources have, so nothing that rests on them is kept. */
const isCacheable = ({ hops, mfaSession, source }: Plan) =>
  !isAmbient(source) && (hops.length > 0 || mfaSession !== undefined || !ASKED.includes(source.kind));

/** `assume_cache = off` in the profile. */
const isCacheOff = (profile: string, { profiles }: Profiles) =>
  profiles.get(profile)?.settings.get('assume_cache')?.value.toLowerCase() === 'off';

/** Removes the session files of profiles that have had none since `assume_cache = off` was set. */
function removeForbidden(profiles: Profiles, { env, files }: SessionContext): void {
  const user = userEnvironment(env);
  const forbidden = [...new Set(sessionNames(files, user))].filter((name) => isCacheOff(name, profiles));
  for (const path of forbidden.flatMap((name) => sessionsOf(name, files, user))) files.remove(path);
}

/** The settings that can set a variable, directly or by undoing what `[default]` sets. */
const settingsFor = (variable: string) =>
  variable.startsWith('AWS_ENDPOINT_URL')
    ? ['endpoint_url', 'services', 'ignore_configured_endpoint_urls']
    : [variable.replace(/^AWS_/, '').toLowerCase()];

/**
 * Whether the shell gets something else than it would without the user's variables: where the user and the AWS files both say
 * where requests go, or where configured endpoints are ignored unless the user names any.
 */
function isOfThisShell(values: SessionValues, { profile }: Plan, { profiles }: Profiles, env: Env): boolean {
  const settings = [profile, 'default'].flatMap((name) => [...(profiles.get(name)?.settings.keys() ?? [])]);
  const isOverridden = redirections(env)
    .flatMap(settingsFor)
    .some((name) => settings.includes(name));
  return isOverridden || values.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true' || contradicts(values, env);
}

/** Credentials that a session file can hold, with how they were obtained. */
export interface Obtained {
  readonly plan: Plan;
  readonly credentials: Credentials;
  /** Absent if the files could not be looked at. */
  readonly evidence: Evidence | undefined;
}

/** Writes the values that a profile puts into a shell, and the generation that proves them. @throws the system's error */
export function writeSession(values: SessionValues, { began, snapshot }: Evidence, context: SessionContext): void {
  const { files } = context;
  const env = userEnvironment(context.env);
  const since = Math.floor(began.getTime() / 1000);
  const session = { since, place: placeOf(env), values };
  if (!isRepresentable(session)) return;
  const folder = folderToWrite(env);
  const path = join(folder, values.ASSUME_PROFILE ?? '');
  const text = snapshotText(snapshot);
  const generation = generationIn(folder, generationNamed(files.read(path, ANY_SIZE)), text, files);
  const names = statesIn(snapshot).map(([name]) => name);
  files.stamp(generationPath(folder, generation), stampsOf(snapshot), text);
  files.replace(path, formatSession({ ...session, generation, files: names.join('+') }), since * 1000);
  removeUnused(folder, files, context.now());
}

/**
 * Saves what a profile puts into a shell in its session file, so that the next shell need not ask for anything. Saves
 * nothing if readers could not see whether it still holds, or if the file couldn't be written; never fails. Removes the
 * session files of profiles that may no longer have one.
 */
export function saveSession(
  { plan, credentials, evidence }: Obtained,
  profiles: Profiles,
  context: SessionContext,
): void {
  const { profile } = plan;
  const isProfile = profiles.profiles.has(profile) && isPlainName(profile) && !isCommand(profile);
  try {
    if (context.cache) removeForbidden(profiles, context);
    if (!evidence || !isProfile || !isCacheable(plan) || isCacheOff(profile, profiles)) return;
    // Correcting a file's mode, say, would not show.
    if (profiles.userSettings.failure) return;
    const values = assumedValues({ ...plan, credentials }) as SessionValues;
    const env = userEnvironment(context.env);
    if (isConclusive(evidence, context) && !isOfThisShell(values, plan, profiles, env)) {
      writeSession(values, evidence, context);
    }
  } catch {
    // Such as a read-only folder, or a full disk, which the credential cache reports.
  }
}
