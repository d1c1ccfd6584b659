import type { EndpointVariant } from './partitions';
import type { Source } from './sources';

/** A session tag (STS: `Tag`). */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** One AssumeRole call of a role chain. Absent parameters are not sent. */
export interface Hop {
  /** The profile with this role; the role's ARN for a role without a profile. */
  readonly profile: string;
  readonly roleArn: string;
  readonly roleSessionName: string;
  /** True if no session name is configured. The AWS CLI's cache keys include configured names only. */
  readonly hasDefaultName: boolean;
  readonly externalId?: string;
  /** If absent, STS decides (one hour). */
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
  /** Where each parameter was found, by its key in the AWS files: `file:line`, or the flag. */
  readonly locations: Readonly<Record<string, string>>;
}

/** Where to call STS: a URL, or AWS's own endpoint in the region. */
export interface StsEndpoint extends EndpointVariant {
  readonly region: string;
  readonly endpoint?: string;
}

/** Everything that will be done for a profile, decided before anything is asked or sent. Plain data. */
export interface Plan {
  /** The profile's name; the role's ARN for a role without a profile. */
  readonly profile: string;
  readonly source: Source;
  /** In call order; each call is signed with the credentials of the one before, the first with those of the source. */
  readonly hops: readonly Hop[];
  /** The region to put into the shell; absent to leave it alone. */
  readonly region?: string;
  readonly sts: StsEndpoint;
}
