import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Aws } from './aws';
import { htmlReply, jsonReply, type Reply, readJson } from './http';
import { internalFailure, Refusal } from './refusal';
import { readQuery } from './service';
import type { Received } from './signature';
import { refusalXml } from './xml';

/** What happens to a request instead of an answer: a reply of its own, or the true one changed, or none at all. */
type Fault = (reply: () => Promise<Reply>, seconds: number, received: Received) => Promise<Reply | 'hang' | 'close'>;

const isXml = ({ headers }: Received) => headers['content-type']?.startsWith('application/x-www-form-urlencoded');

const refuse =
  (refusal: Refusal): Fault =>
  async (_, __, received) => {
    const { status, code, message } = refusal;
    if (!isXml(received)) return jsonReply({ message }, status, { 'x-amzn-ErrorType': code });
    return { status, headers: { 'Content-Type': 'text/xml' }, text: refusalXml(refusal, 'fault') };
  };

const FAULTS = {
  internalFailure: refuse(internalFailure()),
  serviceUnavailable: refuse(
    new Refusal(503, 'ServiceUnavailable', 'The request has failed due to a temporary failure of the server.'),
  ),
  throttling: refuse(new Refusal(400, 'Throttling', 'Rate exceeded')),
  malformedXml: async () => ({
    status: 200,
    headers: { 'Content-Type': 'text/xml' },
    text: '<AssumeRoleResponse><Assume',
  }),
  /** Says how long the true answer is, sends half of it, and closes. */
  truncated: async (reply) => {
    const { status, headers, text } = await reply();
    const half = text.slice(0, text.length / 2);
    return { status, headers: { ...headers, 'Content-Length': String(Buffer.byteLength(text)) }, text: half };
  },
  htmlPage: async () => htmlReply('<h1>Proxy authentication required</h1>'),
  hang: async () => 'hang' as const,
  close: async () => 'close' as const,
  slow: async (reply, seconds) => {
    await setTimeout(seconds * 1000, undefined, { ref: false });
    return reply();
  },
} satisfies Readonly<Record<string, Fault>>;

/** A fault's name. `clock`: from now on, the server's clock is `seconds` off. */
export type FaultName = keyof typeof FAULTS | 'clock';

export interface FaultOptions {
  /** How many requests it happens to: else all from now on. */
  readonly times?: number;
  /** The only action it happens to, as `AssumeRole`: else each. */
  readonly action?: string;
  /** How slow, or how far the clock is off (behind if negative). */
  readonly seconds?: number;
}

/** The faults of a server, for tests. */
export class Faults {
  /** By how much the server's clock is off, in milliseconds. */
  offset = 0;
  private readonly planned: { name: keyof typeof FAULTS; action: string | undefined; seconds: number; left: number }[] =
    [];

  constructor(private readonly aws: () => Aws) {}

  /** Plans a fault. Several happen one after the other. */
  plan(name: FaultName, { times = Number.POSITIVE_INFINITY, action, seconds = 0 }: FaultOptions = {}): void {
    if (name === 'clock') this.offset = seconds * 1000;
    else this.planned.push({ name, action, seconds, left: times });
  }

  /** Nothing goes wrong any more. */
  clear(): void {
    this.offset = 0;
    this.planned.length = 0;
  }

  /** The answer to a request, with what goes wrong. A request that never came to be answered is recorded too. */
  async apply(action: string, received: Received, reply: () => Promise<Reply>): Promise<Reply | 'hang' | 'close'> {
    const fault = this.planned.find((each) => each.left > 0 && (each.action ?? action) === action);
    if (!fault || action === '') return reply();
    fault.left -= 1;
    const before = this.aws().requests.length;
    const made = await FAULTS[fault.name](reply, fault.seconds, received);
    if (this.aws().requests.length === before) {
      const parameters = isXml(received)
        ? readQuery(received).parameters
        : { ...received.query, ...readJson(received) };
      this.aws().record(action, parameters, typeof made === 'string' ? 0 : made.status, fault.name);
    }
    return made;
  }
}

/** Sends an answer; or nothing, for ever or by closing the connection. */
export function sendReply(response: ServerResponse, reply: Reply | 'hang' | 'close', date: Date): void {
  if (reply === 'hang') return;
  if (reply === 'close') {
    response.destroy();
    return;
  }
  const { status, headers, text } = reply;
  // As AWS's, the date is the server's: clients set their clocks by it.
  response.writeHead(status, { ...headers, Date: date.toUTCString() });
  if (headers['Content-Length'] === undefined) response.end(text);
  else response.write(text, () => response.destroy());
}
