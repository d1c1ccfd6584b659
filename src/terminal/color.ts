import { fstatSync } from 'node:fs';
import type { ChalkInstance } from 'chalk';
import type { Env } from '../platform/env';

/** Whether a person is at the other end. Loads node:tty (1 ms) only where it may be so. */
export async function isTerminal(fd: 0 | 1 | 2): Promise<boolean> {
  try {
    return fstatSync(fd).isCharacterDevice() && (await import('node:tty')).isatty(fd);
  } catch {
    return false;
  }
}

/** Colours for a stream: only on a terminal, and never with NO_COLOR (https://no-color.org). */
export async function colors(fd: 1 | 2, env: Env): Promise<ChalkInstance> {
  const { Chalk } = await import('./chalk');
  return new Chalk({ level: !env.NO_COLOR && env.TERM !== 'dumb' && (await isTerminal(fd)) ? 1 : 0 });
}
