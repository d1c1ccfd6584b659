import type { Profile } from '../profiles/types';
import { omitUndefined } from '../util/omitUndefined';
import { Parameters, type ParameterValue } from './parameters';
import type { PlanContext, RoleOptions } from './planRequest';
import { policyArnsOf, policyOf, tagsOf, transitiveTagKeysOf } from './policiesAndTags';
import type { Hop } from './types';

/** STS: `roleDurationSecondsType`. */
const SHORTEST = 900;
const LONGEST = 43_200;

/** A role assumed with the credentials of a role lives an hour at most, whatever is asked for (STS: role chaining). */
const CHAINED = 3600;

const isFlag = ({ place }: ParameterValue) => place.startsWith('--');

/** `1h`, `90m`, `1h30m` or seconds; in a profile only these, as everything else reads them as a number. */
function secondsIn(given: ParameterValue): number | undefined {
  const { text } = given;
  if (/^\d+$/.test(text)) return Number(text);
  const [, hours, minutes] = (isFlag(given) && /^(?:(\d+)h)?(?:(\d+)m)?$/.exec(text)) || [];
  return hours || minutes ? Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 : undefined;
}

/** How long a role's session shall be valid, in seconds; `undefined` if nobody says it, or if it cannot be. */
export function durationSeconds(parameters: Parameters, chained: boolean): number | undefined {
  const given = parameters.given('duration_seconds');
  if (!given) return undefined;
  const seconds = secondsIn(given) ?? 0;
  const example = isFlag(given) ? '1h' : '3600';
  if (seconds < SHORTEST || seconds > LONGEST) {
    const form = isFlag(given) ? '15m to 12h, or 900 to 43200 seconds' : 'a number of seconds from 900 to 43200';
    return parameters.problems.add(given.wrong(`must be ${form}`, example));
  }
  if (chained && seconds > CHAINED) {
    const why = 'must be an hour at most where a role is assumed with the credentials of another one';
    return parameters.problems.add(given.wrong(why, example));
  }
  return seconds;
}

/** `<profile>-session`, in the characters and the length that STS takes. */
export const defaultSessionName = (profile: string): string =>
  `${profile.replace(/[^\w+=,.@-]/g, '-').slice(0, 64 - '-session'.length)}-session`;

const roleName = (roleArn: string) => roleArn.slice(roleArn.lastIndexOf('/') + 1);

/** What may be left unsaid. */
function optional(parameters: Parameters, chained: boolean, { request }: PlanContext) {
  const tags = tagsOf(parameters);
  return omitUndefined({
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
 * @param options those that concern it, which win over the profile
 * @param chained whether it is signed with the credentials of another role
 */
export function hopFor(
  profile: Profile | undefined,
  options: RoleOptions,
  chained: boolean,
  context: PlanContext,
): Hop | undefined {
  const parameters = new Parameters(profile, options, context.problems);
  const roleArn = parameters.word('role_arn');
  parameters.given(profile?.settings.has('credential_source') ? 'credential_source' : 'source_profile');
  const name = parameters.word('role_session_name');
  const others = optional(parameters, chained, context);
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
