import { GetRoleCredentialsCommand, SSOClient } from '@aws-sdk/client-sso';
import type { AssumeError } from '../../errors';
import type { SsoSession, SsoSource } from '../../plan/sources';
import { isForeignHomeAsRoot } from '../../platform/env';
import { quoteForDisplay } from '../../util/quoteForDisplay';
import { isFresh } from '../../util/time';
import { awsFailure, isRejected, isServiceException, malformedResponse } from '../awsError';
import { checkIssued, type Issuer, receivedCredentials } from '../checkIssued';
import { type Endpoint, endpointOf } from '../endpoint';
import { letOthersSave, renewAlone } from '../renewAlone';
import type { SourceContext } from '../resolveContext';
import { clientOptions, createToken } from '../ssoSignIn/oidc';
import { SignInRequired } from '../ssoSignIn/signInContext';
import { noteRenewal, readToken, saveToken, sessionLabel, type Token, timeOf, tokenFile } from '../ssoSignIn/ssoToken';
import type { Issued } from '../types';
import { withTimeout } from '../unreachable';

const signInRequired = ({ session, profile, endpoints }: SsoSource, message: string) =>
  new SignInRequired(message, session, profile, endpoints.oidc);

const signInEnded = (source: SsoSource, reason: string) =>
  signInRequired(source, `Your sign-in to ${sessionLabel(source.session)} ${reason}.`);

/** In milliseconds. */
const remaining = (time: string | undefined, now: Date) => timeOf(time) - now.getTime();

/** @throws SignInRequired if there is none; AssumeError (exit 3) as {@link tokenFile} */
function savedToken(source: SsoSource, { env, files }: SourceContext): Token {
  tokenFile(source.session, env);
  const token = readToken(source.session, env, files);
  if (token) return token;
  throw signInRequired(source, `You are not signed in to ${sessionLabel(source.session)}.`);
}

const isFreshToken = ({ expiresAt }: Token, now: Date) => isFresh(new Date(timeOf(expiresAt)), now);

/**
 * A new token for an old one; `undefined` if the old one can't be renewed: it has no refresh token, its registration has
 * expired, or AWS rejects it.
 * @throws AssumeError: exit 5 if AWS is throttling, 1 if it fails or can't be reached
 */
async function renewToken(
  { session, endpoints }: SsoSource,
  old: Token,
  { env, now, network }: SourceContext,
): Promise<Token | undefined> {
  const { clientId, clientSecret, registrationExpiresAt, refreshToken } = old;
  if (session.name === undefined || !clientId || !clientSecret || !registrationExpiresAt || !refreshToken) return;
  if (!(remaining(registrationExpiresAt, now()) > 0)) return;
  // The new token could not be saved, and the old one might no longer be valid.
  if (isForeignHomeAsRoot(tokenFile(session, env))) return;
  const registration = { clientId, clientSecret, registrationExpiresAt };
  const grant = { grantType: 'refresh_token', refreshToken };
  try {
    return await createToken(session, registration, grant, { ...endpoints.oidc, now: now(), network });
  } catch (error) {
    // After throttling or a failure of AWS, the old token is still renewable.
    if (!isRejected(error)) {
      const request = `the renewal of your sign-in to ${sessionLabel(session)}`;
      throw awsFailure(error, { request, endpoint: endpointOf(endpoints.oidc) });
    }
    await letOthersSave();
    return;
  }
}

function replaceToken(session: SsoSession, old: Token, renewed: Token, { env, files, cache }: SourceContext): Token {
  try {
    if (cache) noteRenewal(session, old, renewed, env, files);
    saveToken(session, renewed, env, files);
  } catch {
    // It is valid this once.
  }
  return renewed;
}

/**
 * The token after its renewal, if that is possible. Programs that don't know our lock may sign in, sign out or renew the token
 * meanwhile: then what they left counts, and is never overwritten.
 */
async function renewedToken(source: SsoSource, context: SourceContext): Promise<Token> {
  const old = savedToken(source, context);
  if (isFreshToken(old, context.now())) return old;
  const renewed = await renewToken(source, old, context).catch((error: unknown) => {
    if (remaining(old.expiresAt, context.now()) > 0) return undefined;
    throw error;
  });
  const saved = savedToken(source, context);
  return renewed && saved.accessToken === old.accessToken ? replaceToken(source.session, old, renewed, context) : saved;
}

/** @throws SignInRequired if there is no token, or if it has expired and can't be renewed */
async function accessToken(source: SsoSource, context: SourceContext): Promise<string> {
  const { env, now } = context;
  const saved = savedToken(source, context);
  const token = isFreshToken(saved, now())
    ? saved
    : await renewAlone(tokenFile(source.session, env), env, () => renewedToken(source, context));
  if (remaining(token.expiresAt, now()) > 0) return token.accessToken;
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
    endpoint: endpointOf(endpoints.portal),
    adviseOn: () =>
      status === 403 || status === 404
        ? { hints: [[`aws configure sso --profile ${quoteForDisplay(profile)}`, 'Choose a permission set']] }
        : {},
  });
}

/** Its expiration is in milliseconds since 1970. */
const portalIssuer = ({ name }: Endpoint): Issuer => ({
  says: `${name} returned`,
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
  const options = await clientOptions(endpoints.portal, session.region, context.network);
  try {
    const client = new SSOClient(options);
    const command = new GetRoleCredentialsCommand({ accessToken: token, accountId, roleName });
    const { roleCredentials: issued } = await withTimeout(client.send(command));
    if (typeof issued !== 'object') throw malformedResponse();
    const { expiration } = issued;
    const end = typeof expiration === 'number' ? new Date(expiration) : expiration;
    const credentials = receivedCredentials({ ...issued, expiration: end, accountId });
    return checkIssued({ credentials }, portalIssuer(endpointOf(endpoints.portal)), context.now());
  } catch (error) {
    throw portalError(error, source);
  }
}
