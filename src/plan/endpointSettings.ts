import { misconfigured } from '../errors';
import type { Env } from '../platform/env';
import { location, type Profile, type Setting } from '../profiles/types';
import { endpointsOf, endpointVariable } from './configuredEndpoints';
import { isTrue } from './endpointVariables';
import { danglingName } from './hints';
import type { Found } from './route';
import type { Service } from './serviceHosts';
import type { PlanContext } from './types';

/** What is configured about the endpoint of a service. */
export interface EndpointSettings {
  /** A URL. The AWS CLI then takes no notice of the other two (botocore, `compute_endpoint_resolver_builtin_defaults`). */
  readonly url?: Found | undefined;
  readonly fips?: Found | undefined;
  readonly dualstack?: Found | undefined;
}

const inFile = (setting: Setting | undefined): Found | undefined =>
  setting?.value ? { value: setting.value, location: location(setting) } : undefined;

const inEnvironment = (env: Env, name: string): Found | undefined => {
  const value = env[name];
  return value === undefined ? undefined : { value, location: name };
};

/** The endpoint URL of a service in the settings of a profile. */
function configuredUrl(variable: string, profile: Profile, { profiles, problems }: PlanContext): Setting | undefined {
  const name = profile.settings.get('services');
  if (name && !profiles.services.has(name.value)) {
    problems.add(danglingName('services', name, profile, profiles));
  }
  const { services, all } = endpointsOf(profile, profiles);
  return services.get(variable) ?? all;
}

/** In the order of the AWS SDKs ("Service-specific endpoints"). An empty value counts as none. */
function findUrl(service: Service, profile: Profile | undefined, env: Env, context: PlanContext): Found | undefined {
  const settings = profile?.settings;
  const ignored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? settings?.get('ignore_configured_endpoint_urls')?.value;
  if (isTrue(ignored)) return undefined;
  const ofService = endpointVariable(service);
  const variable = [ofService, 'AWS_ENDPOINT_URL'].find((name) => env[name]);
  if (variable) return inEnvironment(env, variable);
  return inFile(profile && configuredUrl(ofService, profile, context));
}

/** A setting with a variable: that decides, or, if it is unset, the profile (botocore, `configprovider`). */
export const findSetting = (profile: Profile | undefined, env: Env, key: string): Found | undefined =>
  inEnvironment(env, `AWS_${key.toUpperCase()}`) ?? inFile(profile?.settings.get(key));

/** A setting that is on. */
function findSwitch(profile: Profile | undefined, env: Env, key: string): Found | undefined {
  const found = findSetting(profile, env, key);
  return isTrue(found?.value) ? found : undefined;
}

/** The URL of an endpoint, unless it isn't one, which is a problem (exit 3). */
export const checkUrl = (url: Found, { problems }: PlanContext): Found | undefined =>
  URL.canParse(url.value) && /^https?:/i.test(url.value)
    ? url
    : problems.add(
        misconfigured(`The endpoint in ${url.location} must be a URL that starts with https:// or http://.`),
      );

/**
 * What a profile and the environment configure about the endpoint of a service: a URL, from AWS_ENDPOINT_URL_<SERVICE>,
 * AWS_ENDPOINT_URL, the profile's `services` or its endpoint_url; or else which of AWS's own. An invalid URL becomes a
 * problem (exit 3), as does a `services` section that doesn't exist.
 */
export function endpointSettings(
  service: Service,
  profile: Profile | undefined,
  env: Env,
  context: PlanContext,
): EndpointSettings {
  const url = findUrl(service, profile, env, context);
  if (url) return { url: checkUrl(url, context) };
  return {
    fips: findSwitch(profile, env, 'use_fips_endpoint'),
    dualstack: findSwitch(profile, env, 'use_dualstack_endpoint'),
  };
}
