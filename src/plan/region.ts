import type { Env } from '../env';
import { misconfigured, misuse } from '../errors';
import type { Profile } from '../profiles/types';
import { fromSetting } from './given';
import type { Drafting } from './problems';
import { REGION } from './rules';

function profileRegion(profile: Profile | undefined, { problems }: Drafting): string | undefined {
  const setting = profile?.settings.get('region');
  if (!profile || !setting?.value) return undefined;
  if (REGION.test(setting.value)) return setting.value;
  return problems.add(fromSetting(profile, 'region', setting).wrong('is not the name of a region', 'eu-west-1'));
}

function flagRegion({ request, problems }: Drafting): string | undefined {
  const { region } = request.flags;
  if (region === undefined || REGION.test(region)) return region;
  return problems.add(misuse(`"${region}" is not the name of a region, such as eu-west-1.`));
}

/** The region the shell gets: the flag's, else the profile's. */
export const shellRegion = (profile: Profile | undefined, drafting: Drafting): string | undefined =>
  flagRegion(drafting) ?? profileRegion(profile, drafting);

/** The region that the environment says, in the order of the AWS CLI. */
export function environmentRegion(env: Env, { problems }: Drafting): string | undefined {
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
