import { randomUUID } from 'node:crypto';
import { perform } from './actions';
import { KeyRing } from './keys';
import { MfaCodes } from './mfa';
import type { Parameters } from './parameters';
import { internalFailure, Refusal } from './refusal';
import { authenticate, type Claim, type Received, readClaim } from './signature';
import type { Clock, World } from './world';
import { refusalXml, resultXml } from './xml';

/** What a test may want to know of a request that was answered. Undefined: the request did not say. */
export interface RecordedRequest {
  readonly action: string;
  /** Without Action and Version. */
  readonly parameters: Parameters;
  readonly accessKeyId: string | undefined;
  /** The region that it was signed for. */
  readonly region: string | undefined;
  readonly status: number;
  readonly errorCode: string | undefined;
}

/** What goes back over HTTP. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** STS without its HTTP server. */
export class Service {
  readonly requests: RecordedRequest[] = [];
  private readonly keys: KeyRing;
  private readonly codes = new MfaCodes();

  constructor(
    private readonly world: World,
    private readonly clock: Clock,
  ) {
    this.keys = new KeyRing(world.users);
  }

  /** Answers a signed request, and records it. */
  async call(received: Received): Promise<Reply> {
    const requestId = randomUUID();
    const headers = { 'Content-Type': 'text/xml', 'x-amzn-RequestId': requestId };
    const form = Object.fromEntries(new URLSearchParams(received.body.toString()));
    const { Action: action = '', Version: _, ...parameters } = { ...received.query, ...form };
    let claim: Claim | undefined;
    const record = (status: number, errorCode?: string) => {
      const { accessKeyId, region } = claim ?? {};
      this.requests.push({ action, parameters, accessKeyId, region, status, errorCode });
    };
    try {
      claim = readClaim(received.headers);
      const now = this.clock();
      const { caller } = await authenticate(received, claim, this.keys, now);
      const { world, keys, codes } = this;
      const text = resultXml(action, perform(action, parameters, { world, caller, keys, codes, now }), requestId);
      record(200);
      return { status: 200, headers, text };
    } catch (error) {
      const refusal = error instanceof Refusal ? error : internalFailure();
      record(refusal.status, refusal.code);
      return { status: refusal.status, headers, text: refusalXml(refusal, requestId) };
    }
  }

  /** A code that will be accepted. @throws Error */
  mfaCode(serialNumber: string): string {
    const device = this.world.users.map(({ mfa }) => mfa).find((mfa) => mfa?.serialNumber === serialNumber);
    if (!device) throw new Error(`There is no MFA device ${serialNumber}.`);
    return this.codes.next(device, this.clock());
  }

  /** The demo's own `GET /mfa`. */
  showMfaCode(serialNumber: string): Reply {
    const headers = { 'Content-Type': 'text/plain' };
    try {
      return { status: 200, headers, text: `${this.mfaCode(serialNumber)}\n` };
    } catch (error) {
      return { status: 404, headers, text: `${(error as Error).message}\n` };
    }
  }
}
