import type { ChalkInstance } from 'chalk';
import wrapAnsi from 'wrap-ansi';
import { EXIT, type Hint, isAssumeError } from '../errors';
import type { Env } from '../platform/env';
import { shortenHome } from '../platform/env';
import { isTerminal } from '../platform/tty';
import { colors, printable, write } from './output';

/** A command with `~` for the home folder in its words; not in quotes, where a shell doesn't expand it. */
const shortenCommand = (command: string, env: Env) =>
  command.includes("'") ? command : command.replace(/(?<= )\/\S+/g, (path) => shortenHome(path, env));

/** The next steps, one a line, such as `Run: assume list`. A command is never wrapped, so that it can be copied. */
export const hintLines = (hints: readonly Hint[], { bold }: ChalkInstance, env: Env): string =>
  hints.map(([command, label]) => `${printable(label)}: ${bold(printable(shortenCommand(command, env)))}\n`).join('');

/** A reader that closes the pipe (`assume list | head -1`) isn't an error. */
const isClosedPipe = (error: unknown) => (error as NodeJS.ErrnoException)?.code === 'EPIPE';

/** The terminal's width in columns; `undefined` where stderr isn't a terminal, since programs read whole lines. */
const width = async () => ((await isTerminal(2)) ? process.stderr.columns || 80 : undefined);

/** A text in lines of at most so many columns; a longer word is split. */
export const wrapText = (text: string, columns: number): string => wrapAnsi(text, columns, { hard: true });

/**
 * Reports a failure on stderr, in sentences that wrap at the terminal's width, and the next steps.
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
  write(
    2,
    [paragraph(`${chalk.red('assume:')} ${first}`), ...others.map(paragraph), hintLines(hints, chalk, env)].join(''),
  );
  return exitCode;
}
