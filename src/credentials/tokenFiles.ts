import { join } from 'node:path';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { LoginSource, Source, WebIdentitySource } from '../plan/sources';
import { awsFolder, type Env, requireAbsolute } from '../platform/env';
import { expand } from '../profiles/read';
import { location } from '../profiles/types';
import { tokenFile } from './ssoSignIn/ssoToken';

/**
 * Where `aws login` keeps sign-ins; `~` and `$NAME` are expanded (botocore, `get_login_token_cache_directory`).
 * @throws AssumeError (exit 3) if it is unknown, others can write there, or its path is relative
 */
export const loginFolder = (env: Env): string =>
  env.AWS_LOGIN_CACHE_DIRECTORY === undefined
    ? awsFolder(env, 'login', 'cache')
    : requireAbsolute(expand(env.AWS_LOGIN_CACHE_DIRECTORY, env), 'AWS_LOGIN_CACHE_DIRECTORY');

/** The file of a sign-in (botocore, `generate_login_cache_key`). Hashed without `node:crypto`, as in `cacheKeys`. */
const loginFile = ({ loginSession }: LoginSource, env: Env): string =>
  join(loginFolder(env), `${bytesToHex(sha256(utf8ToBytes(loginSession.value)))}.json`);

/** What names the token file of a web identity, as the beginning of a sentence. */
export const tokenOrigin = ({ profile, tokenFile: file }: WebIdentitySource): string =>
  'variable' in file ? file.variable : `web_identity_token_file of profile "${profile}" (${location(file)})`;

/**
 * The token file that says whose credentials a source has: of a sign-in, or of a web identity; `undefined` for a source
 * without one.
 * @throws AssumeError (exit 3) if its folder is unknown, others can write there, or its path is relative. Like in botocore, `~`
 *   in the path of a web identity's is not expanded
 */
export function tokenFileOf(source: Source, env: Env): string | undefined {
  switch (source.kind) {
    case 'sso':
      return tokenFile(source.session, env);
    case 'login':
      return loginFile(source, env);
    case 'webIdentity':
      return requireAbsolute(source.tokenFile.value, tokenOrigin(source));
    default:
      return undefined;
  }
}
