import type { StsEndpoint, Tag } from '../plan/types';

/** What AWS hands out, under the SDK's names (AwsCredentialIdentity). No expiration: a long-term access key. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
  readonly accountId?: string;
}

/** Who a role's session is (STS: `AssumedRoleUser`). */
export interface AssumedRole {
  readonly id: string;
  readonly arn: string;
}

/** An answer of AWS that holds credentials: what a cache keeps. */
export interface Issued {
  readonly credentials: Credentials;
  /** Absent where no role was assumed by name: IAM Identity Center, GetSessionToken, other providers. */
  readonly assumedRole?: AssumedRole;
  /** How far the clock of AWS is ahead of ours, in milliseconds. */
  readonly clockOffset?: number;
  /**
   * botocore's `ProviderType`: `sso` for IAM Identity Center (`aws sso logout` removes those from the cache); `session`,
   * ours, for GetSessionToken; absent for a role.
   */
  readonly providerType?: string;
}

/** The parameters of one AssumeRole call; the duration in seconds. */
export interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly externalId?: string;
  readonly durationSeconds?: number;
  readonly sourceIdentity?: string;
  readonly tags?: readonly Tag[];
  readonly transitiveTagKeys?: readonly string[];
  readonly policy?: string;
  readonly policyArns?: readonly string[];
  readonly serialNumber?: string;
  readonly tokenCode?: string;
}

/** The parameters of one GetSessionToken call; the duration in seconds. */
export interface SessionTokenRequest {
  readonly serialNumber: string;
  readonly tokenCode: string;
  readonly durationSeconds: number;
}

/** The parameters of one AssumeRoleWithWebIdentity call, which nobody signs. */
export interface WebIdentityRequest {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly webIdentityToken: string;
}

/** Who signs a call, and where it goes. */
export interface Caller extends StsEndpoint {
  readonly credentials: Credentials;
}

/** The calls of STS that this tool makes. Each rejects with the SDK's own error. */
export interface Sts {
  assumeRole(request: AssumeRoleRequest, caller: Caller): Promise<Issued>;
  getSessionToken(request: SessionTokenRequest, caller: Caller): Promise<Issued>;
  assumeRoleWithWebIdentity(request: WebIdentityRequest, place: StsEndpoint): Promise<Issued>;
}

/** Credentials kept between runs, by the AWS CLI's keys. */
export interface Cache {
  /** `undefined` if there is no such entry, or none that can be read. It may have expired. */
  get(key: string): Issued | undefined;
  /** Keeps an entry completely or not at all. A cache that cannot be written is no failure: it is told. */
  put(key: string, issued: Issued): void;
  delete(key: string): void;
}
