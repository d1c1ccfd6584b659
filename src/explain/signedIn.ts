import { readToken, timeOf } from '../credentials/sso/token';
import type { Env } from '../env';
import type { Files } from '../files';
import type { SsoSession } from '../plan/sources';

/** Until when somebody is signed in to IAM Identity Center, as far as the files say: a token that can be renewed will be. */
export const signedInUntil =
  (files: Files, env: Env, now: () => Date) =>
  (session: SsoSession): Date | undefined => {
    const token = readToken(session, env, files);
    const canRenew = session.name && token?.clientId && token.clientSecret && token.refreshToken;
    const ends = [token?.expiresAt, canRenew ? token.registrationExpiresAt : undefined].map(timeOf);
    const end = Math.max(...ends.filter((time) => time > now().getTime()));
    return Number.isFinite(end) ? new Date(end) : undefined;
  };
