import type { Socket } from 'node:net';
import type { Found } from '../../plan/route';

/** What a proxy's answer means, if it doesn't connect. */
const refusal = (status: number | undefined, { username }: URL) => {
  if (status !== 407) return `the proxy refused the connection (HTTP status ${status})`;
  return username
    ? 'the proxy rejected the user name and password in its URL (HTTP status 407)'
    : 'the proxy requires a user name and password in its URL (HTTP status 407)';
};

/** As in Python (`unquote`), what isn't percent-encoded stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The user name and password in a URL, as a header (RFC 7617). */
function authorization({ username, password }: URL): Record<string, string> {
  if (!username) return {};
  const pair = `${decoded(username)}:${decoded(password)}`;
  return { 'Proxy-Authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

/**
 * Asks a proxy to connect to a host (CONNECT, RFC 9110, section 9.3.6).
 * @param socket a connection to the proxy
 * @param authority the host, with its port
 * @returns the connection to the host
 * @throws an Error that says what the proxy answered, without secrets; the system's error
 */
export function openTunnel(socket: Socket, authority: string, proxy: Found): Promise<Socket> {
  const { request }: typeof import('node:http') = require('node:http');
  const url = new URL(proxy.value);
  return new Promise((resolve, reject) => {
    const headers = { Host: authority, Connection: 'keep-alive', ...authorization(url) };
    request({ method: 'CONNECT', path: authority, headers, createConnection: () => socket })
      .on('connect', ({ statusCode }, connection: Socket) => {
        if (statusCode && statusCode >= 200 && statusCode < 300) return resolve(connection);
        connection.destroy();
        reject(new Error(refusal(statusCode, url)));
      })
      .on('error', reject)
      .end();
  });
}
