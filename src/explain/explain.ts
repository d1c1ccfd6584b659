import { CacheSlot } from '../credentials/cache/cacheSlot';
import type { PlanInputs } from '../credentials/cache/sharing';
import { sourceIdentity } from '../credentials/cache/sourceIdentity';
import type { AssumeError } from '../errors';
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

/**
 * When the cached credentials of the source (0) and of each role stop being used, in ISO 8601; `undefined` for those that
 * aren't cached, are too old, or may be somebody else's, as far as that is known without asking a container or instance.
 */
function cachedUntil({ plan }: Draft, inputs: PlanInputs, cache: PlanCache): readonly (string | undefined)[] {
  const links = plan?.source && { ...plan, source: plan.source };
  const identity = links && sourceIdentity(links.source, cache);
  return [undefined, ...(plan?.hops ?? [])].map((_, link) => {
    if (!links || identity === undefined) return undefined;
    return CacheSlot.of({ links, link, identity, inputs }, cache)?.read()?.credentials.expiration?.toISOString();
  });
}

/** The region that the shell gets, and where it was found: the flag, the profile, or else the environment. */
function regionFact(
  region: string,
  { options }: PlanRequest,
  plan: Pick<Plan, 'profile'>,
  { profiles }: Profiles,
): Fact {
  const fact = { key: 'region', value: region };
  if (options.region !== undefined) return { ...fact, location: '--region' };
  const setting = profiles.get(options.sourceProfile ?? plan.profile)?.settings.get('region');
  return { ...fact, location: setting?.value === region ? location(setting) : 'environment' };
}

/**
 * Explains a plan: its settings, what is cached, what has to be provided, and every problem. Reads the cache; prompts for
 * nothing, and sends and writes nothing.
 */
export function explain(draft: Draft, request: PlanRequest, profiles: Profiles, cache: PlanCache): Explanation {
  const { plan, problems } = draft;
  if (!plan) return { roles: [], prompts: [], problems: problems.map(problemOf) };
  const { source, hops, region, sts } = plan;
  const cached = cachedUntil(draft, { profiles, request }, cache);
  const roles = hops.map(
    (hop, index): Link => ({
      kind: 'role',
      ...(profiles.profiles.has(hop.profile) && { profile: hop.profile }),
      settings: roleFacts(hop, profiles, request),
      ...omitUndefined({ cachedUntil: cached[index + 1] }),
    }),
  );
  const first = source && {
    kind: source.kind,
    ...omitUndefined({ profile: source.profile }),
    settings: sourceFacts(source, profiles),
    ...omitUndefined({ cachedUntil: cached[0] }),
  };
  return {
    profile: plan.profile,
    ...omitUndefined({ source: first }),
    roles,
    ...(region && { region: regionFact(region, request, plan, profiles) }),
    sts,
    prompts: promptsFor(plan, cached.map(Boolean), cache),
    problems: problems.map(problemOf),
  };
}
