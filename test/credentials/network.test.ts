import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { refusal } from '../../src/credentials/refusal';
import { assumeRole } from '../../src/credentials/sts';
import type { AssumeError } from '../../src/errors';
import { arn, keys, planOf } from '../plan/memory';

/** Two attempts of ten seconds, and what the SDK waits in between. */
const PROMISED_SECONDS = 25;

const CREDENTIALS = { accessKeyId: 'AKIANETWORK', secretAccessKey: 'network-secret' };
const config = `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = base\n[profile base]\n${keys()}`;

interface Outcome {
  readonly error: AssumeError;
  readonly seconds: number;
  readonly connections: number;
}

const listen = (server: Server) =>
  new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/** What becomes of an AssumeRole call there. */
async function outcomeAt(server: Server, { closed = false } = {}): Promise<Outcome> {
  let connections = 0;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    connections++;
  });
  const port = await listen(server);
  if (closed) await new Promise((resolve) => server.close(resolve));
  const endpoint = `http://127.0.0.1:${port}`;
  const plan = planOf({ config }, 'prod', { AWS_ENDPOINT_URL: endpoint });
  const [hop] = plan.hops;
  if (!hop) throw new Error('the plan has no hop');
  const start = Date.now();
  let deadline: NodeJS.Timeout | undefined;
  try {
    const caller = { credentials: CREDENTIALS, ...plan.sts };
    const answer = await Promise.race([
      assumeRole({ roleArn: hop.roleArn, roleSessionName: hop.roleSessionName }, caller),
      new Promise((resolve) => {
        deadline = setTimeout(() => resolve('nothing, and the call went on'), PROMISED_SECONDS * 1000);
      }),
    ]);
    throw `The call ended with: ${JSON.stringify(answer)}`;
  } catch (error) {
    const seconds = (Date.now() - start) / 1000;
    return { error: refusal(error, hop, plan) as AssumeError, seconds, connections };
  } finally {
    clearTimeout(deadline);
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

const SERVERS = {
  'nobody listens there': () => outcomeAt(createServer(), { closed: true }),
  'a server accepts and never answers': () => outcomeAt(createServer(() => {})),
  'a server hangs up at once': () => outcomeAt(createServer((socket) => socket.destroy())),
  'a server begins an answer and never ends it': () =>
    outcomeAt(
      createHttp((_, response) => {
        response.writeHead(200, { 'content-type': 'text/xml', 'content-length': 1000 });
        response.write('<AssumeRoleResponse>');
      }),
    ),
  'a proxy answers in HTML': () =>
    outcomeAt(createHttp((_, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad'))),
};

describe(`AWS out of reach becomes an error within ${PROMISED_SECONDS} seconds`, () => {
  const titles = Object.keys(SERVERS) as (keyof typeof SERVERS)[];
  const outcomes = new Map<string, Promise<Outcome>>();
  // All at once: they do nothing but wait.
  beforeAll(() => {
    for (const title of titles) outcomes.set(title, SERVERS[title]());
  });

  test.each(titles)('%s', async (title) => {
    const { error, seconds } = (await outcomes.get(title)) as Outcome;
    expect(error.name).toBe('AssumeError');
    expect(error.message).not.toContain(CREDENTIALS.secretAccessKey);
    expect(seconds).toBeLessThan(PROMISED_SECONDS);
    console.log(title, error.exitCode, error.message, seconds);
  });
});
