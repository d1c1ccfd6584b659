import { assumesRole, kindOf } from '../profiles/kind';
import type { Profile, Profiles } from '../profiles/types';

/** What the AWS files say about an assumed profile. */
export interface ProfileFacts {
  readonly accountName?: string | undefined;
  /** The profiles from the source of the credentials to this one; absent if it can't be followed to its end. */
  readonly chain?: readonly string[] | undefined;
}

/** By the rules of a plan: a profile with a role leads to its source_profile, unless that is itself and has a key. */
function chainTo(profile: Profile, { profiles }: Profiles, found: readonly Profile[] = []): string[] | undefined {
  const use = found.length === 0 ? 'target' : 'source';
  const next = assumesRole(profile, use) ? profile.settings.get('source_profile')?.value : undefined;
  const source = next === undefined ? undefined : profiles.get(next);
  if (next !== undefined && (!source || found.includes(source))) return undefined;
  if (!source || source === profile) return [profile.name];
  const before = chainTo(source, { profiles } as Profiles, [...found, profile]);
  return before && [...before, profile.name];
}

/** What the AWS files say now about a profile; nothing if it isn't there. */
export function profileFacts(name: string, profiles: Profiles): ProfileFacts {
  const profile = profiles.profiles.get(name);
  if (!profile) return {};
  return {
    accountName: profile.settings.get('assume_account_name')?.value || undefined,
    chain: chainTo(profile, profiles),
  };
}

/** Whether AWS clients find credentials in `[default]`. */
export function defaultHasCredentials({ profiles, files }: Profiles): boolean {
  const profile = profiles.get('default');
  if (!profile) return false;
  return assumesRole(profile, 'target') || !['signIn', 'half', undefined].includes(kindOf(profile, files));
}
