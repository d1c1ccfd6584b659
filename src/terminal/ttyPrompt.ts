import { readSync, writeSync } from 'node:fs';
import type { Terminal } from '../credentials/mfaCodes';
import { openTtyDevice } from '../platform/tty';
import { printable } from './output';

/** Reads in blocks, since a canonical terminal gives a line at a time; `undefined` if there is none. */
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

/** The terminal's own line editing is left on: what is typed shows, Ctrl-D ends the input, and Ctrl-C interrupts. */
const ttyOn = (input: number, output: number): Terminal => ({
  ask(question) {
    writeSync(output, printable(question));
    const line = readLine(input);
    // Ctrl-D leaves the cursor behind the question.
    if (line === undefined) writeSync(output, '\n');
    return line;
  },
  print: (line) => void writeSync(output, `${printable(line)}\n`),
});

/**
 * The controlling terminal, also when stdin is a file or a pipe; `undefined` if there is none.
 * Where there is no /dev/tty (Windows): stdin and stderr, if they are a terminal.
 */
export async function openTty(): Promise<Terminal | undefined> {
  const fd = openTtyDevice();
  if (fd !== undefined) return ttyOn(fd, fd);
  const { isatty } = await import('node:tty');
  return isatty(0) && isatty(2) ? ttyOn(0, 2) : undefined;
}
