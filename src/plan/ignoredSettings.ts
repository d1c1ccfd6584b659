import { location, type Profiles } from '../profiles/types';
import type { SourceSettings } from './sources';

/** Who decides how long credentials last, where duration_seconds doesn't. */
const DECIDED_BY: Readonly<Partial<Record<SourceSettings['kind'], string>>> = {
  sso: 'the permission set decides how long its credentials last',
  login: 'AWS decides how long the credentials of "aws login" last',
  process: 'credential_process decides how long its credentials last',
};

/** Settings of a source's profile that would be dropped without a word: a sentence each. */
export function ignoredSettings(source: SourceSettings | undefined, { profiles }: Profiles): string[] {
  const reason = source && DECIDED_BY[source.kind];
  const profile = profiles.get(source?.profile ?? '');
  const setting = profile?.settings.get('duration_seconds');
  if (!reason || !profile || !setting?.value) return [];
  return [`duration_seconds of profile "${profile.name}" (${location(setting)}) has no effect: ${reason}.`];
}
