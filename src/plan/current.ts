import type { Env } from '../env';
import { misconfigured } from '../errors';
import { assumesRole, kindOf } from '../profiles/kind';
import type { Profile } from '../profiles/types';
import { type Chain, chainOf } from './chain';
import { findProfile } from './find';
import { environmentSource, hasContainer } from './machine';
import { LIST } from './place';
import type { Drafting } from './problems';

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
