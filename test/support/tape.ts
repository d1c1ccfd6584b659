import type { Terminal } from './terminal';

/** Keys, and the screen after them, starting at the line that the cursor was in before. */
export interface Step {
  readonly keys: string;
  readonly screen: string;
}

const MARK = '>> ';
/** Marks the position of the cursor. */
const CURSOR = '█';

/** The names of special keys on a tape. */
const KEYS: Readonly<Record<string, string>> = {
  TAB: '\t',
  ENTER: '\r',
  ESC: '\x1b',
  DOWN: '\x1b[B',
  LEFT: '\x1b[D',
  'CTRL-C': '\x03',
  'CTRL-U': '\x15',
};

/** Parses a tape: each step is a line `>> keys`, then the lines of the screen. What comes before the first step is a comment. */
export const parseTape = (text: string): Step[] =>
  text
    .split(/^(?=>> )/m)
    .filter((step) => step.startsWith(MARK))
    .map((step) => {
      const [first = '', ...lines] = step.split('\n');
      return { keys: first.slice(MARK.length), screen: lines.join('\n').trimEnd() };
    });

/** Formats a tape so that {@link parseTape} can read it. */
export const formatTape = (remark: string, steps: readonly Step[]): string =>
  [`# ${remark}\n`, ...steps.map(({ keys, screen }) => `${MARK}${keys}\n${screen}\n`)].join('\n');

/** Values that differ in each run, so a tape has placeholders for them. */
export interface Names {
  /** The MFA code that is accepted now. */
  readonly code: () => string;
  readonly home: string;
}

/**
 * The screen below a row, with the cursor marked.
 * @param typed what was typed; ksh shows it twice if it was typed before ksh was ready
 */
function shown(terminal: Terminal, from: number, typed: string, code: string, { home }: Names): string {
  const { row, column } = terminal.cursor();
  const lines = terminal.screen().split('\n');
  while (lines.length <= row) lines.push('');
  const line = (lines[row] ?? '').padEnd(column);
  lines[row] = `${line.slice(0, column)}${CURSOR}${line.slice(column)}`;
  return lines
    .slice(from)
    .join('\n')
    .replace(`${typed}\n${typed}\n`, `${typed}\n`)
    .replaceAll(code, '<CODE>')
    .replaceAll(home, '<HOME>')
    .replace(/ {2}(\d+h ?)?(\d+m)? left$/gm, '  <TIME> left')
    .trimEnd();
}

/** A recorded screen is complete after this many ms without a change. */
const SETTLED = 1200;

async function settle(now: () => string): Promise<string> {
  for (let before = ''; ; ) {
    const screen = now();
    if (screen === before) return screen;
    before = screen;
    await new Promise((resolve) => setTimeout(resolve, SETTLED));
  }
}

/**
 * Types the keys of a tape, and waits after each step until the screen matches.
 * @param record accepts whatever the screen shows
 * @returns the steps that were seen, up to the first one that doesn't match the tape
 */
export async function play(
  terminal: Terminal,
  steps: readonly Step[],
  names: Names,
  record: boolean,
): Promise<readonly Step[]> {
  const seen: Step[] = [];
  for (const { keys, screen } of steps) {
    const from = terminal.cursor().row;
    const code = names.code();
    const typed = keys.replace(/<[A-Z-]+>/g, '') || '\0';
    const now = () => shown(terminal, from, typed, code, names);
    terminal.type(keys.replace(/<([A-Z-]+)>/g, (all, key) => (key === 'CODE' ? code : (KEYS[key] ?? all))));
    const found = record ? await settle(now) : await terminal.waitFor(() => now() === screen).then(now, now);
    seen.push({ keys, screen: found });
    if (!record && found !== screen) break;
  }
  return seen;
}
