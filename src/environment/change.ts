import type { Credentials } from '../credentials/types';
import type { Env } from '../platform/env';
import type { Color } from '../profiles/color';
import { omitUndefined } from '../util/omitUndefined';
import { isoSeconds } from '../util/time';
import { destinationChange, destinationValues } from './destination';
import { MANAGED, type Values } from './managed';
import { isAssumed, priorState, restoreText } from './restore';

/** An ordered change of the environment: each variable is set to a value, or removed (`null`). */
export type EnvironmentChange = readonly (readonly [name: string, value: string | null])[];

/** Sets or removes every managed variable, so that nothing stale survives. */
const totalChange = (values: Values): EnvironmentChange => MANAGED.map((name) => [name, values[name] ?? null]);

/** As with `cd -`, assuming the current profile again keeps the previous one. */
const previousProfile = (env: Env, profile: string | undefined) =>
  env.ASSUME_PROFILE === profile ? env.ASSUME_PREVIOUS : env.ASSUME_PROFILE;

/** Assumed identity, region and expiry: what is the same in every shell. */
export interface Assumed {
  readonly profile: string;
  readonly region?: string | undefined;
  readonly credentials: Credentials;
  /** The name of the role, and the color to show the profile in, if there is one. */
  readonly roleName?: string | undefined;
  readonly color?: Color | undefined;
  /** Where AWS clients send their requests; absent if the profile leaves it alone. */
  readonly destination?: Destination | undefined;
}

/** As in a plan. */
interface Destination {
  readonly variables: readonly { readonly name: string; readonly value: string }[];
}

/** The variables of an assumed identity. AWS_CREDENTIAL_EXPIRATION is ISO 8601, ASSUME_EXPIRES seconds since 1970. */
export function assumedValues({ profile, region, credentials, roleName, color, destination }: Assumed): Values {
  const { expiration } = credentials;
  return omitUndefined({
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_CREDENTIAL_EXPIRATION: expiration && isoSeconds(expiration),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCOUNT_ID: credentials.accountId,
    ASSUME_PROFILE: profile,
    AWSUME_PROFILE: profile,
    ASSUME_ROLE: roleName,
    ASSUME_COLOR: color,
    ASSUME_EXPIRES: expiration && String(Math.floor(expiration.getTime() / 1000)),
    ...destinationValues(destination?.variables ?? []),
  });
}

/**
 * Puts these values into the environment, with what `assume off` and `assume -` need later. Without a region, the
 * region variables are restored from before the first assume.
 */
export function changeTo(env: Env, values: Values): EnvironmentChange {
  const { AWS_REGION, AWS_DEFAULT_REGION } = priorState(env).values;
  const all = totalChange({
    ...omitUndefined({ AWS_REGION, AWS_DEFAULT_REGION, ASSUME_PREVIOUS: previousProfile(env, values.ASSUME_PROFILE) }),
    ...values,
    ASSUME_RESTORE: restoreText(env),
  });
  return [...all, ...destinationChange(env, values)];
}

/** Puts an assumed identity into the environment. */
export const assumeChange = (env: Env, assumed: Assumed): EnvironmentChange => changeTo(env, assumedValues(assumed));

/**
 * Restores the environment from before the first assume. If nothing is assumed, it changes none of the managed variables,
 * since the shell may have some that it does not export and that are not visible here. ASSUME_WITHHELD keeps the names of
 * the credentials of an access key that `assume exec` has not passed on, so that no later assume uses others in its place.
 */
export function offChange(env: Env): EnvironmentChange {
  const { values, withheld } = priorState(env);
  const restored = {
    ...values,
    ...(withheld?.includes('AWS_ACCESS_KEY_ID') && { ASSUME_WITHHELD: withheld.join(' ') }),
  };
  return [...(isAssumed(env) ? totalChange(restored) : []), ...destinationChange(env, {})];
}
