import { misconfigured } from '../errors';
import { assumesRole, staticKey } from '../profiles/kind';
import type { Profile, Setting } from '../profiles/types';
import { location } from '../profiles/types';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { credentialSource } from './ambientSources';
import { describeProfile, didYouMean, LIST_PROFILES } from './hints';
import { hopFor } from './hop';
import type { PlanContext, RoleOptions } from './planRequest';
import { sourceOf } from './profileSource';
import type { Source } from './sources';
import type { Hop } from './types';

/** The credentials a chain begins with, and the roles it leads through; without what could not be read. */
export interface Chain {
  readonly source?: Source | undefined;
  readonly hops: readonly Hop[];
  /** Whether it ends with the credentials of a role: a role assumed with these is chained. */
  readonly isRole: boolean;
}

/** AWS: permission sets and web identities are roles; what another program or the machine hands out need not be one. */
function ownChain(profile: Profile, context: PlanContext, isAsked = false): Chain {
  const source = sourceOf(profile, context, isAsked);
  return { source, hops: [], isRole: source?.kind === 'sso' || source?.kind === 'webIdentity' };
}

const NOTHING: Chain = { hops: [], isRole: false };

/** A profile may name itself only to say that its own keys sign the call; any other way back is a circle. */
function sourceProfile(
  { profiles, problems }: PlanContext,
  profile: Profile,
  setting: Setting,
  visited: readonly Profile[],
): Profile | undefined {
  const source = profiles.profiles.get(setting.value);
  if (!source) {
    const meant = didYouMean(setting, 'source_profile', profile, profiles.profiles.keys());
    const message = `The source_profile "${setting.value}" of the profile "${profile.name}" (${location(setting)}) does not exist.`;
    return problems.add(misconfigured(message, ...(meant.length === 0 ? [LIST_PROFILES] : meant)));
  }
  if (visited.includes(source) && !(source === profile && staticKey(profile))) {
    const path = [...visited.slice(visited.indexOf(source)), source].map(({ name }) => name).join(' -> ');
    return problems.add(misconfigured(`The source profiles go in a circle (${location(setting)}): ${path}.`));
  }
  return source;
}

/** What signs the call for the role of a profile. */
function chainBelow(profile: Profile, visited: readonly Profile[], context: PlanContext): Chain {
  const setting = profile.settings.get('source_profile');
  const other = profile.settings.get('credential_source');
  const { problems } = context;
  if (setting && other) {
    const both = `source_profile (${location(setting)}) and credential_source (${location(other)})`;
    problems.add(misconfigured(`The profile "${profile.name}" has both ${both}: only one can be.`));
  } else if (other) {
    return { source: credentialSource(profile, other, context), hops: [], isRole: false };
  } else if (!setting) {
    const command = `aws configure set source_profile <profile> --profile ${quoteForDisplay(profile.name)}`;
    const message = `The ${describeProfile(profile)} has a role_arn, but neither source_profile nor credential_source.`;
    problems.add(misconfigured(message, [command, 'names the profile whose credentials may assume it']));
  } else {
    const source = sourceProfile(context, profile, setting, visited);
    if (source === profile) return ownChain(profile, context);
    if (source) return chainOf(source, context, { visited });
  }
  return NOTHING;
}

/** How a chain is come upon. */
interface ChainContext {
  /** The profiles that led here: this one is their source. */
  readonly visited?: readonly Profile[];
  /** Whether it is a source also if no profile led here. */
  readonly isSource?: boolean;
  readonly options?: RoleOptions;
}

/** A role on top of a chain, of a profile or of `--role-arn` alone. */
export function onTop(below: Chain, profile: Profile | undefined, options: RoleOptions, context: PlanContext): Chain {
  const hop = hopFor(profile, options, below.isRole, context);
  return { source: below.source, hops: hop ? [...below.hops, hop] : below.hops, isRole: true };
}

/** The roles a profile leads through, and the credentials that the first of them is signed with. */
export function chainOf(profile: Profile, context: PlanContext, way: ChainContext = {}): Chain {
  const { visited = [], isSource = visited.length > 0, options = {} } = way;
  if (!assumesRole(profile, isSource)) return ownChain(profile, context, !isSource);
  return onTop(chainBelow(profile, [...visited, profile], context), profile, options, context);
}
