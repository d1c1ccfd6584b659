import type { SsoSession } from '../plan/sources';
import type { Hop } from '../plan/types';
import type { Env } from '../platform/env';
import type { Files } from '../platform/files';
import { isFresh } from '../util/time';
import type { Terminal } from './mfaCodes';
import type { AskSource } from './sourceContext';
import type { SignInOptions } from './ssoSignIn/signInContext';
import type { AssumeRoleRequest, Cache, Issued, Sts } from './types';

/** As long as a role lasts if nobody says otherwise (STS), and a role behind a role at most; in seconds. */
export const HOUR = 3_600;

/** How long the credentials of a hop last, in seconds. */
export const lifeOf = ({ durationSeconds = HOUR }: Hop): number => durationSeconds;

/** What is asked of STS for a hop, but for MFA. */
export const requestFor = ({
  profile: _profile,
  hasDefaultName: _name,
  locations: _locations,
  mfaSerial: _serial,
  mfaProcess: _process,
  ...request
}: Hop): AssumeRoleRequest => request;

/** What it takes to know what is kept. */
export interface CacheContext {
  /** `undefined` if nothing is to be read from or written to one. */
  readonly cache: Cache | undefined;
  readonly now: () => Date;
}

/** What following a plan needs of the context. */
export interface ResolveContext extends CacheContext {
  readonly env: Env;
  readonly files: Files;
  readonly sts: Sts;
  readonly askSource: AskSource;
  /** Where a person can be asked, if anywhere; called only when somebody must be. */
  readonly terminal: () => Promise<Terminal | undefined>;
  /** Runs the command of `mfa_process`, which stands at `place`, for a code. */
  readonly runForCode: (command: string, place: string) => Promise<string>;
  /** Has somebody sign in to IAM Identity Center. @returns when that ends */
  readonly signIn: (session: SsoSession, options: SignInOptions) => Promise<Date>;
  /** Says something to a person on stderr. */
  readonly notify: (line: string) => void;
}

/** The entry of the cache that still counts; `life` is how long it lasts from its beginning, in seconds. */
export function freshEntry({ cache, now }: CacheContext, key: string, life: number): Issued | undefined {
  const kept = cache?.get(key);
  const expiration = kept?.credentials.expiration;
  return expiration && isFresh(expiration, now(), life) ? kept : undefined;
}
