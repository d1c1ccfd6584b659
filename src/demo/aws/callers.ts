import { createHash, randomBytes } from 'node:crypto';
import { Secret } from 'otpauth';
import { accountOf, type Role, type User, userArn } from './awsAccounts';

/** What a role session carries, and passes along the role chain. */
export interface SessionAttributes {
  readonly tags: Readonly<Record<string, string>>;
  /** The keys of the tags that are passed along. */
  readonly transitive: readonly string[];
  readonly sourceIdentity: string | undefined;
}

/** Who signed a request: a user, with long-term keys or keys from GetSessionToken, or a role session. */
export type Caller = UserCaller | RoleCaller;

interface Identity {
  readonly arn: string;
  readonly accountId: string;
  readonly userId: string;
}

/** A user. */
export interface UserCaller extends Identity {
  readonly kind: 'user';
  readonly user: User;
  /** Whether the keys are temporary, from GetSessionToken. */
  readonly temporary: boolean;
  /** When the MFA code for these keys was given; `undefined` if none was. */
  readonly mfaTime: Date | undefined;
}

/** A role session. AWS never passes MFA along to it. */
export interface RoleCaller extends Identity {
  readonly kind: 'role';
  readonly role: Role;
  readonly attributes: SessionAttributes;
}

/** What signs a request, and who it stands for. */
export interface Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly caller: Caller;
  /** What the request for it was made with: an access key ID, or the subject of a web identity; absent for other keys. */
  readonly requester?: string;
  readonly session?: { readonly token: string; readonly expiration: Date };
}

/** A key that expires. */
export type SessionKey = Key & Required<Pick<Key, 'session'>>;

// AWS's unique IDs never change for an ARN.
const uniqueId = (prefix: 'AIDA' | 'AROA', arn: string) =>
  prefix + Secret.fromHex(createHash('sha256').update(arn).digest('hex')).base32.slice(0, 17);

/** The caller that a user's keys stand for. @param state by default, long-term keys */
export function userCaller(
  user: User,
  { temporary = false, mfaTime }: { temporary?: boolean; mfaTime?: Date | undefined } = {},
): UserCaller {
  const arn = userArn(user);
  return { kind: 'user', user, temporary, mfaTime, arn, accountId: user.accountId, userId: uniqueId('AIDA', arn) };
}

const NO_ATTRIBUTES: SessionAttributes = { tags: {}, transitive: [], sourceIdentity: undefined };

/** The caller that a role session's keys stand for. As in AWS, its ARN leaves out the role's path. */
export function roleCaller(role: Role, sessionName: string, attributes = NO_ATTRIBUTES): RoleCaller {
  const accountId = accountOf(role.arn);
  return {
    kind: 'role',
    role,
    attributes,
    accountId,
    arn: `arn:${role.arn.split(':')[1]}:sts::${accountId}:assumed-role/${role.arn.split('/').at(-1)}/${sessionName}`,
    userId: `${uniqueId('AROA', role.arn)}:${sessionName}`,
  };
}

/** The prefix and 16 random characters of A to Z and 2 to 7, as in AWS. AKIA is for users' keys, ASIA for sessions'. */
export const newAccessKeyId = (prefix: 'AKIA' | 'ASIA'): string => prefix + new Secret({ size: 10 }).base32;

/** 40 random characters. */
export const newSecretAccessKey = (): string => randomBytes(30).toString('base64');

/** An opaque random token, URL-safe. @param bytes its length before encoding */
export const randomToken = (bytes = 24): string => randomBytes(bytes).toString('base64url');

/** Every known key: those of the users, and those issued since, including expired ones. */
export class KeyRing {
  private readonly keys: Map<string, Key>;

  constructor(users: readonly User[]) {
    this.keys = new Map(users.map((user) => [user.accessKeyId, { ...user, caller: userCaller(user) }]));
  }

  find(accessKeyId: string): Key | undefined {
    return this.keys.get(accessKeyId);
  }

  /** Forgets a key, as AWS does when its user or role is deleted. */
  forget(accessKeyId: string): void {
    this.keys.delete(accessKeyId);
  }

  /** Issues and remembers a session's key. It expires on a full second, since AWS reports no fractions. */
  issue(caller: Caller, durationSeconds: number, now: Date, requester?: string): SessionKey {
    const key = {
      ...(requester !== undefined && { requester }),
      accessKeyId: newAccessKeyId('ASIA'),
      secretAccessKey: newSecretAccessKey(),
      caller,
      session: {
        token: randomBytes(240).toString('base64'),
        expiration: new Date((Math.floor(now.getTime() / 1000) + durationSeconds) * 1000),
      },
    };
    this.keys.set(key.accessKeyId, key);
    return key;
  }
}
