import { createHash } from 'node:crypto';
import type { Aws } from '../aws';
import { roleCaller } from '../caller';
import { type Input, textOf } from '../http';
import { Refusal } from '../refusal';
import type { Received } from '../signature';
import type { Assignment, Portal, Role } from '../world';
import type { Tokens } from './tokens';

const HOUR = 3600;

/** The ARN of the role that IAM Identity Center makes of a permission set: what other roles trust. */
export function permissionSetArn({ startUrl, region }: Portal, { accountId, roleName }: Assignment): string {
  const id = createHash('sha256').update(`${startUrl} ${accountId} ${roleName}`).digest('hex').slice(0, 16);
  // AWS leaves its first region out.
  const path = region === 'us-east-1' ? '' : `${region}/`;
  return `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${path}AWSReservedSSO_${roleName}_${id}`;
}

/** GetRoleCredentials of the portal's API. @throws Refusal */
export function getRoleCredentials(aws: Aws, tokens: Tokens, input: Input, { headers }: Received): object {
  const now = aws.clock();
  const portal = tokens.portalOf(String(headers['x-amz-sso_bearer_token'] ?? ''), now);
  if (!portal) throw new Refusal(401, 'UnauthorizedException', 'Session token not found or invalid');
  const assignment = assignmentFor(portal, textOf(input, 'account_id'), textOf(input, 'role_name'));
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
  if (!accountId || !roleName) throw new Refusal(400, 'InvalidRequestException', 'Missing parameter');
  const ofAccount = assignments.filter((assignment) => assignment.accountId === accountId);
  if (ofAccount.length === 0) throw new Refusal(404, 'ResourceNotFoundException', 'Account not found');
  const found = ofAccount.find((assignment) => assignment.roleName === roleName);
  if (!found) throw new Refusal(403, 'ForbiddenException', 'No access');
  return found;
}
