import { location } from '../profiles/types';
import type { SourceSettings } from './sources';

/**
 * A temporary access key without the session token that AWS requires with it, as a sentence; `undefined` for all others. The
 * two kinds of access keys are told apart by how they begin (IAM user guide, "Unique identifiers").
 */
export function missingToken(source: SourceSettings | undefined): string | undefined {
  if (source?.kind === 'static') {
    const { profile, accessKeyId, sessionToken } = source;
    if (sessionToken || !accessKeyId.value.startsWith('ASIA')) return undefined;
    return `The access key of profile "${profile}" (${location(accessKeyId)}) is temporary, but its aws_session_token is missing.`;
  }
  if (source?.kind !== 'environment' || source.sessionToken || !source.accessKeyId.startsWith('ASIA')) return undefined;
  return 'The access key in AWS_ACCESS_KEY_ID is temporary, but AWS_SESSION_TOKEN is not set.';
}
