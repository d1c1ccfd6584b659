import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Aws, type RecordedRequest } from './aws';
import { type FaultName, type FaultOptions, Faults, sendReply } from './faults';
import type { Answer } from './identity-center/devices';
import { IdentityCenter } from './identity-center/service';
import { consoleRoutes } from './machines/console';
import { containerRoutes } from './machines/container';
import { instanceRoutes } from './machines/instance';
import type { Route, Routes } from './routes';
import { readQuery, Service } from './service';
import type { Received } from './signature';
import type { Clock, World } from './world';

export { mfaCode } from './mfa';
export type { RecordedRequest };

/** A small AWS on loopback. It refuses what AWS refuses, in AWS's words, and remembers everything in memory only. */
export interface Sts {
  readonly url: string;
  /** The requests so far, in the order of their answers. */
  readonly requests: readonly RecordedRequest[];
  readonly identityCenter: Pick<IdentityCenter, 'answerAlways' | 'answerDevice' | 'revokeTokens'>;
  /**
   * A code that will be accepted. `GET /mfa?serial=…` answers it too, as text: not AWS's, but the demo's own.
   * @throws Error if there is no such device, or if all codes that are valid now were used
   */
  mfaCode(serialNumber: string): string;
  /** Lets something go wrong, for tests. */
  fault(name: FaultName, options?: FaultOptions): void;
  /** Nothing goes wrong any more. */
  clearFaults(): void;
  /** Stops at once: open connections are dropped. */
  close(): Promise<void>;
}

/** The clock, and what the person at the browser always says (else the pages ask). */
export interface StsOptions {
  readonly clock?: Clock;
  readonly answer?: Answer;
}

/** Starts an AWS for a world of its own, on a free port of 127.0.0.1. It tells the time by the clock that is given. */
export async function startSts(world: World, { clock = () => new Date(), answer }: StsOptions = {}): Promise<Sts> {
  const faults = new Faults(() => aws);
  const now = () => new Date(clock().getTime() + faults.offset);
  const aws = new Aws(world, now);
  const service = new Service(aws);
  const identityCenter = new IdentityCenter(aws, answer);
  const routes: Routes = {
    'GET /mfa': ['', ({ query }) => service.showMfaCode(query.serial ?? '')],
    ...identityCenter.routes,
    ...containerRoutes(aws),
    ...instanceRoutes(aws),
    ...consoleRoutes(aws),
  };
  const find = (received: Received): Route =>
    routes[`${received.method} ${received.path}`] ?? [readQuery(received).action, (it) => service.call(it)];
  const server = createServer((request, response) => void respond(request, response, { find, faults, now }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: aws.requests,
    identityCenter,
    fault: (name, options) => faults.plan(name, options),
    clearFaults: () => faults.clear(),
    mfaCode: (serialNumber) => service.mfaCode(serialNumber),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Desk {
  readonly find: (received: Received) => Route;
  readonly faults: Faults;
  readonly now: Clock;
}

async function respond(request: IncomingMessage, response: ServerResponse, { find, faults, now }: Desk) {
  try {
    const received = await receive(request);
    const [action, answer] = find(received);
    sendReply(response, await faults.apply(action, received, async () => answer(received, action)), now());
  } catch {
    // The client is gone, or has asked for what is no URL: there is nobody to tell.
    response.destroy();
  }
}

async function receive(request: IncomingMessage): Promise<Received> {
  const { method = '', headers, url = '/' } = request;
  const { pathname: path, searchParams } = new URL(url, 'http://127.0.0.1');
  return { method, path, query: Object.fromEntries(searchParams), headers, body: await buffer(request) };
}
