import type { Env } from '../env';
import type { Hint } from '../errors';
import { colours } from './colour';
import { write } from './output';
import { printable } from './printable';

/** Commands to type, each on a line that begins with it, and what it does. @param fd where a person reads them */
export async function tellHints(hints: readonly Hint[], env: Env, fd: 1 | 2 = 2): Promise<void> {
  const { bold, dim } = await colours(fd, env);
  const width = Math.max(0, ...hints.map(([command]) => command.length));
  for (const [command, purpose] of hints) {
    write(fd, `${bold(printable(command).padEnd(width))}   ${dim(printable(purpose))}\n`);
  }
}
