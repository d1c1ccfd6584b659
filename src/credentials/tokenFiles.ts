import { join } from 'node:path';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { LoginSource, Source } from '../plan/sources';
import { type Env, homeFolder } from '../platform/env';
import { expand } from '../profiles/read';
import { tokenFile } from './ssoSignIn/ssoToken';

/** Where `aws login` keeps sign-ins; `~` and `$NAME` are expanded (botocore, `get_login_token_cache_directory`). */
export const loginFolder = (env: Env): string =>
  env.AWS_LOGIN_CACHE_DIRECTORY === undefined
    ? join(homeFolder(env), '.aws', 'login', 'cache')
    : expand(env.AWS_LOGIN_CACHE_DIRECTORY, env);

/** The file of a sign-in (botocore, `generate_login_cache_key`). Hashed without `node:crypto`, as in `cacheKeys`. */
const loginFile = ({ loginSession }: LoginSource, env: Env): string =>
  join(loginFolder(env), `${bytesToHex(sha256(utf8ToBytes(loginSession.value)))}.json`);

/**
 * The token file that says whose credentials a source has: of a sign-in, or of a web identity; `undefined` for a source
 * without one.
 * @throws AssumeError (exit 3) if the home folder is needed and unknown
 */
export function tokenFileOf(source: Source, env: Env): string | undefined {
  switch (source.kind) {
    case 'sso':
      return tokenFile(source.session, env);
    case 'login':
      return loginFile(source, env);
    case 'webIdentity':
      return source.tokenFile.value;
    default:
      return undefined;
  }
}
