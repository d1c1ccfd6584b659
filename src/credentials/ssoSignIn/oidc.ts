import {
  CreateTokenCommand,
  type CreateTokenCommandInput,
  type CreateTokenCommandOutput,
  RegisterClientCommand,
  type RegisterClientCommandInput,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { SsoSession } from '../../plan/sources';
import { isoSeconds } from '../../util/time';
import { malformedResponse } from '../awsError';
import { withTimeout } from '../unreachable';
import type { Token } from './ssoToken';

/** Every setting that the SDK would otherwise look up in the AWS files, which have already been read. */
export const clientOptions = (endpoint: string, region: string) => ({
  endpoint,
  region,
  maxAttempts: 2,
  retryMode: 'standard',
  defaultsMode: 'standard' as const,
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: 'assume',
  authSchemePreference: [],
  requestHandler: new NodeHttpHandler({ connectionTimeout: 3_000, requestTimeout: 7_000, throwOnRequestTimeout: true }),
});

/** This program as a client of IAM Identity Center, until the registration expires. */
export interface Registration {
  readonly clientId: string;
  readonly clientSecret: string;
  /** ISO 8601. */
  readonly registrationExpiresAt: string;
}

/** The portal's URL as the service knows it; the console shows it with `/#` at the end. */
const portalUrl = ({ startUrl }: SsoSession) => startUrl.replace(/#.*$/s, '').replace(/\/+$/, '');

/** Sends one request with a client of its own, within the deadline. @throws the SDK's own error */
async function withClient<Result>(
  { region }: SsoSession,
  url: string,
  send: (client: SSOOIDCClient) => Promise<Result>,
): Promise<Result> {
  const client = new SSOOIDCClient(clientOptions(url, region));
  try {
    return await withTimeout(send(client));
  } finally {
    client.destroy();
  }
}

/** Registers this program (RegisterClient). @param url that of the OIDC service @throws the SDK's own error */
export async function registerClient(
  session: SsoSession,
  url: string,
  grant: Partial<RegisterClientCommandInput> = {},
): Promise<Registration> {
  // As in the AWS CLI, the legacy form has no scopes and thus no refresh token.
  const scopes = session.name === undefined ? undefined : [...session.scopes];
  const issuerUrl = grant.redirectUris && portalUrl(session);
  const input = { clientName: 'assume', clientType: 'public', scopes, issuerUrl, ...grant };
  const response = await withClient(session, url, (client) => client.send(new RegisterClientCommand(input)));
  const { clientId = '', clientSecret = '', clientSecretExpiresAt = 0 } = response;
  return { clientId, clientSecret, registrationExpiresAt: isoSeconds(new Date(clientSecretExpiresAt * 1000)) };
}

/** Requests a device code (StartDeviceAuthorization, RFC 8628). @throws the SDK's own error */
export const startDevice = (session: SsoSession, { clientId, clientSecret }: Registration, url: string) =>
  withClient(session, url, (client) =>
    client.send(new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: portalUrl(session) })),
  );

/** Exchanges a grant for a token (CreateToken), in the form that the AWS CLI saves. @throws the SDK's own error */
export async function createToken(
  session: SsoSession,
  registration: Registration,
  grant: Omit<CreateTokenCommandInput, 'clientId' | 'clientSecret'>,
  url: string,
  now: Date,
): Promise<Token> {
  const { clientId, clientSecret } = registration;
  const response: CreateTokenCommandOutput = await withClient(session, url, (client) =>
    client.send(new CreateTokenCommand({ clientId, clientSecret, ...grant })),
  );
  if (!response.accessToken) throw malformedResponse();
  return {
    startUrl: session.startUrl,
    region: session.region,
    accessToken: response.accessToken,
    expiresAt: isoSeconds(new Date(now.getTime() + (response.expiresIn ?? 0) * 1000)),
    ...registration,
    ...(response.refreshToken && { refreshToken: response.refreshToken }),
  };
}
