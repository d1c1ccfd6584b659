import { join } from 'node:path';
import { type Env, otherAws } from '../../platform/env';
import { type Files, systemReason } from '../../platform/files';
import { homeFolder, isForeignHomeAsRoot } from '../../platform/home';
import type { Cache, Issued } from '../types';
import { formatEntry, parseEntry } from './cacheEntry';

/** In bytes. An entry has about a thousand; the longest session token that AWS promises has 4,096. */
const LIMIT = 1_000_000;

/** Where the AWS CLI keeps credentials. @throws the system's error where there is no home folder */
export const awsCacheFolder = (env: Env): string => join(homeFolder(env), '.aws', 'cli', 'cache');

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** What a file of the cache holds; `undefined` for anything but a whole entry. `endpoint` as in {@link parseEntry}. */
export const readEntry = (files: Files, path: string, endpoint?: string): Issued | undefined =>
  parseEntry(attempt(() => files.read(path, LIMIT)) ?? '', endpoint);

/**
 * The AWS CLI's cache; root neither reads nor writes that of another user. What it holds is not yet known to be fresh:
 * {@link isFresh}.
 * @param notify is given one line, once, if something could not be kept
 */
export function openCache(files: Files, env: Env, notify: (line: string) => void): Cache {
  const pathOf = (key: string) => join(awsCacheFolder(env), `${key}.json`);
  const endpoint = otherAws(env);
  let told = false;
  const complain = (error: unknown) => {
    if (!told) notify(`The credentials are not kept in ~/.aws/cli/cache: ${systemReason(error as Error)}.`);
    told = true;
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
        complain(error);
      }
    },
    delete: (key) => attempt(() => files.remove(pathOf(key))),
  };
}
