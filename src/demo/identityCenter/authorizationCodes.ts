import { createHash } from 'node:crypto';
import type { Portal } from '../aws/awsAccounts';
import { randomToken } from '../aws/callers';
import { badRequest, type JsonInput, stringMember } from '../aws/serviceHttp';
import { isRegisteredRedirect, type OidcClient } from './oidcClients';

interface AuthorizationCode {
  readonly client: OidcClient;
  readonly portal: Portal;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly expiration: Date;
}

const LIFETIME_SECONDS = 600;

/** A valid authorization request, as a client sends the browser to make it. */
export type AuthorizationRequest = Omit<AuthorizationCode, 'expiration'> & { readonly state: string };

/** Reads the query of `GET /authorize`. @throws ServiceError to show to the user; it must never be redirected */
export function readAuthorizationRequest(
  query: Readonly<Record<string, string>>,
  client: OidcClient | undefined,
  portals: readonly Portal[],
): AuthorizationRequest {
  const invalid = (message: string) => badRequest('InvalidRequestException', message);
  if (!client) throw badRequest('InvalidClientException', 'Invalid client_id');
  const { redirect_uri: redirectUri = '', code_challenge: challenge = '', state = '', scopes = '' } = query;
  if (!isRegisteredRedirect(client, redirectUri)) {
    throw badRequest('InvalidRedirectUriException', 'Invalid redirect_uri');
  }
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

/** Authorization codes (RFC 6749, section 4.1) that were issued and not redeemed yet. */
export class AuthorizationCodes {
  private readonly codes = new Map<string, AuthorizationCode>();

  /** Issues a code that is valid for ten minutes. */
  issue(request: AuthorizationRequest, now: Date): string {
    const code = randomToken();
    this.codes.set(code, { ...request, expiration: new Date(now.getTime() + LIFETIME_SECONDS * 1000) });
    return code;
  }

  /** The authorization_code grant: uses up the code and returns the portal signed in to. @throws ServiceError */
  redeem(client: OidcClient, input: JsonInput, now: Date): Portal {
    const found = this.codes.get(stringMember(input, 'code'));
    this.codes.delete(stringMember(input, 'code'));
    const invalid = (what: string) => badRequest('InvalidGrantException', `Invalid ${what} provided`);
    if (found?.client !== client || found.expiration <= now) throw invalid('authorization code');
    if (found.redirectUri !== stringMember(input, 'redirectUri')) throw invalid('redirect URI');
    const challenge = createHash('sha256').update(stringMember(input, 'codeVerifier')).digest('base64url');
    if (found.challenge !== challenge) throw invalid('code verifier');
    return found.portal;
  }
}
