import { colorOf } from '../profiles/color';
import type { Profiles } from '../profiles/types';
import { omitUndefined } from '../util/omitUndefined';
import { type Chain, lastRoleArn } from './chain';
import { destinationOf } from './destination';
import { roleName } from './hop';
import { ignoredSettings } from './ignoredSettings';
import { missingToken } from './missingToken';
import { checkPartitions, defaultRegion, environmentRegion, shellRegion } from './region';
import type { PlanRequest } from './request';
import { routeTo } from './routing';
import { withEndpoints } from './sourceEndpoints';
import { stsEndpoint, stsUrl } from './stsEndpoint';
import { targetOf } from './target';
import type { Plan } from './types';
import { type Draft, type PlanContext, Problems } from './types';

/** These need STS for nothing but roles on top of them, so its settings can't be in their way. */
const WITHOUT_STS = new Set(['sso', 'login', 'process', 'container', 'instance', 'environment']);

/** The name of the role whose credentials are the result. */
function roleNameOf(chain: Chain): string | undefined {
  const arn = lastRoleArn(chain);
  if (arn !== undefined) return roleName(arn);
  return chain.source?.kind === 'sso' ? chain.source.roleName : undefined;
}

/**
 * The plan for a request as far as it can be made, and all problems in the order in which they would stop an assume.
 * Asks and sends nothing.
 * @throws AssumeError (exit 3) for a policy file that can't be read
 */
export function draftPlan(profiles: Profiles, request: PlanRequest): Draft {
  const context: PlanContext = { profiles, request, problems: new Problems() };
  const problems = context.problems.all;
  const target = targetOf(context);
  if (!target) return { problems };
  const { name, chain, profile, env, mfaSession, bareKey } = target;
  checkPartitions(chain, profiles, context.problems);
  const chosen = shellRegion(profile, context, target.region);
  const configured = chosen ?? environmentRegion(env, context);
  // A role on top of the shell's own credentials keeps the shell's region.
  const region = profile ? chosen : configured;
  const callRegion = configured ?? defaultRegion(chain, profiles, mfaSession);
  const needsSts = chain.hops.length > 0 || !WITHOUT_STS.has(chain.source?.kind ?? '');
  const stsContext = needsSts ? context : { ...context, problems: new Problems() };
  const source = chain.source && withEndpoints(chain.source, profile, callRegion, context);
  const endpoint = stsEndpoint(profile, env, stsContext, callRegion);
  const asksSts = chain.hops.length > 0 || mfaSession !== undefined || chain.source?.kind === 'webIdentity';
  const noting = asksSts ? context : { problems: new Problems() };
  const sts = { ...endpoint, ...routeTo(() => stsUrl(endpoint), profile, env, noting) };
  const destination = profile && destinationOf(profile, env, context);
  const noToken = missingToken(chain.source);
  const warnings = [...(noToken === undefined ? [] : [noToken]), ...ignoredSettings(chain.source, profiles)];
  const plan = {
    profile: name,
    ...(source && { source }),
    hops: chain.hops,
    ...omitUndefined({ mfaSession, bareKey, roleName: roleNameOf(chain), color: colorOf(name, profiles) }),
    ...(region && { region }),
    sts,
    ...(destination && { destination }),
    ...(warnings.length > 0 && { warnings }),
  };
  return { plan, problems };
}

/**
 * The plan for a request. Asks and sends nothing.
 * @throws AssumeError, the first problem: exit 3 for a profile that can't work, with the location of the cause; exit 2
 * for a command line that can't
 */
export function planFor(profiles: Profiles, request: PlanRequest): Plan {
  const { plan, problems } = draftPlan(profiles, request);
  const [first] = problems;
  if (first) throw first;
  return plan as Plan;
}
