import type { AssumeError } from '../errors';
import type { Env } from '../platform/env';
import type { Files } from '../platform/files';
import type { Profiles } from '../profiles/types';
import type { Plan } from './types';

/** What AssumeRole takes besides the profile, as it was typed; it concerns the last role of the chain. */
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
  /** A role that no profile has. */
  readonly roleArn?: string | undefined;
  /** The profile whose credentials assume it; the shell's current credentials if there is none. */
  readonly sourceProfile?: string | undefined;
  readonly region?: string | undefined;
}

/** What is asked for. */
export interface PlanRequest {
  /** A profile, or the ARN of a role; absent if `--role-arn` says it. */
  readonly name?: string | undefined;
  readonly options: RoleOptions;
  /** The environment as it was before the first assume. */
  readonly env: Env;
  /** The environment as it is now: where current credentials are found. */
  readonly current: Env;
  /** For `--policy file://path`. */
  readonly readFile: Files['read'];
}

/** A plan as far as it can be made, and everything that is wrong with it. */
export interface Draft {
  /** Absent if there is not even a profile. With problems it lacks what could not be read. */
  readonly plan?: Omit<Plan, 'source'> & Partial<Pick<Plan, 'source'>>;
  readonly problems: readonly AssumeError[];
}

/** Everything that is wrong, in the order in which it was found. Reading goes on: what could not be read is absent. */
export class Problems {
  readonly all: AssumeError[] = [];

  add(problem: AssumeError): undefined {
    this.all.push(problem);
    return undefined;
  }
}

/** What a plan is read out of, and where that puts what is wrong. */
export interface PlanContext {
  readonly profiles: Profiles;
  readonly request: PlanRequest;
  readonly problems: Problems;
}
