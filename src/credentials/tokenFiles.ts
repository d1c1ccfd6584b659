import { join } from 'node:path';
import type { LoginSource, Source } from '../plan/sources';
import { type Env, homeFolder } from '../platform/env';
import { tokenFile } from './ssoSignIn/ssoToken';

/** The file that `aws login` keeps a sign-in in (botocore, `get_login_token_cache_directory`, `generate_login_cache_key`). */
async function loginFile({ loginSession }: LoginSource, env: Env): Promise<string> {
  // Loaded only here: it takes an eighth of Node's whole start-up time.
  const { createHash } = await import('node:crypto');
  const key = createHash('sha256').update(loginSession.value).digest('hex');
  return join(env.AWS_LOGIN_CACHE_DIRECTORY ?? join(homeFolder(env), '.aws', 'login', 'cache'), `${key}.json`);
}

/**
 * The token file that says whose credentials a source has: of a sign-in, or of a web identity; `undefined` for a source
 * without one.
 * @throws AssumeError (exit 3) if the home folder is needed and unknown
 */
export async function tokenFileOf(source: Source, env: Env): Promise<string | undefined> {
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
