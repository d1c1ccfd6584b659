import { loadProfiles } from '../assume';
import { awsCacheFolder } from '../credentials/cache/credentialCache';
import type { Handler } from '../outcome';
import { clearSessions } from '../sessions/saveSession';
import { colors } from '../terminal/output';
import { formatTable } from '../terminal/table';
import { formatExpiry } from '../util/time';
import { type CacheEntry, cacheEntries, keysFor, knownKeys, type ProfileKeys } from './cachedProfiles';

/** A cache entry as it is shown, and as `--json` prints it. */
function describe({ key, file, issued }: CacheEntry, profiles: readonly ProfileKeys[]) {
  const users = profiles.filter(([, keys]) => keys.has(key));
  const kind = { sso: 'SSO', session: 'MFA session' }[issued.providerType ?? ''];
  return {
    profiles: users.map(([name]) => name),
    who: issued.assumedRole?.arn ?? users[0]?.[1].get(key) ?? kind ?? '-',
    expiration: issued.credentials.expiration,
    file,
  };
}

/** `assume cache`: the cached credentials as a table, or as JSON; those that last longest come first. */
export const cache: Handler<{ readonly json?: boolean }> = async ({ options }, context) => {
  const profiles = knownKeys(loadProfiles(context), context);
  const found = cacheEntries(context.files, context.env).map((entry) => describe(entry, profiles));
  found.sort((one, other) => Number(other.expiration) - Number(one.expiration));
  if (options.json) return { kind: 'text', text: `${JSON.stringify(found, null, 2)}\n` };
  if (found.length === 0) return { kind: 'text', text: 'Cache is empty.\n' };
  const { bold } = await colors(1, context.env);
  const rows = found.map((entry) => [
    entry.profiles.join(', ') || '-',
    entry.who,
    formatExpiry(entry.expiration, context.now()),
  ]);
  const [first = '', ...lines] = formatTable([['PROFILE', 'WHO', 'UNTIL'], ...rows]).split('\n');
  return { kind: 'text', text: [bold(first), ...lines].join('\n') };
};

/** `assume cache clear [PROFILE]`: removes the cached credentials of a profile, or all. */
export const cacheClear: Handler = ({ names: [profile] }, context) => {
  const { files, env } = context;
  const keys = profile === undefined ? undefined : keysFor(loadProfiles(context), profile, context);
  const entries = cacheEntries(files, env).filter(({ key }) => keys?.has(key) ?? true);
  for (const { file } of entries) files.remove(file);
  files.removeLeftovers(awsCacheFolder(env));
  clearSessions(files, env, profile);
  if (entries.length === 0) return { kind: 'text', text: 'Nothing cached to remove.\n' };
  const count = entries.length === 1 ? '1 cached entry' : `${entries.length} cached entries`;
  return { kind: 'text', text: `Removed ${count}.\n` };
};
