import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { errorXml, readQuery } from './awsQuery';
import type { AwsState } from './awsState';
import {
  badRequest,
  htmlReply,
  internalFailure,
  jsonReply,
  type ReceivedRequest,
  type Reply,
  readJson,
  ServiceError,
} from './serviceHttp';

/** What happens to a request: another reply, the true one changed, no reply, or a closed connection. */
type Fault = (
  reply: () => Promise<Reply>,
  seconds: number,
  request: ReceivedRequest,
) => Promise<Reply | 'hang' | 'close'>;

const isForm = ({ headers }: ReceivedRequest) =>
  headers['content-type']?.startsWith('application/x-www-form-urlencoded');

const failWith =
  (error: ServiceError): Fault =>
  async (_, __, request) => {
    const { status, code, message } = error;
    if (!isForm(request)) return jsonReply({ message }, status, { 'x-amzn-ErrorType': code });
    return { status, headers: { 'Content-Type': 'text/xml' }, text: errorXml(error, 'fault') };
  };

const FAULTS = {
  internalFailure: failWith(internalFailure()),
  serviceUnavailable: failWith(
    new ServiceError(503, 'ServiceUnavailable', 'The request has failed due to a temporary failure of the server.'),
  ),
  throttling: failWith(badRequest('Throttling', 'Rate exceeded')),
  malformedXml: async () => ({
    status: 200,
    headers: { 'Content-Type': 'text/xml' },
    text: '<AssumeRoleResponse><Assume',
  }),
  /** Announces the length of the true reply, sends half of it, and closes the connection. */
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

/** The name of a fault. With `clock`, the server's clock is off by `seconds` from now on. */
export type FaultName = keyof typeof FAULTS | 'clock';

/** How a fault strikes. */
export interface FaultOptions {
  /** How many requests it strikes. Default: every one from now on. */
  readonly times?: number;
  /** The only action it strikes, such as `AssumeRole`. Default: every action. */
  readonly action?: string;
  /** How slow `slow` is, or how far ahead `clock` is (behind if negative). Default: 0. */
  readonly seconds?: number;
}

/** The faults of a server, for tests. */
export class Faults {
  /** How far the server's clock is ahead, in milliseconds. */
  offset = 0;
  private readonly planned: { name: keyof typeof FAULTS; action: string | undefined; seconds: number; left: number }[] =
    [];

  constructor(private readonly aws: () => AwsState) {}

  /** Plans a fault. Several strike one after the other. */
  plan(name: FaultName, { times = Number.POSITIVE_INFINITY, action, seconds = 0 }: FaultOptions = {}): void {
    if (name === 'clock') this.offset = seconds * 1000;
    else this.planned.push({ name, action, seconds, left: times });
  }

  /** Removes every fault. */
  clear(): void {
    this.offset = 0;
    this.planned.length = 0;
  }

  /** The reply to a request after faults. A request that never reaches its handler is recorded too. */
  async apply(
    action: string,
    request: ReceivedRequest,
    reply: () => Promise<Reply>,
  ): Promise<Reply | 'hang' | 'close'> {
    const fault = this.planned.find((each) => each.left > 0 && (each.action ?? action) === action);
    if (!fault || action === '') return reply();
    fault.left -= 1;
    const before = this.aws().requests.length;
    const changed = await FAULTS[fault.name](reply, fault.seconds, request);
    if (this.aws().requests.length === before) {
      const parameters = isForm(request) ? readQuery(request).parameters : { ...request.query, ...readJson(request) };
      this.aws().record(action, parameters, typeof changed === 'string' ? 0 : changed.status, fault.name);
    }
    return changed;
  }
}

/** Sends a reply; or leaves the connection open, or closes it. @param date the server's time, by which clients correct theirs */
export function sendReply(response: ServerResponse, reply: Reply | 'hang' | 'close', date: Date): void {
  if (reply === 'hang') return;
  if (reply === 'close') {
    response.destroy();
    return;
  }
  const { status, headers, text } = reply;
  response.writeHead(status, { ...headers, Date: date.toUTCString() });
  // Only `truncated` sets a length: it must not complete the response.
  if (headers['Content-Length'] === undefined) response.end(text);
  else response.write(text, () => response.destroy());
}
