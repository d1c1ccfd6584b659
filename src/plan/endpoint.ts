import type { Env } from '../env';
import type { Profile, Profiles, Setting } from '../profiles/types';
import { place, refuse } from './place';

const isTrue = (text: string | undefined) => text?.toLowerCase() === 'true';

function fromServices(profile: Profile, { services }: Profiles): Setting | undefined {
  const name = profile.settings.get('services');
  if (!name) return undefined;
  const section = services.get(name.value);
  if (!section) {
    throw refuse(`The profile "${profile.name}" (${place(name)}) names services "${name.value}", which do not exist.`);
  }
  return section.settings.get('sts')?.nested?.get('endpoint_url');
}

function checkUrl(text: string, origin: string): string {
  if (URL.canParse(text) && /^https?:/i.test(text)) return text;
  throw refuse(`The endpoint in ${origin} must be a URL that begins with https:// or http://.`);
}

/**
 * The URL of STS, if it is not AWS's own. In the order of the AWS SDKs ("Service-specific endpoints"): AWS_ENDPOINT_URL_STS,
 * AWS_ENDPOINT_URL, the profile's `services`, the profile's endpoint_url.
 */
export function stsEndpoint(profile: Profile, profiles: Profiles, env: Env): string | undefined {
  const ignored =
    env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? profile.settings.get('ignore_configured_endpoint_urls')?.value;
  if (isTrue(ignored)) return undefined;
  for (const name of ['AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL']) {
    const url = env[name];
    if (url) return checkUrl(url, name);
  }
  const setting = fromServices(profile, profiles) ?? profile.settings.get('endpoint_url');
  return setting && checkUrl(setting.value, place(setting));
}
