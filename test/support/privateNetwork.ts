import { once } from 'node:events';
import { createServer as createHttp, type Server as HttpServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTls } from 'node:tls';
import { makeAuthority } from './certificates';

/** Hosts that only a proxy reaches, with certificates that only a private authority vouches for. */
export interface PrivateNetwork {
  /** The certificate authority, in PEM format. */
  readonly ca: string;
  /** The URL of the proxy. */
  readonly proxy: string;
  /** What the proxy was asked to connect to, in order: `host:port`. */
  readonly asked: readonly string[];
  /** The `Proxy-Authorization` of each of those. */
  readonly authorizations: readonly (string | undefined)[];
  /** Makes the proxy answer with a status instead of connecting. */
  refuse(status: number | undefined): void;
  close(): Promise<void>;
}

const portOf = (server: Server | HttpServer) => (server.address() as AddressInfo).port;

function join(one: Duplex, other: Duplex): void {
  one.pipe(other).pipe(one);
  for (const side of [one, other]) side.on('error', () => {}).on('close', () => (side === one ? other : one).destroy());
}

/**
 * Starts a network with TLS in front of a plain server.
 * @param behind the port of that server
 * @param hosts the names in the certificate
 */
export async function openPrivateNetwork(behind: number, hosts: readonly string[]): Promise<PrivateNetwork> {
  const { ca, server } = makeAuthority(hosts);
  const sockets = new Set<Socket>();
  const tls = createTls(server, (socket) => join(socket, connect(behind, '127.0.0.1')));
  tls.on('tlsClientError', () => {});
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  let refusal: number | undefined;
  const proxy = createHttp((_, response) => response.writeHead(405).end());
  proxy.on('connect', ({ url = '', headers }: IncomingMessage, client: Duplex) => {
    asked.push(url);
    authorizations.push(headers['proxy-authorization']);
    if (refusal !== undefined) return client.end(`HTTP/1.1 ${refusal} No\r\nContent-Length: 0\r\n\r\n`);
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    join(client, connect(portOf(tls), '127.0.0.1'));
    return client;
  });
  for (const each of [tls, proxy]) {
    each.on('connection', (socket: Socket) => sockets.add(socket));
    each.listen(0, '127.0.0.1');
    await once(each, 'listening');
  }
  return {
    ca,
    proxy: `http://127.0.0.1:${portOf(proxy)}`,
    asked,
    authorizations,
    refuse: (status) => {
      refusal = status;
    },
    async close() {
      for (const each of [tls, proxy]) each.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
