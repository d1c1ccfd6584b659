import type { Profiles } from '../profiles/types';
import type { Draft, PlanRequest } from './planRequest';
import { type Drafting, Problems } from './planRequest';
import { checkPartitions, defaultRegion, environmentRegion, shellRegion, withoutFips } from './region';
import { stsEndpoint } from './stsEndpoint';
import { askedFor } from './target';
import type { Plan } from './types';

/**
 * Everything that will be done for what is asked for, as far as it can be made out, and everything that is wrong with
 * it, decided without asking or sending anything. The problems are in the order in which they would stop an assume.
 * @throws AssumeError (exit 3) for a policy file that cannot be read
 */
export function draftPlan(profiles: Profiles, request: PlanRequest): Draft {
  const drafting: Drafting = { profiles, request, problems: new Problems() };
  const problems = drafting.problems.all;
  const asked = askedFor(drafting);
  if (!asked) return { problems };
  const { name, chain, profile, env } = asked;
  checkPartitions(chain, profiles, drafting.problems);
  const said = shellRegion(profile, drafting);
  const around = said ?? environmentRegion(env, drafting);
  // With the shell's own credentials its region stays too.
  const region = profile ? said : around;
  const configured = around ?? defaultRegion(chain, profiles);
  const { region: stsRegion, isFips } = withoutFips(configured);
  const plan = {
    profile: name,
    ...(chain.source && { source: chain.source }),
    hops: chain.hops,
    ...(region && { region }),
    sts: { region: stsRegion, ...stsEndpoint(profile, env, drafting, isFips ? configured : undefined) },
  };
  return { plan, problems };
}

/**
 * Everything that will be done for what is asked for, decided without asking or sending anything.
 * @throws AssumeError, the first problem: exit 3 for a profile that cannot work, with the place of what is wrong; exit 2
 * for a command line that cannot
 */
export function planFor(profiles: Profiles, request: PlanRequest): Plan {
  const { plan, problems } = draftPlan(profiles, request);
  const [first] = problems;
  if (first) throw first;
  return plan as Plan;
}
