import { misconfigured, misuse } from '../errors';
import type { Env } from '../platform/env';
import { location, type Profile, type Profiles } from '../profiles/types';
import type { Chain } from './chain';
import { settingValue } from './parameters';
import { defaultRegionOf, partitionOf } from './partitions';
import type { MfaSession, PlanContext, Problems } from './types';
import { REGION } from './validation';

function profileRegion(profile: Profile | undefined, { problems }: PlanContext): string | undefined {
  const setting = profile?.settings.get('region');
  if (!profile || !setting?.value) return undefined;
  if (REGION.test(setting.value)) return setting.value;
  return problems.add(settingValue(profile, 'region', setting).invalid('must be the name of a region', 'eu-west-1'));
}

function optionRegion({ request, problems }: PlanContext): string | undefined {
  const { region } = request.options;
  if (region === undefined || REGION.test(region)) return region;
  return problems.add(misuse(`Invalid region "${region}": must be the name of a region, such as eu-west-1.`));
}

/**
 * The region to put into the shell: the option's, else the profile's. An invalid one becomes a problem.
 * @param first whether the environment's region comes before the profile's
 */
export const shellRegion = (
  profile: Profile | undefined,
  context: PlanContext,
  first?: 'environment',
): string | undefined =>
  optionRegion(context) ??
  (first && environmentRegion(context.request.env, context)) ??
  profileRegion(profile, context);

/** The region of the environment, in the AWS CLI's order. An invalid one becomes a problem. */
export function environmentRegion(env: Env, { problems }: PlanContext): string | undefined {
  const name = env.AWS_REGION ? 'AWS_REGION' : 'AWS_DEFAULT_REGION';
  const region = env[name];
  if (!region || REGION.test(region)) return region || undefined;
  return problems.add(misconfigured(`${name} must be the name of a region, such as eu-west-1.`));
}

/**
 * Splits a region that means the FIPS endpoint of another one, such as `fips-us-east-1` (botocore,
 * `_normalize_fips_region`).
 */
export function withoutFips(region: string): { readonly region: string; readonly isFips: boolean } {
  const plain = region.replace(/fips-|-fips/g, '');
  return plain === region ? { region, isFips: false } : { region: plain, isFips: true };
}

interface Role {
  readonly partition: string;
  readonly location: string;
}

/** The roles of a chain in order, that of a web identity first. */
function rolesIn({ source, hops }: Chain, { profiles }: Profiles): Role[] {
  const roles = hops.map(({ roleArn, locations }) => ({
    partition: partitionOf(roleArn),
    location: locations.role_arn ?? roleArn,
  }));
  if (source?.kind !== 'webIdentity') return roles;
  const setting = profiles.get(source.profile ?? '')?.settings.get('role_arn');
  const where = setting ? location(setting) : (source.locations?.role_arn ?? source.roleArn);
  return [{ partition: partitionOf(source.roleArn), location: where }, ...roles];
}

/** Adds a problem (exit 3) for a chain that crosses partitions, since none accepts the credentials of another one. */
export function checkPartitions(chain: Chain, profiles: Profiles, problems: Problems): void {
  const roles = rolesIn(chain, profiles);
  for (const [at, role] of roles.entries()) {
    const before = roles[at - 1];
    if (before && before.partition !== role.partition) {
      const [lower, upper] = [before, role].map(({ partition, location }) => `partition ${partition} (${location})`);
      problems.add(misconfigured(`A role in ${upper} can't be assumed with a role in ${lower}.`));
    }
  }
}

/** The region to call STS in if none is configured: the default one in the partition of the roles, or the MFA device. */
export const defaultRegion = (chain: Chain, profiles: Profiles, session?: MfaSession): string =>
  defaultRegionOf(rolesIn(chain, profiles)[0]?.partition ?? (session && partitionOf(session.mfaSerial)));
