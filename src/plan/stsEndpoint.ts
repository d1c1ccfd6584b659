import type { Env } from '../platform/env';
import type { Profile } from '../profiles/types';
import { endpointSettings } from './endpointSettings';
import { withoutFips } from './region';
import { serviceHost } from './serviceHosts';
import type { PlanContext, StsEndpoint } from './types';

/** The URL of an endpoint of STS. */
export const stsUrl = ({ endpoint, region, ...variant }: StsEndpoint): string =>
  endpoint ?? `https://${serviceHost('sts', region, variant)}`;

/**
 * Where to call STS: the URL that is configured for it, or else which of AWS's own. Problems as in {@link endpointSettings}.
 * @param configuredRegion may mean a FIPS endpoint
 */
export function stsEndpoint(
  profile: Profile | undefined,
  env: Env,
  context: PlanContext,
  configuredRegion: string,
): StsEndpoint {
  const { region, isFips } = withoutFips(configuredRegion);
  const { url, fips, dualstack } = endpointSettings('sts', profile, env, context);
  if (url) return { region, endpoint: url.value };
  return {
    region,
    ...((fips || isFips) && { useFipsEndpoint: true }),
    ...(dualstack && { useDualstackEndpoint: true }),
  };
}
