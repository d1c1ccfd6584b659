import type { Setting } from '../profiles/types';

/** One AssumeRole call to come. */
export interface Hop {
  /** The profile that asks for this role. */
  readonly profile: string;
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly externalId?: string;
  /** In seconds; absent means that STS decides (one hour). */
  readonly durationSeconds?: number;
  readonly mfaSerial?: string;
}

/** The access key of a profile. */
export interface StaticSource {
  readonly kind: 'static';
  readonly profile: string;
  readonly accessKeyId: Setting;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly accountId?: string;
}

/** Where the first credentials of a chain come from: a tagged union, with one member for each kind that is understood. */
export type Source = StaticSource;

/** All that will be done for a profile, decided before anything is asked or sent. */
export interface Plan {
  readonly profile: string;
  readonly source: Source;
  /** In the order in which they are made, each signed with the credentials of the one before. */
  readonly hops: readonly Hop[];
  /** The region the shell gets: the flag's or the profile's. */
  readonly region?: string;
  /** Where STS is asked. */
  readonly sts: { readonly region: string; readonly endpoint?: string };
}
