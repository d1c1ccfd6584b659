import { join } from 'node:path';
import { type Env, otherAws } from '../../platform/env';
import { type Files, systemReason } from '../../platform/files';
import { homeFolder, isForeignHomeAsRoot } from '../../platform/home';
import type { Cache, Issued } from '../types';
import { formatEntry, parseEntry } from './cacheEntry';

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

/** Reads a file of the cache; `undefined` for anything but a complete entry. `endpoint` as in {@link parseEntry}. */
export const readEntry = (files: Files, path: string, endpoint?: string): Issued | undefined =>
  parseEntry(attempt(() => files.read(path, LIMIT)) ?? '', endpoint);

/**
 * Opens the AWS CLI's cache. Root neither reads nor writes another user's. Entries may have expired ({@link isFresh}).
 * @param notify called once, with one line, if something could not be cached
 */
export function openCache(files: Files, env: Env, notify: (line: string) => void): Cache {
  const pathOf = (key: string) => join(awsCacheFolder(env), `${key}.json`);
  const endpoint = otherAws(env);
  let isReported = false;
  const reportOnce = (error: unknown) => {
    if (!isReported) notify(`Credentials could not be cached in ~/.aws/cli/cache: ${systemReason(error as Error)}.`);
    isReported = true;
  };
  return {
    get: (key) =>
      attempt(() => (isForeignHomeAsRoot(pathOf(key)) ? undefined : readEntry(files, pathOf(key), endpoint))),
    put(key, issued) {
      const text = formatEntry(issued, endpoint);
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
