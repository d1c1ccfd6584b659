import type { Portal } from '../world';
import { badRequest, type Client, opaque } from './clients';

const HOURS_8 = 8 * 3600;

interface Signed {
  readonly portal: Portal;
  readonly expiration: Date;
}

/** The tokens that were issued. */
export class Tokens {
  private readonly access = new Map<string, Signed>();
  private readonly refresh = new Map<string, { readonly clientId: string; readonly portal: Portal }>();

  /** What CreateToken answers. A client that asked for no scopes gets no refresh token, as with AWS. */
  issue(client: Client, portal: Portal, now: Date): object {
    const { accessTokenSeconds: expiresIn = HOURS_8, refreshTokens = true } = portal;
    const accessToken = opaque();
    this.access.set(accessToken, { portal, expiration: new Date(now.getTime() + expiresIn * 1000) });
    const answer = { accessToken, tokenType: 'Bearer', expiresIn };
    const { scopes, grantTypes } = client;
    if (!refreshTokens || scopes.length === 0 || grantTypes?.includes('refresh_token') === false) return answer;
    const refreshToken = opaque();
    this.refresh.set(refreshToken, { clientId: client.clientId, portal });
    return { ...answer, refreshToken };
  }

  /** The refresh_token grant. The old refresh token stays good. @throws Refusal */
  renew(client: Client, refreshToken: string, now: Date): object {
    const known = this.refresh.get(refreshToken);
    if (known?.clientId !== client.clientId) {
      throw badRequest('InvalidGrantException', 'Invalid refresh token provided');
    }
    return this.issue(client, known.portal, now);
  }

  /** Whose an access token is; `undefined` if it is none, or has expired. */
  portalOf(accessToken: string, now: Date): Portal | undefined {
    const known = this.access.get(accessToken);
    return known && known.expiration > now ? known.portal : undefined;
  }

  /** Ends all access tokens, and the refresh tokens too: as an administrator does. */
  revoke(): void {
    this.access.clear();
    this.refresh.clear();
  }
}
