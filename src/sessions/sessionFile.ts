import { join } from 'node:path';
import { MANAGED, type Values } from '../environment/managed';
import { type Env, otherAws } from '../platform/env';
import { cacheFolder, homeFolder } from '../platform/home';
import { formatClock } from '../util/time';

/** What one shell has and the next has not: it is never kept. */
const OF_THE_SHELL: readonly string[] = ['ASSUME_PREVIOUS', 'ASSUME_RESTORE'];
const KEPT = MANAGED.filter((name) => !OF_THE_SHELL.includes(name));

/** A name that is one file name everywhere, and no flag. */
const PLAIN_NAME = /^[\w.@+=:][\w.@+=:-]*$/;

/** Nothing that a line could not say, or that a shell that reads it could misunderstand. */
const PLAIN_VALUE = /^[^\p{Cc}\\]*$/u;

/**
 * When it ends and when it began, in seconds since 1970; the end on the user's clock, which fish cannot read; whose it is.
 */
const HEADER = /^expires\t(\d+)\t(\d+)\t\d\d:\d\d\t(.+)$/;

/** Whose AWS files it was made from, and which AWS was asked: under another HOME or endpoint it counts for nothing. */
const placeOf = (env: Env): string => `${homeFolder(env)} ${otherAws(env)}`;

/** Other AWS files than those that sessions are made from. */
export const usesOtherAwsFiles = ({ AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE }: Env): boolean =>
  AWS_CONFIG_FILE !== undefined || AWS_SHARED_CREDENTIALS_FILE !== undefined;

/** The folder of the files that say what an assumed profile puts into a shell. */
export const sessionFolder = (env: Env): string => join(cacheFolder(env), 'sessions');

/** The file of a profile; `undefined` for a name that needs more thought. */
export const sessionPath = (env: Env, profile: string): string | undefined =>
  PLAIN_NAME.test(profile) && !/^\.+$/.test(profile) ? join(sessionFolder(env), profile) : undefined;

/**
 * A session as text: `expires`, its end, its beginning, the end as a clock shows it, its place; then for each variable its name and
 * value, or its name alone if it is to be removed; TAB between the fields. Data, not code: the scripts in `shell/` read it.
 * @returns `undefined` for values that this cannot say completely: without an end or a region, or odd ones
 */
export function formatSession(env: Env, values: Values, began: Date): string | undefined {
  const { ASSUME_EXPIRES: expires, AWS_REGION: region } = values;
  const lines = KEPT.map((name) => [name, ...(values[name] === undefined ? [] : [values[name]])]);
  const place = placeOf(env);
  if (!expires || !region || ![place, ...lines.flat()].every((word) => PLAIN_VALUE.test(word))) return undefined;
  const since = Math.floor(began.getTime() / 1000);
  return [['expires', expires, since, formatClock(expires), place], ...lines]
    .map((line) => `${line.join('\t')}\n`)
    .join('');
}

/** What a session file says; times in seconds since 1970. */
export interface Session {
  readonly expires: number;
  readonly since: number;
  readonly values: Values;
}

/** What {@link formatSession} wrote here, and nothing else: a whole file, with all of the names in their order. */
export function parseSession(env: Env, text: string): Session | undefined {
  const [first = '', ...rest] = text.split('\n');
  const [, expires, since, place] = HEADER.exec(first) ?? [];
  const lines = rest.map((line) => line.split('\t'));
  const isWhole = text.endsWith('\n') && lines.length === KEPT.length + 1;
  if (!isWhole || KEPT.some((name, at) => lines[at]?.[0] !== name || lines[at].length > 2)) return undefined;
  const values = Object.fromEntries(lines.slice(0, -1).filter((line) => line.length === 2)) as Values;
  const isOne = expires !== undefined && values.ASSUME_EXPIRES === expires && place === placeOf(env);
  return isOne ? { expires: Number(expires), since: Number(since), values } : undefined;
}
