import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { openDemo, scriptOf } from '../support/demo';
import { describeShell } from '../support/shells';
import { interactiveShell } from '../support/terminal';

type Demo = Awaited<ReturnType<typeof openDemo>>;

let demo: Demo;
let front: Server;
let connections: Socket[];
beforeEach(async () => {
  demo = await openDemo();
  connections = [];
  // Half-open: a connection that the server has ended still carries requests.
  front = createServer({ allowHalfOpen: true }, (socket) => {
    connections.push(socket);
    const aws = connect({ port: Number(new URL(demo.aws.url).port), host: '127.0.0.1', allowHalfOpen: true });
    socket.pipe(aws).pipe(socket);
    for (const side of [socket, aws]) side.on('error', () => {});
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
});
afterEach(async () => {
  for (const socket of connections) socket.destroy();
  front.close();
  await demo.close();
});

/** Assumes a role that needs a code, in bash. @param meanwhile what happens at the server before the code is typed */
async function typeCode(meanwhile: () => Promise<void> | void) {
  const { folder: home, env } = demo.home;
  const AWS_ENDPOINT_URL_STS = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  const terminal = await interactiveShell('bash', {
    home,
    env: { ...env, AWS_ENDPOINT_URL_STS },
    init: scriptOf('bash'),
  });
  try {
    terminal.type('assume prod\r');
    await terminal.waitFor(/MFA code for prod .*: ?$/);
    await meanwhile();
    terminal.type(`${demo.mfaCode()}\r`);
    await terminal.waitFor(/prod {2}Admin @ 333344445555/);
  } finally {
    await terminal.close();
  }
  return demo.aws.requests.map(({ action, status }) => `${action} ${status}`);
}

const REQUESTS = ['GetSessionToken 200', 'AssumeRole 200'];

describeShell('bash', 'A connection, while a person types a code', () => {
  test('is open before the code is there, and carries all requests', async () => {
    let before = 0;
    const requests = await typeCode(() => {
      before = connections.length;
    });
    expect([before, connections.length, requests]).toEqual([1, 1, REQUESTS]);
  });

  test('that the server ends is replaced, and the code is sent once', async () => {
    const requests = await typeCode(async () => {
      connections[0]?.end();
      await once(connections[0] as Socket, 'close').catch(() => {});
    });
    expect([connections.length, requests]).toEqual([2, REQUESTS]);
  });
});
