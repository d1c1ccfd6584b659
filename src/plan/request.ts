import type { Env } from '../platform/env';
import type { Files } from '../platform/files';
import type { ResolvedStartUrl } from './startUrl';

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

/** `assume exec` passed the key's name only, or nothing is known of the environment from before the first assume. */
export type MissingKey = 'withheld' | 'unknown';

/** What to plan, and what the plan may look at. */
export interface PlanRequest {
  /** A profile, or the ARN of a role; absent if `roleArn` names it. */
  readonly name?: string | undefined;
  /** The command that it is for, as the words after `assume`, for the next steps of errors; absent for `use`. */
  readonly command?: string | undefined;
  readonly options: RoleOptions;
  /** The environment from before the first assume. */
  readonly env: Env;
  /** Where a start URL leads that isn't AWS's own, given the configured region; absent unless the user is signing in. */
  readonly resolvedStartUrl?: (startUrl: string, region: string | undefined) => ResolvedStartUrl | undefined;
  /** Why `env` lacks the access key that the environment may have had; absent if it is as it was. */
  readonly missingKey?: MissingKey | undefined;
  /** For `--policy file://path`. */
  readonly readFile: Files['read'];
}
