import { AssumeError, EXIT, isAssumeError } from '../../errors';
import type { SsoSession } from '../../plan/sources';
import type { Env } from '../../platform/env';
import { callFailure, failed, isServiceException } from '../awsError';
import { signInWithBrowser } from './browser';
import { signInWithDevice } from './deviceCode';
import { serviceUrl } from './oidc';
import type { SignInContext, SignInOptions } from './signInContext';
import { keepToken, type Token, timeOf, tokenFile } from './ssoToken';

/** Opens the person's browser. Rejects if no program for it can be started. */
export const openBrowser = async (url: string): Promise<unknown> => (await import('open')).default(url);

function failure(error: unknown, session: SsoSession, env: Env): unknown {
  if (isAssumeError(error)) return error;
  const { name } = error as Error;
  if (name === 'ExpiredTokenException') {
    return new AssumeError('Nobody has signed in in time.', { exitCode: EXIT.interaction });
  }
  if (error instanceof Error && isServiceException(error) && name === 'AccessDeniedException') {
    return new AssumeError('The sign-in was denied in the browser.', { exitCode: EXIT.refused });
  }
  return callFailure(error, `the sign-in to ${session.startUrl}`, serviceUrl('oidc', session.region, env));
}

/** @throws AssumeError (exit 1) with the file */
function keep(session: SsoSession, token: Token, { env, files }: SignInContext): void {
  try {
    keepToken(session, token, env, files);
  } catch (error) {
    throw failed(`The sign-in cannot be kept in ${tokenFile(session, env)}: ${(error as Error).message}.`);
  }
}

/**
 * Signs somebody in to IAM Identity Center, and keeps the token where and as the AWS CLI does. With a browser here
 * (authorization code with PKCE, RFC 7636, 8252), or with a code for any browser (RFC 8628): so too in the legacy form,
 * as in the AWS CLI.
 * @returns when the token ends
 * @throws AssumeError: exit 4 if nobody signs in, 5 if it is denied or refused, 1 if AWS cannot be reached or nothing can
 *   be kept
 */
export async function signIn(session: SsoSession, options: SignInOptions, context: SignInContext): Promise<Date> {
  const withCode = options.device || session.name === undefined;
  const asked = withCode ? signInWithDevice(session, options, context) : signInWithBrowser(session, context);
  const token = await asked.catch((error: unknown) => {
    throw failure(error, session, context.env);
  });
  keep(session, token, context);
  return new Date(timeOf(token.expiresAt));
}
