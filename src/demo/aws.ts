import { asRefusal, type Input, jsonReply, type Operation, type Reply, readJson } from './http';
import { KeyRing } from './keys';
import { MfaCodes } from './mfa';
import type { Parameters } from './parameters';
import type { Refusal } from './refusal';
import type { Received } from './signature';
import type { Clock, World } from './world';

/** What a test may want to know of a request that was answered. Undefined: the request did not say. */
export interface RecordedRequest {
  readonly action: string;
  /** Without Action and Version. What is no text in a JSON body is JSON. */
  readonly parameters: Parameters;
  readonly accessKeyId: string | undefined;
  /** The region that it was signed for. */
  readonly region: string | undefined;
  readonly status: number;
  readonly errorCode: string | undefined;
  /** The ARN of who signed it. */
  readonly signer?: string | undefined;
}

/** What all services of this small AWS share. It is in memory only. */
export class Aws {
  readonly requests: RecordedRequest[] = [];
  readonly keys: KeyRing;
  readonly codes = new MfaCodes();

  constructor(
    readonly world: World,
    readonly clock: Clock,
  ) {
    this.keys = new KeyRing(world.users);
  }

  /** Records a request that nobody signed. */
  record(action: string, parameters: Input, status: number, errorCode?: string): void {
    const texts = Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    this.requests.push({
      action,
      parameters: Object.fromEntries(texts),
      accessKeyId: undefined,
      region: undefined,
      status,
      errorCode,
    });
  }

  /** Answers a request of a service that speaks JSON (restJson1), and records it. */
  answerJson(action: string, received: Received, operation: Operation, bodyOf: (refusal: Refusal) => object): Reply {
    const input = { ...received.query, ...readJson(received) };
    try {
      const reply = jsonReply(operation(input, received));
      this.record(action, input, 200);
      return reply;
    } catch (error) {
      const refusal = asRefusal(error);
      this.record(action, input, refusal.status, refusal.code);
      return jsonReply(bodyOf(refusal), refusal.status, { 'x-amzn-ErrorType': refusal.code });
    }
  }
}
