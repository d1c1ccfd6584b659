import type { Env } from '../env';
import { AssumeError, EXIT, isAssumeError } from '../errors';
import type { Files } from '../files';
import type { SsoSession } from '../plan/types';
import { isAnswer } from './answer';
import { signInWithBrowser } from './login/browser';
import { signInWithDevice } from './login/device';
import type { SignInOptions } from './signin';
import { callFailure } from './sources/failure';
import { serviceUrl } from './sso/service';
import { keepToken, timeOf } from './sso/token';

/** What a sign-in does to the world. */
export interface SignInWorld {
  readonly env: Env;
  readonly files: Files;
  /** Shows a line to the person. */
  tell(line: string): void;
  /** Opens a browser, if there is one. It may fail: the person has been shown the address. */
  open(url: string): Promise<unknown>;
  /** Shows that something takes long, until it is there. */
  waiting<Result>(text: string, work: Promise<Result>): Promise<Result>;
}

/** Opens the person's browser. Rejects if no program for it can be started. */
export const openBrowser = async (url: string): Promise<unknown> => (await import('open')).default(url);

function failure(error: unknown, session: SsoSession, env: Env): unknown {
  if (isAssumeError(error)) return error;
  const { name } = error as Error;
  if (name === 'ExpiredTokenException') {
    return new AssumeError('Nobody has signed in in time.', { exitCode: EXIT.interaction });
  }
  if (error instanceof Error && isAnswer(error) && name === 'AccessDeniedException') {
    return new AssumeError('The sign-in was denied in the browser.', { exitCode: EXIT.refused });
  }
  return callFailure(error, `the sign-in to ${session.startUrl}`, serviceUrl('oidc', session.region, env));
}

/**
 * Signs somebody in to IAM Identity Center, and keeps the token where and as the AWS CLI does. With a browser here
 * (authorization code with PKCE, RFC 7636, 8252), or with a code for any browser (RFC 8628): so too in the legacy form, as in the AWS CLI.
 * @returns when the token ends
 * @throws AssumeError: exit 4 if nobody signs in, 5 if it is denied or refused, 1 if AWS cannot be reached
 */
export async function signIn(session: SsoSession, options: SignInOptions, world: SignInWorld): Promise<Date> {
  try {
    const withCode = options.device || session.name === undefined;
    const token = await (withCode ? signInWithDevice(session, options, world) : signInWithBrowser(session, world));
    keepToken(session, token, world.env, world.files);
    return new Date(timeOf(token.expiresAt));
  } catch (error) {
    throw failure(error, session, world.env);
  }
}
