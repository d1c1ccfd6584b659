/** A very small AWS, as plain data: who there is, and which roles they may have. */
export interface World {
  readonly users: readonly User[];
  readonly roles: readonly Role[];
  /** The tokens of OIDC providers. */
  readonly webIdentities?: readonly WebIdentity[];
  /** What the container of this machine has been given. */
  readonly container?: { readonly roleArn: string; readonly authorizationToken: string };
  /** The role of the EC2 instance that this machine is. */
  readonly instance?: { readonly roleArn: string };
  /** Who has signed in to the console, for `aws login`. */
  readonly consoleSessions?: readonly ConsoleSession[];
  /** The portals of IAM Identity Center. */
  readonly portals?: readonly Portal[];
  /** How long a client of IAM Identity Center stays registered, in seconds: else AWS's 90 days. */
  readonly registrationSeconds?: number;
}

/** A sign-in to the console by a user, and what renews it. */
export interface ConsoleSession {
  readonly userName: string;
  readonly clientId: string;
  readonly refreshToken: string;
}

/** A token of an OIDC provider. */
export interface WebIdentity {
  readonly token: string;
  /** The provider's ARN: what a role trusts. */
  readonly provider: string;
  readonly subject: string;
  readonly audience: string;
  readonly expiration?: Date;
}

/** An access portal of IAM Identity Center, and the one person who signs in there. */
export interface Portal {
  readonly startUrl: string;
  readonly region: string;
  /** The person's name: role sessions are called by it. */
  readonly userName: string;
  readonly assignments: readonly Assignment[];
  /** The life of an access token in seconds: else AWS's 8 hours. */
  readonly accessTokenSeconds?: number;
  /** Whether a client that asked for scopes gets a refresh token: else it does. */
  readonly refreshTokens?: boolean;
}

/** An account in which the person of a portal has a permission set. */
export interface Assignment {
  readonly accountId: string;
  /** The permission set's name: what a profile calls `sso_role_name`. */
  readonly roleName: string;
  /** The life of its credentials in seconds: else one hour. */
  readonly sessionSeconds?: number;
}

/** An IAM user with one access key. */
export interface User {
  readonly name: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly mfa?: MfaDevice;
  /** Actions that a policy denies, as `sts:GetSessionToken`. */
  readonly denied?: readonly string[];
}

/** A virtual MFA device: TOTP with SHA-1, six digits and steps of 30 seconds. */
export interface MfaDevice {
  /** The device's ARN. */
  readonly serialNumber: string;
  /** In base32, as an authenticator app takes it. */
  readonly secret: string;
}

/** An IAM role. A role that is not in the {@link World} is refused in the words of one that trusts somebody else. */
export interface Role {
  readonly arn: string;
  readonly trust: Trust;
  /** In seconds. */
  readonly maxSessionDuration: number;
}

/** Who may assume a role, and under which conditions. */
export interface Trust {
  /** ARNs of users and roles; an account's root ARN, or its twelve digits, means anybody of that account. */
  readonly principals: readonly string[];
  readonly externalId?: string;
  readonly mfa?: boolean;
  /** How long ago MFA may have been at most, in seconds (`aws:MultiFactorAuthAge`). */
  readonly mfaAge?: number;
  /** The source identity that a session must have (`sts:SourceIdentity`). */
  readonly sourceIdentity?: string;
  /** Session tags that must be passed or handed on (`aws:RequestTag`). */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Tells the time. */
export type Clock = () => Date;

/** The account of an IAM or STS ARN. */
export const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

/** The ARN of a user. */
export const userArn = ({ accountId, name }: User): string => `arn:aws:iam::${accountId}:user/${name}`;
