import { createHash } from 'node:crypto';
import type { Assignment, Portal, Role } from '../aws/awsAccounts';
import type { AwsState } from '../aws/awsState';
import { randomToken, roleCaller } from '../aws/callers';
import { badRequest, type JsonInput, type ReceivedRequest, ServiceError, stringMember } from '../aws/serviceHttp';
import type { OidcClient } from './oidcClients';

const HOUR = 3600;
const DEFAULT_TOKEN_SECONDS = 8 * HOUR;

/** The access and refresh tokens that were issued. */
export class PortalTokens {
  private readonly access = new Map<string, { readonly portal: Portal; readonly expiration: Date }>();
  private readonly refresh = new Map<string, { readonly clientId: string; readonly portal: Portal }>();

  /** Issues the tokens that CreateToken returns. As in AWS, a client that requested no scopes gets no refresh token. */
  issue(client: OidcClient, portal: Portal, now: Date): object {
    const { accessTokenSeconds: expiresIn = DEFAULT_TOKEN_SECONDS, refreshTokens = true } = portal;
    const accessToken = randomToken();
    this.access.set(accessToken, { portal, expiration: new Date(now.getTime() + expiresIn * 1000) });
    const tokens = { accessToken, tokenType: 'Bearer', expiresIn };
    const { scopes, grantTypes } = client;
    if (!refreshTokens || scopes.length === 0 || grantTypes?.includes('refresh_token') === false) return tokens;
    const refreshToken = randomToken();
    this.refresh.set(refreshToken, { clientId: client.clientId, portal });
    return { ...tokens, refreshToken };
  }

  /** The refresh_token grant, which uses up the refresh token. @throws ServiceError */
  renew(client: OidcClient, refreshToken: string, now: Date): object {
    const found = this.refresh.get(refreshToken);
    if (found?.clientId !== client.clientId) {
      throw badRequest('InvalidGrantException', 'Invalid refresh token provided');
    }
    this.refresh.delete(refreshToken);
    return this.issue(client, found.portal, now);
  }

  /** The portal that an access token opens; `undefined` if it is unknown or has expired. */
  portalOf(accessToken: string, now: Date): Portal | undefined {
    const found = this.access.get(accessToken);
    return found && found.expiration > now ? found.portal : undefined;
  }

  /** Revokes all access and refresh tokens, as an administrator can. */
  revoke(): void {
    this.access.clear();
    this.refresh.clear();
  }
}

/** The ARN of the role that IAM Identity Center creates for a permission set. Trust policies name it. */
export function permissionSetArn({ startUrl, region }: Portal, { accountId, roleName }: Assignment): string {
  const id = createHash('sha256').update(`${startUrl} ${accountId} ${roleName}`).digest('hex').slice(0, 16);
  // AWS leaves out its first region.
  const path = region === 'us-east-1' ? '' : `${region}/`;
  return `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${path}AWSReservedSSO_${roleName}_${id}`;
}

/** GetRoleCredentials of the portal API. @throws ServiceError */
export function getRoleCredentials(
  aws: AwsState,
  tokens: PortalTokens,
  input: JsonInput,
  { headers }: ReceivedRequest,
): object {
  const now = aws.clock();
  const portal = tokens.portalOf(String(headers['x-amz-sso_bearer_token'] ?? ''), now);
  if (!portal) throw new ServiceError(401, 'UnauthorizedException', 'Session token not found or invalid');
  const assignment = assignmentFor(portal, stringMember(input, 'account_id'), stringMember(input, 'role_name'));
  const role: Role = {
    arn: permissionSetArn(portal, assignment),
    trust: { principals: [] },
    maxSessionDuration: 12 * HOUR,
  };
  const caller = roleCaller(role, portal.userName);
  const { accessKeyId, secretAccessKey, session } = aws.keys.issue(caller, assignment.sessionSeconds ?? HOUR, now);
  const expiration = session.expiration.getTime();
  return { roleCredentials: { accessKeyId, secretAccessKey, sessionToken: session.token, expiration } };
}

function assignmentFor({ assignments }: Portal, accountId: string, roleName: string): Assignment {
  if (!accountId || !roleName) throw badRequest('InvalidRequestException', 'Missing parameter');
  const inAccount = assignments.filter((assignment) => assignment.accountId === accountId);
  if (inAccount.length === 0) throw new ServiceError(404, 'ResourceNotFoundException', 'Account not found');
  const found = inAccount.find((assignment) => assignment.roleName === roleName);
  if (!found) throw new ServiceError(403, 'ForbiddenException', 'No access');
  return found;
}
