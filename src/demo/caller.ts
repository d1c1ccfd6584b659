import { createHash } from 'node:crypto';
import { Secret } from 'otpauth';
import { accountOf, type Role, type User, userArn } from './world';

/** What a session of a role carries, and hands on to the roles that it assumes. */
export interface SessionContext {
  readonly tags: Readonly<Record<string, string>>;
  /** The names of the tags that are handed on. */
  readonly transitive: readonly string[];
  readonly sourceIdentity: string | undefined;
}

/** Who sends a request: a user, with long-term keys or a session of GetSessionToken, or a role's session. */
export type Caller = UserCaller | RoleCaller;

interface Identity {
  readonly arn: string;
  readonly accountId: string;
  readonly userId: string;
}

/** A user. `session` is true for keys from GetSessionToken, `mfa` is when an MFA code was given for them. */
export interface UserCaller extends Identity {
  readonly kind: 'user';
  readonly user: User;
  readonly session: boolean;
  readonly mfa: Date | undefined;
}

/** The session of an assumed role. AWS never hands MFA on to it. */
export interface RoleCaller extends Identity {
  readonly kind: 'role';
  readonly role: Role;
  readonly context: SessionContext;
}

/** AWS's unique ids: always the same for the same ARN. */
const uniqueId = (prefix: 'AIDA' | 'AROA', arn: string) =>
  prefix + Secret.fromHex(createHash('sha256').update(arn).digest('hex')).base32.slice(0, 17);

/** A user, as AWS calls it. */
export function userCaller(
  user: User,
  { session = false, mfa }: { session?: boolean; mfa?: Date | undefined } = {},
): UserCaller {
  const arn = userArn(user);
  return { kind: 'user', user, session, mfa, arn, accountId: user.accountId, userId: uniqueId('AIDA', arn) };
}

const PLAIN: SessionContext = { tags: {}, transitive: [], sourceIdentity: undefined };

/** A session of a role, as AWS calls it: the role's path is not part of the ARN. */
export function roleCaller(role: Role, sessionName: string, context: SessionContext = PLAIN): RoleCaller {
  const accountId = accountOf(role.arn);
  return {
    kind: 'role',
    role,
    context,
    accountId,
    arn: `arn:${role.arn.split(':')[1]}:sts::${accountId}:assumed-role/${role.arn.split('/').at(-1)}/${sessionName}`,
    userId: `${uniqueId('AROA', role.arn)}:${sessionName}`,
  };
}
