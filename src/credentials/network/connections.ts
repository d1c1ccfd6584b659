import type { Agent } from 'node:http';
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { Files } from '../../platform/files';
import type { Endpoint } from '../endpoint';
import type { Network } from '../types';
import { trusting } from './caBundle';
import { dial, hostOf, type Target } from './dial';

/** In milliseconds. A connection that has been idle for longer may have been closed, or forgotten by a router. */
const MAX_IDLE = 4_000;

/** What this process has to do with one endpoint. */
interface Line {
  readonly target: Target;
  /** A connection that was opened before there was a request, until it is used or closed; `undefined` if that failed. */
  early?: Promise<Socket | undefined> | undefined;
  agent?: Agent;
}

function expire(this: Socket): void {
  this.destroy();
}

/** Waits for a request. What goes wrong meanwhile doesn't matter: the request then gets another connection. */
const keep = (socket: Socket): Socket => socket.on('error', () => {}).setTimeout(MAX_IDLE, expire);

/** A connection for a request to a host: the early one, if it is still open. */
async function connectionFor(line: Line, { host, port }: Pick<Target, 'host' | 'port'>): Promise<Socket> {
  const { target } = line;
  if (host !== target.host || port !== target.port) return dial({ ...target, host, port }).socket;
  const { early } = line;
  line.early = undefined;
  const socket = await early;
  return socket?.writable ? socket.setTimeout(0, expire) : dial(target).socket;
}

type Done = (error: Error | null, socket?: Socket) => void;

function agentOver(line: Line): Agent {
  const http: typeof import('node:http') = line.target.isTls ? require('node:https') : require('node:http');
  const agent = new http.Agent({ keepAlive: true, timeout: MAX_IDLE });
  const createConnection = ({ host = '', port = 0 }: { host?: string; port?: string | number }, done: Done) => {
    connectionFor(line, { host, port: Number(port) }).then((socket) => done(null, socket), done);
  };
  return Object.assign(agent, { createConnection });
}

const isConnected = ({ sockets, freeSockets }: Agent) => Object.keys({ ...sockets, ...freeSockets }).length > 0;

/** The connections of a process, each of which is used by one request after the other. */
export class Connections implements Network {
  private readonly lines = new Map<string, Line>();

  constructor(private readonly files: Pick<Files, 'read'>) {}

  private line({ url, proxy, caBundle }: Endpoint): Line {
    const key = [new URL(url).origin, proxy?.value, caBundle?.value].join(' ');
    const known = this.lines.get(key);
    if (known) return known;
    let context: SecureContext | undefined;
    const trust = () => {
      context ??= trusting(caBundle, this.files);
      return context;
    };
    const line = { target: { ...hostOf(url), proxy, trust } };
    this.lines.set(key, line);
    return line;
  }

  async open(endpoint: Endpoint): Promise<void> {
    const line = this.line(endpoint);
    if (line.early || (line.agent && isConnected(line.agent))) return;
    const { sent, socket } = dial(line.target);
    const forget = () => {
      if (line.early === early) line.early = undefined;
      return undefined;
    };
    const early: Line['early'] = socket.then((opened) => keep(opened).once('close', forget), forget);
    line.early = early;
    await sent;
  }

  async agentFor(endpoint: Endpoint): Promise<Agent> {
    const line = this.line(endpoint);
    // Only when the event loop turns does it become known that a server has closed a connection. It may have been blocked.
    for (let turns = 0; turns < 2; turns++) await new Promise(setImmediate);
    line.agent ??= agentOver(line);
    return line.agent;
  }
}
