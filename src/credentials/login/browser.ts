import { createHash, randomBytes } from 'node:crypto';
import type { SsoSession } from '../../plan/sources';
import { createToken, registerClient } from '../sso/oidc';
import { serviceUrl } from '../sso/service';
import type { Token } from '../sso/token';
import { listen } from './callback';
import type { SignInWorld } from './world';

/** What is registered; the port is added when there is one (RFC 8252, section 7.3). */
const REDIRECT = 'http://127.0.0.1/oauth/callback';

const random = () => randomBytes(32).toString('base64url');

/** Signs in with a browser on this machine. Rejects with the SDK's own error, or with an AssumeError. */
export async function signInWithBrowser(session: SsoSession, world: SignInWorld): Promise<Token> {
  const registration = await registerClient(session, world.env, {
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
    const url = `${serviceUrl('oidc', session.region, world.env)}/authorize?${query}`;
    world.tell('Sign in with the browser that opens. If none does, open this on this machine:');
    world.tell(`  ${url}`);
    void world
      .open(url)
      .catch(() => world.tell('No browser could be opened. With `assume login <profile> --device` any will do.'));
    const code = await world.waiting('assume: waiting for the sign-in in the browser', callback.code);
    const grant = { grantType: 'authorization_code', code, redirectUri, codeVerifier };
    const token = await createToken(session, registration, grant, world.env);
    await callback.answer('You are signed in. This window can be closed.');
    return token;
  } catch (error) {
    await callback.answer('The sign-in failed. The terminal says why.');
    throw error;
  } finally {
    callback.close();
  }
}
