import type { Setting } from '../profiles/types';

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

/** A source whose access key is there already: in a file, or in variables. */
export type KeySource = StaticSource | EnvironmentSource;

/** Whether the source's access key is there already; all others must be asked for credentials. */
export const isKeySource = (source: Source | undefined): source is KeySource =>
  source?.kind === 'static' || source?.kind === 'environment';

/** The ID of the access key. */
export const accessKeyIdOf = (source: KeySource): string =>
  source.kind === 'static' ? source.accessKeyId.value : source.accessKeyId;
