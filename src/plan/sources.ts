import type { Setting } from '../profiles/types';
import type { ServiceEndpoint } from './route';

/** The access key of a profile. */
export interface StaticSource {
  readonly kind: 'static';
  readonly profile: string;
  readonly accessKeyId: Setting;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** The key and the line of the session token, which is in the same file as the access key. */
  readonly tokenLocation?: { readonly key: string; readonly line: number };
  readonly accountId?: string;
}

/** The credentials in AWS_ACCESS_KEY_ID and its companions. */
export interface EnvironmentSource {
  readonly kind: 'environment';
  /** The profile with this `credential_source`; absent for the shell's own credentials. */
  readonly profile?: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** As the variable has it, in a form that `parseTime` reads. */
  readonly expiration?: string;
  readonly accountId?: string;
}

/** The output of `credential_process`. */
export interface ProcessSource {
  readonly kind: 'process';
  readonly profile: string;
  readonly command: Setting;
}

/**
 * Where to sign in to IAM Identity Center: an `[sso-session NAME]`, or settings of the profile itself (the legacy
 * form).
 */
export interface SsoSession {
  /** The name of the `[sso-session]`; absent in the legacy form. */
  readonly name?: string;
  readonly startUrl: string;
  /** Where a start URL leads that isn't AWS's own; absent if it is, or if nothing has asked yet. */
  readonly portalUrl?: string;
  readonly region: string;
  /** `sso_registration_scopes`; by default the AWS CLI's, `sso:account:access`. */
  readonly scopes: readonly string[];
}

/** The two services of IAM Identity Center. */
export interface CenterEndpoints {
  /** The portal, which issues the credentials of permission sets. */
  readonly portal: ServiceEndpoint;
  /** The OIDC service, which signs users in and renews their sign-in. */
  readonly oidc: ServiceEndpoint;
}

/** A permission set of IAM Identity Center. */
export interface SsoSource {
  readonly kind: 'sso';
  readonly profile: string;
  readonly session: SsoSession;
  readonly accountId: string;
  readonly roleName: string;
  readonly endpoints: CenterEndpoints;
}

/** AssumeRoleWithWebIdentity with the token in a file. */
export interface WebIdentitySource {
  readonly kind: 'webIdentity';
  /** Absent for the shell's own credentials, which variables describe. */
  readonly profile?: string;
  readonly tokenFile: Setting | { readonly value: string; readonly variable: string };
  readonly roleArn: string;
  readonly roleSessionName: string;
  /** True if no session name is configured. */
  readonly hasDefaultName: boolean;
  /** If absent, STS decides (one hour). The AWS CLI reads no duration for a web identity. */
  readonly duration?: { readonly seconds: number; readonly location: string };
  /** Without a profile: where each parameter was found, by its key: a variable, or `file:line`. */
  readonly locations?: Readonly<Record<string, string>>;
}

/** The credentials that `aws login` keeps. */
export interface LoginSource {
  readonly kind: 'login';
  readonly profile: string;
  readonly loginSession: Setting;
  /** AWS Sign-In, which renews them. */
  readonly endpoints: { readonly signin: ServiceEndpoint };
}

/** The credentials of the ECS task, or of whatever AWS_CONTAINER_CREDENTIALS_* names. */
export interface ContainerSource {
  readonly kind: 'container';
  /** The profile that uses them; absent for the shell's own credentials. */
  readonly profile?: string;
}

/** The credentials of the EC2 instance. */
export interface InstanceSource {
  readonly kind: 'instance';
  /** The profile that uses them; absent for the shell's own credentials. */
  readonly profile?: string;
  /** The instance's metadata service. */
  readonly endpoints: { readonly metadata: ServiceEndpoint };
  /** Whether only version 2 of the metadata service may be used, which takes a token. */
  readonly requiresToken: boolean;
}

/** What is configured about the metadata service is added last. */
export type InstanceSettings = Omit<InstanceSource, 'endpoints' | 'requiresToken'>;

/** Where the first credentials of a role chain come from. */
export type Source =
  | StaticSource
  | EnvironmentSource
  | ProcessSource
  | SsoSource
  | WebIdentitySource
  | LoginSource
  | ContainerSource
  | InstanceSource;

/** A source as the profiles that lead to it describe it: where it is asked depends on the assumed profile. */
export type SourceSettings =
  | Exclude<Source, SsoSource | LoginSource | InstanceSource>
  | InstanceSettings
  | Omit<SsoSource, 'endpoints'>
  | Omit<LoginSource, 'endpoints'>;

/** A source whose access key is known without asking: it is in a file, or in environment variables. */
export type KeySource = StaticSource | EnvironmentSource;

/** Whether the source's access key is known without asking. */
export const isKeySource = (source: Source | undefined): source is KeySource =>
  source?.kind === 'static' || source?.kind === 'environment';

/** The access key ID of the source. */
export const accessKeyIdOf = (source: KeySource): string =>
  source.kind === 'static' ? source.accessKeyId.value : source.accessKeyId;

/** Sources that no file describes: whose credentials they have shows only where they are. */
export const isAmbient = ({ kind }: Source): boolean =>
  kind === 'environment' || kind === 'container' || kind === 'instance';

/**
 * Whether a source's credentials are those of a role: to AWS, permission sets and web identities are roles; what another
 * program, the environment, the container or the EC2 instance hands out need not be one.
 */
export const isRole = (source: Pick<Source, 'kind'> | undefined): boolean =>
  source?.kind === 'sso' || source?.kind === 'webIdentity';
