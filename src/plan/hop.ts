import type { Profile } from '../profiles/types';
import { omitUndefined } from '../util/omitUndefined';
import { durationSeconds } from './duration';
import { mfaSerialOf } from './mfaDevice';
import { Parameters } from './parameters';
import { policyArnsOf, policyOf, tagsOf, transitiveTagKeysOf } from './policiesAndTags';
import type { RoleOptions } from './request';
import type { Hop, PlanContext } from './types';
import { MAX_CHAINED_DURATION, MAX_DURATION } from './validation';

/** What signs an AssumeRole call: the credentials of another role (AWS calls that role chaining), or others. */
export type Signer = 'role' | 'other';

/** `<profile>-session`, in the characters and the length that STS accepts. */
export const defaultSessionName = (profile: string): string =>
  `${profile.replace(/[^\w+=,.@-]/g, '-').slice(0, 64 - '-session'.length)}-session`;

/** The name at the end of a role's ARN. */
export const roleName = (roleArn: string) => roleArn.slice(roleArn.lastIndexOf('/') + 1);

/**
 * The command that prints the codes of a role's MFA device. As a source profile usually describes the user whose device it
 * is, its command serves too, unless it names another device.
 */
function mfaProcessOf(parameters: Parameters, profile: Profile | undefined, { profiles }: PlanContext) {
  const own = parameters.validText('mfa_process');
  const source = profiles.profiles.get(profile?.settings.get('source_profile')?.value ?? '');
  const device = profile?.settings.get('mfa_serial')?.value;
  if (own !== undefined || parameters.locations.mfa_process || !device || !source) return own;
  if ((source.settings.get('mfa_serial')?.value ?? device) !== device) return undefined;
  const inherited = new Parameters(source, {}, parameters.problems);
  const command = inherited.validText('mfa_process');
  Object.assign(parameters.locations, inherited.locations);
  return command;
}

function optionalParameters(
  parameters: Parameters,
  profile: Profile | undefined,
  signer: Signer,
  context: PlanContext,
) {
  const tags = tagsOf(parameters);
  return omitUndefined({
    externalId: parameters.validText('external_id'),
    durationSeconds: durationSeconds(parameters, MAX_DURATION, signer === 'role' ? MAX_CHAINED_DURATION : undefined),
    mfaSerial: mfaSerialOf(parameters, profile),
    mfaProcess: mfaProcessOf(parameters, profile, context),
    sourceIdentity: parameters.validText('source_identity'),
    tags,
    transitiveTagKeys: transitiveTagKeysOf(parameters, tags ?? []),
    policy: policyOf(parameters, context.request),
    policyArns: policyArnsOf(parameters),
  });
}

/**
 * The AssumeRole call for a profile, or for `--role-arn` without one. A parameter that STS would reject becomes a
 * problem and is left out; without a valid role ARN there is no call.
 * @param options the options for this role, which win over the profile
 * @throws AssumeError (exit 3) for a policy file that can't be read
 */
export function hopFor(
  profile: Profile | undefined,
  options: RoleOptions,
  signer: Signer,
  context: PlanContext,
): Hop | undefined {
  const parameters = new Parameters(profile, options, context.problems);
  const roleArn = parameters.validText('role_arn');
  // Only for its location, which an explanation of the plan shows.
  parameters.value(profile?.settings.has('credential_source') ? 'credential_source' : 'source_profile');
  const name = parameters.validText('role_session_name');
  const others = optionalParameters(parameters, profile, signer, context);
  if (roleArn === undefined) return undefined;
  return {
    profile: profile?.name ?? roleArn,
    roleArn,
    roleSessionName: name ?? defaultSessionName(profile?.name ?? roleName(roleArn)),
    hasDefaultName: name === undefined,
    locations: parameters.locations,
    ...others,
  };
}
