import { readFileSync } from 'node:fs';
import type { Env } from './env';

/** What a file of /proc holds between its NULs, one byte a character; nothing where there is no such file. */
function textsIn(file: string): ReadonlySet<string> {
  try {
    return new Set(readFileSync(file, 'latin1').split('\0'));
  } catch {
    return new Set();
  }
}

/**
 * Node reads what isn't UTF-8 as U+FFFD. A text with that character is what was meant only if the system shows the same bytes.
 */
function garbled(texts: readonly string[], file: string): readonly string[] {
  const doubtful = texts.filter((text) => text.includes('\ufffd'));
  const exact = doubtful.length > 0 ? textsIn(file) : new Set();
  return doubtful.filter((text) => !exact.has(Buffer.from(text).toString('latin1')));
}

/** Those of these arguments of our own command line that aren't valid UTF-8, or can't be told from one that isn't. */
export const garbledArguments = (words: readonly string[]): readonly string[] => garbled(words, '/proc/self/cmdline');

/** Node lists no variable whose name isn't UTF-8. */
const garbledNames = (): readonly string[] =>
  [...textsIn('/proc/self/environ')].flatMap((text) => {
    const [name = ''] = text.split('=', 1);
    const read = Buffer.from(name, 'latin1').toString();
    return Buffer.from(read).toString('latin1') === name ? [] : [read];
  });

/** The names of those variables that aren't valid UTF-8, in name or value, or can't be told from one that isn't. */
export const garbledVariables = (env: Env): readonly string[] => [
  ...garbled(
    Object.entries(env).map(([name, value]) => `${name}=${value}`),
    '/proc/self/environ',
  ).map((text) => text.slice(0, text.indexOf('='))),
  ...garbledNames(),
];
