import { misconfigured } from '../errors';
import type { Env } from '../platform/env';
import { location, type Profile, type Setting } from '../profiles/types';
import { type ConfiguredEndpoints, endpointsOf } from './configuredEndpoints';
import { danglingName } from './hints';
import type { Destination, DestinationVariable, PlanContext } from './types';

const IGNORE = 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS';
const ALL = 'AWS_ENDPOINT_URL';
const SERVICE = `${ALL}_`;

/** Only `true`, in any case, is on (botocore, `ensure_boolean`). */
export const isTrue = (text: string | undefined): boolean => text?.toLowerCase() === 'true';

const ignoreSetting = (profile: Profile | undefined) => profile?.settings.get('ignore_configured_endpoint_urls');

/** Adds a problem; planning for STS may have found the same one. */
function rejectBroken(profile: Profile, services: Setting, { profiles, problems }: PlanContext): void {
  const section = profiles.services.get(services.value);
  const problem = section
    ? misconfigured(`[services ${section.name}] (${location(section)}) of profile "${profile.name}" is empty.`)
    : danglingName('services', services, profile, profiles);
  problems.add(problem);
}

/** The endpoints of the profile that no variable of the user overrides. */
function endpointVariables({ services, all }: ConfiguredEndpoints, env: Env): DestinationVariable[] {
  const settings = [...(all ? [[ALL, all] as const] : []), ...services];
  return settings
    .filter(([name]) => !env[name])
    .map(([name, setting]) => ({ name, value: setting.value, location: location(setting) }));
}

const serviceName = (variable: string) => variable.slice(SERVICE.length).toLowerCase();

const listed = (words: readonly string[]) =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '');

/** What `[default]` does to requests once no profile is named. */
interface Leak {
  readonly setting: Setting;
  /** As in: `[default] (~/.aws/config:2) still ...`. */
  readonly effect: string;
}

/**
 * The endpoints of `[default]` that no variable overrides.
 * @param inForce the names of the endpoint variables that have a value
 */
function leakOf({ services, all, broken }: ConfiguredEndpoints, inForce: readonly string[]): Leak | undefined {
  if (inForce.includes(ALL)) return undefined;
  const others = inForce.length > 0 ? `services other than ${listed(inForce.map(serviceName))}` : 'all services';
  if (broken) return { setting: broken, effect: `breaks ${others}: its services section does not exist` };
  if (all) return { setting: all, effect: `sets the endpoint of ${others}` };
  const left = [...services].filter(([name]) => !inForce.includes(name));
  const [first] = left;
  return (
    first && { setting: first[1], effect: `sets the endpoint of ${listed(left.map(([name]) => serviceName(name)))}` }
  );
}

const leakWarning = ({ setting, effect }: Leak) =>
  `[default] (${location(setting)}) still ${effect}. No variable can prevent that; move the setting to a profile of its own.`;

/** AWS_IGNORE_CONFIGURED_ENDPOINT_URLS where it must undo something of `[default]`. */
function ignoring(byDefault: Profile | undefined, leak: Leak | undefined): DestinationVariable[] {
  if (leak) return [{ name: IGNORE, value: 'true', location: location(leak.setting) }];
  const setting = ignoreSetting(byDefault);
  return isTrue(setting?.value) && setting ? [{ name: IGNORE, value: 'false', location: location(setting) }] : [];
}

/**
 * The variables for the endpoint URLs of a profile, in botocore's order of precedence: AWS_ENDPOINT_URL_<SERVICE>,
 * AWS_ENDPOINT_URL, the `services` section, endpoint_url; none of them if configured endpoints are ignored. Once no profile
 * is named, `[default]` applies wherever these variables are silent.
 */
export function endpointsFor(profile: Profile, env: Env, context: PlanContext): Destination {
  const { profiles } = context;
  const setting = ignoreSetting(profile);
  if (isTrue(env[IGNORE] ?? setting?.value)) {
    const isOwn = env[IGNORE] === undefined && setting;
    return { variables: isOwn ? [{ name: IGNORE, value: 'true', location: location(setting) }] : [], warnings: [] };
  }
  const configured = endpointsOf(profile, profiles);
  if (configured.broken && !env[ALL]) rejectBroken(profile, configured.broken, context);
  const own = env[ALL] ? [] : endpointVariables(configured, env);
  const users = Object.keys(env).filter((name) => env[name] && (name === ALL || name.startsWith(SERVICE)));
  const inForce = [...users, ...own.map(({ name }) => name)];
  const byDefault = profiles.profiles.get('default');
  const leak = leakOf(endpointsOf(byDefault, profiles), inForce);
  if (env[IGNORE] !== undefined) return { variables: own, warnings: leak ? [leakWarning(leak)] : [] };
  if (leak && inForce.length > 0) {
    return { variables: [...own, ...ignoring(byDefault, undefined)], warnings: [leakWarning(leak)] };
  }
  return { variables: [...own, ...ignoring(byDefault, leak)], warnings: [] };
}
