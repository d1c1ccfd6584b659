import { GetRoleCredentialsCommand, SSOClient } from '@aws-sdk/client-sso';
import { isAssumeError } from '../../errors';
import type { SsoSource } from '../../plan/sources';
import { isForeignHomeAsRoot } from '../../platform/home';
import { quoteForDisplay } from '../../util/quoteForDisplay';
import { isFresh } from '../../util/time';
import { callFailure, isRefused, isServiceException, malformedResponse, refused } from '../awsError';
import type { SourceContext } from '../sourceContext';
import { clientOptions, createToken, serviceUrl } from '../ssoSignIn/oidc';
import { SignInNeeded } from '../ssoSignIn/signInContext';
import { keepToken, readToken, type Token, timeOf, tokenFile } from '../ssoSignIn/ssoToken';
import type { Issued } from '../types';
import { withTimeout } from '../unreachable';

const signInFirst = ({ session, profile }: SsoSource, why: string) =>
  new SignInNeeded(
    `The sign-in to ${session.name === undefined ? session.startUrl : `"${session.name}" (${session.startUrl})`} ${why}.`,
    session,
    profile,
  );

const remaining = (time: string | undefined) => timeOf(time) - Date.now();

/** A new token for the old one; `undefined` if it cannot be renewed: no refresh token, registration over, refused. */
async function renewed({ session }: SsoSource, old: Token, { env, files }: SourceContext): Promise<Token | undefined> {
  const { clientId, clientSecret, registrationExpiresAt, refreshToken } = old;
  if (session.name === undefined || !clientId || !clientSecret || !registrationExpiresAt || !refreshToken) return;
  if (!(remaining(registrationExpiresAt) > 0)) return;
  // The new one could not be kept, and the old one might count no more.
  if (isForeignHomeAsRoot(tokenFile(session, env))) return;
  const registration = { clientId, clientSecret, registrationExpiresAt };
  const token = await createToken(session, registration, { grantType: 'refresh_token', refreshToken }, env).catch(
    (error: Error) => {
      // What is throttled or fails at AWS's side is not over.
      if (isRefused(error)) return undefined;
      throw callFailure(error, 'a new token', serviceUrl('oidc', session.region, env));
    },
  );
  if (!token) return;
  try {
    keepToken(session, token, env, files);
  } catch {
    // It serves this once.
  }
  return token;
}

async function accessToken(source: SsoSource, asking: SourceContext): Promise<string> {
  const token = readToken(source.session, asking.env, asking.files);
  if (!token) throw signInFirst(source, 'has not been made yet');
  const left = remaining(token.expiresAt);
  if (isFresh(new Date(timeOf(token.expiresAt)), new Date())) return token.accessToken;
  const next = await renewed(source, token, asking).catch((error: unknown) => {
    if (left > 0) return undefined;
    throw error;
  });
  if (next) return next.accessToken;
  if (left > 0) return token.accessToken;
  throw signInFirst(source, 'has expired');
}

function portalFailure(error: unknown, source: SsoSource, url: string): Error {
  const { accountId, roleName, profile } = source;
  if (isAssumeError(error)) return error;
  if (!(error instanceof Error) || !isServiceException(error)) return callFailure(error, '', url);
  const status = (error as Error & { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  if (status === 401) return signInFirst(source, 'has ended');
  const what = `the permission set ${roleName} in the account ${accountId} for the profile "${profile}"`;
  if (status !== 403 && status !== 404) return callFailure(error, what, url);
  return refused(`AWS refused ${what} (${error.name}): ${error.message.trim()}`, [
    `aws configure sso --profile ${quoteForDisplay(profile)}`,
    'shows what you may choose, and writes it down',
  ]);
}

/** GetRoleCredentials of IAM Identity Center, with the token of the sign-in. */
export async function askSso(source: SsoSource, asking: SourceContext): Promise<Issued> {
  const { session, accountId, roleName } = source;
  const token = await accessToken(source, asking);
  const url = serviceUrl('portal.sso', session.region, asking.env);
  const client = new SSOClient(clientOptions(url, session.region));
  try {
    const command = new GetRoleCredentialsCommand({ accessToken: token, accountId, roleName });
    const { roleCredentials: issued } = await withTimeout(client.send(command));
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = issued ?? {};
    if (!accessKeyId || !secretAccessKey || !sessionToken) throw malformedResponse();
    const ends = expiration ? { expiration: new Date(expiration) } : {};
    return { credentials: { accessKeyId, secretAccessKey, sessionToken, accountId, ...ends } };
  } catch (error) {
    throw portalFailure(error, source, url);
  } finally {
    client.destroy();
  }
}
