import { read, writeSync } from 'node:fs';
import type { Terminal } from '../credentials/mfaCodes';
import { dieBySignal } from '../platform/processes';
import { isTerminal, openTtyDevice } from '../platform/tty';
import { printable, write } from './output';

/** In milliseconds: a shorter wait needs no explanation. */
const PATIENCE = 1_000;

/** Returns to the start of the line and erases it (ECMA-48: CR, EL). */
const erase = () => write(2, '\r\x1b[K');

const interrupted = () => {
  erase();
  dieBySignal('SIGINT');
};

/**
 * Waits for some work, and shows a line on stderr while that takes long, if stderr is a terminal. The line is erased
 * afterwards, also on Ctrl-C.
 * @throws what `work` rejects with
 */
export async function showProgress<Result>(text: string, work: Promise<Result>): Promise<Result> {
  let done = false;
  let shown = false;
  const timer = setTimeout(async () => {
    if (!(await isTerminal(2)) || done) return;
    shown = true;
    process.once('SIGINT', interrupted);
    write(2, `${text} ...`);
  }, PATIENCE);
  try {
    return await work;
  } finally {
    done = true;
    clearTimeout(timer);
    process.removeListener('SIGINT', interrupted);
    if (shown) erase();
  }
}

const readBlock = (fd: number, block: Buffer) =>
  new Promise<number>((resolve, reject) => {
    read(fd, block, 0, block.length, null, (error, length) => (error ? reject(error) : resolve(length)));
  });

/**
 * Reads a line; `undefined` at the end of input. It reads in blocks, since a terminal in canonical mode delivers lines. The
 * process does other things meanwhile, such as noticing that a connection has been closed.
 */
export async function readLine(fd: number): Promise<string | undefined> {
  const block = Buffer.alloc(1024);
  let line = '';
  while (!line.endsWith('\n')) {
    const length = await readBlock(fd, block);
    if (length === 0) return line || undefined;
    line += block.toString('utf8', 0, length);
  }
  return line.trimEnd();
}

/** The terminal's own line editing stays on: input is echoed, Ctrl-D ends it, and Ctrl-C interrupts. */
const ttyOn = (input: number, output: number): Terminal => ({
  async ask(question) {
    writeSync(output, printable(question));
    const line = await readLine(input);
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
