import { misconfigured } from '../errors';
import type { Env } from '../platform/env';
import type { Profile } from '../profiles/types';
import { checkUrl, findSetting } from './endpointSettings';
import { isTrue } from './endpointVariables';
import type { Found } from './route';
import type { InstanceSource } from './sources';
import type { PlanContext } from './types';

/** The addresses of the metadata service (EC2 user guide), by the values of ec2_metadata_service_endpoint_mode. */
const ADDRESSES: Readonly<Record<string, string>> = {
  ipv4: 'http://169.254.169.254',
  ipv6: 'http://[fd00:ec2::254]',
};

/** As in botocore, an empty variable counts: it turns off what the profile sets. */
const nonEmpty = (found: Found | undefined) => (found?.value ? found : undefined);

/** The URL of the metadata service, if one is configured: AWS_EC2_METADATA_SERVICE_ENDPOINT, or the profile's. */
export const endpointSetting = (profile: Profile | undefined, env: Env): Found | undefined =>
  nonEmpty(findSetting(profile, env, 'ec2_metadata_service_endpoint'));

function addressOf(mode: Found | undefined, { problems }: PlanContext) {
  const url = ADDRESSES[mode?.value.toLowerCase() ?? 'ipv4'];
  if (url) return { url, ...(mode && { location: mode.location }) };
  problems.add(misconfigured(`The endpoint mode in ${mode?.location} must be IPv4 or IPv6.`));
  return { url: '' };
}

/**
 * Where the metadata service of an EC2 instance is, and which version of it may be used: by variables, or else the profile
 * (botocore, `configprovider`). An invalid value becomes a problem (exit 3).
 */
export function metadataService(
  profile: Profile | undefined,
  env: Env,
  context: PlanContext,
): Pick<InstanceSource, 'endpoints' | 'requiresToken'> {
  const endpoint = endpointSetting(profile, env);
  const url = endpoint && checkUrl(endpoint, context);
  const mode = nonEmpty(findSetting(profile, env, 'ec2_metadata_service_endpoint_mode'));
  return {
    endpoints: {
      metadata: endpoint
        ? { url: (url?.value ?? '').replace(/\/+$/, ''), location: endpoint.location }
        : addressOf(mode, context),
    },
    requiresToken: isTrue(findSetting(profile, env, 'ec2_metadata_v1_disabled')?.value),
  };
}
