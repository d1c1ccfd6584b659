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

/** A reply of which half is sent, with the length of all of it; then the connection is closed, or nothing comes. */
interface HalfReply {
  readonly whole: Reply;
  readonly end: 'hang' | 'close';
}

/** What happens to a request: another reply, half of the true one, no reply, or a closed connection. */
type Outcome = Reply | HalfReply | 'hang' | 'close';

type Fault = (reply: () => Promise<Reply>, seconds: number, request: ReceivedRequest) => Promise<Outcome>;

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
  truncated: async (reply) => ({ whole: await reply(), end: 'close' }),
  stalled: async (reply) => ({ whole: await reply(), end: 'hang' }),
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

const statusOf = (outcome: Outcome) =>
  typeof outcome === 'string' ? 0 : ('whole' in outcome ? outcome.whole : outcome).status;

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
  async apply(action: string, request: ReceivedRequest, reply: () => Promise<Reply>): Promise<Outcome> {
    const fault = this.planned.find((each) => each.left > 0 && (each.action ?? action) === action);
    if (!fault || action === '') return reply();
    fault.left -= 1;
    const before = this.aws().requests.length;
    const changed = await FAULTS[fault.name](reply, fault.seconds, request);
    if (this.aws().requests.length === before) {
      const parameters = isForm(request) ? readQuery(request).parameters : { ...request.query, ...readJson(request) };
      this.aws().record(action, parameters, statusOf(changed), fault.name);
    }
    return changed;
  }
}

/** Sends a reply; or leaves the connection open, or closes it. @param date the server's time, by which clients correct theirs */
export function sendReply(response: ServerResponse, reply: Outcome, date: Date): void {
  if (reply === 'hang') return;
  if (reply === 'close') {
    response.destroy();
    return;
  }
  const half = 'whole' in reply ? reply : undefined;
  const { status, headers, text } = 'whole' in reply ? reply.whole : reply;
  const length = half && { 'Content-Length': String(Buffer.byteLength(text)) };
  response.writeHead(status, { ...headers, ...length, Date: date.toUTCString() });
  if (!half) response.end(text);
  else response.write(text.slice(0, text.length / 2), () => half.end === 'close' && response.destroy());
}
