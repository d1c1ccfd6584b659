import { loadProfiles } from '../completion/loadProfiles';
import type { Context } from '../context';
import { awsCacheFolder } from '../credentials/cache/credentialCache';
import type { Handler } from '../outcome';
import { SOURCE_LABELS } from '../profiles/kind';
import { clearSessions, sessionNames, sessionsOf } from '../sessions/sessionFolder';
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

/** The files of credentials, and of session files, that a profile can use. @throws AssumeError as {@link entriesOf} */
const filesOf = (profile: string, context: Context) => ({
  entries: entriesOf(profile, loadProfiles(context), context),
  sessions: sessionsOf(profile, context.files, context.env),
});

/** All of them. */
const allFiles = ({ files, env }: Context) => ({
  entries: cacheEntries(files, env),
  sessions: [...new Set(sessionNames(files, env))].flatMap((name) => sessionsOf(name, files, env)),
});

/**
 * `assume cache clear [PROFILE]`: removes all cached credentials, or those that a profile can use. One that is no longer in the
 * AWS files is known by its session file.
 * @throws AssumeError (exit 3) if there is neither a plan for the profile nor a session file; then nothing is removed
 */
export const cacheClear: Handler = ({ names: [profile] }, context) => {
  const { files, env } = context;
  const { entries, sessions } = profile === undefined ? allFiles(context) : filesOf(profile, context);
  for (const path of [...entries.map(({ file }) => file), ...sessions]) files.remove(path);
  files.removeLeftovers(awsCacheFolder(env));
  if (profile === undefined) clearSessions(files, env);
  // A session file holds the credentials of an entry.
  const count = Math.max(entries.length, sessions.length);
  if (count === 0) {
    return { kind: 'text', text: profile === undefined ? 'Cache is empty.\n' : `Nothing cached for "${profile}".\n` };
  }
  return { kind: 'text', text: `Removed ${count === 1 ? '1 cached entry' : `${count} cached entries`}.\n` };
};
