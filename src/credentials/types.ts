/** What AWS hands out, under the SDK's names (AwsCredentialIdentity). No expiration: a long-term access key. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
  readonly accountId?: string;
}

/** The parameters of one AssumeRole call; the duration in seconds. */
export interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly externalId?: string;
  readonly durationSeconds?: number;
  readonly serialNumber?: string;
  readonly tokenCode?: string;
}

/** Who signs a call, and where it goes. */
export interface Caller {
  readonly credentials: Credentials;
  readonly region: string;
  readonly endpoint?: string;
}

/** One AssumeRole call. Rejects with the SDK's own error. */
export type AssumeRole = (request: AssumeRoleRequest, caller: Caller) => Promise<Credentials>;
