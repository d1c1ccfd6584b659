import { present } from '../present';
import type { Profile, Setting } from '../profiles/types';
import { called, place, refuse, toSet } from './place';
import type { Hop } from './types';

/** STS's own limits (its service model, `service-2.json`), checked before anyone is asked for a code. */
const RULES = {
  role_arn: {
    pattern: /^arn:[\w-]+:iam::\d{12}:role\/[\x21-\x7e]+$/,
    form: 'the ARN of a role',
    example: 'arn:aws:iam::123456789012:role/Admin',
  },
  role_session_name: {
    pattern: /^[\w+=,.@-]{2,64}$/,
    form: '2 to 64 letters, digits or any of +=,.@_-',
    example: 'me@example.com',
  },
  external_id: {
    pattern: /^[\w+=,.@:/-]{2,1224}$/,
    form: '2 to 1224 letters, digits or any of +=,.@:/_-',
    example: 'example-id',
  },
  mfa_serial: {
    pattern: /^[\w+=/:,.@-]{9,256}$/,
    form: 'the ARN or the serial number of an MFA device',
    example: 'arn:aws:iam::123456789012:mfa/me',
  },
  duration_seconds: { pattern: /^\d+$/, form: 'a number of seconds from 900 to 43200', example: '3600' },
} as const;

type Key = keyof typeof RULES;

const wrongForm = (profile: Profile, key: Key, setting: Setting) =>
  refuse(
    `${key} of the profile "${profile.name}" (${place(setting)}) must be ${RULES[key].form}.`,
    toSet(key, RULES[key].example, profile),
  );

function setting(profile: Profile, key: Key): string | undefined {
  const found = profile.settings.get(key);
  if (found && !RULES[key].pattern.test(found.value)) throw wrongForm(profile, key, found);
  return found?.value;
}

/** A role assumed with the credentials of a role lives an hour at most, whatever the profile says (STS: role chaining). */
const CHAINED_SECONDS = 3600;

function durationSeconds(profile: Profile, chained: boolean): number | undefined {
  const text = setting(profile, 'duration_seconds');
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (seconds < 900 || seconds > 43200) {
    throw wrongForm(profile, 'duration_seconds', profile.settings.get('duration_seconds') as Setting);
  }
  return chained ? Math.min(seconds, CHAINED_SECONDS) : seconds;
}

/** `<profile>-session`, in the characters and the length that STS takes. */
export const defaultSessionName = (profile: string): string =>
  `${profile.replace(/[^\w+=,.@-]/g, '-').slice(0, 64 - '-session'.length)}-session`;

/**
 * The AssumeRole call that a profile asks for.
 * @param chained whether it is signed with the credentials of another role
 * @throws AssumeError (exit 3) for a value that STS would refuse
 */
export function hopFor(profile: Profile, chained: boolean): Hop {
  const roleArn = setting(profile, 'role_arn');
  if (roleArn === undefined) throw refuse(`The ${called(profile)} has no role_arn.`);
  return {
    profile: profile.name,
    roleArn,
    roleSessionName: setting(profile, 'role_session_name') ?? defaultSessionName(profile.name),
    hasDefaultName: !profile.settings.has('role_session_name'),
    places: {},
    ...present({
      externalId: setting(profile, 'external_id'),
      durationSeconds: durationSeconds(profile, chained),
      mfaSerial: setting(profile, 'mfa_serial'),
    }),
  };
}
