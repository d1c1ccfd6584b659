import { join } from 'node:path';
import type { Env } from './env';
import { MANAGED, type Values } from './environment/managed';
import { cacheFolder } from './files';

/** What one shell has and the next has not: it is never kept. */
const OF_THE_SHELL: readonly string[] = ['ASSUME_PREVIOUS', 'ASSUME_RESTORE'];
const KEPT = MANAGED.filter((name) => !OF_THE_SHELL.includes(name));

/** A name that is one file name everywhere, and no flag. */
const PLAIN_NAME = /^[\w.@+=:][\w.@+=:-]*$/;

/** Nothing that a line could not say, or that a shell that reads it could misunderstand. */
const PLAIN_VALUE = /^[^\t\r\n\\]*$/;

/** The folder of the files that say what an assumed profile puts into a shell. */
export const sessionFolder = (env: Env): string => join(cacheFolder(env), 'sessions');

/** The file of a profile; `undefined` for a name that needs more thought. */
export const sessionPath = (env: Env, profile: string): string | undefined =>
  PLAIN_NAME.test(profile) && !/^\.+$/.test(profile) ? join(sessionFolder(env), profile) : undefined;

/**
 * A session as text: `expires` and the seconds since 1970, then for each variable its name and value, or its name alone if
 * it is to be removed; TAB between the two. Data, not code.
 * @returns `undefined` for values that this cannot say completely: without an end or a region, or odd ones
 */
export function formatSession(values: Values): string | undefined {
  const { ASSUME_EXPIRES: expires, AWS_REGION: region } = values;
  const lines = KEPT.map((name) => [name, ...(values[name] === undefined ? [] : [values[name]])]);
  if (!expires || !region || !lines.flat().every((word) => PLAIN_VALUE.test(word))) return undefined;
  return [['expires', expires], ...lines].map((line) => `${line.join('\t')}\n`).join('');
}

/** What {@link formatSession} wrote, and nothing else: a whole file, with all of the names in their order. */
export function parseSession(text: string): { expires: number; values: Values } | undefined {
  const [first, ...lines] = text.split('\n').map((line) => line.split('\t'));
  const isWhole = text.endsWith('\n') && lines.length === KEPT.length + 1 && first?.[0] === 'expires';
  if (!isWhole || KEPT.some((name, at) => lines[at]?.[0] !== name || lines[at].length > 2)) return undefined;
  const expires = Number(first[1]);
  const values = Object.fromEntries(lines.slice(0, -1).filter((line) => line.length === 2)) as Values;
  return Number.isSafeInteger(expires) && values.ASSUME_EXPIRES === first[1] ? { expires, values } : undefined;
}
