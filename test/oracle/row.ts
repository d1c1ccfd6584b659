import type { Environment } from '../support/shells';

/** What a row is about: the two AWS files, the environment, and the profile that is asked for (`a`). */
export interface Row {
  readonly title: string;
  /** `%HOME%` stands for the home folder, in which `process.json` and `token` are. */
  readonly config?: string;
  readonly credentials?: string;
  /** `%URL%` stands for the address of the embedded AWS. */
  readonly env?: Environment;
  readonly profile?: string;
  /** Somebody has signed in to the portal: what the token's file is named after. */
  readonly signedIn?: string;
  /** A code is typed, or given. */
  readonly mfa?: boolean;
}

/**
 * A row, and who one is in the end; `null`: nobody, both refuse. `isKept`: whether the AWS CLI's cache holds what came of it.
 */
export type Case = Row & { readonly who: string | null; readonly isKept?: boolean };
