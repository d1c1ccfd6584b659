import { misuse } from '../errors';
import { assumesRole, kindOf, mfaDevice, SOURCE_LABELS, sessionToken, staticKey } from '../profiles/kind';
import type { Profile } from '../profiles/types';
import { omitUndefined } from '../util/omitUndefined';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { durationSeconds } from './duration';
import { mfaSerialOf } from './mfaDevice';
import { Parameters } from './parameters';
import { accountOf } from './partitions';
import type { BareKey, MfaSession, PlanContext } from './types';
import { MAX_SESSION_DURATION, SESSION_SECONDS } from './validation';

/** How the access key of the profile to assume is used; both absent if it is used as it is, and nothing says otherwise. */
export interface AccessKeyUse {
  readonly mfaSession?: MfaSession;
  readonly bareKey?: BareKey;
}

/**
 * How a profile uses its access key: `mfa_serial` turns it into an MFA session, unless the command line or the key itself
 * forbids that. Empty for a profile with a role, or with other credentials.
 */
export function accessKeyUse(profile: Profile, context: PlanContext): AccessKeyUse {
  const { profiles, problems, request } = context;
  const { options } = request;
  if (assumesRole(profile, 'target') || kindOf(profile, profiles.files) !== 'static') return {};
  const device = mfaDevice(profile, profiles.files);
  if (sessionToken(profile)?.value) {
    return options.longTerm || profile.settings.get('mfa_serial')?.value ? { bareKey: 'temporary' } : {};
  }
  if (options.longTerm) return { bareKey: 'longTerm' };
  if (!device) return {};
  const parameters = new Parameters(profile, options, problems);
  const mfaSerial = mfaSerialOf(parameters, profile);
  const mfaProcess = parameters.validText('mfa_process');
  const seconds = durationSeconds(parameters, MAX_SESSION_DURATION) ?? SESSION_SECONDS;
  if (mfaSerial === undefined) return {};
  const accountId = profile.settings.get('aws_account_id')?.value || accountOf(mfaSerial);
  const { locations } = parameters;
  return {
    mfaSession: {
      ...{ profile: profile.name, mfaSerial, durationSeconds: seconds, locations },
      ...omitUndefined({ mfaProcess, accountId }),
    },
  };
}

/** The source profile of a role whose access key `--long-term` gives, if that is what was meant. */
function sourceHint(profile: Profile, { profiles: { profiles } }: PlanContext) {
  const source = profiles.get(profile.settings.get('source_profile')?.value ?? '');
  if (!source || source === profile || !staticKey(source) || assumesRole(source, 'target')) return [];
  return [[`assume ${quoteForDisplay(source.name)} --long-term`, 'Use the access key of its source profile'] as const];
}

/** Adds a problem (exit 2) if `--long-term` is given for a profile that has no access key, or doesn't use it. */
export function checkLongTerm(profile: Profile, context: PlanContext): void {
  const { profiles, problems, request } = context;
  if (!request.options.longTerm) return;
  if (assumesRole(profile, 'target')) {
    const message = `--long-term requires a profile with an access key and no role, but profile "${profile.name}" assumes a role.`;
    problems.add(misuse(message, ...sourceHint(profile, context)));
    return;
  }
  const kind = kindOf(profile, profiles.files);
  if (kind === 'static' || kind === 'half') return;
  const uses = kind === undefined ? 'has none' : `uses ${SOURCE_LABELS[kind === 'signIn' ? 'sso' : kind]}`;
  const message = `--long-term requires a profile with an access key, but profile "${profile.name}" ${uses}.`;
  problems.add(misuse(message, ['assume list', 'See which profiles have an access key']));
}
