import { join } from 'node:path';
import { isAssumeError } from '../../errors';
import { awsFolder, type Env, isForeignHomeAsRoot, shortenHome } from '../../platform/env';
import { type Files, systemReason } from '../../platform/files';
import { omitUndefined } from '../../util/omitUndefined';
import type { Cache, CachedEntry } from '../types';
import { formatEntry, parseEntry } from './cacheEntry';

/** In bytes. An entry has about 1,000; the longest session token that AWS documents has 4,096. */
const LIMIT = 1_000_000;

/** The AWS CLI's cache folder. @throws AssumeError (exit 3) if it is unknown, or others can write there */
export const awsCacheFolder = (env: Env): string => awsFolder(env, 'cli', 'cache');

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

/** The AWS CLI's name for an entry. */
const KEY = /^([0-9a-f]{40})\.json$/;

/** An entry and its file. */
export interface EntryFile {
  readonly key: string;
  readonly file: string;
  readonly entry: CachedEntry;
}

/** All entries in the AWS CLI's cache, expired ones too. Files that hold anything else are skipped. */
export function entryFiles(files: Files, env: Env): EntryFile[] {
  const folder = awsCacheFolder(env);
  return files.list(folder).flatMap((name) => {
    const [, key] = KEY.exec(name) ?? [];
    const entry = key && readEntry(files, join(folder, name));
    return entry ? [{ key, file: join(folder, name), entry }] : [];
  });
}

/** Removes expired entries of ours under keys that nobody will look for again: those of earlier tokens and access keys. */
function removeExpired(files: Files, env: Env): void {
  for (const { key, file, entry } of entryFiles(files, env)) {
    const { request, credentials } = entry;
    const isOld = (credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY) < Date.now();
    if (request !== undefined && request !== key && isOld) files.remove(file);
  }
}

/**
 * Opens the AWS CLI's cache. Root neither reads nor writes another user's. Entries may have expired ({@link isFresh}).
 * @param notify called once, with one line, if something could not be cached
 */
export function openCache(files: Files, env: Env, notify: (line: string) => void): Cache {
  const pathOf = (key: string) => join(awsCacheFolder(env), `${key}.json`);
  let isReported = false;
  const reportOnce = (error: unknown) => {
    const reason = isAssumeError(error)
      ? `Credentials could not be cached. ${shortenHome(error.message, env)}`
      : `Credentials could not be cached in ~/.aws/cli/cache: ${systemReason(error as Error)}.`;
    if (!isReported) notify(reason);
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
        if (entry.request !== undefined && entry.request !== key) attempt(() => removeExpired(files, env));
      } catch (error) {
        reportOnce(error);
      }
    },
    delete: (key) => attempt(() => files.remove(pathOf(key))),
  };
}
