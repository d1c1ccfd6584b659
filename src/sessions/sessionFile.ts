import { join } from 'node:path';
import { MANAGED, type Values } from '../environment/managed';
import { cacheFolder, type Env, homeFolder, otherAws } from '../platform/env';
import { formatClock } from '../util/time';

/** These differ from shell to shell, so they are never saved. */
const PER_SHELL: readonly string[] = ['ASSUME_PREVIOUS', 'ASSUME_RESTORE'];
const SAVED = MANAGED.filter((name) => !PER_SHELL.includes(name));

/** A profile name that is a file name everywhere and can't be taken for an option. */
const PLAIN_NAME = /^[\w.@+=:][\w.@+=:-]*$/;

/** A value that fits on a line, and that every shell reads back unchanged. */
const PLAIN_VALUE = /^[^\p{Cc}\\]*$/u;

/**
 * Expiry and start, in seconds since 1970; the expiry on the user's clock, which fish can't compute; the origin.
 */
const HEADER = /^expires\t(\d+)\t(\d+)\t\d\d:\d\d\t(.+)$/;

/** The home whose AWS files the session comes from, and the endpoint that was called: elsewhere it is not valid. */
const originOf = (env: Env): string => `${homeFolder(env)} ${otherAws(env)}`;

/** Whether the environment names other AWS files than those in the home folder, which sessions come from. */
export const usesOtherAwsFiles = ({ AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE }: Env): boolean =>
  AWS_CONFIG_FILE !== undefined || AWS_SHARED_CREDENTIALS_FILE !== undefined;

/** The folder of the session files. */
export const sessionFolder = (env: Env): string => join(cacheFolder(env), 'sessions');

/** The session file of a profile; `undefined` for a name that is not used as a file name. */
export const sessionPath = (env: Env, profile: string): string | undefined =>
  PLAIN_NAME.test(profile) && !/^\.+$/.test(profile) ? join(sessionFolder(env), profile) : undefined;

/**
 * The text of a session file: a line of `expires`, expiry, start, expiry on the user's clock, and origin; then a line
 * for each variable, with its name and value, or its name alone to remove it. TAB separates the fields. It is data, not
 * code: the scripts in `shell/` read it.
 * @returns `undefined` for values that it can't represent: without expiry or region, or with control characters or
 * backslashes
 */
export function formatSession(env: Env, values: Values, began: Date): string | undefined {
  const { ASSUME_EXPIRES: expires, AWS_REGION: region } = values;
  const lines = SAVED.map((name) => [name, ...(values[name] === undefined ? [] : [values[name]])]);
  const origin = originOf(env);
  // This format has no lines for a destination.
  if (values.ASSUME_ENDPOINTS !== undefined) return undefined;
  if (!expires || !region || ![origin, ...lines.flat()].every((field) => PLAIN_VALUE.test(field))) return undefined;
  const since = Math.floor(began.getTime() / 1000);
  return [['expires', expires, since, formatClock(expires), origin], ...lines]
    .map((line) => `${line.join('\t')}\n`)
    .join('');
}

/** The content of a session file; times are in seconds since 1970. */
export interface Session {
  readonly expires: number;
  readonly since: number;
  readonly values: Values;
}

/**
 * Reads what {@link formatSession} wrote for this home and endpoint.
 * @returns `undefined` for any other text, such as an incomplete file or other variables
 */
export function parseSession(env: Env, text: string): Session | undefined {
  const [first = '', ...rest] = text.split('\n');
  const [, expires, since, origin] = HEADER.exec(first) ?? [];
  const lines = rest.map((line) => line.split('\t'));
  const isWhole = text.endsWith('\n') && lines.length === SAVED.length + 1;
  if (!isWhole || SAVED.some((name, at) => lines[at]?.[0] !== name || lines[at].length > 2)) return undefined;
  const values = Object.fromEntries(lines.slice(0, -1).filter((line) => line.length === 2)) as Values;
  const isValid = expires !== undefined && values.ASSUME_EXPIRES === expires && origin === originOf(env);
  return isValid ? { expires: Number(expires), since: Number(since), values } : undefined;
}
