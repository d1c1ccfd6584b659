/** The accounts of the fake AWS, as plain data: who exists, and which roles they may assume. */
export interface AwsAccounts {
  readonly users: readonly User[];
  readonly roles: readonly Role[];
  /** Tokens of OIDC providers that AssumeRoleWithWebIdentity recognizes. */
  readonly webIdentities?: readonly WebIdentity[];
  /** The role of the container that this machine poses as, and the token its endpoint requires. */
  readonly container?: { readonly roleArn: string; readonly authorizationToken: string };
  /** The role of the EC2 instance that this machine poses as. */
  readonly instance?: { readonly roleArn: string };
  /** Console sign-ins that `aws login` made. */
  readonly consoleSessions?: readonly ConsoleSession[];
  /** The access portals of IAM Identity Center. */
  readonly portals?: readonly Portal[];
  /** Opt-in regions that no account has enabled: STS there knows none of their keys. */
  readonly disabledRegions?: readonly string[];
  /** How long an OIDC client stays registered, in seconds. Default: 90 days, as in AWS. */
  readonly registrationSeconds?: number;
}

/** A user's console sign-in, and the token that renews it. */
export interface ConsoleSession {
  readonly userName: string;
  readonly clientId: string;
  readonly refreshToken: string;
}

/** A token of an OIDC provider. */
export interface WebIdentity {
  readonly token: string;
  /** The provider's ARN, which trust policies name as the principal. */
  readonly provider: string;
  readonly subject: string;
  readonly audience: string;
  /** Default: never expires. */
  readonly expiration?: Date;
}

/** An access portal of IAM Identity Center, and the one user who signs in there. */
export interface Portal {
  readonly startUrl: string;
  readonly region: string;
  /** Also the session name of the user's role sessions. */
  readonly userName: string;
  readonly assignments: readonly Assignment[];
  /** Lifetime of an access token in seconds. Default: 8 hours, as in AWS. */
  readonly accessTokenSeconds?: number;
  /** Whether clients that request scopes get a refresh token. Default: true. */
  readonly refreshTokens?: boolean;
}

/** A permission set that the portal's user has in an account. */
export interface Assignment {
  readonly accountId: string;
  /** The permission set's name, which profiles call `sso_role_name`. */
  readonly roleName: string;
  /** Lifetime of its credentials in seconds. Default: one hour. */
  readonly sessionSeconds?: number;
}

/** An IAM user with one access key. */
export interface User {
  readonly name: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly mfa?: MfaDevice;
  /** Actions that a policy denies explicitly, such as `sts:GetSessionToken`. */
  readonly denied?: readonly string[];
}

/** A virtual MFA device: TOTP with SHA-1, six digits and 30-second steps. */
export interface MfaDevice {
  /** The device's ARN. */
  readonly serialNumber: string;
  /** In base32, as authenticator apps take it. */
  readonly secret: string;
}

/** An IAM role. For a role that doesn't exist, AWS sends the same error as for one that doesn't trust the caller. */
export interface Role {
  readonly arn: string;
  readonly trust: Trust;
  /** In seconds. */
  readonly maxSessionDuration: number;
}

/** A role's trust policy: who may assume it, and on which conditions. */
export interface Trust {
  /** ARNs of users and roles. An account's root ARN, or its 12 digits, admits everyone in that account. */
  readonly principals: readonly string[];
  readonly externalId?: string;
  /** Whether MFA is required. */
  readonly mfa?: boolean;
  /** Maximum age of the MFA in seconds (`aws:MultiFactorAuthAge`). */
  readonly mfaAge?: number;
  /** The source identity that the session must have (`sts:SourceIdentity`). */
  readonly sourceIdentity?: string;
  /** Session tags that must be requested or inherited (`aws:RequestTag`). */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Returns the current time. */
export type Clock = () => Date;

/** The account ID in an IAM or STS ARN. */
export const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

/** A user's ARN. */
export const userArn = ({ accountId, name }: User): string => `arn:aws:iam::${accountId}:user/${name}`;
