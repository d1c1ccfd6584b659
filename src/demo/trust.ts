import type { Caller } from './caller';
import type { MfaCodes } from './mfa';
import type { Parameters } from './parameters';
import { accessDenied } from './refusal';
import type { Trust } from './world';

/** Whether a trust policy lets a caller in. */
export const isTrusted = (caller: Caller, trust: Trust, externalId: string | undefined, hasMfa: boolean): boolean =>
  namesOf(caller).some((name) => trust.principals.includes(name)) &&
  (trust.externalId === undefined || trust.externalId === externalId) &&
  (!trust.mfa || hasMfa);

/** All the names by which a policy may mean a caller. */
function namesOf(caller: Caller): string[] {
  const own = caller.kind === 'user' ? caller.arn : caller.role.arn;
  return [own, `arn:aws:iam::${caller.accountId}:root`, caller.accountId];
}

/**
 * Whether a request is made with MFA: with a code of its own, which is used up, or with the keys of a session that was.
 * @throws Refusal for a wrong code, or a device that is not the caller's; a role's session has none
 */
export function checkMfa(
  { SerialNumber: serial, TokenCode: code }: Parameters,
  caller: Caller,
  codes: MfaCodes,
  now: Date,
): boolean {
  if (serial === undefined && code === undefined) return caller.kind === 'user' && caller.mfa;
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
  return true;
}
