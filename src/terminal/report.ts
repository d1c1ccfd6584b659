import { EXIT, type Hint, isAssumeError } from '../errors';
import type { Env } from '../platform/env';
import { colors } from './color';
import { printable, write } from './output';

/** Commands to type, each on a line that begins with it, and what it does. @param fd where a person reads them */
export async function printHints(hints: readonly Hint[], env: Env, fd: 1 | 2 = 2): Promise<void> {
  const { bold, dim } = await colors(fd, env);
  const width = Math.max(0, ...hints.map(([command]) => command.length));
  for (const [command, purpose] of hints) {
    write(fd, `${bold(printable(command).padEnd(width))}   ${dim(printable(purpose))}\n`);
  }
}

/** A reader that went away (`assume list | head -1`) is nobody's mistake. */
const isClosedPipe = (error: unknown) => (error as NodeJS.ErrnoException)?.code === 'EPIPE';

/**
 * Tells a person on stderr what is wrong and what to do next, each step on a line that begins with the command to type.
 * @returns the exit status
 */
export async function report(error: unknown, env: Env): Promise<number> {
  if (isClosedPipe(error)) return 0;
  const { red } = await colors(2, env);
  const message = error instanceof Error ? error.message : String(error);
  write(2, `${red('assume:')} ${printable(message)}\n`);
  if (!isAssumeError(error)) return EXIT.failure;
  for (const note of error.notes) write(2, `${printable(note)}\n`);
  await printHints(error.hints, env);
  return error.exitCode;
}
