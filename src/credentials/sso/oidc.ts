import {
  CreateTokenCommand,
  type CreateTokenCommandInput,
  type CreateTokenCommandOutput,
  RegisterClientCommand,
  type RegisterClientCommandInput,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { isoSeconds } from '../../clock';
import type { Env } from '../../env';
import type { SsoSession } from '../../plan/sources';
import { oddAnswer } from '../answer';
import { inTime } from '../deadline';
import { clientOptions, serviceUrl } from './service';
import type { Token } from './token';

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
    return await inTime(send(client));
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
  if (!answer.accessToken) throw oddAnswer();
  return {
    startUrl: session.startUrl,
    region: session.region,
    accessToken: answer.accessToken,
    expiresAt: isoSeconds(new Date(Date.now() + (answer.expiresIn ?? 0) * 1000)),
    ...registration,
    ...(answer.refreshToken && { refreshToken: answer.refreshToken }),
  };
}
