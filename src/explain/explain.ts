import { roleKey, sourceKey } from '../credentials/cache/cacheKeys';
import { freshEntry, HOUR, lifeOf } from '../credentials/resolveContext';
import type { AssumeError } from '../errors';
import { DESTINATION_VARIABLES } from '../plan/destination';
import { namedProfile } from '../plan/shellCredentials';
import type { Draft, Plan, PlanRequest } from '../plan/types';
import type { Profiles } from '../profiles/types';
import { location } from '../profiles/types';
import { omitUndefined } from '../util/omitUndefined';
import { type PlanCache, promptsFor } from './prompts';
import { roleFacts, sourceFacts } from './settings';
import type { Explanation, Fact, Link, Problem } from './types';

const problemOf = ({ message, exitCode, notes, hints }: AssumeError): Problem => ({
  message,
  exitCode,
  notes,
  hints: hints.map(([command, purpose]) => ({ command, purpose })),
});

/** When the credentials under a key stop being used, in ISO 8601; `undefined` if they aren't cached, or too old. */
const cachedUntil = (cache: PlanCache, key: string | undefined, lifeSeconds: number) =>
  key === undefined ? undefined : freshEntry(cache, key, lifeSeconds)?.credentials.expiration?.toISOString();

/** The region that the shell gets, and where it was found: the flag, the profile, or else the environment. */
function regionFact(
  region: string,
  { options, env }: PlanRequest,
  plan: Pick<Plan, 'profile'>,
  { profiles }: Profiles,
): Fact {
  const fact = { key: 'region', value: region };
  if (options.region !== undefined) return { ...fact, location: '--region' };
  const profile = profiles.has(plan.profile)
    ? plan.profile
    : (options.sourceProfile ?? namedProfile({ env }) ?? 'default');
  const setting = profiles.get(profile)?.settings.get('region');
  return { ...fact, location: setting?.value === region ? location(setting) : 'environment' };
}

/** What the shell gets for the destination, and the variables of the user that win over settings of the profile. */
function destinationFacts(plan: Pick<Plan, 'profile' | 'destination'>, { env }: PlanRequest, { profiles }: Profiles) {
  const settings = profiles.get(plan.profile)?.settings;
  const users = [...DESTINATION_VARIABLES].flatMap(([setting, key]): Fact[] => {
    const value = settings?.has(setting) ? env[key] : undefined;
    return value ? [{ key, value, location: 'environment' }] : [];
  });
  return [...(plan.destination?.variables ?? []).map(({ name, ...fact }) => ({ key: name, ...fact })), ...users];
}

/** `assume` is silent about this one: `aws --profile` has no region then, and most commands fail. */
function regionWarnings(
  plan: Pick<Plan, 'profile' | 'region'>,
  { env }: PlanRequest,
  { profiles }: Profiles,
): string[] {
  const setting = profiles.get('default')?.settings.get('region');
  if (plan.region || !setting?.value || plan.profile === 'default' || env.AWS_REGION || env.AWS_DEFAULT_REGION)
    return [];
  return [`Profile "${plan.profile}" has no region, so commands use that of [default] (${location(setting)}).`];
}

/** `undefined` for an empty list. */
const nonEmpty = <Item>(items: readonly Item[]) => (items.length > 0 ? items : undefined);

/**
 * Explains a plan: its settings, what is cached, what has to be provided, and every problem. Reads the cache; prompts for
 * nothing, and sends and writes nothing.
 */
export function explain(
  { plan, problems }: Draft,
  request: PlanRequest,
  profiles: Profiles,
  cache: PlanCache,
): Explanation {
  if (!plan) return { roles: [], prompts: [], problems: problems.map(problemOf) };
  const { source, hops, region, sts } = plan;
  const roles = hops.map(
    (hop): Link => ({
      kind: 'role',
      ...(profiles.profiles.has(hop.profile) && { profile: hop.profile }),
      settings: roleFacts(hop, profiles, request),
      ...omitUndefined({ cachedUntil: cachedUntil(cache, roleKey(hop), lifeOf(hop)) }),
    }),
  );
  const first = source && {
    kind: source.kind,
    ...omitUndefined({ profile: source.profile }),
    settings: sourceFacts(source, profiles),
    ...omitUndefined({ cachedUntil: cachedUntil(cache, sourceKey(source), HOUR) }),
  };
  const cached = [first?.cachedUntil, ...roles.map((role) => role.cachedUntil)];
  return {
    profile: plan.profile,
    ...omitUndefined({ source: first }),
    roles,
    ...(region && { region: regionFact(region, request, plan, profiles) }),
    sts,
    ...omitUndefined({
      destination: nonEmpty(destinationFacts(plan, request, profiles)),
      warnings: nonEmpty([...(plan.destination?.warnings ?? []), ...regionWarnings(plan, request, profiles)]),
    }),
    prompts: promptsFor(source, hops, cached.map(Boolean), cache),
    problems: problems.map(problemOf),
  };
}
