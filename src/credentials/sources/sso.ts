import { GetRoleCredentialsCommand, SSOClient } from '@aws-sdk/client-sso';
import type { AssumeError } from '../../errors';
import type { SsoSource } from '../../plan/sources';
import { isForeignHomeAsRoot } from '../../platform/env';
import { quoteForDisplay } from '../../util/quoteForDisplay';
import { isFresh } from '../../util/time';
import { awsFailure, isRejected, isServiceException, malformedResponse } from '../awsError';
import { checkIssued, type Issuer, receivedCredentials } from '../checkIssued';
import type { SourceContext } from '../resolveContext';
import { clientOptions, createToken } from '../ssoSignIn/oidc';
import { SignInRequired } from '../ssoSignIn/signInContext';
import { noteRenewal, readToken, saveToken, sessionLabel, type Token, timeOf, tokenFile } from '../ssoSignIn/ssoToken';
import type { Issued } from '../types';
import { endpointAt, withTimeout } from '../unreachable';

const signInRequired = ({ session, profile, endpoints }: SsoSource, message: string) =>
  new SignInRequired(message, session, profile, endpoints.oidc.url);

const signInEnded = (source: SsoSource, reason: string) =>
  signInRequired(source, `Your sign-in to ${sessionLabel(source.session)} ${reason}.`);

/** In milliseconds. */
const remaining = (time: string | undefined, now: Date) => timeOf(time) - now.getTime();

/**
 * A new token for an old one, saved in its place; `undefined` if the old one can't be renewed: it has no refresh token, its
 * registration has expired, or AWS rejects it.
 * @throws AssumeError: exit 5 if AWS is throttling, 1 if it fails or can't be reached
 */
async function renewToken(
  { session, endpoints }: SsoSource,
  old: Token,
  { env, files, now, cache }: SourceContext,
): Promise<Token | undefined> {
  const { url } = endpoints.oidc;
  const { clientId, clientSecret, registrationExpiresAt, refreshToken } = old;
  if (session.name === undefined || !clientId || !clientSecret || !registrationExpiresAt || !refreshToken) return;
  if (!(remaining(registrationExpiresAt, now()) > 0)) return;
  // The new token could not be saved, and the old one might no longer be valid.
  if (isForeignHomeAsRoot(tokenFile(session, env))) return;
  const registration = { clientId, clientSecret, registrationExpiresAt };
  const token = await createToken(
    session,
    registration,
    { grantType: 'refresh_token', refreshToken },
    { url, now: now() },
  ).catch((error: unknown) => {
    // After throttling or a failure of AWS, the old token is still renewable.
    if (isRejected(error)) return undefined;
    throw awsFailure(error, {
      request: `the renewal of your sign-in to ${sessionLabel(session)}`,
      endpoint: endpointAt(url),
    });
  });
  if (!token) return;
  try {
    if (cache) noteRenewal(session, old, token, env, files);
    saveToken(session, token, env, files);
  } catch {
    // It is valid this once.
  }
  return token;
}

async function accessToken(source: SsoSource, context: SourceContext): Promise<string> {
  const { session } = source;
  const token = readToken(session, context.env, context.files);
  if (!token) throw signInRequired(source, `You are not signed in to ${sessionLabel(session)}.`);
  const now = context.now();
  const left = remaining(token.expiresAt, now);
  if (isFresh(new Date(timeOf(token.expiresAt)), now)) return token.accessToken;
  const renewed = await renewToken(source, token, context).catch((error: unknown) => {
    if (left > 0) return undefined;
    throw error;
  });
  if (renewed) return renewed.accessToken;
  if (left > 0) return token.accessToken;
  throw signInEnded(source, 'has expired');
}

const statusOf = (error: unknown) =>
  isServiceException(error)
    ? (error as Error & { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode
    : undefined;

function portalError(error: unknown, source: SsoSource): AssumeError {
  const { accountId, roleName, profile, endpoints } = source;
  const status = statusOf(error);
  if (status === 401) return signInEnded(source, 'is no longer valid');
  return awsFailure(error, {
    request: `GetRoleCredentials on permission set ${roleName} in account ${accountId} for profile "${profile}"`,
    endpoint: endpointAt(endpoints.portal.url),
    adviseOn: () =>
      status === 403 || status === 404
        ? { hints: [[`aws configure sso --profile ${quoteForDisplay(profile)}`, 'Choose a permission set']] }
        : {},
  });
}

/** Its expiration is in milliseconds since 1970. */
const portalIssuer = (url: string): Issuer => ({
  says: `${url} returned`,
  time: 'a number of milliseconds since 1970',
  names: {
    accessKeyId: 'accessKeyId',
    secretAccessKey: 'secretAccessKey',
    sessionToken: 'sessionToken',
    expiration: 'expiration',
  },
});

/**
 * Requests the credentials of a permission set from IAM Identity Center, with the token of the sign-in.
 * @throws AssumeError: exit 4 ({@link SignInRequired}) if the user has to sign in, 5 if AWS rejects the request, 1 if AWS
 *   fails or can't be reached
 */
export async function askSso(source: SsoSource, context: SourceContext): Promise<Issued> {
  const { session, accountId, roleName, endpoints } = source;
  const token = await accessToken(source, context);
  const client = new SSOClient(clientOptions(endpoints.portal.url, session.region));
  try {
    const command = new GetRoleCredentialsCommand({ accessToken: token, accountId, roleName });
    const { roleCredentials: issued } = await withTimeout(client.send(command));
    if (typeof issued !== 'object') throw malformedResponse();
    const { expiration } = issued;
    const end = typeof expiration === 'number' ? new Date(expiration) : expiration;
    const credentials = receivedCredentials({ ...issued, expiration: end, accountId });
    return checkIssued({ credentials }, portalIssuer(endpoints.portal.url), context.now());
  } catch (error) {
    throw portalError(error, source);
  } finally {
    client.destroy();
  }
}
