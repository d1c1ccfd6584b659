import { readSync, writeSync } from 'node:fs';
import type { Terminal } from '../credentials/mfaCodes';
import { openTtyDevice } from '../platform/tty';
import { printable } from './output';

/** Reads a line; `undefined` at the end of input. It reads in blocks, since a terminal in canonical mode delivers lines. */
function readLine(fd: number): string | undefined {
  const block = Buffer.alloc(1024);
  let line = '';
  while (!line.endsWith('\n')) {
    const length = readSync(fd, block);
    if (length === 0) return line || undefined;
    line += block.toString('utf8', 0, length);
  }
  return line.trimEnd();
}

/** The terminal's own line editing stays on: input is echoed, Ctrl-D ends it, and Ctrl-C interrupts. */
const ttyOn = (input: number, output: number): Terminal => ({
  ask(question) {
    writeSync(output, printable(question));
    const line = readLine(input);
    // Ctrl-D leaves the cursor on the line of the prompt.
    if (line === undefined) writeSync(output, '\n');
    return line;
  },
  print: (line) => void writeSync(output, `${printable(line)}\n`),
});

/**
 * Opens the controlling terminal, also when stdin is a file or a pipe. Without /dev/tty (Windows): stdin and stderr, if both
 * are a terminal.
 * @returns `undefined` if there is no terminal
 */
export async function openTty(): Promise<Terminal | undefined> {
  const fd = openTtyDevice();
  if (fd !== undefined) return ttyOn(fd, fd);
  const { isatty } = await import('node:tty');
  return isatty(0) && isatty(2) ? ttyOn(0, 2) : undefined;
}
