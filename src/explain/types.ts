import type { Source } from '../plan/sources';

/** One thing that is settled, by its key in the AWS files. Never a secret. */
export interface Fact {
  readonly key: string;
  readonly value: string;
  /** `file:line`, the flag, the variable, or `default`. */
  readonly place: string;
}

/** One link of the chain: the credentials it begins with, or a role. */
export interface Link {
  readonly kind: Source['kind'] | 'role';
  /** Absent for a role that no profile has, and for the shell's own credentials. */
  readonly profile?: string;
  /** In the order in which they are shown. */
  readonly settings: readonly Fact[];
  /** Its credentials are kept, and count until then. Absent if AWS will be asked. */
  readonly cachedUntil?: string;
}

/** Something that only a person can give, and who gives it this time. */
export interface Question {
  readonly kind: 'mfaCode' | 'signIn';
  /** The serial number of the device; the start URL of IAM Identity Center. */
  readonly about: string;
  /** `mfaSession`: nobody is asked, an earlier code counts until `until`. `mfaProcess`: the profile's command. */
  readonly answer: 'person' | 'mfaSession' | 'mfaProcess';
  readonly until?: string;
}

/** What is wrong, as on stderr. */
export interface Problem {
  readonly message: string;
  /** What the exit status of an assume would be. */
  readonly exitCode: number;
  readonly notes: readonly string[];
  readonly hints: readonly { readonly command: string; readonly purpose: string }[];
}

/**
 * What `assume plan --json` prints. A member that does not apply is absent, none is null; lists may be empty. Times are
 * ISO 8601 in UTC. Where there are problems, what could not be read is absent.
 */
export interface Explanation {
  /** As it would be called in the shell: the profile, or the ARN of the role. Absent if there is no such profile. */
  readonly profile?: string;
  readonly source?: Link;
  /** In the order in which they are assumed. */
  readonly roles: readonly Link[];
  /** The region that the shell gets; absent if it keeps its own. */
  readonly region?: Fact;
  /** Where STS is asked. */
  readonly sts?: {
    readonly region: string;
    readonly endpoint?: string;
    readonly useFipsEndpoint?: boolean;
    readonly useDualstackEndpoint?: boolean;
  };
  /** What is to be given on the way, in its order. Empty if everything is there, or kept. */
  readonly asked: readonly Question[];
  readonly problems: readonly Problem[];
}
