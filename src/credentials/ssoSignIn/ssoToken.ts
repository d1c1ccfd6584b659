import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { SsoSession } from '../../plan/sources';
import type { Env } from '../../platform/env';
import type { Files } from '../../platform/files';
import { homeFolder } from '../../platform/home';

/** What the AWS CLI keeps of a sign-in (botocore, SSOTokenFetcher), for itself and all SDKs. Times are ISO 8601. */
export interface Token {
  readonly startUrl: string;
  readonly region: string;
  readonly accessToken: string;
  readonly expiresAt: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly registrationExpiresAt?: string;
  readonly refreshToken?: string;
}

/** Milliseconds since 1970; NaN if it is no time. Older versions of the AWS CLI write `UTC`, which Node does not read. */
export const timeOf = (text: string | undefined): number => Date.parse(String(text).replace(/UTC$/, 'Z'));

/** Where the token of a session is kept: by its name, or by the start URL in the legacy form (botocore, SSOTokenLoader). */
export function tokenFile({ name, startUrl }: SsoSession, env: Env): string {
  const key = createHash('sha1')
    .update(name ?? startUrl)
    .digest('hex');
  return join(homeFolder(env), '.aws', 'sso', 'cache', `${key}.json`);
}

/** The token of a session; `undefined` if there is none that can be used as such. It may have expired. */
export function readToken(session: SsoSession, env: Env, files: Files): Token | undefined {
  try {
    const token = JSON.parse(files.read(tokenFile(session, env)) ?? '') as Token;
    return token.accessToken && !Number.isNaN(timeOf(token.expiresAt)) ? token : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a token completely or not at all. @throws the system's error */
export const keepToken = (session: SsoSession, token: Token, env: Env, files: Files): void =>
  files.replace(tokenFile(session, env), JSON.stringify(token));
