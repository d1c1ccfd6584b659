import { AssumeError, EXIT } from '../errors';
import type { Profile, Profiles } from '../profiles/types';
import { chainOf } from './chain';
import { stsEndpoint } from './endpoint';
import { findProfile } from './find';
import { place, refuse, toSet } from './place';
import type { Plan, PlanRequest } from './types';

/** A region becomes part of a host name (botocore, validate_region_name). */
const REGION = /^(?![0-9]+$)(?!-)[a-zA-Z0-9-]{1,63}(?<!-)$/;

/** Where STS is asked when nobody names a region: the SDKs' own default. */
const DEFAULT_STS_REGION = 'us-east-1';

function profileRegion(profile: Profile): string | undefined {
  const setting = profile.settings.get('region');
  if (!setting?.value) return undefined;
  if (!REGION.test(setting.value)) {
    throw refuse(
      `region of the profile "${profile.name}" (${place(setting)}) is not the name of a region.`,
      toSet('region', 'eu-west-1', profile),
    );
  }
  return setting.value;
}

function flagRegion(region: string | undefined): string | undefined {
  if (region === undefined || REGION.test(region)) return region;
  throw new AssumeError(`"${region}" is not the name of a region, such as eu-west-1.`, { exitCode: EXIT.usage });
}

/**
 * Everything that will be done for a profile, decided without asking or sending anything.
 * @throws AssumeError (exit 3) for a profile that cannot work, with the place of what is wrong
 */
export function planFor(profiles: Profiles, { name = '', flags, env }: PlanRequest): Plan {
  const profile = findProfile(profiles, name);
  const region = flagRegion(flags.region) ?? profileRegion(profile);
  const endpoint = stsEndpoint(profile, profiles, env);
  const stsRegion = region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || DEFAULT_STS_REGION);
  return {
    profile: name,
    ...chainOf(profiles, profile),
    ...(region && { region }),
    sts: { region: stsRegion, ...(endpoint && { endpoint }) },
  };
}
