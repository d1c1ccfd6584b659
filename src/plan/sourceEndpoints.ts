import type { Profile } from '../profiles/types';
import { endpointSettings } from './endpointSettings';
import { metadataService } from './metadataService';
import { withoutFips } from './region';
import type { ServiceEndpoint } from './route';
import { routeTo } from './routing';
import { type Service, serviceHost } from './serviceHosts';
import type { Source, SourceSettings } from './sources';
import type { PlanContext } from './types';

function ownEndpoint(
  service: Service,
  configuredRegion: string,
  profile: Profile | undefined,
  context: PlanContext,
): ServiceEndpoint {
  const { url, fips, dualstack } = endpointSettings(service, profile, context.request.env, context);
  if (url) return { url: url.value.replace(/\/+$/, ''), location: url.location };
  const { region, isFips } = withoutFips(configuredRegion);
  const host = serviceHost(service, region, {
    useFipsEndpoint: isFips || fips !== undefined,
    useDualstackEndpoint: dualstack !== undefined,
  });
  const found = fips ?? dualstack;
  return { url: `https://${host}`, ...(found && { location: found.location }) };
}

/**
 * A source with where its credentials are requested. As in the AWS CLI, the settings of the assumed profile decide, never
 * those of the source profile. Problems as in {@link endpointSettings} and {@link routeTo}.
 * @param profile the profile whose settings decide
 * @param region the region that STS is called in, and AWS Sign-In too
 */
export function withEndpoints(
  source: SourceSettings,
  profile: Profile | undefined,
  region: string,
  context: PlanContext,
): Source {
  const endpointOf = (service: Service, ofRegion: string): ServiceEndpoint => {
    const endpoint = ownEndpoint(service, ofRegion, profile, context);
    return { ...endpoint, ...routeTo(() => endpoint.url, profile, context.request.env, context) };
  };
  switch (source.kind) {
    case 'sso': {
      const { region: ofPortal } = source.session;
      return {
        ...source,
        endpoints: { portal: endpointOf('sso', ofPortal), oidc: endpointOf('sso_oidc', ofPortal) },
      };
    }
    case 'login':
      return { ...source, endpoints: { signin: endpointOf('signin', region) } };
    case 'instance':
      return { ...source, ...metadataService(profile, context.request.env, context) };
    default:
      return source;
  }
}
