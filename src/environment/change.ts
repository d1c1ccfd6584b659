import type { Credentials } from '../credentials/types';
import type { Env } from '../platform/env';
import { omitUndefined } from '../util/omitUndefined';
import { isoSeconds } from '../util/time';
import { MANAGED, type Values } from './managed';
import { isAssumed, priorState, restoreText } from './restore';

/** What happens to the environment, in order: each managed variable is set to a value or (null) removed. */
export type EnvironmentChange = readonly (readonly [name: string, value: string | null])[];

const total = (values: Values): EnvironmentChange => MANAGED.map((name) => [name, values[name] ?? null]);

/** `cd -` semantics: assuming a profile again does not make it its own predecessor. */
const previousProfile = (env: Env, profile: string | undefined) =>
  env.ASSUME_PROFILE === profile ? env.ASSUME_PREVIOUS : env.ASSUME_PROFILE;

/** Who one is, where and until when: what is the same in every shell. */
export interface Assumed {
  readonly profile: string;
  readonly region?: string | undefined;
  readonly credentials: Credentials;
}

/** What they are in variables. */
export function assumedValues({ profile, region, credentials }: Assumed): Values {
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
    ASSUME_EXPIRES: expiration && String(Math.floor(expiration.getTime() / 1000)),
  });
}

/**
 * The environment with these values in it, and what this shell needs to get out of them again. Without a region, the
 * region variables are what they were before the first assume.
 */
export function changeTo(env: Env, values: Values): EnvironmentChange {
  const { AWS_REGION, AWS_DEFAULT_REGION } = priorState(env).values;
  return total({
    ...omitUndefined({ AWS_REGION, AWS_DEFAULT_REGION, ASSUME_PREVIOUS: previousProfile(env, values.ASSUME_PROFILE) }),
    ...values,
    ASSUME_RESTORE: restoreText(env),
  });
}

/** The environment with these credentials in it. */
export const assumeChange = (env: Env, assumed: Assumed): EnvironmentChange => changeTo(env, assumedValues(assumed));

/**
 * The environment as it was before the first assume. If there was none, nothing is touched: the shell may hold variables
 * that it does not export, and so are not seen here.
 */
export const offChange = (env: Env): EnvironmentChange => (isAssumed(env) ? total(priorState(env).values) : []);
