import type { Env } from '../platform/env';
import { DESTINATION } from './managed';

const SERVICE = /^AWS_ENDPOINT_URL_[A-Z0-9_]+$/;

/** Whether a variable says where AWS clients send requests, and `assume` sets it for a profile; no others count as ours. */
export const isDestinationName = (name: string): boolean =>
  (DESTINATION as readonly string[]).includes(name) || SERVICE.test(name);

/** A variable and its value. */
export type Variable = readonly [name: string, value: string];

/** The variable that holds what `assume` has set, as `NAME=value` separated by `|`. */
const LIST = 'ASSUME_ENDPOINTS';

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
  parse(env[LIST] ?? '').filter(([name, value]) => env[name] === value);

/** The environment without {@link ownDestination}: what the user has set. */
export const withoutOwnDestination = (env: Env): Env => ({
  ...env,
  [LIST]: undefined,
  ...Object.fromEntries(ownDestination(env).map(([name]) => [name, undefined])),
});

/** The value of ASSUME_ENDPOINTS for variables that a change sets. */
const listText = (variables: readonly Variable[]) => variables.map(([name, value]) => `${name}=${value}`).join('|');

/**
 * The variables of a profile's destination, and ASSUME_ENDPOINTS, which lists them; nothing without any.
 * @param variables no name twice; no value with `|` or a control character
 */
export const destinationValues = (variables: readonly { readonly name: string; readonly value: string }[]) => {
  const pairs = variables.map(({ name, value }): Variable => [name, value]);
  return pairs.length > 0 ? Object.fromEntries([...pairs, [LIST, listText(pairs)] as const]) : {};
};

/**
 * The destination's part of a change: removes {@link ownDestination}, then sets what is among the new values. Nothing if
 * neither has any.
 */
export function destinationChange(env: Env, values: Readonly<Record<string, string | undefined>>) {
  const removed = ownDestination(env).map(([name]) => [name, null] as const);
  const set = Object.entries(values).flatMap(([name, value]) =>
    isDestinationName(name) && value !== undefined ? [[name, value] as const] : [],
  );
  const isListed = env[LIST] !== undefined || values[LIST] !== undefined;
  const list = isListed ? [[LIST, values[LIST] ?? null] as const] : [];
  return [...new Map<string, string | null>([...removed, ...set, ...list])];
}
