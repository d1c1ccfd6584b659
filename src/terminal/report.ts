import type { Env } from '../env';
import { EXIT, isAssumeError } from '../errors';
import { colours } from './colour';
import { tellHints } from './hints';
import { write } from './output';
import { printable } from './printable';

/** A reader that went away (`assume list | head -1`) is nobody's mistake. */
const isClosedPipe = (error: unknown) => (error as NodeJS.ErrnoException)?.code === 'EPIPE';

/**
 * Tells a person on stderr what is wrong and what to do next, each step on a line that begins with the command to type.
 * @returns the exit status
 */
export async function report(error: unknown, env: Env): Promise<number> {
  if (isClosedPipe(error)) return 0;
  const { red } = await colours(2, env);
  const message = error instanceof Error ? error.message : String(error);
  write(2, `${red('assume:')} ${printable(message)}\n`);
  if (!isAssumeError(error)) return EXIT.failure;
  for (const note of error.notes) write(2, `${printable(note)}\n`);
  await tellHints(error.hints, env);
  return error.exitCode;
}
