import { TOTP } from 'otpauth';
import type { Clock, MfaDevice } from './awsAccounts';
import type { QueryParameters } from './awsQuery';
import type { Caller } from './callers';
import { accessDenied } from './serviceHttp';

const PERIOD = 30;
/** How many steps a device's clock may be early or late. */
const DRIFT = 1;

const totp = ({ secret }: MfaDevice) => new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: PERIOD });
const stepAt = (now: Date) => TOTP.counter({ period: PERIOD, timestamp: now.getTime() });

/** The code that an MFA device shows now (RFC 6238). */
export const mfaCode = (device: MfaDevice, clock: Clock = () => new Date()): string =>
  totp(device).generate({ timestamp: clock().getTime() });

/** Keeps track of used codes: AWS accepts each code once, and none older than one that it has accepted. */
export class MfaCodes {
  private readonly lastStep = new Map<string, number>();

  /** Uses up a code. @throws ServiceError if it is wrong, too early, too late, or already used */
  accept(device: MfaDevice, code: string, now: Date): void {
    const drift = totp(device).validate({ token: code, timestamp: now.getTime(), window: DRIFT });
    const step = drift === null ? undefined : stepAt(now) + drift;
    if (step === undefined || step <= this.lastStepOf(device)) {
      // AWS's message ends with a space.
      throw accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code. ');
    }
    this.lastStep.set(device.serialNumber, step);
  }

  /**
   * A code that will be accepted: the current one or, if that was used, the next one.
   * @throws Error if both were used
   */
  next(device: MfaDevice, now: Date): string {
    const step = Math.max(stepAt(now), this.lastStepOf(device) + 1);
    if (step > stepAt(now) + DRIFT) {
      throw new Error(`Every valid code of ${device.serialNumber} was used; wait up to ${PERIOD} seconds.`);
    }
    return totp(device).generate({ timestamp: step * PERIOD * 1000 });
  }

  private lastStepOf({ serialNumber }: MfaDevice): number {
    return this.lastStep.get(serialNumber) ?? Number.NEGATIVE_INFINITY;
  }
}

/**
 * When the MFA of a request took place: now, if it carries a code, which is then used up; else when the session that signed it got one.
 * @returns `undefined` without MFA
 * @throws ServiceError for a wrong code, or a device that isn't the caller's (a role session has none)
 */
export function checkMfa(
  { SerialNumber: serial, TokenCode: code }: QueryParameters,
  caller: Caller,
  codes: MfaCodes,
  now: Date,
): Date | undefined {
  if (serial === undefined && code === undefined) return caller.kind === 'user' ? caller.mfaTime : undefined;
  if (serial === undefined || code === undefined) {
    throw accessDenied('MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.');
  }
  const device = caller.kind === 'user' ? caller.user.mfa : undefined;
  if (device?.serialNumber !== serial) {
    // The two spaces are AWS's.
    throw accessDenied(
      'MultiFactorAuthentication failed, unable to validate MFA code.  ' +
        'Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  codes.accept(device, code, now);
  return now;
}
