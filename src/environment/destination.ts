import type { Env } from '../platform/env';

/** The variables that say where AWS clients send requests, and that `assume` sets for a profile; no others count as ours. */
const NAME =
  /^AWS_(ENDPOINT_URL(_[A-Z0-9_]+)?|IGNORE_CONFIGURED_ENDPOINT_URLS|USE_(FIPS|DUALSTACK)_ENDPOINT|CA_BUNDLE|ACCOUNT_ID_ENDPOINT_MODE|STS_REGIONAL_ENDPOINTS)$/;

/** Whether a variable says where AWS clients send requests. */
export const isDestinationName = (name: string): boolean => NAME.test(name);

/** A variable and its value. */
export type Variable = readonly [name: string, value: string];

/** ASSUME_ENDPOINTS holds the variables that `assume` has set, as `NAME=value` separated by `|`. */
const parse = (text: string): Variable[] =>
  text.split('|').flatMap((each): Variable[] => {
    const at = each.indexOf('=');
    return at > 0 && isDestinationName(each.slice(0, at)) ? [[each.slice(0, at), each.slice(at + 1)]] : [];
  });

/**
 * The variables that an earlier assume has set for its profile's endpoints, in this shell or the one that started it. One
 * that has been changed since is the user's.
 */
export const ownDestination = (env: Env): readonly Variable[] =>
  parse(env.ASSUME_ENDPOINTS ?? '').filter(([name, value]) => env[name] === value);

/** The environment without {@link ownDestination}: what the user has set. */
export const withoutOwnDestination = (env: Env): Env => ({
  ...env,
  ASSUME_ENDPOINTS: undefined,
  ...Object.fromEntries(ownDestination(env).map(([name]) => [name, undefined])),
});
