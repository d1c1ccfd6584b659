import type { Aws } from '../aws';
import { type Input, textOf } from '../http';
import type { Received } from '../signature';
import type { Portal } from '../world';
import { badRequest, type Client, Clients } from './clients';
import { Codes } from './codes';
import { Devices } from './devices';
import { Tokens } from './tokens';

type Grant = (client: Client, input: Input, now: Date) => object;

/** The OIDC API of IAM Identity Center. Each operation throws a Refusal. */
export class Oidc {
  readonly clients: Clients;
  readonly devices = new Devices();
  readonly codes = new Codes();
  readonly tokens = new Tokens();

  private readonly grants: ReadonlyMap<string, Grant> = new Map<string, Grant>([
    [
      'authorization_code',
      (client, input, now) => this.tokens.issue(client, this.codes.redeem(client, input, now), now),
    ],
    [
      'urn:ietf:params:oauth:grant-type:device_code',
      (client, input, now) =>
        this.tokens.issue(client, this.devices.redeem(client, textOf(input, 'deviceCode'), now), now),
    ],
    ['refresh_token', (client, input, now) => this.tokens.renew(client, textOf(input, 'refreshToken'), now)],
  ]);

  constructor(private readonly aws: Aws) {
    this.clients = new Clients(aws.world);
  }

  get portals(): readonly Portal[] {
    return this.aws.world.portals ?? [];
  }

  registerClient(input: Input): object {
    return this.clients.register(input, this.aws.clock());
  }

  startDeviceAuthorization(input: Input, { headers }: Received): object {
    const now = this.aws.clock();
    const client = this.clients.authenticate(input, now);
    const portal = this.portals.find(({ startUrl }) => startUrl === textOf(input, 'startUrl'));
    if (!portal) throw badRequest('InvalidRequestException', 'Invalid startUrl provided');
    return this.devices.start(client, portal, `http://${headers.host}`, now);
  }

  createToken(input: Input): object {
    const now = this.aws.clock();
    const client = this.clients.authenticate(input, now);
    const grant = this.grants.get(textOf(input, 'grantType'));
    if (!grant) throw badRequest('UnsupportedGrantTypeException', 'Invalid grant type provided');
    return grant(client, input, now);
  }
}
