import { isatty } from 'node:tty';
import { Chalk, type ChalkInstance } from 'chalk';
import type { Env } from '../profiles/types';

/** Colours for a stream: only on a terminal, and never with NO_COLOR (https://no-color.org). */
export const colours = (fd: 1 | 2, env: Env): ChalkInstance =>
  new Chalk({ level: isatty(fd) && !env.NO_COLOR && env.TERM !== 'dumb' ? 1 : 0 });
