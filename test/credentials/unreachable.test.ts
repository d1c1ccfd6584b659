import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { assumeRoleError } from '../../src/credentials/assumeRoleError';
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
  // Or the SDK warns of old versions of Node, as soon as it is loaded.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const { assumeRole }: typeof import('../../src/credentials/sts') = require('../../src/credentials/sts');
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
    return { error: assumeRoleError(error, hop, plan) as AssumeError, seconds, connections };
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

const outcomes = new Map<string, Promise<Outcome>>();
const at = (title: keyof typeof SERVERS) => outcomes.get(title) as Promise<Outcome>;

beforeAll(() => {
  // All at once: they do nothing but wait.
  for (const title of Object.keys(SERVERS) as (keyof typeof SERVERS)[]) outcomes.set(title, SERVERS[title]());
});

describe(`AWS out of reach becomes an error within ${PROMISED_SECONDS} seconds`, () => {
  const expectError = async (title: keyof typeof SERVERS) => {
    const { error, seconds } = await at(title);
    expect(error).toMatchObject({
      name: 'AssumeError',
      exitCode: 1,
      hints: [[expect.stringMatching(/^curl http:\/\/127\.0\.0\.1:\d+$/), expect.any(String)]],
    });
    expect(error.message).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+ (could not be reached: .|answered with HTTP status 502, but not as AWS does)/,
    );
    expect(error.message).not.toContain(CREDENTIALS.secretAccessKey);
    expect(seconds).toBeLessThan(PROMISED_SECONDS);
  };

  test.each([
    'nobody listens there',
    'a server accepts and never answers',
    'a server hangs up at once',
    'a proxy answers in HTML',
  ] as const)('%s', expectError);

  test.each(['a server begins an answer and never ends it'] as const)('%s', expectError);

  test('nobody listens: that is told at once, in the words of the system', async () => {
    const { error, seconds } = await at('nobody listens there');
    expect(error.message).toMatch(/connect ECONNREFUSED 127\.0\.0\.1:\d+$/);
    expect(seconds).toBeLessThan(3);
  });

  test('a server that never answers is tried twice, ten seconds each', async () => {
    const { connections, seconds } = await at('a server accepts and never answers');
    expect(connections).toBe(2);
    expect(seconds).toBeGreaterThan(18);
  });

  test.each(['nobody listens there', 'a server hangs up at once', 'a proxy answers in HTML'] as const)(
    'the message says nothing of how the SDK is made: %s',
    async (title) => {
      expect((await at(title)).error.message).not.toMatch(/error wrapper|hidden field|Deserialization|@aws-sdk/);
    },
  );
});
