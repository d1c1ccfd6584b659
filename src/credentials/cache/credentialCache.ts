import { join } from 'node:path';
import { type Env, homeFolder, isForeignHomeAsRoot } from '../../platform/env';
import { type Files, systemReason } from '../../platform/files';
import { omitUndefined } from '../../util/omitUndefined';
import { parseTime } from '../../util/time';
import { isAccountId, isWellFormed } from '../../util/wellFormed';
import type { AssumedRole, Cache, CachedEntry, Credentials, Origin } from '../types';

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members => (typeof value === 'object' && value !== null ? (value as Members) : {});

const textOf = (value: unknown) =>
  typeof value === 'string' && value !== '' && isWellFormed(value) ? value : undefined;

function credentialsOf(members: Members): Credentials | undefined {
  const accessKeyId = textOf(members.AccessKeyId);
  const secretAccessKey = textOf(members.SecretAccessKey);
  const sessionToken = textOf(members.SessionToken);
  const expiration = parseTime(textOf(members.Expiration) ?? '');
  const accountId = textOf(members.AccountId);
  const isOdd = members.AccountId !== undefined && !isAccountId(accountId ?? '');
  if (!accessKeyId || !secretAccessKey || !sessionToken || !expiration || isOdd) return undefined;
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    expiration,
    ...omitUndefined({ accountId }),
  };
}

function roleOf(members: Members): AssumedRole | undefined {
  const id = textOf(members.AssumedRoleId);
  const arn = textOf(members.Arn);
  return id && arn ? { id, arn } : undefined;
}

/** For entries of botocore before 1.34, which name the account in the role's ARN only. */
const accountOf = ({ arn }: AssumedRole) => /^arn:[^:]*:sts::(\d{12}):/.exec(arn)?.[1];

/** Versions of this program before 0.2 recorded the endpoint alone: the source of such an entry is nobody's. */
const originOf = ({ Source: source, EndpointUrl: endpoint }: Members): Origin | undefined =>
  source === undefined && endpoint === undefined
    ? undefined
    : { source: textOf(source) ?? '', endpoint: textOf(endpoint) ?? '' };

/**
 * Parses a file of the cache, written by any version of the AWS CLI or boto3, or by this program.
 * @returns `undefined` for anything that isn't a complete entry
 */
export function parseEntry(text: string): CachedEntry | undefined {
  let entry: Members;
  try {
    entry = membersOf(JSON.parse(text));
  } catch {
    return undefined;
  }
  const credentials = credentialsOf(membersOf(entry.Credentials));
  if (!credentials) return undefined;
  const assumedRole = roleOf(membersOf(entry.AssumedRoleUser));
  const accountId = credentials.accountId ?? (assumedRole && accountOf(assumedRole));
  const providerType = textOf(entry.ProviderType);
  return {
    credentials: { ...credentials, ...omitUndefined({ accountId }) },
    ...omitUndefined({ assumedRole, providerType, origin: originOf(entry), request: textOf(entry.Request) }),
  };
}

/**
 * Formats a cache file as the AWS CLI does. botocore reads `Credentials` only, and requires all of its members except the
 * account. Source, endpoint and request are this program's own.
 * @returns `undefined` for credentials that can't be cached: without an expiration or a session token
 */
export function formatEntry(entry: CachedEntry): string | undefined {
  const { credentials, assumedRole, providerType, origin, request } = entry;
  const { accessKeyId, secretAccessKey, sessionToken, expiration, accountId } = credentials;
  if (!expiration || !sessionToken) return undefined;
  const time = expiration.toISOString().slice(0, 19);
  return JSON.stringify({
    ProviderType: providerType,
    Source: origin?.source,
    EndpointUrl: origin?.endpoint,
    Request: request,
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: time + (assumedRole ? 'UTC' : 'Z'),
      AccountId: accountId,
    },
    AssumedRoleUser: assumedRole && { AssumedRoleId: assumedRole.id, Arn: assumedRole.arn },
  });
}

/** In bytes. An entry has about 1,000; the longest session token that AWS documents has 4,096. */
const LIMIT = 1_000_000;

/** The AWS CLI's cache folder. @throws AssumeError (exit 3) if there is no home folder */
export const awsCacheFolder = (env: Env): string => join(homeFolder(env), '.aws', 'cli', 'cache');

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/**
 * When a file was written, if nothing else has happened to it since: a copy or a restored backup may keep the time of its
 * modification, but not that of its last change. The AWS CLI writes in place, which sets both to one and the same time.
 */
function writtenAt(files: Files, path: string): number | undefined {
  const modified = files.modified(path);
  return modified !== undefined && (files.changed(path) ?? 0) - modified < 1 ? modified : undefined;
}

/** Reads a file of the cache; `undefined` for anything but a complete entry. */
export function readEntry(files: Files, path: string): CachedEntry | undefined {
  const entry = parseEntry(attempt(() => files.read(path, LIMIT)) ?? '');
  return entry && { ...entry, ...(!entry.origin && omitUndefined({ written: writtenAt(files, path) })) };
}

/**
 * Opens the AWS CLI's cache. Root neither reads nor writes another user's. Entries may have expired ({@link isFresh}).
 * @param notify called once, with one line, if something could not be cached
 */
export function openCache(files: Files, env: Env, notify: (line: string) => void): Cache {
  const pathOf = (key: string) => join(awsCacheFolder(env), `${key}.json`);
  let isReported = false;
  const reportOnce = (error: unknown) => {
    if (!isReported) notify(`Credentials could not be cached in ~/.aws/cli/cache: ${systemReason(error as Error)}.`);
    isReported = true;
  };
  return {
    get: (key) => attempt(() => (isForeignHomeAsRoot(pathOf(key)) ? undefined : readEntry(files, pathOf(key)))),
    put(key, entry) {
      const text = formatEntry(entry);
      if (text === undefined) return;
      try {
        files.replace(pathOf(key), text);
        attempt(() => files.removeLeftovers(awsCacheFolder(env)));
      } catch (error) {
        reportOnce(error);
      }
    },
    delete: (key) => attempt(() => files.remove(pathOf(key))),
  };
}
