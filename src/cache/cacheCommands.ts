import { loadProfiles } from '../completion/loadProfiles';
import type { Context } from '../context';
import { awsCacheFolder } from '../credentials/cache/credentialCache';
import { type AssumeError, EXIT, isAssumeError } from '../errors';
import type { Handler } from '../outcome';
import { SOURCE_LABELS } from '../profiles/kind';
import { clearSessions, sessionsOf } from '../sessions/sessionFolder';
import { type Column, drawTable, tabSeparated } from '../terminal/columns';
import { screenFor } from '../terminal/layout';
import { formatSpan, formatTime, isoSeconds } from '../util/time';
import { type CacheEntry, cacheEntries, entriesOf, knownKeys, type ProfileKeys } from './cachedProfiles';

/** What an entry is called that names no role, by its `providerType`. */
const LABELS: Readonly<Record<string, string>> = { sso: SOURCE_LABELS.sso, session: 'MFA session' };

/** A cache entry, with the profiles that can use it. */
function describe({ key, file, issued }: CacheEntry, profiles: readonly ProfileKeys[]) {
  const users = profiles.filter(([, keys]) => keys.get(key)?.accepts(issued));
  return {
    profiles: users.map(([name]) => name),
    who: issued.assumedRole?.arn ?? users[0]?.[1].get(key)?.who ?? LABELS[issued.providerType ?? ''],
    expiration: issued.credentials.expiration,
    file,
  };
}

type Described = ReturnType<typeof describe>;

const json = (found: readonly Described[]) =>
  `${JSON.stringify(
    found.map(({ profiles, who = '-', ...entry }) => ({ profiles, who, ...entry })),
    null,
    2,
  )}\n`;

/** Names and identities are cut in the middle before the clock time leaves, since the time left says the same. */
const FIRST: readonly Column[] = [
  { title: 'PROFILE', cutTo: 12 },
  { title: 'IDENTITY', cutTo: 16 },
];
const FOR_PEOPLE: readonly Column[] = [...FIRST, { title: 'LEFT' }, { title: 'UNTIL', late: 1 }];
const FOR_PROGRAMS: readonly Column[] = [...FIRST, { title: 'EXPIRES' }];

function timesOf(expiration: Date | undefined, now: Date): [left: string, until: string] {
  if (!expiration) return ['', ''];
  const seconds = (expiration.getTime() - now.getTime()) / 1000;
  return seconds <= 0 ? ['expired', ''] : [formatSpan(seconds), formatTime(expiration, now)];
}

/**
 * `assume cache`: lists the cached credentials, those that last longest first, as a table, as tab-separated values if stdout
 * isn't a terminal, or as JSON.
 * @throws AssumeError (exit 3) if the AWS files can't be read
 */
export const cache: Handler<{ readonly json?: boolean }> = async ({ options }, context) => {
  const profiles = knownKeys(loadProfiles(context), context);
  const found = cacheEntries(context.files, context.env).map((entry) => describe(entry, profiles));
  found.sort((one, other) => Number(other.expiration) - Number(one.expiration));
  if (options.json) return { kind: 'text', text: json(found) };
  const screen = await screenFor(context.env);
  if (!screen.isTerminal) {
    const rows = found.map(({ profiles, who = '', expiration }) => [
      profiles.join(','),
      who,
      expiration ? isoSeconds(expiration) : '',
    ]);
    return { kind: 'text', text: tabSeparated(FOR_PROGRAMS, rows) };
  }
  if (found.length === 0) return { kind: 'text', text: 'Cache is empty.\n' };
  const rows = found.map(({ profiles, who = '', expiration }) => [
    profiles.join(', '),
    who,
    ...timesOf(expiration, context.now()),
  ]);
  return { kind: 'text', text: drawTable(FOR_PEOPLE, rows, screen) };
};

function clearEntries(entries: readonly CacheEntry[], { files, env }: Context): number {
  for (const { file } of entries) files.remove(file);
  files.removeLeftovers(awsCacheFolder(env));
  return entries.length;
}

function clearSessionsOf(profile: string, { files, env }: Context): number {
  const sessions = sessionsOf(profile, files, env);
  for (const path of sessions) files.remove(path);
  return sessions.length;
}

function clearedText(count: number, profile: string | undefined): string {
  if (count === 0) return profile === undefined ? 'Cache is empty.\n' : `Nothing cached for "${profile}".\n`;
  return `Removed ${count === 1 ? '1 cached entry' : `${count} cached entries`}.\n`;
}

/**
 * `assume cache clear [PROFILE]`: removes all cached credentials, or those that a profile can use. One that is no longer in the
 * AWS files is known by its session file. A folder that isn't the user's own is reported (exit 3) once the others are cleared.
 * @throws AssumeError (exit 3) if there is neither a plan for the profile nor a session file; then nothing is removed
 */
export const cacheClear: Handler = ({ names: [profile] }, context) => {
  const { files, env } = context;
  const profiles = profile === undefined ? undefined : loadProfiles(context);
  const entriesToClear = () =>
    profile === undefined || !profiles ? cacheEntries(files, env) : entriesOf(profile, profiles, context);
  const problems = new Map<string, AssumeError>();
  const attempt = (clear: () => number) => {
    try {
      return clear();
    } catch (error) {
      if (!isAssumeError(error)) throw error;
      problems.set(error.message, error);
      return 0;
    }
  };
  const entries = attempt(() => clearEntries(entriesToClear(), context));
  const sessions = attempt(() =>
    profile === undefined ? clearSessions(files, env) : clearSessionsOf(profile, context),
  );
  // A session file holds the credentials of an entry.
  const count = Math.max(entries, sessions);
  const isRefused = problems.size > 0;
  const text = isRefused && count === 0 ? '' : clearedText(count, profile);
  return { kind: 'text', text, problems: [...problems.values()], status: isRefused ? EXIT.configuration : 0 };
};
