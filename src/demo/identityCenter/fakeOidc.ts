import type { Portal } from '../aws/awsAccounts';
import type { AwsState } from '../aws/awsState';
import { badRequest, type JsonInput, type ReceivedRequest, stringMember } from '../aws/serviceHttp';
import { AuthorizationCodes } from './authorizationCodes';
import { DeviceAuthorizations } from './deviceAuthorizations';
import { type OidcClient, OidcClients } from './oidcClients';
import { PortalTokens } from './portalAccess';

type Grant = (client: OidcClient, input: JsonInput, now: Date) => object;

/** The OIDC API of IAM Identity Center. Every operation throws a ServiceError for an invalid request. */
export class FakeOidc {
  readonly clients: OidcClients;
  readonly devices = new DeviceAuthorizations();
  readonly codes = new AuthorizationCodes();
  readonly tokens = new PortalTokens();

  private readonly grants: ReadonlyMap<string, Grant> = new Map<string, Grant>([
    [
      'authorization_code',
      (client, input, now) => this.tokens.issue(client, this.codes.redeem(client, input, now), now),
    ],
    [
      'urn:ietf:params:oauth:grant-type:device_code',
      (client, input, now) =>
        this.tokens.issue(client, this.devices.redeem(client, stringMember(input, 'deviceCode'), now), now),
    ],
    ['refresh_token', (client, input, now) => this.tokens.renew(client, stringMember(input, 'refreshToken'), now)],
  ]);

  constructor(private readonly aws: AwsState) {
    this.clients = new OidcClients(aws.accounts);
  }

  get portals(): readonly Portal[] {
    return this.aws.accounts.portals ?? [];
  }

  registerClient(input: JsonInput): object {
    return this.clients.register(input, this.aws.clock());
  }

  startDeviceAuthorization(input: JsonInput, { headers }: ReceivedRequest): object {
    const now = this.aws.clock();
    const client = this.clients.authenticate(input, now);
    const portal = this.portals.find(({ startUrl }) => startUrl === stringMember(input, 'startUrl'));
    if (!portal) throw badRequest('InvalidRequestException', 'Invalid startUrl provided');
    // Without a port, TLS ends in front of this server.
    const scheme = headers.host?.includes(':') ? 'http' : 'https';
    return this.devices.start(client, portal, `${scheme}://${headers.host}`, now);
  }

  createToken(input: JsonInput): object {
    const now = this.aws.clock();
    const client = this.clients.authenticate(input, now);
    const grant = this.grants.get(stringMember(input, 'grantType'));
    if (!grant) throw badRequest('UnsupportedGrantTypeException', 'Invalid grant type provided');
    return grant(client, input, now);
  }
}
