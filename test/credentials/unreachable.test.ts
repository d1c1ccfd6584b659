import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { assumeRoleError } from '../../src/credentials/assumeRoleError';
import type { AssumeError } from '../../src/errors';
import { arn, keys, planOf } from '../plan/planFixtures';
import { fakeSts, realNetwork, resolveContext } from './stsFixture';

/** Two attempts of ten seconds each, and the SDK's pause in between. */
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

/** What happens to an AssumeRole call to a server. */
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
  // Otherwise the SDK warns about old versions of Node as soon as it is loaded.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const { stsOver }: typeof import('../../src/credentials/sts') = require('../../src/credentials/sts');
  const start = Date.now();
  let deadline: NodeJS.Timeout | undefined;
  try {
    const caller = { credentials: CREDENTIALS, ...plan.sts };
    const response = await Promise.race([
      stsOver(realNetwork()).assumeRole({ roleArn: hop.roleArn, roleSessionName: hop.roleSessionName }, caller),
      new Promise((resolve) => {
        deadline = setTimeout(() => resolve('nothing; the call is still running'), PROMISED_SECONDS * 1000);
      }),
    ]);
    throw `The call ended with: ${JSON.stringify(response)}`;
  } catch (error) {
    const seconds = (Date.now() - start) / 1000;
    return { error: assumeRoleError(error, hop, plan, resolveContext(fakeSts().sts)), seconds, connections };
  } finally {
    clearTimeout(deadline);
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

const SERVERS = {
  'nothing listens': () => outcomeAt(createServer(), { closed: true }),
  'a server accepts and never responds': () => outcomeAt(createServer(() => {})),
  'a server hangs up at once': () => outcomeAt(createServer((socket) => socket.destroy())),
  'a server starts a response and never ends it': () =>
    outcomeAt(
      createHttp((_, response) => {
        response.writeHead(200, { 'content-type': 'text/xml', 'content-length': 1000 });
        response.write('<AssumeRoleResponse>');
      }),
    ),
  'a proxy responds in HTML': () =>
    outcomeAt(createHttp((_, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad'))),
};

const outcomes = new Map<string, Promise<Outcome>>();
const at = (title: keyof typeof SERVERS) => outcomes.get(title) as Promise<Outcome>;

beforeAll(() => {
  // All at once, since they do nothing but wait.
  for (const title of Object.keys(SERVERS) as (keyof typeof SERVERS)[]) outcomes.set(title, SERVERS[title]());
});

describe(`an unreachable AWS is an error within ${PROMISED_SECONDS} seconds`, () => {
  const expectError = async (title: keyof typeof SERVERS) => {
    const { error, seconds } = await at(title);
    expect(error).toMatchObject({
      name: 'AssumeError',
      exitCode: 1,
      hints: [[expect.stringMatching(/^curl http:\/\/127\.0\.0\.1:\d+$/), expect.any(String)]],
    });
    expect(error.message).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+ (could not be reached: .|returned HTTP status 502, but not an AWS response; a proxy)/,
    );
    expect(error.message).not.toContain(CREDENTIALS.secretAccessKey);
    expect(seconds).toBeLessThan(PROMISED_SECONDS);
  };

  test.each([
    'nothing listens',
    'a server accepts and never responds',
    'a server hangs up at once',
    'a server starts a response and never ends it',
    'a proxy responds in HTML',
  ] as const)('%s', expectError);

  test('if nothing listens, the error comes at once, with the reason', async () => {
    const { error, seconds } = await at('nothing listens');
    expect(error.message).toMatch(/connect ECONNREFUSED 127\.0\.0\.1:\d+$/);
    expect(seconds).toBeLessThan(3);
  });

  test('a server that never responds is tried twice, for ten seconds each', async () => {
    const { connections, seconds } = await at('a server accepts and never responds');
    expect(connections).toBe(2);
    expect(seconds).toBeGreaterThan(18);
  });

  test.each(['nothing listens', 'a server hangs up at once', 'a proxy responds in HTML'] as const)(
    'the message shows no internals of the SDK: %s',
    async (title) => {
      expect((await at(title)).error.message).not.toMatch(/error wrapper|hidden field|Deserialization|@aws-sdk/);
    },
  );
});
