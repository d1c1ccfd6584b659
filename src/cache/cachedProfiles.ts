import { join } from 'node:path';
import { planRequest } from '../assume';
import type { Context } from '../context';
import { roleKey, sessionKey, sourceKey } from '../credentials/cache/cacheKeys';
import { awsCacheFolder, readEntry } from '../credentials/cache/credentialCache';
import type { Issued } from '../credentials/types';
import { planFor } from '../plan/plan';
import { accessKeyIdOf, isKeySource } from '../plan/sources';
import type { Plan } from '../plan/types';
import type { Env } from '../platform/env';
import type { Files } from '../platform/files';
import type { Profiles } from '../profiles/types';
import { sessionNames } from '../sessions/sessionFolder';

/** A file of the AWS CLI's cache that holds credentials. */
export interface CacheEntry {
  readonly key: string;
  readonly file: string;
  readonly issued: Issued;
}

/** All credentials in the AWS CLI's cache, expired ones too. Files that hold anything else are skipped. */
export function cacheEntries(files: Files, env: Env): CacheEntry[] {
  const folder = awsCacheFolder(env);
  return files.list(folder).flatMap((name) => {
    const [, key] = /^([0-9a-f]{40})\.json$/.exec(name) ?? [];
    const issued = key && readEntry(files, join(folder, name));
    return issued ? [{ key, file: join(folder, name), issued }] : [];
  });
}

function sourceKeys({ source }: Plan): [string, string][] {
  const key = sourceKey(source);
  if (key === undefined) return [];
  if (source.kind === 'sso') return [[key, `SSO: ${source.accountId}/${source.roleName}`]];
  return source.kind === 'webIdentity' ? [[key, source.roleArn]] : [];
}

/** A session is known by the access key behind it, so only that of an access key which is in a file or a variable. */
function sessionKeys({ source, hops }: Plan): [string, string][] {
  if (!isKeySource(source)) return [];
  const id = accessKeyIdOf(source);
  return hops.flatMap(({ mfaSerial }): [string, string][] =>
    mfaSerial === undefined ? [] : [[sessionKey(id, mfaSerial), `MFA session of ${mfaSerial}`]],
  );
}

/** Every key under which a plan's credentials can be cached, with the identity of the entry. */
export const keysOf = (plan: Plan): ReadonlyMap<string, string> =>
  new Map([
    ...sourceKeys(plan),
    ...sessionKeys(plan),
    ...plan.hops.map((hop): [string, string] => [roleKey(hop), hop.roleArn]),
  ]);

/**
 * Every key under which a profile's credentials can be cached, with the identity of the entry.
 * @throws AssumeError (exit 3) if there is no plan for the profile
 */
export const keysFor = (profiles: Profiles, name: string, context: Context): ReadonlyMap<string, string> =>
  keysOf(planFor(profiles, planRequest(name, {}, context)));

/** A profile, and the keys under which its credentials can be cached, with the identity of each entry. */
export type ProfileKeys = readonly [profile: string, keys: ReadonlyMap<string, string>];

/** The keys of every profile for which there is a plan. */
export function knownKeys(profiles: Profiles, context: Context): readonly ProfileKeys[] {
  return [...profiles.profiles.keys()].flatMap((name) => {
    try {
      return [[name, keysFor(profiles, name, context)] as const];
    } catch {
      return [];
    }
  });
}

/** The names of the profiles for which `assume cache clear` would remove something. */
export function cachedNames(profiles: Profiles, context: Context): ReadonlySet<string> {
  const { files, env } = context;
  const cached = new Set(cacheEntries(files, env).map(({ key }) => key));
  const withEntry =
    cached.size === 0
      ? []
      : knownKeys(profiles, context).filter(([, keys]) => [...keys.keys()].some((key) => cached.has(key)));
  return new Set([...sessionNames(files, env), ...withEntry.map(([name]) => name)]);
}
