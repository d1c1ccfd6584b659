import { randomUUID } from 'node:crypto';
import { perform } from './actions';
import type { Aws } from './aws';
import type { Caller } from './caller';
import { asRefusal, type Reply, textReply } from './http';
import { authenticate, type Claim, type Received, readClaim } from './signature';
import { assumeRoleWithWebIdentity } from './web-identity';
import { refusalXml, resultXml, type Tree } from './xml';

/** STS without its HTTP server. */
export class Service {
  constructor(private readonly aws: Aws) {}

  /** Answers a request, and records it. */
  async call(received: Received): Promise<Reply> {
    const { action, parameters } = readQuery(received);
    const signed: { claim?: Claim; caller?: Caller } = {};
    const reply = await answerXml(action, () =>
      action === 'AssumeRoleWithWebIdentity'
        ? assumeRoleWithWebIdentity(parameters, this.aws)
        : this.performSigned(received, signed),
    );
    const { accessKeyId, region } = signed.claim ?? {};
    const { status, errorCode } = reply;
    this.aws.requests.push({ action, parameters, accessKeyId, region, status, errorCode, signer: signed.caller?.arn });
    return reply;
  }

  /** Tells who has signed, as far as it is known. @throws Refusal */
  private async performSigned(received: Received, signed: { claim?: Claim; caller?: Caller }): Promise<Tree> {
    const { world, keys, codes, clock } = this.aws;
    const now = clock();
    signed.claim = readClaim(received.headers);
    const { caller } = await authenticate(received, signed.claim, keys, now);
    signed.caller = caller;
    const { action, parameters } = readQuery(received);
    return perform(action, parameters, { world, caller, keys, codes, now });
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

async function answerXml(action: string, perform: () => Tree | Promise<Tree>) {
  const requestId = randomUUID();
  const headers = { 'Content-Type': 'text/xml', 'x-amzn-RequestId': requestId };
  try {
    return { status: 200, headers, text: resultXml(action, await perform(), requestId), errorCode: undefined };
  } catch (error) {
    const refusal = asRefusal(error);
    return { status: refusal.status, headers, text: refusalXml(refusal, requestId), errorCode: refusal.code };
  }
}

/** What a request of the awsQuery protocol asks for. */
export function readQuery({ query, body }: Received): { action: string; parameters: Record<string, string> } {
  const form = Object.fromEntries(new URLSearchParams(body.toString()));
  const { Action: action = '', Version: _, ...parameters } = { ...query, ...form };
  return { action, parameters };
}
