import { AssumeError, EXIT } from '../errors';
import { accessKeyIdOf, type KeySource } from '../plan/sources';
import { omitUndefined } from '../util/omitUndefined';
import { isoSeconds, parseTime } from '../util/time';
import type { Credentials } from './types';

/** The credentials of a source that holds keys. @throws AssumeError (exit 3) if they are past their own expiry */
export function keyCredentials(source: KeySource, now: Date): Credentials {
  const { secretAccessKey, sessionToken, accountId } = source;
  const expires = source.kind === 'environment' ? source.expiration : undefined;
  const expiration = expires ? parseTime(expires) : undefined;
  // Checked before prompting for a code that couldn't help.
  if (expiration && expiration <= now) {
    throw new AssumeError(
      `The credentials in the environment expired at ${isoSeconds(expiration)} (AWS_CREDENTIAL_EXPIRATION).`,
      {
        exitCode: EXIT.configuration,
        notes: ['If another program left AWS_CREDENTIAL_EXPIRATION behind, unset it.'],
      },
    );
  }
  return {
    accessKeyId: accessKeyIdOf(source),
    secretAccessKey,
    ...omitUndefined({ sessionToken, accountId, expiration }),
  };
}
