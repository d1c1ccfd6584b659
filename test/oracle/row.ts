import type { Environment } from '../support/shells';

/** The two AWS files, the environment, and the profile to assume (`a` by default). */
export interface Row {
  readonly title: string;
  /** `%HOME%` stands for the home folder, which has `process.json` and `token`. */
  readonly config?: string;
  readonly credentials?: string;
  /** `%URL%` stands for the URL of the fake AWS, `%HOME%` for the home folder. */
  readonly env?: Environment;
  readonly profile?: string;
  /** Signed in to the portal: what the token's file is named after. */
  readonly signedIn?: string;
  /** An MFA code is available. */
  readonly mfa?: boolean;
}

/** A row, and its result. */
export type Case = Row & {
  /** The identity in the end; `null` if both programs fail. */
  readonly who: string | null;
  /** Whether the AWS CLI caches the credentials. */
  readonly isCached?: boolean;
  /** Why the entries of the AWS CLI aren't shared, though it has some: an intended difference. */
  readonly notShared?: string | undefined;
};
