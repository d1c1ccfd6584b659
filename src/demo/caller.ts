import { createHash } from 'node:crypto';
import { Secret } from 'otpauth';
import { accountOf, type Role, type User, userArn } from './world';

/** Who sends a request: a user, with long-term keys or a session of GetSessionToken, or a role's session. */
export type Caller = UserCaller | RoleCaller;

interface Identity {
  readonly arn: string;
  readonly accountId: string;
  readonly userId: string;
}

/** A user. `session` is true for keys from GetSessionToken, `mfa` if an MFA code was given for them. */
export interface UserCaller extends Identity {
  readonly kind: 'user';
  readonly user: User;
  readonly session: boolean;
  readonly mfa: boolean;
}

/** The session of an assumed role. AWS never hands MFA on to it. */
export interface RoleCaller extends Identity {
  readonly kind: 'role';
  readonly role: Role;
}

/** AWS's unique ids: always the same for the same ARN. */
const uniqueId = (prefix: 'AIDA' | 'AROA', arn: string) =>
  prefix + Secret.fromHex(createHash('sha256').update(arn).digest('hex')).base32.slice(0, 17);

/** A user, as AWS calls it. */
export function userCaller(user: User, { session = false, mfa = false } = {}): UserCaller {
  const arn = userArn(user);
  return { kind: 'user', user, session, mfa, arn, accountId: user.accountId, userId: uniqueId('AIDA', arn) };
}

/** A session of a role, as AWS calls it: the role's path is not part of the ARN. */
export function roleCaller(role: Role, sessionName: string): RoleCaller {
  const accountId = accountOf(role.arn);
  return {
    kind: 'role',
    role,
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role.arn.split('/').at(-1)}/${sessionName}`,
    userId: `${uniqueId('AROA', role.arn)}:${sessionName}`,
  };
}
