import { loadProfiles } from '../assume';
import { awsCacheFolder } from '../credentials/cache/credentialCache';
import type { Handler } from '../outcome';
import { SOURCE_LABELS } from '../profiles/kind';
import { clearSessions } from '../sessions/sessionFolder';
import { colors } from '../terminal/output';
import { formatTable } from '../terminal/table';
import { formatExpiry } from '../util/time';
import { type CacheEntry, cacheEntries, keysFor, knownKeys, type ProfileKeys } from './cachedProfiles';

/** What an entry is called that names no role, by its `providerType`. */
const LABELS: Readonly<Record<string, string>> = { sso: SOURCE_LABELS.sso, session: 'MFA session' };

/** A cache entry as `--json` prints it, with the profiles that can use it. */
function describe({ key, file, issued }: CacheEntry, profiles: readonly ProfileKeys[]) {
  const users = profiles.filter(([, keys]) => keys.get(key)?.accepts(issued));
  return {
    profiles: users.map(([name]) => name),
    who: issued.assumedRole?.arn ?? users[0]?.[1].get(key)?.who ?? LABELS[issued.providerType ?? ''] ?? '-',
    expiration: issued.credentials.expiration,
    file,
  };
}

/**
 * `assume cache`: lists the cached credentials as a table, or as JSON, those that last longest first.
 * @throws AssumeError (exit 3) if the AWS files can't be read
 */
export const cache: Handler<{ readonly json?: boolean }> = async ({ options }, context) => {
  const profiles = knownKeys(loadProfiles(context), context);
  const found = cacheEntries(context.files, context.env).map((entry) => describe(entry, profiles));
  found.sort((one, other) => Number(other.expiration) - Number(one.expiration));
  if (options.json) return { kind: 'text', text: `${JSON.stringify(found, null, 2)}\n` };
  if (found.length === 0) return { kind: 'text', text: 'Cache is empty.\n' };
  const rows = found.map((entry) => [
    entry.profiles.join(', ') || '-',
    entry.who,
    formatExpiry(entry.expiration, context.now()),
  ]);
  const { bold } = await colors(1, context.env);
  return { kind: 'text', text: formatTable([['PROFILE', 'IDENTITY', 'EXPIRES'], ...rows], bold) };
};

/**
 * `assume cache clear [PROFILE]`: removes all cached credentials, or those that a profile can use.
 * @throws AssumeError (exit 3) if there is no such profile, or no plan for it; then nothing is removed
 */
export const cacheClear: Handler = ({ names: [profile] }, context) => {
  const { files, env } = context;
  const keys = profile === undefined ? undefined : keysFor(loadProfiles(context), profile, context);
  const entries = cacheEntries(files, env).filter(({ key }) => keys?.has(key) ?? true);
  for (const { file } of entries) files.remove(file);
  files.removeLeftovers(awsCacheFolder(env));
  clearSessions(files, env, profile);
  if (entries.length === 0) {
    return { kind: 'text', text: profile === undefined ? 'Cache is empty.\n' : `Nothing cached for "${profile}".\n` };
  }
  const count = entries.length === 1 ? '1 cached entry' : `${entries.length} cached entries`;
  return { kind: 'text', text: `Removed ${count}.\n` };
};
