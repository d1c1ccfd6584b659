import { misuse } from '../errors';
import type { Env } from '../platform/env';
import { assumesRole, kindOf, mfaDevice } from '../profiles/kind';
import type { Profile } from '../profiles/types';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { type AccessKeyUse, accessKeyUse, checkLongTerm } from './accessKey';
import { addRole, type Chain, chainOf, EMPTY_CHAIN } from './chain';
import { findProfile, noProfile } from './hints';
import { OPTIONS, optionValue } from './parameters';
import { shellCredentials } from './shellCredentials';
import type { PlanContext } from './types';
import { ROLE_ARN } from './validation';

/** The credentials that sign the call for a role without a profile, and what decides its region and endpoint. */
interface BaseCredentials {
  readonly chain: Chain;
  /** The profile whose region and endpoint apply. */
  readonly profile?: Profile | undefined;
  /** The environment that applies where the profile sets nothing. */
  readonly env: Env;
  /** Which region wins: the profile's, unless the shell's own credentials assume a role, as with the AWS CLI. */
  readonly region?: 'environment';
}

/** What to assume. */
export interface Target extends BaseCredentials, AccessKeyUse {
  /** The profile's name, or the ARN of a role without one. */
  readonly name: string;
}

function baseCredentials(context: PlanContext): BaseCredentials | undefined {
  const { env, options } = context.request;
  const name = options.sourceProfile;
  if (name === undefined) {
    const found = shellCredentials(context);
    return found && { ...found, env, region: 'environment' };
  }
  const profile = findProfile(context, name);
  return profile && { chain: chainOf(profile, context, { use: 'source' }), profile, env };
}

function roleTarget(roleArn: string, context: PlanContext): Target {
  const { options, env } = context.request;
  const base = baseCredentials(context) ?? { chain: EMPTY_CHAIN, env };
  return { ...base, name: roleArn, chain: addRole(base.chain, undefined, { ...options, roleArn }, context) };
}

/** Options for a role make no sense with a profile that assumes none; MFA sessions and web identities have a duration, too. */
function checkOptions(profile: Profile, { problems, profiles, request }: PlanContext): void {
  if (assumesRole(profile, 'target')) return;
  const isSession = !request.options.longTerm && mfaDevice(profile, profiles.files) !== undefined;
  const hasDuration = isSession || kindOf(profile, profiles.files) === 'webIdentity';
  for (const key of Object.keys(OPTIONS) as (keyof typeof OPTIONS)[]) {
    const value = optionValue(request.options, key);
    const isDuration = key === 'duration_seconds';
    if (!value || key === 'role_arn' || key === 'source_profile' || (isDuration && hasDuration)) continue;
    if (isDuration && request.options.longTerm) {
      problems.add(misuse("--duration can't be combined with --long-term: an access key doesn't expire."));
    } else {
      const message = isDuration
        ? `${value.location} applies to roles and MFA sessions only, and profile "${profile.name}" uses neither.`
        : `${value.location} applies to roles only, and profile "${profile.name}" doesn't assume one.`;
      problems.add(misuse(message, ['assume list', 'See which profiles assume a role']));
    }
  }
}

function profileTarget(name: string, context: PlanContext): Target | undefined {
  const { request, problems } = context;
  const { options, env } = request;
  const source = options.sourceProfile;
  if (source !== undefined) {
    const command = `assume --role-arn <arn> --source-profile ${quoteForDisplay(source)}`;
    const message = `--source-profile requires --role-arn; profile "${name}" has a source of its own.`;
    problems.add(misuse(message, [command, 'Assume a role without a profile']));
  }
  const profile = findProfile(context, name, request.command);
  if (!profile) return undefined;
  checkOptions(profile, context);
  checkLongTerm(profile, context);
  const chain = chainOf(profile, context, { options });
  return { name, chain, profile, env, ...accessKeyUse(profile, context) };
}

function roleAndName(name: string, roleArn: string) {
  const source = ROLE_ARN.test(name) ? '' : ` --source-profile ${quoteForDisplay(name)}`;
  return misuse(`--role-arn is for a role without a profile and can't be combined with "${name}".`, [
    `assume --role-arn ${quoteForDisplay(roleArn)}${source}`,
    source ? "Use that profile's credentials" : 'Run',
  ]);
}

/**
 * The role to assume without a profile: that of `--role-arn`, or the argument if it is a role ARN and no profile's
 * name.
 */
function targetRole({ profiles, request: { name, options } }: PlanContext): string | undefined {
  if (options.roleArn !== undefined || name === undefined) return options.roleArn;
  return !profiles.profiles.has(name) && ROLE_ARN.test(name) ? name : undefined;
}

/**
 * What the command line names, with all problems on the way to its credentials.
 * @returns `undefined`, and a problem, if it names no existing profile
 */
export function targetOf(context: PlanContext): Target | undefined {
  const { name, options } = context.request;
  const roleArn = targetRole(context);
  if (roleArn === undefined) {
    return name === undefined ? context.problems.add(noProfile()) : profileTarget(name, context);
  }
  if (name !== undefined && options.roleArn !== undefined) context.problems.add(roleAndName(name, roleArn));
  if (options.longTerm) {
    context.problems.add(
      misuse("--long-term is for a profile with an access key and can't be combined with a role ARN."),
    );
  }
  return roleTarget(roleArn, context);
}
