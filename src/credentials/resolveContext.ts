import type { EnvironmentSource, Source, SsoSession, StaticSource } from '../plan/sources';
import type { Hop, StsEndpoint } from '../plan/types';
import { trace } from '../platform/debug';
import type { Env } from '../platform/env';
import type { Files } from '../platform/files';
import { isFresh } from '../util/time';
import type { Terminal } from './mfaCodes';
import type { SignInOptions } from './ssoSignIn/signInContext';
import type { AssumeRoleRequest, Cache, CachedEntry, Issued, Network, Sts } from './types';

/** In seconds: STS's default duration of a role session, and the maximum for a role assumed from another role. */
export const HOUR = 3_600;

/** How long the credentials of a hop are valid when issued, in seconds. */
export const lifeOf = ({ durationSeconds = HOUR }: Hop): number => durationSeconds;

/** The parameters of a hop's AssumeRole call, without MFA. */
export const requestFor = ({
  profile: _profile,
  hasDefaultName: _name,
  locations: _locations,
  mfaSerial: _serial,
  mfaProcess: _process,
  ...request
}: Hop): AssumeRoleRequest => request;

/** A source whose credentials must be requested: from AWS, another program, or the machine. */
export type RequestedSource = Exclude<Source, StaticSource | EnvironmentSource>;

/** What requesting a source's credentials needs from the outside world. */
export interface SourceContext {
  readonly env: Env;
  readonly files: Files;
  readonly sts: Sts;
  readonly now: () => Date;
  readonly network: Network;
  /** Where STS is called, for the assumed profile. */
  readonly endpoint: StsEndpoint;
  /** Absent if nothing may be written but a renewed token. */
  readonly cache?: Cache | undefined;
}

/**
 * Requests a source's credentials.
 * @throws AssumeError; a `SignInRequired` (exit 4) if the user has to sign in first
 */
export type AskSource = (source: RequestedSource, context: SourceContext) => Promise<Issued>;

/** What reading cached credentials needs. */
export interface CacheContext {
  /** `undefined` if no cache may be read or written. */
  readonly cache: Cache | undefined;
  readonly now: () => Date;
}

/** What obtaining credentials needs from the outside world. */
export interface ResolveContext extends CacheContext {
  readonly env: Env;
  readonly files: Files;
  readonly sts: Sts;
  readonly network: Network;
  readonly askSource: AskSource;
  /** Opens the terminal to prompt on; `undefined` if there is none. Called only when a prompt is needed. */
  readonly terminal: () => Promise<Terminal | undefined>;
  /** Why `terminal` opens none, as the end of a sentence; absent if it tries. */
  readonly whyNoTerminal?: string | undefined;
  /**
   * Runs the `mfa_process` command that is set at `location`, and returns the code it printed.
   * @throws AssumeError: exit 1 if it fails or prints anything else, 3 if it can't be run
   */
  readonly runForCode: (command: string, location: string) => Promise<string>;
  /** Signs the user in to IAM Identity Center. @returns when the sign-in expires @throws AssumeError */
  readonly signIn: (session: SsoSession, options: SignInOptions) => Promise<Date>;
  /** Tells the user something on stderr, in one line. */
  readonly notify: (line: string) => void;
}

/** The cached entry of a key, unless it has to be renewed. @param life how long it was valid when issued, in seconds */
export function freshEntry({ cache, now }: CacheContext, key: string, life: number): CachedEntry | undefined {
  const entry = cache?.get(key);
  const expiration = entry?.credentials.expiration;
  if (expiration && isFresh(expiration, now(), life)) return entry;
  if (entry) trace(`cached credentials ${key}: due for renewal`);
  return undefined;
}
