// The names in this file are public: `assume status --json` prints a Status.

/** Something in the environment that is used instead of what `assume` has set. */
export interface Override {
  /** A variable, or `[default]`, the profile. */
  readonly name: string;
  /** What it does, as a sentence without a full stop. Never a secret. */
  readonly effect: string;
}

/** Who one is in an environment, and for how long. What isn't known is null. */
export interface Status {
  /**
   * `valid` and `expired`: of what `assume` has set. `foreign`: there are credentials, and `assume` hasn't set them. `none`:
   * there are no complete credentials.
   */
  readonly state: 'valid' | 'expired' | 'none' | 'foreign';
  /** The profile, or the ARN of a role without one. As all that says who one is, null for foreign credentials. */
  readonly profile: string | null;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly roleName: string | null;
  /** The profiles from the source of the credentials to the one assumed. */
  readonly chain: readonly string[] | null;
  readonly region: string | null;
  /** The variables that say where AWS clients send their requests. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** ISO 8601, in UTC. */
  readonly expiration: string | null;
  /** Never negative. */
  readonly secondsLeft: number | null;
  /** The profile that `assume -` switches to. */
  readonly previous: string | null;
  /** The names of the variables that `assume off` sets again. */
  readonly restores: readonly string[] | null;
  readonly overrides: readonly Override[];
}

/** What STS says about credentials, with `--verify`. */
export interface Verified {
  /** Whose they are; null if STS didn't say. */
  readonly arn: string | null;
  /** Whether that is the profile's role and account; null if neither is known. */
  readonly matches: boolean | null;
}
