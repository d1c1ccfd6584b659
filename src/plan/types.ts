import type { AssumeError } from '../errors';
import type { Color } from '../profiles/color';
import type { Profiles } from '../profiles/types';
import type { PlanRequest } from './request';
import type { Route } from './route';
import type { EndpointVariant } from './serviceHosts';
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

/** The GetSessionToken call that turns the access key of a profile into an MFA session. */
export interface MfaSession {
  readonly profile: string;
  readonly mfaSerial: string;
  /** The command that prints an MFA code. */
  readonly mfaProcess?: string;
  readonly durationSeconds: number;
  /** The account of the access key, as far as the profile or the device tells. */
  readonly accountId?: string;
  /** Where each parameter was found, by its key in the AWS files: `file:line`, or the flag. */
  readonly locations: Readonly<Record<string, string>>;
}

/**
 * Why an access key is used as it is: `--long-term`, or because it is temporary itself, though the profile names an MFA
 * device or the command line asks for a long-term key.
 */
export type BareKey = 'longTerm' | 'temporary';

/** Where to call STS, and how: a URL, or AWS's own endpoint in the region. */
export interface StsEndpoint extends EndpointVariant, Route {
  readonly region: string;
  readonly endpoint?: string;
}

/** A variable for AWS clients, and where the setting stands that it follows (`file:line`). */
export interface DestinationVariable {
  readonly name: string;
  readonly value: string;
  readonly location: string;
}

/** Where AWS clients send their requests once a profile is assumed. */
export interface Destination {
  /** What the shell gets; never a variable that the user has set. */
  readonly variables: readonly DestinationVariable[];
  /** Each difference from `aws --profile` that no variable can prevent, in one sentence or two. */
  readonly warnings: readonly string[];
}

/** Everything that will be done for a profile, decided before anything is asked or sent. Plain data. */
export interface Plan {
  /** The profile's name; the role's ARN for a role without a profile. */
  readonly profile: string;
  readonly source: Source;
  /** In call order; each call is signed with the credentials of the one before, the first with those of the source. */
  readonly hops: readonly Hop[];
  /** The MFA session to open with the source's access key. Such a plan has no hops. */
  readonly mfaSession?: MfaSession;
  readonly bareKey?: BareKey;
  /** The name of the role that is assumed, if one is. */
  readonly roleName?: string;
  /** The color to show the profile in. */
  readonly color?: Color;
  /** The region to put into the shell; absent to leave it alone. */
  readonly region?: string;
  readonly sts: StsEndpoint;
  /** Absent if the profile leaves it alone. */
  readonly destination?: Destination;
  /** Each setting that has no effect, or can't work, in one sentence. Absent if there is none. */
  readonly warnings?: readonly string[];
}

/** A plan as far as it can be made, and all its problems. */
export interface Draft {
  /** Absent if the target does not exist. With problems it lacks what could not be read. */
  readonly plan?: Omit<Plan, 'source'> & Partial<Pick<Plan, 'source'>>;
  readonly problems: readonly AssumeError[];
}

/** Collects problems in the order in which they are found, so that planning goes on after the first. */
export class Problems {
  readonly all: AssumeError[] = [];

  /** Returns `undefined`, the value of what could not be read. */
  add(problem: AssumeError): undefined {
    // A setting can concern several services.
    if (!this.all.some(({ message }) => message === problem.message)) this.all.push(problem);
    return undefined;
  }
}

/** The inputs of a plan, and where its problems go. */
export interface PlanContext {
  readonly profiles: Profiles;
  readonly request: PlanRequest;
  readonly problems: Problems;
}
