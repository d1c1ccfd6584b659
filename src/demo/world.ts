/** A very small AWS, as plain data: who there is, and which roles they may have. */
export interface World {
  readonly users: readonly User[];
  readonly roles: readonly Role[];
}

/** An IAM user with one access key. */
export interface User {
  readonly name: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly mfa?: MfaDevice;
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
}

/** Tells the time. */
export type Clock = () => Date;

/** The account of an IAM or STS ARN. */
export const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

/** The ARN of a user. */
export const userArn = ({ accountId, name }: User): string => `arn:aws:iam::${accountId}:user/${name}`;
