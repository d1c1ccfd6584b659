import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AssumeError, EXIT } from '../../errors';

/** In milliseconds: as long as a device code lasts. */
const PATIENCE = 600_000;

/** The loopback address that the browser is sent back to. */
export interface Callback {
  readonly redirectUri: string;
  /** The authorization code. Rejects with an AssumeError: denied or refused (exit 5), nobody came (exit 4). */
  readonly code: Promise<string>;
  /** Shows the person in the browser how it ended, if the browser has come back. */
  answer(text: string): Promise<void>;
  close(): void;
}

const page = (text: string) => `<!doctype html><meta charset="utf-8"><title>assume</title><h1>${text}</h1>\n`;

/** RFC 6749, section 4.1.2.1. What the browser brings is anybody's text: the code of the error alone is shown. */
const denial = (error: string) =>
  error === 'access_denied'
    ? new AssumeError('The sign-in was denied in the browser.', { exitCode: EXIT.refused })
    : new AssumeError(`AWS refused the sign-in (${error.replace(/[^\w-]/g, '?').slice(0, 60)}).`, {
        exitCode: EXIT.refused,
      });

const late = () => new AssumeError('Nobody has signed in within ten minutes.', { exitCode: EXIT.interaction });

/** Waits on a free port of 127.0.0.1. Only a request with our state counts; others are told that there is nothing. */
export async function listen(state: string): Promise<Callback> {
  let browser: ServerResponse | undefined;
  let found: (code: string) => void = () => {};
  let lost: (error: Error) => void = () => {};
  const code = new Promise<string>((resolve, reject) => {
    found = resolve;
    lost = reject;
  });
  // It may be lost before somebody waits for it.
  code.catch(() => {});
  const timer = setTimeout(() => lost(late()), PATIENCE);
  const server = createServer(({ url = '/', method }, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Connection', 'close');
    const { pathname, searchParams } = new URL(`http://127.0.0.1${url}`);
    const isOurs =
      method === 'GET' && pathname === '/oauth/callback' && searchParams.get('state') === state && !browser;
    if (!isOurs) return void response.writeHead(404).end(page('There is nothing here.'));
    browser = response;
    const error = searchParams.get('error');
    const given = searchParams.get('code');
    if (given && !error) found(given);
    else lost(denial(error ?? 'no code'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    redirectUri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/oauth/callback`,
    code,
    answer: (text) => new Promise((resolve) => (browser ? browser.end(page(text), () => resolve()) : resolve())),
    close() {
      clearTimeout(timer);
      server.close();
      server.closeAllConnections();
    },
  };
}
