import type { AssumeError } from '../errors';
import { DESTINATION_VARIABLES, warningsOf } from '../plan/destination';
import type { PlanRequest } from '../plan/request';
import { urlName } from '../plan/route';
import { namedProfile } from '../plan/shellCredentials';
import { isRole } from '../plan/sources';
import type { Draft, MfaSession, Plan } from '../plan/types';
import type { Profiles } from '../profiles/types';
import { location } from '../profiles/types';
import { omitUndefined } from '../util/omitUndefined';
import { cachedUntil, sessionUntil } from './cachedUntil';
import { type PlanCache, promptsFor, sessionPrompt } from './prompts';
import { networkFacts, roleFacts, sessionFacts, sourceFacts } from './settings';
import type { Explanation, Fact, Link, Problem } from './types';

const problemOf = ({ message, exitCode, notes, hints }: AssumeError): Problem => ({
  message,
  exitCode,
  notes,
  hints: hints.map(([command, purpose]) => ({ command, purpose })),
});

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

/** The MFA session of an access key, as a link of the chain. */
const sessionLink = (session: MfaSession, plan: NonNullable<Draft['plan']>, cache: PlanCache): Link => ({
  kind: 'mfaSession',
  profile: session.profile,
  settings: sessionFacts(session),
  ...omitUndefined({ cachedUntil: sessionUntil(session, plan, cache)?.toISOString() }),
});

/** What the shell gets for the destination, and the variables of the user that win over settings of the profile. */
function destinationFacts(plan: Pick<Plan, 'profile' | 'destination'>, { env }: PlanRequest, { profiles }: Profiles) {
  const settings = profiles.get(plan.profile)?.settings;
  const users = [...DESTINATION_VARIABLES].flatMap(([setting, key]): Fact[] => {
    const value = settings?.has(setting) ? env[key] : undefined;
    return value ? [{ key, value: urlName(value), location: 'environment' }] : [];
  });
  const own = (plan.destination?.variables ?? []).map(({ name, value, location: at }) => ({
    key: name,
    value: urlName(value),
    location: at,
  }));
  return [...own, ...users];
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

/** `assume` finds out only when AWS rejects the code: that of a device, sent by somebody who has none. */
const deviceWarnings = ({ hops, source }: NonNullable<Draft['plan']>): string[] =>
  hops.flatMap(({ profile, mfaSerial, locations }, at) =>
    mfaSerial !== undefined && (at > 0 || isRole(source))
      ? [
          `mfa_serial of profile "${profile}" (${locations.mfa_serial}) can't work: the request is signed by a role, which has no MFA device.`,
        ]
      : [],
  );

/** `undefined` for an empty list. */
const nonEmpty = <Item>(items: readonly Item[]) => (items.length > 0 ? items : undefined);

/**
 * Explains a plan: its settings, what is cached, what has to be provided, and every problem. Reads the cache; prompts for
 * nothing, and sends and writes nothing.
 */
export function explain(draft: Draft, request: PlanRequest, profiles: Profiles, cache: PlanCache): Explanation {
  const { plan, problems } = draft;
  if (!plan) return { roles: [], prompts: [], problems: problems.map(problemOf) };
  const { source, hops, mfaSession, bareKey, region } = plan;
  const { proxy: _proxy, caBundle: _caBundle, endpoint, ...sts } = plan.sts;
  const links = [0, ...hops.map((_, index) => index + 1)];
  const cached = cachedUntil(plan, links, { profiles, request }, cache).map((end) => end?.toISOString());
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
  const session = mfaSession && sessionLink(mfaSession, plan, cache);
  return {
    profile: plan.profile,
    ...omitUndefined({ source: first }),
    roles,
    ...omitUndefined({ mfaSession: session, bareKey }),
    ...(region && { region: regionFact(region, request, plan, profiles) }),
    sts: { ...sts, ...(endpoint !== undefined && { endpoint: urlName(endpoint) }) },
    ...omitUndefined({
      network: nonEmpty(networkFacts(plan)),
      destination: nonEmpty(destinationFacts(plan, request, profiles)),
      warnings: nonEmpty([...warningsOf(plan), ...deviceWarnings(plan), ...regionWarnings(plan, request, profiles)]),
    }),
    prompts: [
      ...promptsFor(plan, cached.map(Boolean), cache),
      ...(mfaSession && !session?.cachedUntil ? [sessionPrompt(mfaSession)] : []),
    ],
    problems: problems.map(problemOf),
  };
}
