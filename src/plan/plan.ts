import type { Profiles } from '../profiles/types';
import type { Draft, PlanRequest } from './planRequest';
import { type PlanContext, Problems } from './planRequest';
import { checkPartitions, defaultRegion, environmentRegion, shellRegion, withoutFips } from './region';
import { stsEndpoint } from './stsEndpoint';
import { targetOf } from './target';
import type { Plan } from './types';

/**
 * Everything that will be done for what is asked for, as far as it can be made out, and everything that is wrong with
 * it, decided without asking or sending anything. The problems are in the order in which they would stop an assume.
 * @throws AssumeError (exit 3) for a policy file that cannot be read
 */
export function draftPlan(profiles: Profiles, request: PlanRequest): Draft {
  const context: PlanContext = { profiles, request, problems: new Problems() };
  const problems = context.problems.all;
  const asked = targetOf(context);
  if (!asked) return { problems };
  const { name, chain, profile, env } = asked;
  checkPartitions(chain, profiles, context.problems);
  const said = shellRegion(profile, context);
  const around = said ?? environmentRegion(env, context);
  // With the shell's own credentials its region stays too.
  const region = profile ? said : around;
  const configured = around ?? defaultRegion(chain, profiles);
  const { region: stsRegion, isFips } = withoutFips(configured);
  const plan = {
    profile: name,
    ...(chain.source && { source: chain.source }),
    hops: chain.hops,
    ...(region && { region }),
    sts: { region: stsRegion, ...stsEndpoint(profile, env, context, isFips ? configured : undefined) },
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
