import type { Agent } from 'node:http';
import type { StsEndpoint, Tag } from '../plan/types';
import type { Endpoint } from './endpoint';

/** AWS credentials, under the SDK's names (AwsCredentialIdentity). A long-term access key has no expiration. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
  readonly accountId?: string;
}

/** The identity of a role session (STS: `AssumedRoleUser`). */
export interface AssumedRole {
  readonly id: string;
  readonly arn: string;
}

/** Credentials as AWS issued them, with what a cache entry records. */
export interface Issued {
  readonly credentials: Credentials;
  /** Absent if no role was assumed by name: IAM Identity Center, GetSessionToken, other providers. */
  readonly assumedRole?: AssumedRole;
  /** How far AWS's clock is ahead of this machine's, in milliseconds; negative if behind. */
  readonly clockOffset?: number;
  /**
   * botocore's `ProviderType`: `sso` for IAM Identity Center (`aws sso logout` removes those from the cache); `session`, a
   * type of this program's own, for an MFA session; absent for a role.
   */
  readonly providerType?: string;
}

/** The parameters of AssumeRole; the duration is in seconds. */
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

/** The parameters of GetSessionToken; the duration is in seconds. */
export interface SessionTokenRequest {
  readonly serialNumber: string;
  readonly tokenCode: string;
  readonly durationSeconds: number;
}

/** The parameters of AssumeRoleWithWebIdentity, which isn't signed; the duration is in seconds. */
export interface WebIdentityRequest {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly webIdentityToken: string;
  readonly durationSeconds?: number | undefined;
}

/** What signs a request, and where it goes. */
export interface StsCaller extends StsEndpoint {
  readonly credentials: Credentials;
}

/** The STS requests of this program. Each rejects with the SDK's own error. */
export interface Sts {
  assumeRole(request: AssumeRoleRequest, caller: StsCaller): Promise<Issued>;
  getSessionToken(request: SessionTokenRequest, caller: StsCaller): Promise<Issued>;
  assumeRoleWithWebIdentity(request: WebIdentityRequest, endpoint: StsEndpoint): Promise<Issued>;
  /** Whose the credentials are (GetCallerIdentity), as an ARN. */
  callerArn(caller: StsCaller): Promise<string>;
}

/** The connections of this process. */
export interface Network {
  /**
   * Opens a connection for the next request, and waits until that takes nothing but time. That it fails is told by the request.
   * @throws AssumeError (exit 3) for a CA bundle that can't be read
   */
  open(endpoint: Endpoint): Promise<void>;
  /** What carries requests, one after the other on the same connection. They fail as `open` does. */
  agentFor(endpoint: Endpoint): Promise<Agent>;
}

/** Who asked for credentials, and where. */
export interface Origin {
  /** A hash of whose credentials signed the request: the identity of the source, and the roles assumed with it so far. */
  readonly source: string;
  /** The URL of the service, as configured; empty for AWS's own. */
  readonly endpoint: string;
}

/** A cache entry. One that the AWS CLI wrote has neither origin nor request. */
export interface CachedEntry extends Issued {
  readonly origin?: Origin;
  /** What was asked for: the key without the origin. */
  readonly request?: string;
  /** When the file was written, in milliseconds since 1970; known for entries without an origin that are not copies. */
  readonly written?: number;
}

/** The credentials cached between runs, by the AWS CLI's keys or this program's own. */
export interface Cache {
  /** `undefined` if there is no such entry, or none that can be read. The entry may have expired. */
  get(key: string): CachedEntry | undefined;
  /** Writes an entry completely or not at all. Never throws: the user is told if it can't be written. */
  put(key: string, entry: CachedEntry): void;
  /** Deletes an entry, if there is one. Never throws. */
  delete(key: string): void;
}
