import { createHash } from 'node:crypto';
import { type Input, textOf } from '../http';
import type { Portal } from '../world';
import { badRequest, type Client, mayRedirectTo, opaque } from './clients';

interface Code {
  readonly client: Client;
  readonly portal: Portal;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly expiration: Date;
}

const LIFE_SECONDS = 600;

/** What a program asks a browser for. */
export type Authorization = Omit<Code, 'expiration'> & { readonly state: string };

/** Reads the query of `GET /authorize`. @throws Refusal, which is shown to the person and never sent on */
export function readAuthorization(
  query: Readonly<Record<string, string>>,
  client: Client | undefined,
  portals: readonly Portal[],
): Authorization {
  const invalid = (message: string) => badRequest('InvalidRequestException', message);
  if (!client) throw badRequest('InvalidClientException', 'Invalid client_id');
  const { redirect_uri: redirectUri = '', code_challenge: challenge = '', state = '', scopes = '' } = query;
  if (!mayRedirectTo(client, redirectUri)) throw badRequest('InvalidRedirectUriException', 'Invalid redirect_uri');
  if (query.response_type !== 'code') throw invalid('Invalid response_type');
  if (query.code_challenge_method !== 'S256') throw invalid('Invalid code_challenge_method');
  if (!/^[\w-]{43}$/.test(challenge)) throw invalid('Invalid code_challenge');
  if (!state) throw invalid('Missing state');
  if (client.grantTypes?.includes('authorization_code') !== true) {
    throw badRequest('UnauthorizedClientException', 'The client may not use the authorization_code grant');
  }
  if (!scopes.split(/[ ,]/).every((scope) => scope === '' || client.scopes.includes(scope))) {
    throw badRequest('InvalidScopeException', 'Invalid scopes');
  }
  const portal = portals.find(({ startUrl }) => startUrl === client.issuerUrl);
  if (!portal) throw invalid('Invalid issuerUrl');
  return { client, portal, redirectUri, challenge, state };
}

/** The authorization codes (RFC 6749, 4.1) that were issued and not used yet. */
export class Codes {
  private readonly codes = new Map<string, Code>();

  issue(authorization: Authorization, now: Date): string {
    const code = opaque();
    this.codes.set(code, { ...authorization, expiration: new Date(now.getTime() + LIFE_SECONDS * 1000) });
    return code;
  }

  /** The authorization_code grant: the portal that was signed in to; the code is used up. @throws Refusal */
  redeem(client: Client, input: Input, now: Date): Portal {
    const found = this.codes.get(textOf(input, 'code'));
    this.codes.delete(textOf(input, 'code'));
    const invalid = (what: string) => badRequest('InvalidGrantException', `Invalid ${what} provided`);
    if (found?.client !== client || found.expiration <= now) throw invalid('authorization code');
    if (found.redirectUri !== textOf(input, 'redirectUri')) throw invalid('redirect URI');
    const challenge = createHash('sha256').update(textOf(input, 'codeVerifier')).digest('base64url');
    if (found.challenge !== challenge) throw invalid('code verifier');
    return found.portal;
  }
}
