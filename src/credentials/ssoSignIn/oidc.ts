import {
  CreateTokenCommand,
  type CreateTokenCommandInput,
  type CreateTokenCommandOutput,
  RegisterClientCommand,
  type RegisterClientCommandInput,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import type { ServiceEndpoint } from '../../plan/route';
import type { SsoSession } from '../../plan/sources';
import { isoSeconds } from '../../util/time';
import { failed, malformedResponse } from '../awsError';
import { endProblem } from '../checkIssued';
import { endpointOf } from '../endpoint';
import { requestHandler } from '../network/requestHandler';
import type { Network } from '../types';
import { withTimeout } from '../unreachable';
import type { Token } from './ssoToken';

/** Every setting that the SDK would otherwise look up in the AWS files, which have already been read. */
export const clientOptions = async (endpoint: ServiceEndpoint, region: string, network: Network) => ({
  endpoint: endpoint.url,
  region,
  maxAttempts: 2,
  retryMode: 'standard',
  defaultsMode: 'standard' as const,
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: 'assume',
  authSchemePreference: [],
  requestHandler: await requestHandler(endpointOf(endpoint), network),
});

/** This program as a client of IAM Identity Center, until the registration expires. */
export interface Registration {
  readonly clientId: string;
  readonly clientSecret: string;
  /** ISO 8601. */
  readonly registrationExpiresAt: string;
}

/** The portal's URL as the service knows it; the console shows it with `/#` at the end. */
const portalUrl = ({ startUrl, portalUrl: resolved = startUrl }: SsoSession) =>
  resolved.replace(/#.*$/s, '').replace(/\/+$/, '');

/** The OIDC service, and the time. */
export interface Oidc extends ServiceEndpoint {
  readonly now: Date;
  readonly network: Network;
}

/** Sends one request with a client of its own, within the deadline. @throws the SDK's own error */
async function withClient<Result>(
  { region }: SsoSession,
  { network, ...endpoint }: Oidc,
  send: (client: SSOOIDCClient) => Promise<Result>,
): Promise<Result> {
  const client = new SSOOIDCClient(await clientOptions(endpoint, region, network));
  return withTimeout(send(client));
}

/**
 * A time that the service sent.
 * @param seconds since 1970
 * @throws AssumeError (exit 1) that names the service and the field, for anything that isn't a time to come
 */
function endOf({ now, ...endpoint }: Oidc, field: string, seconds: unknown): Date {
  const end = new Date(typeof seconds === 'number' ? seconds * 1000 : Number.NaN);
  const problem = endProblem(end, now);
  if (problem) throw failed(`${endpointOf(endpoint).name} returned a sign-in whose ${field} ${problem}.`);
  return end;
}

/** Registers this program (RegisterClient). @throws the SDK's own error; AssumeError (exit 1) for an odd answer */
export async function registerClient(
  session: SsoSession,
  oidc: Oidc,
  grant: Partial<RegisterClientCommandInput> = {},
): Promise<Registration> {
  // As in the AWS CLI, the legacy form has no scopes and thus no refresh token.
  const scopes = session.name === undefined ? undefined : [...session.scopes];
  const issuerUrl = grant.redirectUris && portalUrl(session);
  const input = { clientName: 'assume', clientType: 'public', scopes, issuerUrl, ...grant };
  const response = await withClient(session, oidc, (client) => client.send(new RegisterClientCommand(input)));
  const { clientId = '', clientSecret = '', clientSecretExpiresAt } = response;
  const end = endOf(oidc, 'clientSecretExpiresAt', clientSecretExpiresAt);
  return { clientId, clientSecret, registrationExpiresAt: isoSeconds(end) };
}

/** Requests a device code (StartDeviceAuthorization, RFC 8628). @throws the SDK's own error */
export const startDevice = (session: SsoSession, { clientId, clientSecret }: Registration, oidc: Oidc) =>
  withClient(session, oidc, (client) =>
    client.send(new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: portalUrl(session) })),
  );

/**
 * Exchanges a grant for a token (CreateToken), in the form that the AWS CLI saves.
 * @throws the SDK's own error; AssumeError (exit 1) for an odd answer
 */
export async function createToken(
  session: SsoSession,
  registration: Registration,
  grant: Omit<CreateTokenCommandInput, 'clientId' | 'clientSecret'>,
  oidc: Oidc,
): Promise<Token> {
  const { clientId, clientSecret } = registration;
  const response: CreateTokenCommandOutput = await withClient(session, oidc, (client) =>
    client.send(new CreateTokenCommand({ clientId, clientSecret, ...grant })),
  );
  if (typeof response.accessToken !== 'string' || !response.accessToken) throw malformedResponse();
  const { expiresIn } = response;
  const seconds = typeof expiresIn === 'number' ? oidc.now.getTime() / 1000 + expiresIn : undefined;
  return {
    startUrl: session.startUrl,
    region: session.region,
    accessToken: response.accessToken,
    expiresAt: isoSeconds(endOf(oidc, 'expiresIn', seconds)),
    ...registration,
    ...(response.refreshToken && { refreshToken: response.refreshToken }),
  };
}
