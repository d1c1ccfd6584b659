import { subscribe } from 'node:diagnostics_channel';
import { errorMonitor } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { version } from '../../package.json';
import { onTrace, trace } from '../platform/debug';
import { type Env, shortenHome } from '../platform/env';
import { platform } from '../platform/processes';
import { mayBeTerminal } from '../platform/tty';
import { printable, write } from './output';

/** Variables whose names help to understand the rest. Their values may be secret. */
const TELLING = /^(AWS|ASSUME|AWSUME|XDG|NODE)_|^(HTTPS?|NO|ALL)_PROXY$/i;

const inMilliseconds = (time: number) => `${Math.round(time)} ms`;

/** Where a request goes. Its path and query can be secret, but the path of a tunnel is the host that it leads to. */
const targetOf = (request: ClientRequest) =>
  request.method === 'CONNECT' ? `the proxy for ${request.path}` : `${request.protocol}//${request.getHeader('host')}`;

/** Traces every HTTP request of this process, whichever library sends it. */
function traceRequests(): void {
  subscribe('http.client.request.start', (message) => {
    const { request } = message as { request: ClientRequest };
    trace(`sent ${request.method} to ${targetOf(request)}`);
    request.once(errorMonitor, (error: Error) => trace(`${targetOf(request)} failed: ${error.message}`));
  });
  subscribe('http.client.response.finish', (message) => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    const connection = request.reusedSocket ? ' over the open connection' : '';
    trace(`${targetOf(request)} answered with status ${response.statusCode}${connection}`);
  });
}

/**
 * Shows on stderr what this run does, for ASSUME_DEBUG: each step when it is done, after the time since the one before.
 * @param env the environment, of which only names are shown
 */
export function startDebugLog(env: Env): void {
  // A line that shows progress may be there.
  const start = `${mayBeTerminal(2) ? '\r\x1b[K' : ''}assume debug: `;
  let last = 0;
  onTrace((step) => {
    const now = performance.now();
    write(2, `${start}${`+${inMilliseconds(now - last)}`.padStart(8)}  ${printable(shortenHome(step, env))}\n`);
    last = now;
  });
  const names = Object.keys(env).filter((name) => TELLING.test(name));
  trace(`assume ${version}, Node ${process.versions.node}, ${platform} ${process.arch}`);
  trace(`variables: ${names.sort().join(', ')}`);
  traceRequests();
  process.on('exit', (status) => trace(`exit status ${status}, ${inMilliseconds(performance.now())} in all`));
}
