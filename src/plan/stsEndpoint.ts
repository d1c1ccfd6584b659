import { misconfigured } from '../errors';
import type { Env } from '../platform/env';
import { location, type Profile, type Setting } from '../profiles/types';
import { danglingName } from './hints';
import type { PlanContext, StsEndpoint } from './types';

/** A value and where it was found: `file:line`, or the name of a variable. */
interface Found {
  readonly value: string;
  readonly location: string;
}

const isTrue = (text: string | undefined) => text?.toLowerCase() === 'true';

const inFile = (setting: Setting | undefined): Found | undefined =>
  setting && { value: setting.value, location: location(setting) };

const inEnvironment = (env: Env, name: string): Found | undefined => {
  const value = env[name];
  return value === undefined ? undefined : { value, location: name };
};

function servicesEndpoint(profile: Profile, { profiles, problems }: PlanContext): Setting | undefined {
  const name = profile.settings.get('services');
  if (!name) return undefined;
  const section = profiles.services.get(name.value);
  if (section) return section.settings.get('sts')?.nested?.get('endpoint_url');
  return problems.add(danglingName('services', name, profile, profiles.services.keys()));
}

/** In the order of the AWS SDKs ("Service-specific endpoints"). */
function findUrl(profile: Profile | undefined, env: Env, context: PlanContext): Found | undefined {
  const settings = profile?.settings;
  const ignored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? settings?.get('ignore_configured_endpoint_urls')?.value;
  if (isTrue(ignored)) return undefined;
  const variable = ['AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL'].find((name) => env[name]);
  if (variable) return inEnvironment(env, variable);
  return inFile((profile && servicesEndpoint(profile, context)) ?? settings?.get('endpoint_url'));
}

/** A setting that is on: the variable decides, or, if that is unset, the profile (botocore, `configprovider`). */
function findSwitch(profile: Profile | undefined, env: Env, key: string): Found | undefined {
  const found = inEnvironment(env, `AWS_${key.toUpperCase()}`) ?? inFile(profile?.settings.get(key));
  return isTrue(found?.value) ? found : undefined;
}

const isUrl = (text: string) => URL.canParse(text) && /^https?:/i.test(text);

/**
 * The endpoint of STS without its region: a URL, from AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL, the profile's `services`
 * or its endpoint_url; or else which of AWS's own. A URL and a variant of AWS's own exclude each other (STS's endpoint
 * rules), and become a problem (exit 3), as does an invalid URL.
 * @param fipsRegion the region as configured, if it means a FIPS endpoint
 */
export function stsEndpoint(
  profile: Profile | undefined,
  env: Env,
  context: PlanContext,
  fipsRegion?: string,
): Omit<StsEndpoint, 'region'> {
  const url = findUrl(profile, env, context);
  const useFips =
    fipsRegion === undefined
      ? findSwitch(profile, env, 'use_fips_endpoint')
      : { value: fipsRegion, location: fipsRegion };
  const useDualstack = findSwitch(profile, env, 'use_dualstack_endpoint');
  if (!url) {
    return { ...(useFips && { useFipsEndpoint: true }), ...(useDualstack && { useDualstackEndpoint: true }) };
  }
  if (!isUrl(url.value)) {
    context.problems.add(
      misconfigured(`The endpoint in ${url.location} must be a URL that starts with https:// or http://.`),
    );
    return {};
  }
  const other = useFips ?? useDualstack;
  if (other) {
    const variant = useFips ? 'FIPS' : 'dual-stack';
    const message = `The endpoint in ${url.location} can't be combined with the ${variant} endpoint (${other.location}).`;
    context.problems.add(misconfigured(message));
  }
  return { endpoint: url.value };
}
