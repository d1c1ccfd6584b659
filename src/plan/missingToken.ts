import { location } from '../profiles/types';
import { isTemporaryKey } from '../util/accessKeyId';
import type { SourceSettings } from './sources';

/** A temporary access key without the session token that AWS requires with it, as a sentence; `undefined` for all others. */
export function missingToken(source: SourceSettings | undefined): string | undefined {
  if (source?.kind === 'static') {
    const { profile, accessKeyId, sessionToken } = source;
    if (sessionToken || !isTemporaryKey(accessKeyId.value)) return undefined;
    return `The access key of profile "${profile}" (${location(accessKeyId)}) is temporary, but its aws_session_token is missing.`;
  }
  if (source?.kind !== 'environment' || source.sessionToken || !isTemporaryKey(source.accessKeyId)) return undefined;
  return 'The access key in AWS_ACCESS_KEY_ID is temporary, but AWS_SESSION_TOKEN is not set.';
}
