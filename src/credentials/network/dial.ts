import { connect, isIP, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { Found } from '../../plan/route';
import { trace } from '../../platform/debug';
import { openTunnel } from './tunnel';

/** What to connect to, and how. */
export interface Target {
  /** A name, or an IP address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
  readonly proxy?: Found | undefined;
  /** What TLS trusts. @throws AssumeError (exit 3) if that can't be read */
  readonly trust: () => SecureContext;
}

/** A connection that is being opened. */
export interface Dialed {
  /** Fulfilled once the first packet is on its way, and what is needed next has been loaded. Rejects as `trust` throws. */
  readonly sent: Promise<unknown>;
  /** The connection. With TLS, its handshake may not have ended: what is written waits for it. */
  readonly socket: Promise<Socket>;
}

/** What a URL leads to. */
export function hostOf(url: string): Pick<Target, 'host' | 'port' | 'isTls'> {
  const { protocol, hostname, port } = new URL(url);
  const isTls = protocol === 'https:';
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (isTls ? 443 : 80), isTls };
}

/** In milliseconds. A person who is to be prompted doesn't wait for a slow lookup. */
const PATIENCE = 30;

/** Node sends the first packet only when the event loop has turned after the lookup. */
async function firstPacket(socket: Socket, host: string): Promise<void> {
  if (!isIP(host)) {
    await new Promise<void>((resolve) => {
      setTimeout(resolve, PATIENCE).unref();
      for (const event of ['lookup', 'error', 'close']) socket.once(event, () => resolve());
    });
  }
  await new Promise(setImmediate);
}

/** Adds TLS to a connection to a host. */
function secured(socket: Socket, host: string, secureContext: SecureContext): Socket {
  const tls: typeof import('node:tls') = require('node:tls');
  return tls.connect({ socket, host, servername: isIP(host) ? '' : host, secureContext, ALPNProtocols: ['http/1.1'] });
}

const authorityOf = ({ host, port }: Target) => `${host.includes(':') ? `[${host}]` : host}:${port}`;

/** In milliseconds, for each step. */
const TIMEOUT = 3_000;

function giveUp(this: Socket): void {
  this.destroy(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' }));
}

/** Opens a connection to a host, through a proxy if there is one. Gives up after some seconds without an answer. */
export function dial(target: Target): Dialed {
  const { isTls, proxy, trust } = target;
  const first = proxy ? hostOf(proxy.value) : target;
  const through = proxy ? ` through the proxy ${new URL(proxy.value).host}` : '';
  trace(`connecting to ${authorityOf(target)}${through}`);
  const socket = connect({ host: first.host, port: first.port, noDelay: true }).setTimeout(TIMEOUT, giveUp);
  const connected = new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const loaded = firstPacket(socket, first.host).then(() => (isTls || first.isTls ? trust() : undefined));
  const open = async () => {
    const [context] = await Promise.all([loaded, connected]);
    const secure = (plain: Socket, { isTls: isSecure, host }: Pick<Target, 'isTls' | 'host'>) =>
      isSecure && context ? secured(plain, host, context) : plain;
    const direct = secure(socket, first);
    const tunneled = proxy ? secure(await openTunnel(direct, authorityOf(target), proxy), target) : direct;
    socket.setTimeout(0, giveUp);
    return tunneled;
  };
  const opened = open().catch((error: NodeJS.ErrnoException) => {
    trace(`${authorityOf(target)} failed: ${error.message || error.code}`);
    socket.destroy();
    throw error;
  });
  return { sent: loaded, socket: opened };
}
