import type { Profile, Profiles } from '../profiles/types';
import { typedWord } from '../word';
import { nearestName } from './find';
import { hopFor } from './hop';
import { called, LIST, place, refuse, toSet } from './place';
import { sourceOf, staticKey, unsupported } from './source';
import type { Hop, Source } from './types';

interface Chain {
  readonly source: Source;
  readonly hops: readonly Hop[];
}

/**
 * The rules of botocore's AssumeRoleProvider: the profile asked for assumes its role even if it has keys too; further
 * along a chain, keys win over role_arn. A web identity token is another provider's business.
 */
const assumesRole = (profile: Profile, isFirst: boolean) =>
  profile.settings.has('role_arn') &&
  !profile.settings.has('web_identity_token_file') &&
  (isFirst || !staticKey(profile));

function sourceName(profile: Profile) {
  const source = profile.settings.get('source_profile');
  const other = profile.settings.get('credential_source');
  if (source && other) {
    throw refuse(
      `The profile "${profile.name}" has both source_profile (${place(source)}) and credential_source (${place(other)}): only one can be.`,
    );
  }
  if (other) throw unsupported(profile, 'credential_source', other);
  if (!source)
    throw refuse(`The ${called(profile)} has a role_arn, but neither source_profile nor credential_source.`, [
      `aws configure set source_profile <profile> --profile ${typedWord(profile.name)}`,
      'names the profile whose credentials may assume it',
    ]);
  return source;
}

/** A profile may name itself only to say that its own keys sign the call; any other way back is a circle. */
function sourceProfile(profiles: Profiles, profile: Profile, visited: readonly Profile[]): Profile {
  const setting = sourceName(profile);
  const source = profiles.profiles.get(setting.value);
  if (!source) {
    const meant = nearestName(setting.value, [...profiles.profiles.keys()]);
    throw refuse(
      `The source_profile "${setting.value}" of the profile "${profile.name}" (${place(setting)}) does not exist.`,
      ...(meant === undefined ? [LIST] : [toSet('source_profile', meant, profile)]),
    );
  }
  if (visited.includes(source) && !(source === profile && staticKey(profile))) {
    const path = [...visited.slice(visited.indexOf(source)), source].map(({ name }) => name).join(' -> ');
    throw refuse(`The source profiles go in a circle (${place(setting)}): ${path}.`);
  }
  return source;
}

/**
 * The roles a profile leads through, and the credentials that the first of them is signed with.
 * @throws AssumeError (exit 3) for a chain that cannot work; a circle is named with its path
 */
export function chainOf(profiles: Profiles, profile: Profile, before: readonly Profile[] = []): Chain {
  if (!assumesRole(profile, before.length === 0)) return { source: sourceOf(profile, profiles), hops: [] };
  const visited = [...before, profile];
  const source = sourceProfile(profiles, profile, visited);
  const { source: origin, hops } =
    source === profile ? { source: sourceOf(profile, profiles), hops: [] } : chainOf(profiles, source, visited);
  return { source: origin, hops: [...hops, hopFor(profile, hops.length > 0)] };
}
