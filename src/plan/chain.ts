import { misconfigured } from '../errors';
import { assumesRole, type ProfileUse, staticKey } from '../profiles/kind';
import { location, type Profile, type Setting } from '../profiles/types';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { credentialSource } from './ambientSources';
import { danglingName, describeProfile, LIST_PROFILES } from './hints';
import { hopFor } from './hop';
import { sourceOf } from './profileSource';
import type { RoleOptions } from './request';
import { isRole, type SourceSettings } from './sources';
import type { Hop, PlanContext } from './types';

/** A role chain: the credentials it starts from, and its roles in order. What could not be read is absent. */
export interface Chain {
  readonly source?: SourceSettings | undefined;
  readonly hops: readonly Hop[];
  /**
   * Whether it ends with the credentials of a role. A role assumed with these is subject to the limits of role
   * chaining.
   */
  readonly isRole: boolean;
}

/** The role whose credentials are the result; `undefined` if they aren't a role's, or one that has no ARN of the user's. */
export const lastRoleArn = ({ hops, source }: Pick<Chain, 'hops' | 'source'>): string | undefined =>
  hops.at(-1)?.roleArn ?? (source?.kind === 'webIdentity' ? source.roleArn : undefined);

/** A chain of nothing. */
export const EMPTY_CHAIN: Chain = { hops: [], isRole: false };

/** A profile's own credentials. */
function ownCredentials(profile: Profile, context: PlanContext, use: ProfileUse, options: RoleOptions = {}): Chain {
  const source = sourceOf(profile, context, use, options);
  return { source, hops: [], isRole: isRole(source) };
}

/** The source profile. A profile may name itself to sign with its own keys; any other way back is a loop. */
function sourceProfile(
  { profiles, problems }: PlanContext,
  profile: Profile,
  setting: Setting,
  visited: readonly Profile[],
): Profile | undefined {
  const source = profiles.profiles.get(setting.value);
  if (!source) {
    return problems.add(danglingName('source_profile', setting, profile, profiles, LIST_PROFILES));
  }
  if (visited.includes(source) && !(source === profile && staticKey(profile))) {
    const path = [...visited.slice(visited.indexOf(source)), source].map(({ name }) => name).join(' -> ');
    return problems.add(misconfigured(`source_profile loop: ${path} (${location(setting)}).`));
  }
  return source;
}

/** The chain whose credentials sign the call for the role of a profile. */
function signingChain(profile: Profile, visited: readonly Profile[], context: PlanContext): Chain {
  const setting = profile.settings.get('source_profile');
  const other = profile.settings.get('credential_source');
  const { problems } = context;
  if (setting && other) {
    const both = `source_profile (${location(setting)}) and credential_source (${location(other)})`;
    problems.add(misconfigured(`Profile "${profile.name}" has both ${both}; only one is allowed.`));
  } else if (other) {
    return { source: credentialSource(profile, other, context), hops: [], isRole: false };
  } else if (!setting) {
    const command = `aws configure set source_profile <profile> --profile ${quoteForDisplay(profile.name)}`;
    const message = `${describeProfile(profile)} has a role_arn but neither source_profile nor credential_source.`;
    problems.add(misconfigured(message, [command, 'Name its source profile']));
  } else {
    const source = sourceProfile(context, profile, setting, visited);
    if (source === profile) return ownCredentials(profile, context, 'source');
    if (source) return chainOf(source, context, { visited });
  }
  return EMPTY_CHAIN;
}

/** How a profile takes part in a chain. */
interface ChainContext {
  /** The profiles between the target and this one, which is the source of the last of them. */
  readonly visited?: readonly Profile[];
  /** A source if other profiles led here, else the target, unless this says otherwise. */
  readonly use?: ProfileUse;
  readonly options?: RoleOptions;
}

/** A chain with one more role: that of a profile, or of `--role-arn` without one. */
export function addRole(chain: Chain, profile: Profile | undefined, options: RoleOptions, context: PlanContext): Chain {
  const hop = hopFor(profile, options, chain.isRole ? 'role' : 'other', context);
  return { source: chain.source, hops: hop ? [...chain.hops, hop] : chain.hops, isRole: true };
}

/**
 * The role chain of a profile, down to the credentials that sign its first call. Everything wrong becomes a problem.
 */
export function chainOf(
  profile: Profile,
  context: PlanContext,
  { visited = [], use = visited.length > 0 ? 'source' : 'target', options = {} }: ChainContext = {},
): Chain {
  if (!assumesRole(profile, use)) return ownCredentials(profile, context, use, options);
  return addRole(signingChain(profile, [...visited, profile], context), profile, options, context);
}
