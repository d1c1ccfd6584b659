import { misconfigured, misuse } from '../errors';
import type { Env } from '../platform/env';
import { assumesRole, kindOf } from '../profiles/kind';
import type { Profile } from '../profiles/types';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { environmentSource, hasContainer } from './ambientSources';
import { type Chain, chainOf, onTop } from './chain';
import { findProfile, LIST_PROFILES, noProfile } from './hints';
import { OPTIONS, optionFor } from './parameters';
import type { PlanContext } from './planRequest';
import { ROLE_ARN } from './validation';

/** A chain, and whose settings say where STS is. */
export interface BaseCredentials {
  readonly chain: Chain;
  /** The profile whose region and endpoint count; none if the credentials are those of the shell. */
  readonly profile?: Profile | undefined;
  /** The environment that counts where no profile says anything. */
  readonly env: Env;
}

/** The credentials of this shell, as the AWS CLI finds them: keys win over AWS_PROFILE, then comes the container. */
export function currentCredentials(context: PlanContext): BaseCredentials | undefined {
  const { profiles, problems, request } = context;
  const { current, env } = request;
  if (current.AWS_ACCESS_KEY_ID) {
    const source = environmentSource(current, 'The role takes', problems);
    return { chain: { source, hops: [], isRole: false }, env: current };
  }
  const name = current.AWS_PROFILE || current.AWS_DEFAULT_PROFILE;
  const profile = name ? findProfile(context, name) : profiles.profiles.get('default');
  if (profile && (name || assumesRole(profile, false) || kindOf(profile, profiles.files))) {
    return { chain: chainOf(profile, context), profile, env };
  }
  if (name) return undefined;
  if (hasContainer(current)) return { chain: { source: { kind: 'container' }, hops: [], isRole: false }, env: current };
  return problems.add(
    misconfigured(
      'There are no current credentials to assume the role with: neither AWS_ACCESS_KEY_ID nor AWS_PROFILE is set, and there is no default profile.',
      ['assume --role-arn <arn> --source-profile <profile>', 'takes those of a profile'],
      LIST_PROFILES,
    ),
  );
}

/** What is asked for. */
export interface Target extends BaseCredentials {
  /** The profile's name, or the ARN of a role without one. */
  readonly name: string;
}

function baseCredentials(context: PlanContext): BaseCredentials | undefined {
  const { env, options } = context.request;
  const name = options.sourceProfile;
  if (name === undefined) return currentCredentials(context);
  const profile = findProfile(context, name);
  return profile && { chain: chainOf(profile, context, { isSource: true }), profile, env };
}

function roleWithoutProfile(roleArn: string, context: PlanContext): Target {
  const { options, env } = context.request;
  const below = baseCredentials(context) ?? { chain: { hops: [], isRole: false }, env };
  return { ...below, name: roleArn, chain: onTop(below.chain, undefined, { ...options, roleArn: roleArn }, context) };
}

/** Flags that say how a role is assumed have nothing to say where none is. */
function checkFlags(profile: Profile, { problems, request }: PlanContext): void {
  if (assumesRole(profile, false)) return;
  for (const key of Object.keys(OPTIONS) as (keyof typeof OPTIONS)[]) {
    const given = optionFor(request.options, key);
    if (given && !['role_arn', 'source_profile'].includes(key)) {
      problems.add(given.wrong(`says how to assume a role, and the profile "${profile.name}" assumes none`));
    }
  }
}

function withProfile(name: string, context: PlanContext): Target | undefined {
  const { request, problems } = context;
  const { options, env } = request;
  const source = options.sourceProfile;
  if (source !== undefined) {
    const command = `assume --role-arn <arn> --source-profile ${quoteForDisplay(source)}`;
    const message = `--source-profile goes with --role-arn: the profile "${name}" says itself what it begins with.`;
    problems.add(misuse(message, [command, 'assumes a role that no profile has']));
  }
  const profile = findProfile(context, name);
  if (!profile) return undefined;
  checkFlags(profile, context);
  return { name, chain: chainOf(profile, context, { options }), profile, env };
}

function twoRoles(name: string, roleArn: string) {
  const command = ROLE_ARN.test(name) ? '' : ` --source-profile ${quoteForDisplay(name)}`;
  return misuse(`--role-arn is for a role that no profile has: it does not go with "${name}".`, [
    `assume --role-arn ${quoteForDisplay(roleArn)}${command}`,
    command ? 'assumes it with the credentials of that profile' : 'assumes that role',
  ]);
}

/** The ARN of a role may be asked for as a profile is, if no profile has that name. */
function roleAskedFor({ profiles, request: { name, options } }: PlanContext): string | undefined {
  if (options.roleArn !== undefined || name === undefined) return options.roleArn;
  return !profiles.profiles.has(name) && ROLE_ARN.test(name) ? name : undefined;
}

/** What the command line asks for, with all problems on the way to it; `undefined` if it names no profile that is there. */
export function targetOf(context: PlanContext): Target | undefined {
  const { name, options } = context.request;
  const roleArn = roleAskedFor(context);
  if (roleArn === undefined) {
    return name === undefined ? context.problems.add(noProfile()) : withProfile(name, context);
  }
  if (name !== undefined && options.roleArn !== undefined) context.problems.add(twoRoles(name, roleArn));
  return roleWithoutProfile(roleArn, context);
}
