import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AssumeError, EXIT } from '../../errors';
import type { SsoSession } from '../../plan/sources';
import { quoteForDisplay } from '../../util/quoteForDisplay';
import { rejected } from '../awsError';
import { createToken, registerClient } from './oidc';
import type { SignInContext, SignInOptions } from './signInContext';
import { signInUrl } from './signInUrl';
import type { Token } from './ssoToken';

/** In milliseconds: as long as a device code is valid. */
const TIMEOUT = 600_000;

/** The loopback address that the browser is sent back to. */
export interface Callback {
  readonly redirectUri: string;
  /** The authorization code. Rejects with an AssumeError: exit 5 if the sign-in is denied, 4 if it times out. */
  readonly code: Promise<string>;
  /** Shows the outcome in the browser, if it has been sent back. */
  respond(text: string): Promise<void>;
  close(): void;
}

const html = (text: string) => `<!doctype html><meta charset="utf-8"><title>assume</title><h1>${text}</h1>\n`;

export const signInDenied = (): AssumeError => rejected('The sign-in was denied in the browser.');
export const signInTimedOut = (): AssumeError => new AssumeError('Sign-in timed out.', { exitCode: EXIT.interaction });

/** RFC 6749, section 4.1.2.1. Anyone can have written the query, so only the error's code is shown. */
const callbackError = (code: string) =>
  code === 'access_denied'
    ? signInDenied()
    : rejected(`AWS rejected the sign-in (${code.replace(/[^\w-]/g, '?').slice(0, 60)}).`);

/** Listens on a free port of 127.0.0.1 for the one request that has this state; others get a 404. */
export async function listen(state: string): Promise<Callback> {
  let browser: ServerResponse | undefined;
  let succeed: (code: string) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const code = new Promise<string>((resolve, reject) => {
    succeed = resolve;
    fail = reject;
  });
  // It may be rejected before anything awaits it.
  code.catch(() => {});
  const timer = setTimeout(() => fail(signInTimedOut()), TIMEOUT);
  const server = createServer(({ url = '/', method }, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Connection', 'close');
    const { pathname, searchParams } = new URL(`http://127.0.0.1${url}`);
    const isOurs =
      method === 'GET' && pathname === '/oauth/callback' && searchParams.get('state') === state && !browser;
    if (!isOurs) return void response.writeHead(404).end(html('Not found.'));
    browser = response;
    const error = searchParams.get('error');
    const received = searchParams.get('code');
    if (received && !error) succeed(received);
    else fail(callbackError(error ?? 'no code'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    redirectUri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/oauth/callback`,
    code,
    respond: (text) => new Promise((resolve) => (browser ? browser.end(html(text), () => resolve()) : resolve())),
    close() {
      clearTimeout(timer);
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The URI to register; the port is added once it is known (RFC 8252, section 7.3). */
const REDIRECT = 'http://127.0.0.1/oauth/callback';

const random = () => randomBytes(32).toString('base64url');

/**
 * Signs in with a browser on this machine (authorization code with PKCE, RFC 7636, 8252).
 * @throws the SDK's own error; AssumeError: exit 5 if the sign-in is denied, 4 if it times out, 1 for a page that isn't opened
 */
export async function signInWithBrowser(
  session: SsoSession,
  { profile, oidc }: SignInOptions,
  context: SignInContext,
): Promise<Token> {
  const page = signInUrl(`${oidc.url}/authorize`, oidc.url);
  const { network } = context;
  const registration = await registerClient(
    session,
    { ...oidc, now: context.now(), network },
    {
      grantTypes: ['authorization_code', 'refresh_token'],
      redirectUris: [REDIRECT],
    },
  );
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
    const url = `${page}?${query}`;
    context.print("Opening your browser to sign in. If it doesn't open, visit:");
    context.print(`  ${url}`);
    const otherDevice = `assume login ${quoteForDisplay(profile)} --device`;
    void context.open(url).catch(() => context.print(`Couldn't open a browser. From another device: ${otherDevice}`));
    const code = await context.waiting('assume: waiting for sign-in in the browser', callback.code);
    const grant = { grantType: 'authorization_code', code, redirectUri, codeVerifier };
    const token = await createToken(session, registration, grant, { ...oidc, now: context.now(), network });
    await callback.respond('You are signed in. You can close this window.');
    return token;
  } catch (error) {
    await callback.respond('Sign-in failed. See the terminal for details.');
    throw error;
  } finally {
    callback.close();
  }
}
