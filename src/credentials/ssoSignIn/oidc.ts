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
import type { Env } from '../../platform/env';
import { isoSeconds } from '../../util/time';
import { malformedResponse } from '../awsError';
import { withTimeout } from '../unreachable';
import type { Token } from './ssoToken';

/** The two services of IAM Identity Center: host name, and what AWS_ENDPOINT_URL_… calls it. */
const SERVICES = { oidc: 'SSO_OIDC', 'portal.sso': 'SSO' } as const;

/** The domain of each partition that does not have AWS's first one. */
const DOMAINS = [
  ['cn-', 'amazonaws.com.cn'],
  ['eusc-', 'amazonaws.eu'],
] as const;

/** Where a service of IAM Identity Center is asked; the variables are those of all AWS SDKs. */
export function serviceUrl(service: keyof typeof SERVICES, region: string, env: Env): string {
  const ignored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === 'true';
  const configured = env[`AWS_ENDPOINT_URL_${SERVICES[service]}`] || env.AWS_ENDPOINT_URL;
  if (configured && !ignored) return configured.replace(/\/+$/, '');
  const domain = DOMAINS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'amazonaws.com';
  return `https://${service}.${region}.${domain}`;
}

/** Every setting that the SDK would otherwise look up in the AWS files, which have been read already. */
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

/** A program that IAM Identity Center knows: ours, for as long as a registration lasts. */
export interface Registration {
  readonly clientId: string;
  readonly clientSecret: string;
  /** ISO 8601. */
  readonly registrationExpiresAt: string;
}

/** The portal's address as the service knows it: the console shows it with `/#` at the end. */
const portalUrl = ({ startUrl }: SsoSession) => startUrl.replace(/#.*$/s, '').replace(/\/+$/, '');

/** Sends one request with a client of its own, within the deadline. Rejects with the SDK's own error. */
async function withClient<Result>(
  { region }: SsoSession,
  env: Env,
  send: (client: SSOOIDCClient) => Promise<Result>,
): Promise<Result> {
  const client = new SSOOIDCClient(clientOptions(serviceUrl('oidc', region, env), region));
  try {
    return await withTimeout(send(client));
  } finally {
    client.destroy();
  }
}

/** RegisterClient. */
export async function registerClient(
  session: SsoSession,
  env: Env,
  grant: Partial<RegisterClientCommandInput> = {},
): Promise<Registration> {
  // The legacy form has no scopes, and thus no refresh token; as in the AWS CLI.
  const scopes = session.name === undefined ? undefined : [...session.scopes];
  const issuerUrl = grant.redirectUris && portalUrl(session);
  const input = { clientName: 'assume', clientType: 'public', scopes, issuerUrl, ...grant };
  const answer = await withClient(session, env, (client) => client.send(new RegisterClientCommand(input)));
  const { clientId = '', clientSecret = '', clientSecretExpiresAt = 0 } = answer;
  return { clientId, clientSecret, registrationExpiresAt: isoSeconds(new Date(clientSecretExpiresAt * 1000)) };
}

/** StartDeviceAuthorization (RFC 8628). */
export const startDevice = (session: SsoSession, { clientId, clientSecret }: Registration, env: Env) =>
  withClient(session, env, (client) =>
    client.send(new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: portalUrl(session) })),
  );

/** CreateToken: what the AWS CLI keeps of the answer. */
export async function createToken(
  session: SsoSession,
  registration: Registration,
  grant: Omit<CreateTokenCommandInput, 'clientId' | 'clientSecret'>,
  env: Env,
): Promise<Token> {
  const { clientId, clientSecret } = registration;
  const answer: CreateTokenCommandOutput = await withClient(session, env, (client) =>
    client.send(new CreateTokenCommand({ clientId, clientSecret, ...grant })),
  );
  if (!answer.accessToken) throw malformedResponse();
  return {
    startUrl: session.startUrl,
    region: session.region,
    accessToken: answer.accessToken,
    expiresAt: isoSeconds(new Date(Date.now() + (answer.expiresIn ?? 0) * 1000)),
    ...registration,
    ...(answer.refreshToken && { refreshToken: answer.refreshToken }),
  };
}
