import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type RecordedRequest, type Reply, Service } from './service';
import type { Clock, World } from './world';

export { mfaCode } from './mfa';
export type { RecordedRequest };

/** An STS on loopback. It refuses what AWS refuses, in AWS's words, and remembers everything in memory only. */
export interface Sts {
  readonly url: string;
  /** The requests so far, in the order of their answers. */
  readonly requests: readonly RecordedRequest[];
  /**
   * A code that will be accepted. `GET /mfa?serial=…` answers it too, as text: not AWS's, but the demo's own.
   * @throws Error if there is no such device, or if all codes that are valid now were used
   */
  mfaCode(serialNumber: string): string;
  /** Stops at once: open connections are dropped. */
  close(): Promise<void>;
}

/** Starts an STS for a world of its own, on a free port of 127.0.0.1. It tells the time by the clock that is given. */
export async function startSts(world: World, { clock = () => new Date() }: { clock?: Clock } = {}): Promise<Sts> {
  const service = new Service(world, clock);
  const server = createServer((request, response) => void answer(request, response, service, clock));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: service.requests,
    mfaCode: (serialNumber) => service.mfaCode(serialNumber),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, service: Service, clock: Clock) {
  try {
    const reply = await replyTo(request, service);
    // As AWS's, the date is the server's: clients set their clocks by it.
    response.writeHead(reply.status, { ...reply.headers, Date: clock().toUTCString() }).end(reply.text);
  } catch {
    // The client is gone, or has asked for what is no URL: there is nobody to tell.
    response.destroy();
  }
}

async function replyTo(request: IncomingMessage, service: Service): Promise<Reply> {
  const { method = '', headers, url = '/' } = request;
  const { pathname: path, searchParams } = new URL(url, 'http://127.0.0.1');
  const query = Object.fromEntries(searchParams);
  if (method === 'GET' && path === '/mfa') return service.showMfaCode(query.serial ?? '');
  return service.call({ method, path, query, headers, body: await buffer(request) });
}
