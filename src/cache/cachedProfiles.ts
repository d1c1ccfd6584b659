import { planRequest } from '../assume';
import type { Context } from '../context';
import { otherSessionKey, roleKey, sessionKey, webIdentityKey } from '../credentials/cache/cacheKeys';
import { entryFiles } from '../credentials/cache/credentialCache';
import { originOf, requestOf } from '../credentials/cache/links';
import { sourceIdentity, webIdentityToken } from '../credentials/cache/sourceIdentity';
import type { CachedEntry } from '../credentials/types';
import { planFor } from '../plan/plan';
import { accessKeyIdOf, isKeySource } from '../plan/sources';
import type { Plan } from '../plan/types';
import type { Env } from '../platform/env';
import type { Files } from '../platform/files';
import { ANY_SIZE } from '../platform/regularFile';
import type { Profiles } from '../profiles/types';
import { parseSession } from '../sessions/sessionFile';
import { sessionNames, sessionsOf } from '../sessions/sessionFolder';

/** A file of the AWS CLI's cache that holds credentials. */
export interface CacheEntry {
  /** What was asked for: our own keys include who asked, but their entries name this too. */
  readonly key: string;
  readonly file: string;
  readonly issued: CachedEntry;
}

/** All credentials in the AWS CLI's cache, expired ones too. Files that hold anything else are skipped. */
export const cacheEntries = (files: Files, env: Env): CacheEntry[] =>
  entryFiles(files, env).map(({ key, file, entry }) => ({ key: entry.request ?? key, file, issued: entry }));

/** Credentials that a profile can have in the cache. */
export interface KnownKey {
  /** Whom the credentials make the user. */
  readonly who: string;
  /**
   * Whether an entry is for this profile's source and endpoint. The AWS CLI's entries name neither and count for every
   * profile; so do ours if only asking the source could tell.
   */
  accepts(entry: CachedEntry): boolean;
}

/** The cached credentials that a profile can have, by what is asked for. */
export type KnownKeys = ReadonlyMap<string, KnownKey>;

type KeysContext = Pick<Context, 'env' | 'files'>;

function sourceKeys({ source }: Plan, request: string | undefined, context: KeysContext): [string, string][] {
  if (request === undefined) return [];
  if (source.kind === 'sso') return [[request, `SSO: ${source.accountId}/${source.roleName}`]];
  if (source.kind !== 'webIdentity') return [];
  const withToken = webIdentityKey(source, webIdentityToken(source, context));
  return [request, withToken].map((key) => [key, source.roleArn]);
}

/** A session is known by the access key behind it, so only that of an access key which is in a file or a variable. */
function sessionKeys({ source, hops, mfaSession, sts }: Plan): [string, KnownKey][] {
  if (!isKeySource(source)) return [];
  const caller = { ...sts, credentials: { accessKeyId: accessKeyIdOf(source) } };
  return [...hops, ...(mfaSession ? [mfaSession] : [])].flatMap(({ mfaSerial }): [string, KnownKey][] => {
    if (mfaSerial === undefined) return [];
    const keys = [
      sessionKey(caller, mfaSerial),
      sessionKey(caller, mfaSerial, mfaSession?.durationSeconds),
      otherSessionKey(caller, mfaSerial),
    ];
    return keys.map((key) => [key, { who: `MFA session of ${mfaSerial}`, accepts: () => true }]);
  });
}

/** Everything that can be in the cache for a plan. */
export function keysOf(plan: Plan, context: KeysContext): KnownKeys {
  const isFor = (link: number) => (entry: CachedEntry) => {
    const identity = entry.origin && sourceIdentity(plan.source, context);
    if (!entry.origin || identity === undefined) return true;
    const { source, endpoint } = originOf(plan, link, identity);
    return entry.origin.source === source && entry.origin.endpoint === endpoint;
  };
  const known = (keys: readonly [string, string][], link: number) =>
    keys.map(([key, who]): [string, KnownKey] => [key, { who, accepts: isFor(link) }]);
  return new Map([
    ...known(sourceKeys(plan, requestOf(plan, 0), context), 0),
    ...sessionKeys(plan),
    ...plan.hops.flatMap((hop, at) => known([[roleKey(hop), hop.roleArn]], at + 1)),
  ]);
}

/**
 * Everything that can be in the cache for a profile.
 * @throws AssumeError (exit 3) if there is no plan for the profile
 */
export const keysFor = (profiles: Profiles, name: string, context: Context): KnownKeys =>
  keysOf(planFor(profiles, planRequest(name, {}, context)), context);

/** The access keys in the session files of a profile. */
function accessKeysOf(profile: string, { files, env }: KeysContext): readonly string[] {
  return sessionsOf(profile, files, env).flatMap((path) => {
    const key = parseSession(files.read(path, ANY_SIZE) ?? '')?.values.AWS_ACCESS_KEY_ID;
    return key === undefined ? [] : [key];
  });
}

/**
 * The cached credentials that a profile can use; without a plan for it, those that its session files hold.
 * @throws AssumeError (exit 3) if there is neither a plan for the profile nor a session file
 */
export function entriesOf(profile: string, profiles: Profiles, context: Context): CacheEntry[] {
  const entries = cacheEntries(context.files, context.env);
  try {
    const keys = keysFor(profiles, profile, context);
    return entries.filter(({ key }) => keys.has(key));
  } catch (error) {
    if (sessionsOf(profile, context.files, context.env).length === 0) throw error;
    const keys = accessKeysOf(profile, context);
    return entries.filter(({ issued }) => keys.includes(issued.credentials.accessKeyId));
  }
}

/** A profile, and what can be in the cache for it. */
export type ProfileKeys = readonly [profile: string, keys: KnownKeys];

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
