import { misconfigured, misuse } from '../errors';
import type { Env } from '../platform/env';
import { assumesRole, kindOf } from '../profiles/kind';
import type { Profile } from '../profiles/types';
import { typedWord } from '../util/quoteForDisplay';
import { environmentSource, hasContainer } from './ambientSources';
import { type Chain, chainOf, onTop } from './chain';
import { findProfile, LIST, noProfile } from './hints';
import { FLAGS, flagFor } from './parameters';
import type { Drafting } from './planRequest';
import { ROLE_ARN } from './validation';

/** A chain, and whose settings say where STS is. */
export interface Base {
  readonly chain: Chain;
  /** The profile whose region and endpoint count; none if the credentials are those of the shell. */
  readonly profile?: Profile | undefined;
  /** The environment that counts where no profile says anything. */
  readonly env: Env;
}

/** The credentials of this shell, as the AWS CLI finds them: keys win over AWS_PROFILE, then comes the container. */
export function currentCredentials(drafting: Drafting): Base | undefined {
  const { profiles, problems, request } = drafting;
  const { current, env } = request;
  if (current.AWS_ACCESS_KEY_ID) {
    const source = environmentSource(current, 'The role takes', problems);
    return { chain: { source, hops: [], isRole: false }, env: current };
  }
  const name = current.AWS_PROFILE || current.AWS_DEFAULT_PROFILE;
  const profile = name ? findProfile(drafting, name) : profiles.profiles.get('default');
  if (profile && (name || assumesRole(profile, false) || kindOf(profile, profiles.files))) {
    return { chain: chainOf(profile, drafting), profile, env };
  }
  if (name) return undefined;
  if (hasContainer(current)) return { chain: { source: { kind: 'container' }, hops: [], isRole: false }, env: current };
  return problems.add(
    misconfigured(
      'There are no current credentials to assume the role with: neither AWS_ACCESS_KEY_ID nor AWS_PROFILE is set, and there is no default profile.',
      ['assume --role-arn <arn> --source-profile <profile>', 'takes those of a profile'],
      LIST,
    ),
  );
}

/** What is asked for. */
export interface Asked extends Base {
  /** The profile's name, or the ARN of a role without one. */
  readonly name: string;
}

function baseCredentials(drafting: Drafting): Base | undefined {
  const { env, flags } = drafting.request;
  const name = flags['source-profile'];
  if (name === undefined) return currentCredentials(drafting);
  const profile = findProfile(drafting, name);
  return profile && { chain: chainOf(profile, drafting, { isSource: true }), profile, env };
}

function roleWithoutProfile(roleArn: string, drafting: Drafting): Asked {
  const { flags, env } = drafting.request;
  const below = baseCredentials(drafting) ?? { chain: { hops: [], isRole: false }, env };
  return { ...below, name: roleArn, chain: onTop(below.chain, undefined, { ...flags, 'role-arn': roleArn }, drafting) };
}

/** Flags that say how a role is assumed have nothing to say where none is. */
function checkFlags(profile: Profile, { problems, request }: Drafting): void {
  if (assumesRole(profile, false)) return;
  for (const key of Object.keys(FLAGS) as (keyof typeof FLAGS)[]) {
    const given = flagFor(request.flags, key);
    if (given && !['role_arn', 'source_profile'].includes(key)) {
      problems.add(given.wrong(`says how to assume a role, and the profile "${profile.name}" assumes none`));
    }
  }
}

function withProfile(name: string, drafting: Drafting): Asked | undefined {
  const { request, problems } = drafting;
  const { flags, env } = request;
  const source = flags['source-profile'];
  if (source !== undefined) {
    const command = `assume --role-arn <arn> --source-profile ${typedWord(source)}`;
    const message = `--source-profile goes with --role-arn: the profile "${name}" says itself what it begins with.`;
    problems.add(misuse(message, [command, 'assumes a role that no profile has']));
  }
  const profile = findProfile(drafting, name);
  if (!profile) return undefined;
  checkFlags(profile, drafting);
  return { name, chain: chainOf(profile, drafting, { flags }), profile, env };
}

function twoRoles(name: string, roleArn: string) {
  const command = ROLE_ARN.test(name) ? '' : ` --source-profile ${typedWord(name)}`;
  return misuse(`--role-arn is for a role that no profile has: it does not go with "${name}".`, [
    `assume --role-arn ${typedWord(roleArn)}${command}`,
    command ? 'assumes it with the credentials of that profile' : 'assumes that role',
  ]);
}

/** The ARN of a role may be asked for as a profile is, if no profile has that name. */
function roleAskedFor({ profiles, request: { name, flags } }: Drafting): string | undefined {
  if (flags['role-arn'] !== undefined || name === undefined) return flags['role-arn'];
  return !profiles.profiles.has(name) && ROLE_ARN.test(name) ? name : undefined;
}

/** What the command line asks for, with all problems on the way to it; `undefined` if it names no profile that is there. */
export function askedFor(drafting: Drafting): Asked | undefined {
  const { name, flags } = drafting.request;
  const roleArn = roleAskedFor(drafting);
  if (roleArn === undefined) {
    return name === undefined ? drafting.problems.add(noProfile()) : withProfile(name, drafting);
  }
  if (name !== undefined && flags['role-arn'] !== undefined) drafting.problems.add(twoRoles(name, roleArn));
  return roleWithoutProfile(roleArn, drafting);
}
