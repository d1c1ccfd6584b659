import { randomInt } from 'node:crypto';
import type { Portal } from '../world';
import { badRequest, type Client, opaque } from './clients';

/** What a person says when a program asks for their sign-in. */
export type Answer = 'allow' | 'deny';

interface Device {
  readonly client: Client;
  readonly portal: Portal;
  readonly expiration: Date;
  readonly userCode: string;
  answer?: Answer;
  polls: number[];
}

const LIFE_SECONDS = 600;
const INTERVAL_SECONDS = 1;
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';

const four = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** The device authorizations (RFC 8628) that were started. */
export class Devices {
  private readonly devices = new Map<string, Device>();

  /** StartDeviceAuthorization. */
  start(client: Client, portal: Portal, base: string, now: Date): object {
    const deviceCode = opaque();
    const userCode = `${four()}-${four()}`;
    const expiration = new Date(now.getTime() + LIFE_SECONDS * 1000);
    this.devices.set(deviceCode, { client, portal, expiration, userCode, polls: [] });
    return {
      deviceCode,
      userCode,
      verificationUri: `${base}/device`,
      verificationUriComplete: `${base}/device?user_code=${userCode}`,
      expiresIn: LIFE_SECONDS,
      interval: INTERVAL_SECONDS,
    };
  }

  /** The person's answer, typed in with the code that the program shows. @throws Error if there is no such code */
  answer(userCode: string, answer: Answer): void {
    const device = this.find(userCode);
    if (!device) throw new Error(`There is no user code ${userCode}.`);
    device.answer = answer;
  }

  find(userCode: string): Device | undefined {
    return [...this.devices.values()].find((device) => device.userCode === userCode);
  }

  /** The device_code grant: the portal that was signed in to; the code is used up. @throws Refusal */
  redeem(client: Client, deviceCode: string, now: Date): Portal {
    const device = this.devices.get(deviceCode);
    if (device?.client !== client) throw badRequest('InvalidGrantException', 'Invalid device code provided');
    if (device.expiration <= now) throw badRequest('ExpiredTokenException', 'Device code has expired');
    if (isHasty(device, now)) throw badRequest('SlowDownException', 'Polling too frequently');
    if (!device.answer) throw badRequest('AuthorizationPendingException', 'Authorization is still pending');
    this.devices.delete(deviceCode);
    if (device.answer === 'allow') return device.portal;
    throw badRequest('AccessDeniedException', 'The request was denied');
  }
}

/** A third question within half an interval: the AWS CLI begins with two. */
function isHasty(device: Device, now: Date): boolean {
  const limit = now.getTime() - (INTERVAL_SECONDS * 1000) / 2;
  device.polls = [...device.polls.filter((time) => time > limit), now.getTime()];
  return device.polls.length > 2;
}
