import { type AssumeError, misconfigured } from '../../errors';
import type { ServiceEndpoint } from '../../plan/route';
import { routeTo } from '../../plan/routing';
import type { SsoSession } from '../../plan/sources';
import { isAwsStartUrl } from '../../plan/startUrl';
import { Problems } from '../../plan/types';
import { omitUndefined } from '../../util/omitUndefined';
import { quoteForDisplay } from '../../util/quoteForDisplay';
import { awsFailure, failed, isServiceException } from '../awsError';
import { endpointOf } from '../endpoint';
import { signInDenied, signInTimedOut, signInWithBrowser } from './browser';
import { signInWithDevice } from './deviceCode';
import { followOnce, resolveStartUrl } from './resolveStartUrl';
import type { SignInContext, SignInOptions } from './signInContext';
import { saveToken, sessionLabel, type Token, timeOf, tokenFile } from './ssoToken';

export { followOnce, resolveStartUrl };

/** Opens the user's browser. @throws an Error if no program for it can be started */
export const openBrowser = async (url: string): Promise<unknown> => (await import('open')).default(url);

function signInError(error: unknown, session: SsoSession, oidc: ServiceEndpoint): AssumeError {
  if (isServiceException(error) && error.name === 'ExpiredTokenException') return signInTimedOut();
  if (isServiceException(error) && error.name === 'AccessDeniedException') return signInDenied();
  return awsFailure(error, {
    request: `the sign-in to ${sessionLabel(session)}`,
    endpoint: endpointOf(oidc),
  });
}

/** @throws AssumeError (exit 1) with the file */
function save(session: SsoSession, token: Token, { env, files }: SignInContext): void {
  try {
    saveToken(session, token, env, files);
  } catch (error) {
    throw failed(`The sign-in could not be saved to ${tokenFile(session, env)}: ${(error as Error).message}.`);
  }
}

/** A start URL that isn't AWS's is followed, unless that was done. */
async function resolved(
  session: SsoSession,
  { profile, oidc }: SignInOptions,
  { env, network }: SignInContext,
): Promise<SsoSession> {
  const { startUrl, portalUrl, region } = session;
  if (portalUrl !== undefined || isAwsStartUrl(startUrl)) return session;
  const { caBundle } = oidc;
  const { proxy } = routeTo(() => startUrl, undefined, env, { problems: new Problems() });
  const endpoint = { url: startUrl, ...omitUndefined({ proxy, caBundle }) };
  const found = await resolveStartUrl(startUrl, region, () => followOnce(endpoint, network));
  if (found.region === region) return { ...session, portalUrl: found.url };
  throw misconfigured(`${startUrl} leads to IAM Identity Center in ${found.region}, but sso_region is ${region}.`, [
    `assume login ${quoteForDisplay(profile)}`,
    'Sign in, which sets it',
  ]);
}

/**
 * Signs the user in to IAM Identity Center, and saves the token where and as the AWS CLI does. Uses a browser here
 * (RFC 7636, 8252), or a code for any browser (RFC 8628). As in the AWS CLI, the legacy form always uses a code.
 * @returns when the token expires
 * @throws AssumeError: exit 4 if the sign-in times out, 5 if it is denied or rejected, 3 as {@link tokenFile}, 1 if AWS can't
 *   be reached or the token can't be saved
 */
export async function signIn(given: SsoSession, options: SignInOptions, context: SignInContext): Promise<Date> {
  tokenFile(given, context.env); // Before anyone signs in to no avail.
  const session = await resolved(given, options, context);
  const flow = options.method === 'device' || session.name === undefined ? signInWithDevice : signInWithBrowser;
  const token = await flow(session, options, context).catch((error: unknown) => {
    throw signInError(error, session, options.oidc);
  });
  save(session, token, context);
  return new Date(timeOf(token.expiresAt));
}
