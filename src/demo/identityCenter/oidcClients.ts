import type { AwsAccounts } from '../aws/awsAccounts';
import { randomToken } from '../aws/callers';
import { badRequest, type JsonInput, listMember, ServiceError, stringMember } from '../aws/serviceHttp';

/** A registered OIDC client: a program that signs users in. */
export interface OidcClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly expiration: Date;
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
  /** `undefined` if the registration didn't name any. */
  readonly grantTypes: readonly string[] | undefined;
  /** The start URL of the portal it signs in to; only the authorization code grant uses it. */
  readonly issuerUrl: string;
}

const DEFAULT_REGISTRATION_SECONDS = 90 * 24 * 3600;

/** The registered clients, including expired ones. */
export class OidcClients {
  private readonly clients = new Map<string, OidcClient>();

  constructor(private readonly accounts: AwsAccounts) {}

  /** RegisterClient. @throws ServiceError */
  register(input: JsonInput, now: Date): object {
    if (!stringMember(input, 'clientName')) throw badRequest('InvalidRequestException', 'clientName is missing');
    if (stringMember(input, 'clientType') !== 'public') {
      throw badRequest('InvalidClientMetadataException', 'Invalid client type');
    }
    const issuedAt = Math.floor(now.getTime() / 1000);
    const expiresAt = issuedAt + (this.accounts.registrationSeconds ?? DEFAULT_REGISTRATION_SECONDS);
    const client: OidcClient = {
      clientId: randomToken(),
      clientSecret: randomToken(60),
      expiration: new Date(expiresAt * 1000),
      scopes: listMember(input, 'scopes') ?? [],
      redirectUris: listMember(input, 'redirectUris') ?? [],
      grantTypes: listMember(input, 'grantTypes'),
      issuerUrl: stringMember(input, 'issuerUrl'),
    };
    this.clients.set(client.clientId, client);
    const { clientId, clientSecret } = client;
    return { clientId, clientSecret, clientIdIssuedAt: issuedAt, clientSecretExpiresAt: expiresAt };
  }

  find(clientId: string): OidcClient | undefined {
    return this.clients.get(clientId);
  }

  /** The client that sent a request. @throws ServiceError if it is unknown, or its registration has expired */
  authenticate(input: JsonInput, now: Date): OidcClient {
    const client = this.find(stringMember(input, 'clientId'));
    if (client && client.clientSecret === stringMember(input, 'clientSecret') && client.expiration > now) return client;
    throw new ServiceError(401, 'InvalidClientException', 'Invalid client credentials provided');
  }
}

/** Whether a client registered a redirect URI. On loopback, any port matches (RFC 8252, section 7.3). */
export const isRegisteredRedirect = ({ redirectUris }: OidcClient, uri: string): boolean =>
  URL.canParse(uri) && redirectUris.map(withoutPort).includes(withoutPort(uri));

function withoutPort(uri: string): string {
  const url = new URL(uri);
  if (url.hostname === '127.0.0.1' || url.hostname === '[::1]') url.port = '';
  return url.href;
}
