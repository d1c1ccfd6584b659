import { join } from 'node:path';
import type { Env } from '../../env';
import type { Files } from '../../files';
import type { Plan } from '../../plan/types';
import type { Issued } from '../types';
import { awsCacheFolder, readEntry } from './cache';
import { roleKey, sessionKey, ssoKey, webIdentityKey } from './key';

/** One file of the cache that holds credentials. */
export interface CacheEntry {
  readonly key: string;
  readonly file: string;
  readonly issued: Issued;
}

/** All credentials in the AWS CLI's cache, expired ones too. Files of any other kind are passed over. */
export function cacheEntries(files: Files, env: Env): CacheEntry[] {
  const folder = awsCacheFolder(env);
  return files.list(folder).flatMap((name) => {
    const [, key] = /^([0-9a-f]{40})\.json$/.exec(name) ?? [];
    const issued = key && readEntry(files, join(folder, name));
    return issued ? [{ key, file: join(folder, name), issued }] : [];
  });
}

const sourceKeys = ({ source }: Plan): [string, string][] => {
  if (source.kind === 'sso') return [[ssoKey(source), `SSO: ${source.accountId}/${source.roleName}`]];
  if (source.kind === 'webIdentity') return [[webIdentityKey(source), source.roleArn]];
  return [];
};

/** A session is known by the access key behind it, so only that of an access key which is in a file or a variable. */
function sessionKeys({ source, hops }: Plan): [string, string][] {
  if (source.kind !== 'static' && source.kind !== 'environment') return [];
  const id = source.kind === 'static' ? source.accessKeyId.value : source.accessKeyId;
  return hops.flatMap(({ mfaSerial }): [string, string][] =>
    mfaSerial === undefined ? [] : [[sessionKey(id, mfaSerial), `MFA session of ${mfaSerial}`]],
  );
}

/** Every key that a plan may have in the cache, and who one is with the entry. */
export const keysOf = (plan: Plan): ReadonlyMap<string, string> =>
  new Map([
    ...sourceKeys(plan),
    ...sessionKeys(plan),
    ...plan.hops.map((hop): [string, string] => [roleKey(hop), hop.roleArn]),
  ]);
