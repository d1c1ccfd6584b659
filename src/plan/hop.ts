import { present } from '../present';
import type { Profile } from '../profiles/types';
import { durationSeconds } from './duration';
import { Parameters } from './parameters';
import { policyArnsOf, policyOf } from './policy';
import type { Drafting } from './problems';
import type { RoleFlags } from './request';
import { tagsOf, transitiveTagKeysOf } from './tags';
import type { Hop } from './types';

/** `<profile>-session`, in the characters and the length that STS takes. */
export const defaultSessionName = (profile: string): string =>
  `${profile.replace(/[^\w+=,.@-]/g, '-').slice(0, 64 - '-session'.length)}-session`;

const roleName = (roleArn: string) => roleArn.slice(roleArn.lastIndexOf('/') + 1);

/** What may be left unsaid. */
function optional(parameters: Parameters, chained: boolean, { request }: Drafting) {
  const tags = tagsOf(parameters);
  return present({
    externalId: parameters.word('external_id'),
    durationSeconds: durationSeconds(parameters, chained),
    mfaSerial: parameters.word('mfa_serial'),
    mfaProcess: parameters.word('mfa_process'),
    sourceIdentity: parameters.word('source_identity'),
    tags,
    transitiveTagKeys: transitiveTagKeysOf(parameters, tags ?? []),
    policy: policyOf(parameters, request),
    policyArns: policyArnsOf(parameters),
  });
}

/**
 * The AssumeRole call that a profile asks for, or `--role-arn` without one. What STS would refuse is a problem, and absent.
 * @param flags those that concern it, which win over the profile
 * @param chained whether it is signed with the credentials of another role
 */
export function hopFor(
  profile: Profile | undefined,
  flags: RoleFlags,
  chained: boolean,
  drafting: Drafting,
): Hop | undefined {
  const parameters = new Parameters(profile, flags, drafting.problems);
  const roleArn = parameters.word('role_arn');
  parameters.given(profile?.settings.has('credential_source') ? 'credential_source' : 'source_profile');
  const name = parameters.word('role_session_name');
  const others = optional(parameters, chained, drafting);
  if (roleArn === undefined) return undefined;
  return {
    profile: profile?.name ?? roleArn,
    roleArn,
    roleSessionName: name ?? defaultSessionName(profile?.name ?? roleName(roleArn)),
    hasDefaultName: name === undefined,
    places: parameters.places,
    ...others,
  };
}
