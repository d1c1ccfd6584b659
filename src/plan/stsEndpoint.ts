import type { Env } from '../platform/env';
import type { Profile } from '../profiles/types';
import { endpointSettings } from './endpointSettings';
import type { PlanContext, StsEndpoint } from './types';

/**
 * The endpoint of STS without its region: the URL that is configured for it, or else which of AWS's own. Problems as in
 * {@link endpointSettings}.
 * @param isFipsRegion whether the region as configured means a FIPS endpoint
 */
export function stsEndpoint(
  profile: Profile | undefined,
  env: Env,
  context: PlanContext,
  isFipsRegion: boolean,
): Omit<StsEndpoint, 'region'> {
  const { url, fips, dualstack } = endpointSettings('sts', profile, env, context);
  if (url) return { endpoint: url.value };
  return {
    ...((fips || isFipsRegion) && { useFipsEndpoint: true }),
    ...(dualstack && { useDualstackEndpoint: true }),
  };
}
