import { AssumeError, EXIT } from '../errors';
import type { EnvironmentSource, Source, StaticSource } from '../plan/sources';
import type { StsEndpoint } from '../plan/types';
import type { Env } from '../platform/env';
import type { Files } from '../platform/files';
import { omitUndefined } from '../util/omitUndefined';
import { ssoKey, webIdentityKey } from './cache/cacheKeys';
import type { Credentials, Issued, Sts } from './types';

/** A source whose credentials must be asked for: of AWS, of another program, of the machine. */
export type RequestedSource = Exclude<Source, StaticSource | EnvironmentSource>;

/** What asking a source needs of the context. */
export interface SourceContext {
  readonly env: Env;
  readonly files: Files;
  readonly sts: Sts;
  readonly place: StsEndpoint;
}

/** Asks a source. Rejects with an AssumeError; with a {@link SignInNeeded} if somebody has to sign in first. */
export type AskSource = (source: RequestedSource, asking: SourceContext) => Promise<Issued>;

/**
 * Credentials that are there already.
 * @throws AssumeError (exit 3) if they say themselves that they have ended: nobody is asked for a code in vain
 */
export function readyCredentials(source: StaticSource | EnvironmentSource, now: Date): Credentials {
  const { secretAccessKey, sessionToken, accountId } = source;
  const accessKeyId = source.kind === 'static' ? source.accessKeyId.value : source.accessKeyId;
  const ends = source.kind === 'environment' && source.expiration ? new Date(source.expiration) : undefined;
  if (ends && ends <= now) {
    const message = `The credentials in the environment ended at ${ends.toISOString()} (AWS_CREDENTIAL_EXPIRATION).`;
    throw new AssumeError(message, {
      exitCode: EXIT.configuration,
      hints: [['unset AWS_CREDENTIAL_EXPIRATION', 'if another program has left it there']],
    });
  }
  return { accessKeyId, secretAccessKey, ...omitUndefined({ sessionToken, accountId, expiration: ends }) };
}

/** The AWS CLI's key for what a source gave; `undefined` where it keeps nothing, as of another program. */
export function sourceKey(source: RequestedSource): string | undefined {
  if (source.kind === 'sso') return ssoKey(source);
  return source.kind === 'webIdentity' ? webIdentityKey(source) : undefined;
}
