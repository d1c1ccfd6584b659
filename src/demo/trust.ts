import type { Caller, SessionContext } from './caller';
import type { MfaCodes } from './mfa';
import type { Parameters } from './parameters';
import { accessDenied } from './refusal';
import type { Trust } from './world';

/** What a request for a role says for itself. */
export interface Plea {
  readonly externalId: string | undefined;
  /** When the MFA was, that the request is made with. */
  readonly mfa: Date | undefined;
  readonly context: SessionContext;
  readonly now: Date;
}

/** Whether a trust policy lets a caller in. */
export const isTrusted = (caller: Caller, trust: Trust, { externalId, mfa, context, now }: Plea): boolean =>
  namesOf(caller).some((name) => trust.principals.includes(name)) &&
  (trust.externalId === undefined || trust.externalId === externalId) &&
  (!trust.mfa || mfa !== undefined) &&
  (trust.mfaAge === undefined || (mfa !== undefined && now.getTime() - mfa.getTime() <= trust.mfaAge * 1000)) &&
  (trust.sourceIdentity === undefined || trust.sourceIdentity === context.sourceIdentity) &&
  Object.entries(trust.tags ?? {}).every(([key, value]) => context.tags[key] === value);

/** All the names by which a policy may mean a caller. */
function namesOf(caller: Caller): string[] {
  const own = caller.kind === 'user' ? [caller.arn] : [caller.role.arn, caller.arn];
  return [...own, `arn:aws:iam::${caller.accountId}:root`, caller.accountId];
}

/**
 * When the MFA of a request was, if it is made with any: with a code of its own, which is used up, or with the keys of a session that was.
 * @throws Refusal for a wrong code, or a device that is not the caller's; a role's session has none
 */
export function checkMfa(
  { SerialNumber: serial, TokenCode: code }: Parameters,
  caller: Caller,
  codes: MfaCodes,
  now: Date,
): Date | undefined {
  if (serial === undefined && code === undefined) return caller.kind === 'user' ? caller.mfa : undefined;
  if (serial === undefined || code === undefined) {
    throw accessDenied('MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.');
  }
  const device = caller.kind === 'user' ? caller.user.mfa : undefined;
  if (device?.serialNumber !== serial) {
    // Two blanks: AWS's.
    throw accessDenied(
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  codes.accept(device, code, now);
  return now;
}
