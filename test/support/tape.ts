import type { Terminal } from './terminal';

/** Keys that were pressed, and what the screen shows then, from the line on in which the cursor stood before. */
export interface Step {
  readonly keys: string;
  readonly screen: string;
}

const MARK = '>> ';
/** Where the cursor stands. */
const CURSOR = '█';

/** What a tape calls the keys that no letter stands for. */
const KEYS: Readonly<Record<string, string>> = {
  TAB: '\t',
  ENTER: '\r',
  ESC: '\x1b',
  DOWN: '\x1b[B',
  LEFT: '\x1b[D',
  'CTRL-C': '\x03',
  'CTRL-U': '\x15',
};

/** The steps of a tape: a line `>> keys`, then the lines of the screen; `#` before the first one begins a remark. */
export const parseTape = (text: string): Step[] =>
  text
    .split(/^(?=>> )/m)
    .filter((step) => step.startsWith(MARK))
    .map((step) => {
      const [first = '', ...lines] = step.split('\n');
      return { keys: first.slice(MARK.length), screen: lines.join('\n').trimEnd() };
    });

/** What {@link parseTape} reads. */
export const formatTape = (remark: string, steps: readonly Step[]): string =>
  [`# ${remark}\n`, ...steps.map(({ keys, screen }) => `${MARK}${keys}\n${screen}\n`)].join('\n');

/** What is another one each time: it has a name on the tape. */
export interface Names {
  /** The MFA code that is accepted now. */
  readonly code: () => string;
  readonly home: string;
}

/**
 * The screen below a row, with the cursor in it.
 * @param typed what was typed there: ksh shows it twice if it came before ksh was ready
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
    .replace(/until \d\d:\d\d/g, 'until <TIME>')
    .trimEnd();
}

/** Milliseconds without a change after which a recorder believes that nothing more will come. */
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
 * Presses the keys of a tape and waits, step by step, until the screen is as it was.
 * @param record takes what the screen shows for what it should
 * @returns the steps as they were seen: those of the tape, but for the first that was never shown
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
