import type { Source } from './sources';

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

/** Where STS is asked. */
export interface StsEndpoint {
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
  readonly sts: StsEndpoint;
}
