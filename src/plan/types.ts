import type { Setting } from '../profiles/types';

export type { Draft, PlanRequest, RoleFlags } from './request';

/** A session tag (STS: `Tag`). */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** One AssumeRole call to come. What is absent is not sent. */
export interface Hop {
  /** The profile that asks for this role; the role's ARN if it was asked for without a profile. */
  readonly profile: string;
  readonly roleArn: string;
  readonly roleSessionName: string;
  /** True if the session name was made up: the AWS CLI's cache key has only one that was configured. */
  readonly hasDefaultName: boolean;
  readonly externalId?: string;
  /** In seconds; absent means that STS decides (one hour). */
  readonly durationSeconds?: number;
  readonly mfaSerial?: string;
  /** The command that prints an MFA code (aws-vault's `mfa_process`). */
  readonly mfaProcess?: string;
  readonly sourceIdentity?: string;
  readonly tags?: readonly Tag[];
  readonly transitiveTagKeys?: readonly string[];
  /** A session policy, as JSON text. */
  readonly policy?: string;
  readonly policyArns?: readonly string[];
  /** Where each of these was found, by its key in the AWS files: `file:line`, or the flag. */
  readonly places: Readonly<Record<string, string>>;
}

/** The access key of a profile. */
export interface StaticSource {
  readonly kind: 'static';
  readonly profile: string;
  readonly accessKeyId: Setting;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly accountId?: string;
}

/** What stands in AWS_ACCESS_KEY_ID and the like. */
export interface EnvironmentSource {
  readonly kind: 'environment';
  /** The profile whose `credential_source` says so; absent if these are the shell's current credentials. */
  readonly profile?: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** ISO 8601, as it stands there. */
  readonly expiration?: string;
  readonly accountId?: string;
}

/** What `credential_process` prints. */
export interface ProcessSource {
  readonly kind: 'process';
  readonly profile: string;
  readonly command: Setting;
}

/** Where one signs in to IAM Identity Center, from `[sso-session NAME]`, or from the profile itself (the legacy form). */
export interface SsoSession {
  /** The name of the `[sso-session]`; absent in the legacy form. */
  readonly name?: string;
  readonly startUrl: string;
  readonly region: string;
  /** `sso_registration_scopes`; the AWS CLI's default, `sso:account:access`, if it is not set. */
  readonly scopes: readonly string[];
}

/** A permission set of IAM Identity Center. */
export interface SsoSource {
  readonly kind: 'sso';
  readonly profile: string;
  readonly session: SsoSession;
  readonly accountId: string;
  readonly roleName: string;
}

/** AssumeRoleWithWebIdentity with the token in a file. */
export interface WebIdentitySource {
  readonly kind: 'webIdentity';
  readonly profile: string;
  readonly tokenFile: Setting;
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly hasDefaultName: boolean;
}

/** What `aws login` left behind. */
export interface LoginSource {
  readonly kind: 'login';
  readonly profile: string;
  readonly loginSession: Setting;
}

/** The credentials of the ECS task, or whatever AWS_CONTAINER_CREDENTIALS_* names. */
export interface ContainerSource {
  readonly kind: 'container';
  /** The profile whose `credential_source` says so; absent if these are the shell's current credentials. */
  readonly profile?: string;
}

/** The credentials of the EC2 instance. */
export interface InstanceSource {
  readonly kind: 'instance';
  readonly profile: string;
}

/** Where the first credentials of a chain come from: a tagged union, with one member for each kind. */
export type Source =
  | StaticSource
  | EnvironmentSource
  | ProcessSource
  | SsoSource
  | WebIdentitySource
  | LoginSource
  | ContainerSource
  | InstanceSource;

/** Where STS is asked. */
export interface StsPlace {
  readonly region: string;
  readonly endpoint?: string;
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
}

/** All that will be done for a profile, decided before anything is asked or sent. */
export interface Plan {
  /** The profile's name; the role's ARN if it was asked for without a profile. */
  readonly profile: string;
  readonly source: Source;
  /** In the order in which they are made, each signed with the credentials of the one before. */
  readonly hops: readonly Hop[];
  /** The region the shell gets: the flag's or the profile's. */
  readonly region?: string;
  readonly sts: StsPlace;
}
