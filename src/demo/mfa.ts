import { TOTP } from 'otpauth';
import { accessDenied } from './refusal';
import type { Clock, MfaDevice } from './world';

const PERIOD = 30;
/** How many steps a device's clock may be early or late. */
const DRIFT = 1;

const totp = ({ secret }: MfaDevice) => new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: PERIOD });
const stepAt = (now: Date) => TOTP.counter({ period: PERIOD, timestamp: now.getTime() });

/** The code that an MFA device shows now (RFC 6238). */
export const mfaCode = (device: MfaDevice, clock: Clock = () => new Date()): string =>
  totp(device).generate({ timestamp: clock().getTime() });

/** Knows which codes were used: AWS accepts each once, and none that is older than one it has accepted. */
export class MfaCodes {
  private readonly lastStep = new Map<string, number>();

  /** Uses up a code. @throws Refusal if it is wrong, too early, too late, or was used */
  accept(device: MfaDevice, code: string, now: Date): void {
    const drift = totp(device).validate({ token: code, timestamp: now.getTime(), window: DRIFT });
    const step = drift === null ? undefined : stepAt(now) + drift;
    if (step === undefined || step <= this.lastStepOf(device)) {
      // The blank at the end is AWS's.
      throw accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code. ');
    }
    this.lastStep.set(device.serialNumber, step);
  }

  /**
   * A code that will be accepted: the one of now, or if that was used, the next one.
   * @throws Error if both were used: only time helps
   */
  next(device: MfaDevice, now: Date): string {
    const step = Math.max(stepAt(now), this.lastStepOf(device) + 1);
    if (step > stepAt(now) + DRIFT) {
      throw new Error(
        `Both codes of ${device.serialNumber} that are valid now were used: wait up to ${PERIOD} seconds.`,
      );
    }
    return totp(device).generate({ timestamp: step * PERIOD * 1000 });
  }

  private lastStepOf({ serialNumber }: MfaDevice): number {
    return this.lastStep.get(serialNumber) ?? Number.NEGATIVE_INFINITY;
  }
}
