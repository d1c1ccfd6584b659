import { misconfigured, misuse } from '../errors';
import type { Env } from '../platform/env';
import { location, type Profile, type Profiles, type Setting } from '../profiles/types';
import type { Chain } from './chain';
import { fromSetting } from './parameters';
import { defaultRegionOf, partitionOf } from './partitions';
import type { PlanContext, Problems } from './planRequest';
import { REGION } from './validation';

function profileRegion(profile: Profile | undefined, { problems }: PlanContext): string | undefined {
  const setting = profile?.settings.get('region');
  if (!profile || !setting?.value) return undefined;
  if (REGION.test(setting.value)) return setting.value;
  return problems.add(fromSetting(profile, 'region', setting).wrong('is not the name of a region', 'eu-west-1'));
}

function flagRegion({ request, problems }: PlanContext): string | undefined {
  const { region } = request.options;
  if (region === undefined || REGION.test(region)) return region;
  return problems.add(misuse(`"${region}" is not the name of a region, such as eu-west-1.`));
}

/** The region the shell gets: the flag's, else the profile's. */
export const shellRegion = (profile: Profile | undefined, context: PlanContext): string | undefined =>
  flagRegion(context) ?? profileRegion(profile, context);

/** The region that the environment says, in the order of the AWS CLI. */
export function environmentRegion(env: Env, { problems }: PlanContext): string | undefined {
  const name = env.AWS_REGION ? 'AWS_REGION' : 'AWS_DEFAULT_REGION';
  const region = env[name];
  if (!region || REGION.test(region)) return region || undefined;
  return problems.add(misconfigured(`${name} is not the name of a region, such as eu-west-1.`));
}

/** A region that stands for the FIPS endpoints of another one, such as `fips-us-east-1` (botocore, `_normalize_fips_region`). */
export function withoutFips(region: string): { readonly region: string; readonly isFips: boolean } {
  const plain = region.replace(/fips-|-fips/g, '');
  return plain === region ? { region, isFips: false } : { region: plain, isFips: true };
}

interface Role {
  readonly partition: string;
  readonly place: string;
}

/** The roles of a chain in their order, that of a web identity first. */
function rolesIn({ source, hops }: Chain, { profiles }: Profiles): Role[] {
  const roles = hops.map(({ roleArn, places }) => ({
    partition: partitionOf(roleArn),
    place: places.role_arn ?? roleArn,
  }));
  if (source?.kind !== 'webIdentity') return roles;
  const setting = profiles.get(source.profile)?.settings.get('role_arn') as Setting;
  return [{ partition: partitionOf(source.roleArn), place: location(setting) }, ...roles];
}

/** Partitions (AWS, China, GovCloud ...) do not know each other's credentials. */
export function checkPartitions(chain: Chain, profiles: Profiles, problems: Problems): void {
  const roles = rolesIn(chain, profiles);
  for (const [at, role] of roles.entries()) {
    const before = roles[at - 1];
    if (before && before.partition !== role.partition) {
      const message = `A role in the partition ${role.partition} (${role.place}) cannot be assumed with a role in the partition ${before.partition} (${before.place}).`;
      problems.add(misconfigured(message));
    }
  }
}

/** The SDKs' own default, in the partition of the roles. */
export const defaultRegion = (chain: Chain, profiles: Profiles): string =>
  defaultRegionOf(rolesIn(chain, profiles)[0]?.partition);
