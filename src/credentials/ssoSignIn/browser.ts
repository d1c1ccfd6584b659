import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AssumeError, EXIT } from '../../errors';
import type { SsoSession } from '../../plan/sources';
import { createToken, registerClient, serviceUrl } from './oidc';
import type { SignInContext } from './signInContext';
import type { Token } from './ssoToken';

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

/** What is registered; the port is added when there is one (RFC 8252, section 7.3). */
const REDIRECT = 'http://127.0.0.1/oauth/callback';

const random = () => randomBytes(32).toString('base64url');

/** Signs in with a browser on this machine. Rejects with the SDK's own error, or with an AssumeError. */
export async function signInWithBrowser(session: SsoSession, context: SignInContext): Promise<Token> {
  const registration = await registerClient(session, context.env, {
    grantTypes: ['authorization_code', 'refresh_token'],
    redirectUris: [REDIRECT],
  });
  const [state, codeVerifier] = [random(), random()];
  const callback = await listen(state);
  try {
    const redirectUri = callback.redirectUri;
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: registration.clientId,
      redirect_uri: redirectUri,
      state,
      code_challenge_method: 'S256',
      scopes: session.scopes.join(' '),
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    });
    const url = `${serviceUrl('oidc', session.region, context.env)}/authorize?${query}`;
    context.print('Sign in with the browser that opens. If none does, open this on this machine:');
    context.print(`  ${url}`);
    void context
      .open(url)
      .catch(() => context.print('No browser could be opened. With `assume login <profile> --device` any will do.'));
    const code = await context.waiting('assume: waiting for the sign-in in the browser', callback.code);
    const grant = { grantType: 'authorization_code', code, redirectUri, codeVerifier };
    const token = await createToken(session, registration, grant, context.env);
    await callback.answer('You are signed in. This window can be closed.');
    return token;
  } catch (error) {
    await callback.answer('The sign-in failed. The terminal says why.');
    throw error;
  } finally {
    callback.close();
  }
}
