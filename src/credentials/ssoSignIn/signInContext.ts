import { AssumeError, EXIT, isAssumeError } from '../../errors';
import type { ServiceEndpoint } from '../../plan/route';
import type { SsoSession } from '../../plan/sources';
import type { Env } from '../../platform/env';
import type { Files } from '../../platform/files';
import { quoteForDisplay } from '../../util/quoteForDisplay';
import type { Network } from '../types';

/** The error (exit 4) for a profile whose user has to sign in to IAM Identity Center first. */
export class SignInRequired extends AssumeError {
  constructor(
    message: string,
    readonly session: SsoSession,
    readonly profile: string,
    /** The OIDC service. */
    readonly oidc: ServiceEndpoint,
  ) {
    super(message, {
      exitCode: EXIT.interaction,
      tag: 'signInRequired',
      hints: [[`assume login ${quoteForDisplay(profile)}`, 'Sign in']],
    });
  }
}

/** Whether an error is a {@link SignInRequired}, from whichever bundle. */
export const isSignInRequired = (error: unknown): error is SignInRequired =>
  isAssumeError(error) && error.tag === 'signInRequired';

/** The error after the user declined to sign in. They have just read why it is needed. */
export const notSignedIn = ({ exitCode, hints }: SignInRequired): AssumeError =>
  new AssumeError('Not signed in.', { exitCode, hints });

/** How to sign in. */
export interface SignInOptions {
  /** `browser` opens one here; `device` shows a code to confirm in any browser, also on another machine. */
  readonly method: 'browser' | 'device';
  /** The profile to name in commands that messages suggest. */
  readonly profile: string;
  /** The OIDC service. */
  readonly oidc: ServiceEndpoint;
}

/** What signing in needs from the outside world. */
export interface SignInContext {
  readonly env: Env;
  readonly files: Files;
  readonly now: () => Date;
  readonly network: Network;
  /** Shows the user a line. */
  print(line: string): void;
  /** Opens a URL in the browser. Rejects if there is none, which is not fatal: the user has been shown the URL. */
  open(url: string): Promise<unknown>;
  /** Shows a text while something takes long. */
  waiting<Result>(text: string, work: Promise<Result>): Promise<Result>;
}
