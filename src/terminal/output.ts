import { writeSync } from 'node:fs';
import type { ChalkInstance } from 'chalk';
import type { Env } from '../platform/env';
import { isTerminal } from '../platform/tty';

/** A name may hold anything; what moves the cursor or makes up lines of its own does not reach the terminal. */
export const printable = (text: string): string => text.replace(/\p{Cc}/gu, '?');

/**
 * Written synchronously and to the end: what is left in a stream's buffer at exit would be lost to a pipe.
 * @throws the system's error for stdout; what stderr does not take is lost, and changes nothing else
 */
export function write(fd: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      // A non-blocking pipe that is full for the moment.
      const isFull = (error as NodeJS.ErrnoException).code === 'EAGAIN';
      if (!isFull && fd === 2) return;
      if (!isFull) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** Shows a person a line on stderr. */
export const printLine = (line: string): void => write(2, `${printable(line)}\n`);

/** Says something to a person on stderr, in a line of its own. */
export const notify = (line: string): void => printLine(`assume: ${line}`);

/** Colors for a stream: only on a terminal, and never with NO_COLOR (https://no-color.org). */
export async function colors(fd: 1 | 2, env: Env): Promise<ChalkInstance> {
  const { Chalk } = await import('chalk');
  return new Chalk({ level: !env.NO_COLOR && env.TERM !== 'dumb' && (await isTerminal(fd)) ? 1 : 0 });
}
