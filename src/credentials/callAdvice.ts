import { isRole } from '../plan/sources';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { type Advice, isAboutCredentials, isWrongCode, isWrongDevice, type ServiceException } from './awsError';
import { credentialAdvice, type RejectedCall, regionHints } from './credentialAdvice';

/** How far this machine's clock is off. @param offset how far AWS's clock is ahead, in milliseconds; negative if behind */
export const clockNote = (offset: number): string =>
  `This machine's clock is ${Math.round(Math.abs(offset) / 60_000)} minutes ${offset > 0 ? 'behind' : 'ahead of'} AWS's.`;

const AMZ_DATE = /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/g;

/** STS names the time of the signature first, and its own time in parentheses. */
function skewNotes({ message }: ServiceException): string[] {
  const times = [...message.matchAll(AMZ_DATE)].map(([, ...parts]) => {
    const [year = 0, month = 1, ...rest] = parts.map(Number);
    return Date.UTC(year, month - 1, ...rest);
  });
  const [signed, , now] = times;
  if (signed === undefined || now === undefined) return [];
  return [clockNote(now - signed)];
}

/** A device that isn't the caller's. */
function deviceAdvice({ request, plan: { source }, signer }: RejectedCall): Advice {
  const { profile } = signer ?? source;
  const owner = profile === undefined ? 'in the environment' : `of profile "${profile}"`;
  const device = `${request.mfaSerial} (${request.locations.mfa_serial})`;
  if (signer || isRole(source)) {
    return { notes: [`The credentials ${owner} are those of a role, which has no MFA device. Remove ${device}.`] };
  }
  return {
    notes: [`The access key ${owner} has no MFA device ${device}.`],
    hints: [
      [
        `aws iam list-mfa-devices${profile === undefined ? '' : ` --profile ${quoteForDisplay(profile)}`}`,
        'See the MFA devices of this access key',
      ],
    ],
  };
}

/**
 * What to do about a rejected request to STS, by AWS's error and by what the plan knows: the code, the device, the clock, the
 * credentials that signed it, or the region; `undefined` for other reasons.
 */
export function callAdvice(error: ServiceException, call: RejectedCall): Advice | undefined {
  if (isWrongCode(error)) return { hints: [[`assume ${quoteForDisplay(call.plan.profile)}`, 'Try the next code']] };
  if (isWrongDevice(error)) return deviceAdvice(call);
  if (/^Signature (expired|not yet current)/.test(error.message))
    return { notes: skewNotes(error), hints: [['date -u', "Check this machine's clock"]] };
  if (error.name === 'RegionDisabledException') return { hints: regionHints(call) };
  if (isAboutCredentials(error)) return credentialAdvice(error, call);
  return undefined;
}
