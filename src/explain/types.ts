import type { Source } from '../plan/sources';
import type { BareKey } from '../plan/types';

/** One setting of a plan, by its key in the AWS files. Never a secret. */
export interface Fact {
  readonly key: string;
  readonly value: string;
  /** Where it was found: `file:line`, a flag, `command line`, `environment`, or `default`. */
  readonly location: string;
}

/** One link of the chain: the credentials it starts with, a role, or the MFA session of an access key. */
export interface Link {
  readonly kind: Source['kind'] | 'role' | 'mfaSession';
  /** Absent for a role without a profile, and for the shell's own credentials. */
  readonly profile?: string;
  /** In display order. */
  readonly settings: readonly Fact[];
  /** When its cached credentials stop being used. Absent if AWS will be asked for new ones. */
  readonly cachedUntil?: string;
}

/** Input a plan may need, and where it will come from. */
export interface Prompt {
  readonly kind: 'mfaCode' | 'signIn';
  /** The serial number of the MFA device; the start URL of IAM Identity Center. */
  readonly about: string;
  /** `mfaSession`: no code is needed until `until`. `mfaProcess`: the profile's command prints the code. */
  readonly answer: 'person' | 'mfaSession' | 'mfaProcess';
  readonly until?: string;
}

/** A problem, as it is reported on stderr. */
export interface Problem {
  readonly message: string;
  /** The exit status that `assume PROFILE` would have. */
  readonly exitCode: number;
  readonly notes: readonly string[];
  readonly hints: readonly { readonly command: string; readonly purpose: string }[];
}

/**
 * The output of `assume plan --json`. A member that doesn't apply is absent, never null; lists can be empty. Times are ISO
 * 8601 in UTC. If there are problems, whatever couldn't be read is absent.
 */
export interface Explanation {
  /** The name that the shell would show: the profile, or the ARN of the role. Absent if there is no such profile. */
  readonly profile?: string;
  readonly source?: Link;
  /** In the order in which they are assumed. */
  readonly roles: readonly Link[];
  /** The MFA session that the access key is turned into. Absent if the shell gets the credentials of a role, or the source's. */
  readonly mfaSession?: Link;
  /** Why the access key itself is used, though an MFA session or a long-term key was asked for: see {@link BareKey}. */
  readonly bareKey?: BareKey;
  /** The region that the shell gets; absent if the shell's region doesn't change. */
  readonly region?: Fact;
  /** Where requests to STS go. */
  readonly sts?: {
    readonly region: string;
    readonly endpoint?: string;
    readonly useFipsEndpoint?: boolean;
    readonly useDualstackEndpoint?: boolean;
  };
  /** The proxy and the certificate authorities that requests use. Absent if they are direct, and Node's are trusted. */
  readonly network?: readonly Fact[];
  /** The variables for AWS's endpoints that the shell gets, and those of the user that win over the profile's settings. */
  readonly destination?: readonly Fact[];
  /** Settings that have no effect, or can't work, and where AWS clients in the shell would do something else than with `aws --profile`. */
  readonly warnings?: readonly string[];
  /** What has to be provided, in order. Empty if nothing has to, for instance because the credentials are cached. */
  readonly prompts: readonly Prompt[];
  readonly problems: readonly Problem[];
}
