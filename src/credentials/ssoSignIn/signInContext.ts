import { AssumeError, EXIT } from '../../errors';
import type { SsoSession } from '../../plan/sources';
import type { Env } from '../../platform/env';
import type { Files } from '../../platform/files';
import { quoteForDisplay } from '../../util/quoteForDisplay';

/** Somebody has to sign in to IAM Identity Center first. */
export class SignInNeeded extends AssumeError {
  constructor(
    message: string,
    readonly session: SsoSession,
    profile: string,
  ) {
    super(message, {
      exitCode: EXIT.interaction,
      hints: [[`assume login ${quoteForDisplay(profile)}`, 'signs in']],
    });
  }
}

/** The session to sign in to; `undefined` for any other error. By its member: another bundle has a class of its own. */
export const requiredSignIn = (error: unknown): SsoSession | undefined =>
  error instanceof Error && 'session' in error ? (error as SignInNeeded).session : undefined;

/** What is wrong when somebody would not sign in: they have just read why it is needed. */
export const notSignedIn = ({ exitCode, hints }: SignInNeeded): AssumeError =>
  new AssumeError('Nobody has signed in.', { exitCode, hints });

/** How somebody signs in. */
export interface SignInOptions {
  /** Shows a code to type in any browser, also on another machine, instead of opening one here. */
  readonly device: boolean;
}

/** What a sign-in does to the context. */
export interface SignInContext {
  readonly env: Env;
  readonly files: Files;
  /** Shows a line to the person. */
  print(line: string): void;
  /** Opens a browser, if there is one. It may fail: the person has been shown the address. */
  open(url: string): Promise<unknown>;
  /** Shows that something takes long, until it is there. */
  waiting<Result>(text: string, work: Promise<Result>): Promise<Result>;
}
