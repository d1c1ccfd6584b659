/** What the command line asks for, as typed. What concerns a role concerns the last one of the chain. */
export interface RoleOptions {
  /** `1h`, `90m`, or seconds. */
  readonly duration?: string | undefined;
  readonly sessionName?: string | undefined;
  readonly externalId?: string | undefined;
  /** `key=value` each. */
  readonly tag?: readonly string[] | undefined;
  readonly transitiveTag?: readonly string[] | undefined;
  readonly sourceIdentity?: string | undefined;
  /** JSON, or `file://` and a path, as in the AWS CLI. */
  readonly policy?: string | undefined;
  readonly policyArn?: readonly string[] | undefined;
  /** A role without a profile. */
  readonly roleArn?: string | undefined;
  /** The profile whose credentials assume `roleArn`; the shell's own credentials if absent. */
  readonly sourceProfile?: string | undefined;
  readonly region?: string | undefined;
  /** The access key of the profile itself, instead of an MFA session. */
  readonly longTerm?: boolean | undefined;
}
