import { roleKey, sourceKey } from '../credentials/cache/cacheKeys';
import { freshEntry, HOUR, lifeOf } from '../credentials/resolveContext';
import type { AssumeError } from '../errors';
import type { Draft, PlanRequest } from '../plan/planRequest';
import type { Plan } from '../plan/types';
import type { Profiles } from '../profiles/types';
import { location } from '../profiles/types';
import { omitUndefined } from '../util/omitUndefined';
import { type Kept, questions } from './prompts';
import { roleFacts, sourceFacts } from './settings';
import type { Explanation, Fact, Link, Problem } from './types';

const problem = ({ message, exitCode, notes, hints }: AssumeError): Problem => ({
  message,
  exitCode,
  notes,
  hints: hints.map(([command, purpose]) => ({ command, purpose })),
});

/** Until when what is kept under a key counts; `undefined` if it does not. */
const until = (kept: Kept, key: string | undefined, life: number) =>
  key === undefined ? undefined : freshEntry(kept, key, life)?.credentials.expiration?.toISOString();

/** Where the shell's region was found: the flag, the profile, or else the environment. */
function regionFact(
  region: string,
  { options }: PlanRequest,
  plan: Pick<Plan, 'profile'>,
  { profiles }: Profiles,
): Fact {
  const fact = { key: 'region', value: region };
  if (options.region !== undefined) return { ...fact, place: '--region' };
  const setting = profiles.get(options.sourceProfile ?? plan.profile)?.settings.get('region');
  return { ...fact, place: setting?.value === region ? location(setting) : 'environment' };
}

/**
 * A plan as it can be shown, with what is kept of it and what a person will be asked. Nothing is asked, sent or written.
 * @param kept what was kept before
 */
export function explain({ plan, problems }: Draft, request: PlanRequest, profiles: Profiles, kept: Kept): Explanation {
  if (!plan) return { roles: [], asked: [], problems: problems.map(problem) };
  const { source, hops, region, sts } = plan;
  const roles = hops.map(
    (hop): Link => ({
      kind: 'role',
      ...(profiles.profiles.has(hop.profile) && { profile: hop.profile }),
      settings: roleFacts(hop, profiles, request),
      ...omitUndefined({ cachedUntil: until(kept, roleKey(hop), lifeOf(hop)) }),
    }),
  );
  const first = source && {
    kind: source.kind,
    ...omitUndefined({ profile: source.profile }),
    settings: sourceFacts(source, profiles),
    ...omitUndefined({ cachedUntil: until(kept, sourceKey(source), HOUR) }),
  };
  const cached = [first?.cachedUntil, ...roles.map((role) => role.cachedUntil)];
  return {
    profile: plan.profile,
    ...omitUndefined({ source: first }),
    roles,
    ...(region && { region: regionFact(region, request, plan, profiles) }),
    sts,
    asked: questions(source, hops, cached.map(Boolean), kept),
    problems: problems.map(problem),
  };
}
