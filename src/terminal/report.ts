import type { ChalkInstance } from 'chalk';
import wrapAnsi from 'wrap-ansi';
import { EXIT, type Hint, isAssumeError } from '../errors';
import type { Env } from '../platform/env';
import { shortenHome } from '../platform/env';
import { isTerminal } from '../platform/tty';
import { colors, printable, write } from './output';

/** What to do next, each on a line of its own, such as `Run: assume list`. A command is never broken. */
export const hintLines = (hints: readonly Hint[], { bold }: ChalkInstance): string =>
  hints.map(([command, label]) => `${printable(label)}: ${bold(printable(command))}\n`).join('');

/** A reader that closed the pipe (`assume list | head -1`) is no error. */
const isClosedPipe = (error: unknown) => (error as NodeJS.ErrnoException)?.code === 'EPIPE';

/** In columns; `undefined` where stderr is no terminal: there, lines are for programs. */
const width = async () => ((await isTerminal(2)) ? process.stderr.columns || 80 : undefined);

/**
 * Reports on stderr what is wrong, in sentences that wrap at the width of the terminal, and what to do next.
 * @returns the exit status
 */
export async function report(error: unknown, env: Env): Promise<number> {
  if (isClosedPipe(error)) return 0;
  const chalk = await colors(2, env);
  const columns = await width();
  const paragraph = (text: string) => `${columns === undefined ? text : wrapAnsi(text, columns)}\n`;
  const message = error instanceof Error ? error.message : String(error);
  const { notes = [], hints = [], exitCode = EXIT.failure } = isAssumeError(error) ? error : {};
  const sentences = [message, ...notes].map((text) => printable(shortenHome(text, env)));
  const [first = '', ...others] = sentences;
  write(2, [paragraph(`${chalk.red('assume:')} ${first}`), ...others.map(paragraph), hintLines(hints, chalk)].join(''));
  return exitCode;
}
