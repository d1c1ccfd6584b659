import type { ChalkInstance } from 'chalk';
import type { Env } from '../platform/env';
import { isTerminal } from '../platform/tty';

/** Colors for a stream: only on a terminal, and never with NO_COLOR (https://no-color.org). */
export async function colors(fd: 1 | 2, env: Env): Promise<ChalkInstance> {
  const { Chalk } = await import('chalk');
  return new Chalk({ level: !env.NO_COLOR && env.TERM !== 'dumb' && (await isTerminal(fd)) ? 1 : 0 });
}
