import { EXIT } from '../errors';
import type { Handler, Outcome } from '../outcome';
import { isTerminal } from '../platform/tty';
import { isColor } from '../profiles/color';
import { formatDefinitions, type Page, PIPE } from '../terminal/definitions';
import { colors, printable } from '../terminal/output';
import { inColor } from '../terminal/profileColors';
import { examine } from './examine';
import { statusText } from './statusText';
import { type StatusContext, surroundingsOf } from './surroundings';
import type { Status, Verified } from './types';
import type { Verification } from './verify';

/** In seconds: with less left, the time stands out. */
const SOON = 600;

/** How the parts of a text are shown on a terminal. */
interface Style extends Page {
  readonly subject: (text: string) => string;
  readonly remark: (text: string) => string;
  readonly command: (text: string) => string;
}

const plain = (text: string) => text;
const PLAIN: Style = { ...PIPE, subject: plain, remark: plain, command: plain };

async function styleFor({ state, secondsLeft }: Status, { env }: StatusContext): Promise<Style> {
  if (!(await isTerminal(1))) return PLAIN;
  const { bold, red, level } = await colors(1, env);
  const { wrapText } = await import('../terminal/report');
  const color = isColor(env.ASSUME_COLOR) && level > 0 ? env.ASSUME_COLOR : undefined;
  const isOurs = state === 'valid' || state === 'expired';
  const isSoon = state === 'valid' && secondsLeft !== null && secondsLeft < SOON && level > 0;
  return {
    columns: process.stdout.columns || 80,
    wrap: wrapText,
    bold,
    subject: isOurs && color ? (text) => inColor(text, color) : bold,
    remark: isSoon ? (text) => inColor(text, 'yellow') : state === 'expired' ? red : plain,
    command: bold,
  };
}

async function textOf(status: Status, verified: Verified | undefined, context: StatusContext): Promise<string> {
  const style = await styleFor(status, context);
  const { headline, sections, hint } = statusText(status, verified, context.env, context.now());
  const { subject, remark } = headline;
  const first = [style.subject(printable(subject)), remark && style.remark(printable(remark))];
  const last = hint ? `${hint[1]}: ${style.command(printable(hint[0]))}\n` : '';
  return `${style.wrap(first.filter(Boolean).join('  '), style.columns)}\n${formatDefinitions(sections, style)}${last}`;
}

/** The exit status that a status alone means. */
const exitCodeOf = ({ state }: Status) => (state === 'valid' ? 0 : EXIT.failure);

async function outcomeOf(
  status: Status,
  { verified, problem }: Partial<Verification>,
  json: boolean,
  context: StatusContext,
): Promise<Outcome> {
  const text = json
    ? `${JSON.stringify({ ...status, ...(verified && { verified }) }, null, 2)}\n`
    : await textOf(status, verified, context);
  return {
    kind: 'text',
    text,
    status: problem?.exitCode ?? exitCodeOf(status),
    ...(problem && { problems: [problem] }),
  };
}

const statusIn = (context: StatusContext) => examine(context.env, surroundingsOf(context));

/** What `assume status` and `assume status --json` print. Sends nothing; the exit status is 1 unless the credentials are valid. */
export const offlineStatus = (json: boolean, context: StatusContext): Promise<Outcome> =>
  outcomeOf(statusIn(context), {}, json, context);

/**
 * `assume status`, `assume whoami`: who one is in this shell. With `--verify`, the exit status is 5 if STS rejects the
 * credentials, and 1 if it can't be reached or they are somebody else's.
 * @throws AssumeError as {@link verify}
 */
export const status: Handler<{ readonly json?: boolean; readonly verify?: boolean }> = async ({ options }, context) => {
  const found = statusIn(context);
  const verification = options.verify ? await (await import('./verify')).verify(found, context) : {};
  return outcomeOf(found, verification, options.json ?? false, context);
};
