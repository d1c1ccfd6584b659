import { misconfigured } from '../errors';
import { place } from '../profiles/place';
import type { Profiles, Setting } from '../profiles/types';
import type { Chain } from './chain';
import type { Problems } from './problems';

/** Where STS is asked when nobody names a region, by the partition of the role. */
const DEFAULT_REGIONS: Readonly<Record<string, string>> = {
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-eusc': 'eusc-de-east-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
};

interface Role {
  readonly partition: string;
  readonly place: string;
}

const partitionOf = (arn: string) => arn.split(':')[1] ?? 'aws';

/** The roles of a chain in their order, that of a web identity first. */
function rolesIn({ source, hops }: Chain, { profiles }: Profiles): Role[] {
  const roles = hops.map(({ roleArn, places }) => ({
    partition: partitionOf(roleArn),
    place: places.role_arn ?? roleArn,
  }));
  if (source?.kind !== 'webIdentity') return roles;
  const setting = profiles.get(source.profile)?.settings.get('role_arn') as Setting;
  return [{ partition: partitionOf(source.roleArn), place: place(setting) }, ...roles];
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
  DEFAULT_REGIONS[rolesIn(chain, profiles)[0]?.partition ?? ''] ?? 'us-east-1';
