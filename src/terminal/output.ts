import { writeSync } from 'node:fs';
import type { ChalkInstance } from 'chalk';
import type { Env } from '../platform/env';
import { isTerminal } from '../platform/tty';
import { hasControlCharacter } from '../util/controlCharacters';
import { escapeInvisible } from '../util/invisible';

/** A text without control characters, which move the cursor, and begin lines and fields. */
export const withoutControls = (text: string): string =>
  hasControlCharacter(text) ? text.replace(/\p{Cc}/gu, '?') : text;

/** A text as it can be shown to a person: names can hold anything, also what can't be seen. */
export const printable = (text: string): string => escapeInvisible(withoutControls(text));

/**
 * Writes a whole text to stdout (1) or stderr (2), synchronously: what a stream still buffers at exit is lost in a pipe.
 * @throws the system's error for stdout; a failure to write to stderr is ignored
 */
export function write(fd: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      // A full non-blocking pipe: try again shortly.
      const isFull = (error as NodeJS.ErrnoException).code === 'EAGAIN';
      if (!isFull && fd === 2) return;
      if (!isFull) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** Prints a line on stderr. */
export const printLine = (line: string): void => write(2, `${printable(line)}\n`);

/** Prints a message on stderr, after `assume: `. */
export const notify = (line: string): void => printLine(`assume: ${line}`);

/** Colors for a stream: only on a terminal, and never with NO_COLOR (https://no-color.org). */
export async function colors(fd: 1 | 2, env: Env): Promise<ChalkInstance> {
  const { Chalk } = await import('chalk');
  return new Chalk({ level: !env.NO_COLOR && env.TERM !== 'dumb' && (await isTerminal(fd)) ? 1 : 0 });
}
