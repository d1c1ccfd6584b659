import type { Env } from '../platform/env';
import { isTerminal } from '../platform/tty';
import type { Layout } from './columns';
import { colors } from './output';
import { wantsColor } from './profileColor';
import { ellipsisFor } from './width';

/** What stdout is, and how to draw a table on it. */
export interface Screen extends Layout {
  readonly isTerminal: boolean;
  readonly isColored: boolean;
}

/** Stdout: a terminal as wide as it says, or a file or pipe, in which a table has no colors and no limit of width. */
export async function screenFor(env: Env): Promise<Screen> {
  const ellipsis = ellipsisFor(env);
  if (!(await isTerminal(1))) {
    return { isTerminal: false, isColored: false, width: Number.POSITIVE_INFINITY, ellipsis, header: String };
  }
  const { bold } = await colors(1, env);
  // A pseudo-terminal without a size has 0 columns.
  return { isTerminal: true, isColored: wantsColor(env), width: process.stdout.columns || 80, ellipsis, header: bold };
}
