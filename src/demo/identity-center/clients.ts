import { randomBytes } from 'node:crypto';
import { type Input, listOf, textOf } from '../http';
import { Refusal } from '../refusal';
import type { World } from '../world';

/** A program that was registered. */
export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly expiration: Date;
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
  readonly grantTypes: readonly string[] | undefined;
  /** The start URL of the portal whose people it signs in, for the authorization code grant. */
  readonly issuerUrl: string;
}

const DAYS_90 = 90 * 24 * 3600;

/** A random word that means nothing. */
export const opaque = (bytes = 24): string => randomBytes(bytes).toString('base64url');

/** A refusal that is the sender's fault. */
export const badRequest = (code: string, message: string): Refusal => new Refusal(400, code, message);

/** The programs that were registered, expired ones too. */
export class Clients {
  private readonly clients = new Map<string, Client>();

  constructor(private readonly world: World) {}

  /** RegisterClient. @throws Refusal */
  register(input: Input, now: Date): object {
    if (!textOf(input, 'clientName')) throw badRequest('InvalidRequestException', 'clientName is missing');
    if (textOf(input, 'clientType') !== 'public') {
      throw badRequest('InvalidClientMetadataException', 'Invalid client type');
    }
    const seconds = Math.floor(now.getTime() / 1000);
    const expires = seconds + (this.world.registrationSeconds ?? DAYS_90);
    const client: Client = {
      clientId: opaque(),
      clientSecret: opaque(60),
      expiration: new Date(expires * 1000),
      scopes: listOf(input, 'scopes') ?? [],
      redirectUris: listOf(input, 'redirectUris') ?? [],
      grantTypes: listOf(input, 'grantTypes'),
      issuerUrl: textOf(input, 'issuerUrl'),
    };
    this.clients.set(client.clientId, client);
    const { clientId, clientSecret } = client;
    return { clientId, clientSecret, clientIdIssuedAt: seconds, clientSecretExpiresAt: expires };
  }

  find(clientId: string): Client | undefined {
    return this.clients.get(clientId);
  }

  /** The program that sends a request. @throws Refusal if it is unknown, or its registration has ended */
  authenticate(input: Input, now: Date): Client {
    const client = this.find(textOf(input, 'clientId'));
    if (client && client.clientSecret === textOf(input, 'clientSecret') && client.expiration > now) return client;
    throw new Refusal(401, 'InvalidClientException', 'Invalid client credentials provided');
  }
}

/** The redirect URI that was registered, with any port if it is on loopback (RFC 8252, section 7.3). */
export const mayRedirectTo = ({ redirectUris }: Client, uri: string): boolean =>
  URL.canParse(uri) && redirectUris.map(withoutPort).includes(withoutPort(uri));

function withoutPort(uri: string): string {
  const url = new URL(uri);
  if (url.hostname === '127.0.0.1' || url.hostname === '[::1]') url.port = '';
  return url.href;
}
