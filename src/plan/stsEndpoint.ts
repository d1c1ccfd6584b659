import { misconfigured } from '../errors';
import type { Env } from '../platform/env';
import type { Profile, Setting } from '../profiles/types';
import { location } from '../profiles/types';
import { didYouMean } from './hints';
import type { PlanContext } from './planRequest';

/** A value and where it stands: a line or a variable. */
interface Found {
  readonly value: string;
  readonly place: string;
}

const isTrue = (text: string | undefined) => text?.toLowerCase() === 'true';

const inFile = (setting: Setting | undefined): Found | undefined =>
  setting && { value: setting.value, place: location(setting) };

const inEnvironment = (env: Env, name: string): Found | undefined => {
  const value = env[name];
  return value === undefined ? undefined : { value, place: name };
};

function fromServices(profile: Profile, { profiles, problems }: PlanContext): Setting | undefined {
  const name = profile.settings.get('services');
  if (!name) return undefined;
  const section = profiles.services.get(name.value);
  if (section) return section.settings.get('sts')?.nested?.get('endpoint_url');
  return problems.add(
    misconfigured(
      `The profile "${profile.name}" (${location(name)}) names services "${name.value}", which do not exist.`,
      ...didYouMean(name, 'services', profile, profiles.services.keys()),
    ),
  );
}

/** In the order of the AWS SDKs ("Service-specific endpoints"). */
function findEndpoint(profile: Profile | undefined, env: Env, context: PlanContext): Found | undefined {
  const settings = profile?.settings;
  const ignored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? settings?.get('ignore_configured_endpoint_urls')?.value;
  if (isTrue(ignored)) return undefined;
  const variable = ['AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL'].find((name) => env[name]);
  if (variable) return inEnvironment(env, variable);
  return inFile((profile && fromServices(profile, context)) ?? settings?.get('endpoint_url'));
}

/** What is switched on by a variable or, if that is not set, by the profile (botocore, `configprovider`). */
function findSwitch(profile: Profile | undefined, env: Env, key: string): Found | undefined {
  const found = inEnvironment(env, `AWS_${key.toUpperCase()}`) ?? inFile(profile?.settings.get(key));
  return isTrue(found?.value) ? found : undefined;
}

const isUrl = (text: string) => URL.canParse(text) && /^https?:/i.test(text);

/** Where STS is, but for its region. */
export interface EndpointOverride {
  readonly endpoint?: string;
  readonly useFipsEndpoint?: true;
  readonly useDualstackEndpoint?: true;
}

/**
 * The URL of STS, if it is not AWS's own: of AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL, the profile's `services`, the
 * profile's endpoint_url; or which of AWS's own it is. One excludes the other (STS's endpoint rules).
 * @param fips the region, if that asks for the FIPS endpoint already
 */
export function stsEndpoint(
  profile: Profile | undefined,
  env: Env,
  context: PlanContext,
  fips?: string,
): EndpointOverride {
  const url = findEndpoint(profile, env, context);
  const useFips = fips === undefined ? findSwitch(profile, env, 'use_fips_endpoint') : { value: fips, place: fips };
  const useDualstack = findSwitch(profile, env, 'use_dualstack_endpoint');
  if (!url) {
    return { ...(useFips && { useFipsEndpoint: true }), ...(useDualstack && { useDualstackEndpoint: true }) };
  }
  if (!isUrl(url.value)) {
    const form = 'must be a URL that begins with https:// or http://';
    context.problems.add(misconfigured(`The endpoint in ${url.place} ${form}.`));
    return {};
  }
  const other = useFips ?? useDualstack;
  if (other) {
    const kind = useFips ? 'FIPS' : 'dual-stack';
    const message = `The endpoint in ${url.place} and the ${kind} endpoint (${other.place}) exclude each other.`;
    context.problems.add(misconfigured(message));
  }
  return { endpoint: url.value };
}
