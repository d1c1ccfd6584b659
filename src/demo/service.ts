import { randomUUID } from 'node:crypto';
import { perform } from './actions';
import type { Aws } from './aws';
import type { Caller } from './caller';
import { asRefusal, type Reply, textReply } from './http';
import { authenticate, type Claim, type Received, readClaim } from './signature';
import { refusalXml, resultXml } from './xml';

/** STS without its HTTP server. */
export class Service {
  constructor(private readonly aws: Aws) {}

  /** Answers a signed request, and records it. */
  async call(received: Received): Promise<Reply> {
    const requestId = randomUUID();
    const headers = { 'Content-Type': 'text/xml', 'x-amzn-RequestId': requestId };
    const { action, parameters } = readQuery(received);
    const { world, keys, codes, requests, clock } = this.aws;
    let claim: Claim | undefined;
    let caller: Caller | undefined;
    const record = (status: number, errorCode?: string) => {
      const { accessKeyId, region } = claim ?? {};
      requests.push({ action, parameters, accessKeyId, region, status, errorCode, signer: caller?.arn });
    };
    try {
      claim = readClaim(received.headers);
      const now = clock();
      caller = (await authenticate(received, claim, keys, now)).caller;
      const text = resultXml(action, perform(action, parameters, { world, caller, keys, codes, now }), requestId);
      record(200);
      return { status: 200, headers, text };
    } catch (error) {
      const refusal = asRefusal(error);
      record(refusal.status, refusal.code);
      return { status: refusal.status, headers, text: refusalXml(refusal, requestId) };
    }
  }

  /** A code that will be accepted. @throws Error */
  mfaCode(serialNumber: string): string {
    const { world, codes, clock } = this.aws;
    const device = world.users.map(({ mfa }) => mfa).find((mfa) => mfa?.serialNumber === serialNumber);
    if (!device) throw new Error(`There is no MFA device ${serialNumber}.`);
    return codes.next(device, clock());
  }

  /** The demo's own `GET /mfa`. */
  showMfaCode(serialNumber: string): Reply {
    try {
      return textReply(`${this.mfaCode(serialNumber)}\n`);
    } catch (error) {
      return textReply(`${(error as Error).message}\n`, 404);
    }
  }
}

/** What a request of the awsQuery protocol asks for. */
export function readQuery({ query, body }: Received): { action: string; parameters: Record<string, string> } {
  const form = Object.fromEntries(new URLSearchParams(body.toString()));
  const { Action: action = '', Version: _, ...parameters } = { ...query, ...form };
  return { action, parameters };
}
