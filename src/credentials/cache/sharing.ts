import { draftPlan } from '../../plan/plan';
import { isAmbient } from '../../plan/sources';
import type { PlanContext } from '../../plan/types';
import type { Env } from '../../platform/env';
import type { Profile, Profiles } from '../../profiles/types';
import { endpointOf, type Links, requestOf, requestsBefore } from './links';
import { configuredSource } from './sourceIdentity';

/** The profiles in force, and what a plan was made for. */
export type PlanInputs = Pick<PlanContext, 'profiles' | 'request'>;

/** The environment without the variables that decide where requests go, for all profiles alike. */
const withoutEndpoints = (env: Env): Env =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^AWS_(ENDPOINT_URL|IGNORE_CONFIGURED_ENDPOINT_URLS)/.test(name)),
  );

/** A text that stands in every profile that makes the request of a link itself; `undefined` if it may stand elsewhere. */
function tellingText({ source, hops }: Links, link: number, { ssoSessions }: Profiles): string | undefined {
  const hop = hops[link - 1];
  if (hop) return hop.roleArn;
  if (source.kind === 'webIdentity') return source.roleArn;
  const isInSection = [...ssoSessions.values()].some(({ settings }) => settings.has('sso_account_id'));
  return source.kind === 'sso' && !isInSection ? source.accountId : undefined;
}

const mentions = ({ body, settings }: Profile, text: string | undefined) =>
  text === undefined ||
  (body === undefined ? [...settings.values()].some(({ value }) => value === text) : body.includes(text));

/** The settings that decide where a profile's requests go. */
const ENDPOINTS = ['endpoint_url', 'services', 'ignore_configured_endpoint_urls'];

/** Reads the settings only where the text gives a reason to. */
const hasEndpoint = ({ body, settings }: Profile) =>
  ENDPOINTS.some((key) => (body === undefined || body.includes(key)) && settings.has(key));

/** Profiles, and all whose role chain leads through one of them. */
function withDependents(found: readonly Profile[], { profiles }: Profiles): Profile[] {
  const all = new Set(found.map(({ name }) => name));
  for (let size = 0; size < all.size; ) {
    size = all.size;
    for (const { name, settings } of profiles.values()) {
      if (all.has(settings.get('source_profile')?.value ?? '')) all.add(name);
    }
  }
  return [...profiles.values()].filter(({ name }) => all.has(name));
}

/**
 * The profiles that may make the request of a link. Of those with the same lines only one: of a thousand profiles, few
 * differ in more than their names. Without endpoints in the files, it doesn't matter which chains lead through them.
 */
function candidates(links: Links, link: number, profiles: Profiles): readonly Profile[] {
  const all = [...profiles.profiles.values()];
  const text = tellingText(links, link, profiles);
  const found = all.filter((profile) => mentions(profile, text));
  if (all.some(hasEndpoint)) return withDependents(found, profiles);
  return [...new Map(found.map((profile) => [profile.body ?? profile, profile])).values()];
}

/** Who asks for a link's credentials, and where, according to the AWS files. */
interface Asker {
  readonly who: string;
  /** The endpoint of the link, and that of the source. */
  readonly where: readonly string[];
}

/** The token of a web identity is in its own key, so it doesn't matter in which file it is. */
const askerOf = (links: Links, link: number): Asker => ({
  who: JSON.stringify(
    link === 0 && links.source.kind === 'webIdentity'
      ? [link, 'token']
      : [Math.min(link, 1), configuredSource(links.source), requestsBefore(links, link)],
  ),
  where: [endpointOf(links, link), endpointOf(links, 0)],
});

/** The askers of a profile's links that make a request; `undefined` for one that isn't known, since the profile has problems. */
function askersIn({ profiles, request }: PlanInputs, name: string, wanted: string): (Asker | undefined)[] {
  const { plan, problems } = draftPlan(profiles, { ...request, name, options: {} });
  if (!plan) return [];
  // What can't be planned, another version of the AWS CLI may still do.
  const links: Links = { ...plan, source: plan.source ?? { kind: 'container' } };
  const all = Array.from({ length: plan.hops.length + 1 }, (_, link) => link);
  return all
    .filter((link) => requestOf(links, link) === wanted)
    .map((link) => (problems.length > 0 ? undefined : askerOf(links, link)));
}

const isEqual = (one: readonly string[], other: readonly string[]) => one.every((each, at) => each === other[at]);

/**
 * Whether an entry under the AWS CLI's key, which doesn't say who asked, can only be one for this link: some profile in the
 * files makes this request, and all that do have the same source and the same endpoint. If a variable then replaces that
 * endpoint, an entry may be from either, so it can't. A variable where the files name no endpoint applies to all profiles
 * alike, and no file shows whether the AWS CLI ran with it: it doesn't count.
 */
export function isUnambiguous(links: Links, link: number, { profiles, request }: PlanInputs): boolean {
  const wanted = requestOf(links, link);
  if (wanted === undefined || isAmbient(links.source)) return false;
  const env = withoutEndpoints(request.env);
  const inputs = { profiles, request: { ...request, env } };
  const askers = candidates(links, link, profiles).flatMap(({ name }) => askersIn(inputs, name, wanted));
  const [first] = askers;
  const { who, where } = askerOf(links, link);
  if (first === undefined || first.where.some((url, at) => url !== '' && url !== where[at])) return false;
  return askers.every((asker) => asker?.who === who && isEqual(asker.where, first.where));
}
