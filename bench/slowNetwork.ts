import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { makeAuthority } from '../test/support/certificates';

/** A server that is far away. */
export interface SlowNetwork {
  readonly url: string;
  /** The certificate authority that vouches for it, in PEM format. */
  readonly ca: string;
  close(): void;
}

/** Writes what arrives from one side to the other, later, and in order. */
function forward(from: Socket, to: Socket, delay: () => number): void {
  const later = (act: () => void) => setTimeout(act, delay());
  from.on('data', (chunk) => later(() => to.write(chunk)));
  from.on('end', () => later(() => to.end()));
  from.on('close', () => later(() => to.destroy())).on('error', () => {});
}

const listen = async (server: Server) => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

/**
 * Starts TLS in front of a plain server, as if packets took half a round trip each way. The system accepts a connection at
 * once, so the round trip of TCP's handshake is made up for: nothing leaves the client earlier.
 * @param behind the port of the plain server
 * @param roundTrip in milliseconds
 */
export async function openSlowNetwork(behind: number, roundTrip: number): Promise<SlowNetwork> {
  const { ca, server: options } = makeAuthority(['localhost']);
  const tls = createTls(options, (socket) => {
    const plain = connect({ port: behind, host: '127.0.0.1', noDelay: true });
    socket.pipe(plain).pipe(socket);
    for (const side of [socket, plain]) side.on('error', () => {});
  });
  const port = await listen(tls);
  const slow = createServer({ noDelay: true }, (client) => {
    const open = performance.now() + roundTrip;
    const secure = connect({ port, host: '127.0.0.1', noDelay: true });
    forward(client, secure, () => Math.max(0, open - performance.now()) + roundTrip / 2);
    forward(secure, client, () => roundTrip / 2);
  });
  const url = `https://localhost:${await listen(slow)}`;
  return {
    url,
    ca,
    close() {
      for (const server of [tls, slow]) server.close();
    },
  };
}
