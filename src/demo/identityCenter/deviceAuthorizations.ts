import { randomInt } from 'node:crypto';
import type { Portal } from '../aws/awsAccounts';
import { randomToken } from '../aws/callers';
import { badRequest } from '../aws/serviceHttp';
import type { OidcClient } from './oidcClients';

/** A user's answer when a client asks to sign in. */
export type SignInAnswer = 'allow' | 'deny';

interface DeviceAuthorization {
  readonly client: OidcClient;
  readonly portal: Portal;
  readonly expiration: Date;
  readonly userCode: string;
  answer?: SignInAnswer;
  /** Times of recent polls, in ms since the epoch. */
  recentPolls: number[];
}

const LIFETIME_SECONDS = 600;
const INTERVAL_SECONDS = 1;
// No vowels, so that a code never spells a word (RFC 8628, section 6.1).
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';

const fourLetters = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** The device authorizations (RFC 8628) that were started. */
export class DeviceAuthorizations {
  private readonly byDeviceCode = new Map<string, DeviceAuthorization>();

  /** StartDeviceAuthorization. @param base the URL of the server, without a trailing slash */
  start(client: OidcClient, portal: Portal, base: string, now: Date): object {
    const deviceCode = randomToken();
    const userCode = `${fourLetters()}-${fourLetters()}`;
    const expiration = new Date(now.getTime() + LIFETIME_SECONDS * 1000);
    this.byDeviceCode.set(deviceCode, { client, portal, expiration, userCode, recentPolls: [] });
    return {
      deviceCode,
      userCode,
      verificationUri: `${base}/device`,
      verificationUriComplete: `${base}/device?user_code=${userCode}`,
      expiresIn: LIFETIME_SECONDS,
      interval: INTERVAL_SECONDS,
    };
  }

  /** Records the user's answer. @throws Error if the user code is unknown */
  answer(userCode: string, answer: SignInAnswer): void {
    const device = this.find(userCode);
    if (!device) throw new Error(`User code ${userCode} not found.`);
    device.answer = answer;
  }

  find(userCode: string): DeviceAuthorization | undefined {
    return [...this.byDeviceCode.values()].find((device) => device.userCode === userCode);
  }

  /** The device_code grant: uses up the code and returns the portal signed in to. @throws ServiceError */
  redeem(client: OidcClient, deviceCode: string, now: Date): Portal {
    const device = this.byDeviceCode.get(deviceCode);
    if (device?.client !== client) throw badRequest('InvalidGrantException', 'Invalid device code provided');
    if (device.expiration <= now) throw badRequest('ExpiredTokenException', 'Device code has expired');
    if (pollsTooFast(device, now)) throw badRequest('SlowDownException', 'Polling too frequently');
    if (!device.answer) throw badRequest('AuthorizationPendingException', 'Authorization is still pending');
    this.byDeviceCode.delete(deviceCode);
    if (device.answer === 'allow') return device.portal;
    throw badRequest('AccessDeniedException', 'The request was denied');
  }
}

/** Records a poll. The third within half an interval is too fast: the AWS CLI starts with two at once. */
function pollsTooFast(device: DeviceAuthorization, now: Date): boolean {
  const limit = now.getTime() - (INTERVAL_SECONDS * 1000) / 2;
  device.recentPolls = [...device.recentPolls.filter((time) => time > limit), now.getTime()];
  return device.recentPolls.length > 2;
}
