import { once } from 'node:events';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type Endpoint, endpointOf } from '../../../src/credentials/endpoint';
import { Connections } from '../../../src/credentials/network/connections';
import { makeAuthority } from '../../support/certificates';

const { ca, server: TLS } = makeAuthority(['localhost']);

/**
 * A server in a thread of its own, which goes on while this one is blocked. It counts connections and requests, and does
 * something to a connection that sends nothing for a while, or after its first response.
 */
const SERVER = `
const { parentPort, workerData: { options, act, after } } = require('node:worker_threads');
const http = require(options ? 'node:https' : 'node:http');
let connections = 0, requests = 0;
const acts = {
  end: (socket) => socket.end(),
  destroy: (socket) => socket.destroy(),
  reset: (socket) => socket.resetAndDestroy(),
};
const server = http.createServer({ ...options, keepAlive: true }, (request, response) => {
  requests += 1;
  request.resume().on('end', () => response.end('done'));
});
server.keepAliveTimeout = 0;
const sockets = new Set();
server.on('connection', (socket) => {
  socket.allowHalfOpen = true;
  sockets.add(socket);
  connections += 1;
  if (act && connections === 1) setTimeout(() => acts[act](socket), after);
});
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
parentPort.on('message', () => parentPort.postMessage([connections, requests]));
`;

interface ServerThread {
  readonly endpoint: Endpoint;
  /** How many connections were made, and how many requests arrived. */
  counts(): Promise<readonly [connections: number, requests: number]>;
}

let threads: Worker[] = [];
afterEach(async () => {
  for (const thread of threads) await thread.terminate();
  threads = [];
});

async function start(isTls = false, act?: 'end' | 'destroy' | 'reset', after = 100): Promise<ServerThread> {
  const worker = new Worker(SERVER, { eval: true, workerData: { options: isTls ? TLS : undefined, act, after } });
  threads.push(worker);
  const [port] = await once(worker, 'message');
  const caBundle = { value: '/ca.pem', location: 'AWS_CA_BUNDLE' };
  const url = isTls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  return {
    endpoint: endpointOf({ url, ...(isTls && { caBundle }) }),
    async counts() {
      worker.postMessage('counts');
      return (await once(worker, 'message'))[0];
    },
  };
}

/** In milliseconds. */
const IDLE = 4_500;

const newNetwork = () => new Connections({ read: () => ca });

/** Sends one request as the SDK's handler does. @returns the body of the response */
async function send(network: Connections, endpoint: Endpoint): Promise<string> {
  const agent = await network.agentFor(endpoint);
  return new Promise((resolve, reject) => {
    const request = endpoint.url.startsWith('https:') ? requestHttps : requestHttp;
    request(endpoint.url, { method: 'POST', agent }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk)).on('end', () => resolve(text));
    })
      .on('error', reject)
      .end('body');
  });
}

/** Blocks this thread, as a synchronous read does. */
const block = (milliseconds: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

describe.each([false, true])('A connection (TLS: %s)', (isTls) => {
  test('that was opened early carries the request, and those after it', async () => {
    const [server, network] = [await start(isTls), newNetwork()];
    await network.open(server.endpoint);
    await network.open(server.endpoint);
    for (let sent = 0; sent < 3; sent++) expect(await send(network, server.endpoint)).toBe('done');
    await network.open(server.endpoint);
    expect(await server.counts()).toEqual([1, 3]);
  });

  test('is opened by the first request otherwise', async () => {
    const [server, network] = [await start(isTls), newNetwork()];
    for (let sent = 0; sent < 2; sent++) expect(await send(network, server.endpoint)).toBe('done');
    expect(await server.counts()).toEqual([1, 2]);
  });

  const ENDS = [
    ['end', 'waits'],
    ['end', 'is blocked'],
    ['destroy', 'waits'],
    ['destroy', 'is blocked'],
    ['reset', 'waits'],
    ['reset', 'is blocked'],
  ] as const;

  test.each(ENDS)(
    'that the server ends (%s) while this process %s is not used: one request, on a new one',
    async (act, state) => {
      const [server, network] = [await start(isTls, act), newNetwork()];
      await network.open(server.endpoint);
      await sleep(50);
      if (state === 'waits') await sleep(200);
      else block(200);
      expect(await send(network, server.endpoint)).toBe('done');
      expect(await server.counts()).toEqual([2, 1]);
    },
  );

  test.each(ENDS)(
    'that the server ends (%s) after a response, while this process %s, is not used again',
    async (act, state) => {
      const [server, network] = [await start(isTls, act, 150), newNetwork()];
      await send(network, server.endpoint);
      if (state === 'waits') await sleep(300);
      else block(300);
      expect(await send(network, server.endpoint)).toBe('done');
      expect(await server.counts()).toEqual([2, 2]);
    },
  );
});

test.each(['waits', 'is stopped'] as const)(
  'A connection that has been idle for some seconds while this process %s is not used, early or not',
  async (state) => {
    const [early, used, network] = [await start(true), await start(true), newNetwork()];
    await network.open(early.endpoint);
    await send(network, used.endpoint);
    if (state === 'waits') await sleep(IDLE);
    else block(IDLE);
    for (const { endpoint } of [early, used]) expect(await send(network, endpoint)).toBe('done');
    expect([await early.counts(), await used.counts()]).toEqual([
      [2, 1],
      [2, 2],
    ]);
  },
);

test('A connection that cannot be opened early is no error, but the request is', async () => {
  const network = newNetwork();
  const endpoint = endpointOf({ url: 'http://127.0.0.1:9' });
  await network.open(endpoint);
  await expect(send(network, endpoint)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('A connection to a host that cannot be looked up is no error, but the request is', async () => {
  const network = newNetwork();
  const endpoint = endpointOf({ url: 'https://sts.invalid' });
  await network.open(endpoint);
  await expect(send(network, endpoint)).rejects.toMatchObject({ code: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) });
});

test('A proxy that does not answer is given up, also when it was asked early', async () => {
  const { endpoint } = await start();
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const value = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const network = newNetwork();
  const through = { ...endpoint, proxy: { value, location: 'HTTPS_PROXY' } };
  await network.open(through);
  await sleep(3_500);
  await expect(send(network, through)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  silent.close();
});

test('A connection to a server that the certificate authorities do not vouch for carries no request', async () => {
  const server = await start(true);
  const network = new Connections({ read: () => makeAuthority(['localhost']).ca });
  await network.open(server.endpoint);
  await expect(send(network, server.endpoint)).rejects.toThrow(/certificate/);
  expect((await server.counts())[1]).toBe(0);
});
