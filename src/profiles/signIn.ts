import { assumesRole, kindOf, type ProfileUse } from './kind';
import type { Profile, Profiles } from './types';

/**
 * Whether a profile's credentials begin with a permission set of IAM Identity Center, its own or that of the profile at the
 * start of its role chain, so that a person signs in for them.
 */
export function startsWithSignIn(profile: Profile, { profiles, files }: Profiles): boolean {
  let first = profile;
  let use: ProfileUse = 'target';
  for (const seen = new Set<Profile>(); assumesRole(first, use); use = 'source') {
    seen.add(first);
    const source = profiles.get(first.settings.get('source_profile')?.value ?? '');
    if (!source || seen.has(source)) return false;
    first = source;
  }
  return kindOf(first, files) === 'sso';
}
