import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { type IBufferCell, type IBufferLine, Terminal as Screen } from '@xterm/headless';
import { type AnyShell, type Environment, plainEnvironment } from './shells';

export interface TerminalOptions {
  readonly file: string;
  readonly args?: readonly string[];
  /** Added to `plainEnvironment`. */
  readonly env?: Environment;
  readonly cwd?: string;
  readonly cols?: number;
  readonly rows?: number;
  /** Whether lines that don't fit a narrower terminal continue on the next, as in most; in xterm.js the cursor moves too. */
  readonly wraps?: boolean;
}

/** A part of a line in one style. Colors are those of the palette, from 0 to 15; absent for the terminal's own. */
export interface Span {
  readonly text: string;
  readonly color?: number;
  readonly background?: number;
  readonly isBold: boolean;
  readonly isDim: boolean;
  readonly isUnderlined: boolean;
  readonly isReversed: boolean;
}

export interface Terminal {
  /** Sends keys: `\r` is Enter, `\t` TAB, `\x03` Ctrl-C. */
  type(text: string): void;
  /** Waits until the screen matches, and returns it. @throws Error after `timeout` ms, with the screen */
  waitFor(wanted: RegExp | ((screen: string) => boolean), timeout?: number): Promise<string>;
  /** What the user sees, including what has scrolled away, without trailing blanks. */
  screen(): string;
  /** The bytes that the program has written, as text. */
  raw(): string;
  /** The lines of the window, with their styles. */
  spans(): readonly (readonly Span[])[];
  /** The position of the cursor. The row is the index of the line in {@link screen}. */
  cursor(): { readonly row: number; readonly column: number };
  /** Gives the terminal another size, as a person does by dragging its window. */
  resize(cols: number, rows: number): void;
  /** Sends a signal to the program. */
  kill(signal: NodeJS.Signals): void;
  /** Resolves to the exit status when the program ends; 128 + n if signal n ended it. */
  readonly ended: Promise<number>;
  /** Kills the program if it still runs. */
  close(): Promise<void>;
}

function spansOf(line: IBufferLine, cell: IBufferCell): Span[] {
  const spans: Span[] = [];
  for (let column = 0; column < line.length; column += 1) {
    line.getCell(column, cell);
    const style: Omit<Span, 'text'> = {
      ...(cell.isFgPalette() && { color: cell.getFgColor() }),
      ...(cell.isBgPalette() && { background: cell.getBgColor() }),
      isBold: cell.isBold() !== 0,
      isDim: cell.isDim() !== 0,
      isUnderlined: cell.isUnderline() !== 0,
      isReversed: cell.isInverse() !== 0,
    };
    const text = cell.getWidth() === 0 ? '' : cell.getChars() || ' ';
    const last = spans.at(-1);
    const isSame = last && JSON.stringify({ ...last, text: '' }) === JSON.stringify({ text: '', ...style });
    if (isSame) spans[spans.length - 1] = { ...last, text: last.text + text };
    else spans.push({ text, ...style });
  }
  return spans;
}

/** Runs a program in a pseudo-terminal. Tests wait for what the screen shows, never for a period of time. */
export function openTerminal({
  file,
  args = [],
  env,
  cwd,
  cols = 100,
  rows = 30,
  wraps = true,
}: TerminalOptions): Terminal {
  // With the console of an old Windows behind it, xterm.js leaves the lines as they are.
  const windowsPty = wraps ? {} : ({ backend: 'conpty', buildNumber: 1 } as const);
  const screen = new Screen({ cols, rows, scrollback: 5000, allowProposedApi: true, windowsPty });
  const pty = spawn(file, [...args], {
    name: 'xterm-256color',
    cols,
    rows,
    env: plainEnvironment(env),
    ...(cwd === undefined ? {} : { cwd }),
  });
  const watchers = new Set<() => void>();
  let running = true;
  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };
  let written = '';
  pty.onData((data) => {
    written += data;
    screen.write(data, changed);
  });
  // fish 4.1 and newer queries the terminal, and waits ten seconds at every prompt if it doesn't respond.
  screen.onData((reply) => running && pty.write(reply));
  const ended = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      running = false;
      // Only when all output is on the screen.
      screen.write('', () => {
        changed();
        resolve(signal ? 128 + signal : exitCode);
      });
    });
  });

  const text = () => {
    const buffer = screen.buffer.active;
    const lines = Array.from({ length: buffer.length }, (_, row) => buffer.getLine(row)?.translateToString(true) ?? '');
    return lines
      .map((line) => line.trimEnd())
      .join('\n')
      .trimEnd();
  };

  return {
    type: (keys) => pty.write(keys),
    resize: (columns, lines) => {
      screen.resize(columns, lines);
      pty.resize(columns, lines);
    },
    kill: (signal) => pty.kill(signal),
    screen: text,
    raw: () => written,
    spans: () => {
      const buffer = screen.buffer.active;
      const cell = buffer.getNullCell();
      const lines = Array.from({ length: screen.rows }, (_, row) => buffer.getLine(buffer.baseY + row));
      return lines.map((line) => (line ? spansOf(line, cell) : []));
    },
    cursor: () => {
      const { baseY, cursorY, cursorX } = screen.buffer.active;
      return { row: baseY + cursorY, column: cursorX };
    },
    ended,
    waitFor: (wanted, timeout = 10_000) =>
      new Promise((resolve, reject) => {
        const settle = (done: () => void) => {
          clearTimeout(timer);
          watchers.delete(look);
          done();
        };
        const look = () => {
          const now = text();
          if (wanted instanceof RegExp ? wanted.test(now) : wanted(now)) settle(() => resolve(now));
        };
        const timer = setTimeout(() => {
          settle(() => reject(new Error(`The terminal never showed ${wanted}. It shows:\n${text()}`)));
        }, timeout);
        watchers.add(look);
        look();
      }),
    close: async () => {
      if (running) pty.kill('SIGKILL');
      await ended;
      screen.dispose();
    },
  };
}

/** The prompt of every shell of {@link interactiveShell}. */
export const PROMPT = 'ready>';

export interface InteractiveShell extends Terminal {
  /** Types a line and Enter, waits for the next prompt, and returns what was printed in between. */
  enter(line: string, timeout?: number): Promise<string>;
  /** Types Ctrl-C, and waits for the next prompt, which may be on the line of the ^C. */
  interrupt(): Promise<void>;
  /** Waits for an empty prompt on the last line. */
  prompt(timeout?: number): Promise<string>;
}

export interface InteractiveOptions extends Omit<TerminalOptions, 'file' | 'args'> {
  /** The test's own home folder, where the rc file is written. */
  readonly home: string;
  /** The text of the rc file. */
  readonly init: string;
  /** Lines after the one that sets the prompt. */
  readonly last?: string;
  /** Whether zsh's rc file calls compinit before `init`, as most do. */
  readonly compinit?: boolean;
}

interface Start {
  readonly rcFile: string;
  readonly args: (rcFile: string) => readonly string[];
  readonly env?: (home: string) => Environment;
  readonly before?: string;
  readonly after: string;
  /** Turns off its line editor at the first prompt. Even then it shows twice what is typed before it is ready. */
  readonly endEditor?: string;
}

/** A shell that reads the file in $ENV if it is interactive, as POSIX requires. */
const sh = (...args: string[]): Start => ({
  rcFile: '.shrc',
  args: () => [...args, '-i'],
  env: (home) => ({ ENV: join(home, '.shrc') }),
  after: `PS1='${PROMPT} ' PS2='more> '\n`,
});

const STARTS: Record<AnyShell, Start> = {
  bash: {
    rcFile: '.bashrc',
    args: (rcFile) => ['--noprofile', '--rcfile', rcFile, '-i'],
    after: `PS1='${PROMPT} ' PS2='more> '\nHISTFILE=\n`,
  },
  zsh: {
    rcFile: '.zshrc',
    args: () => ['-d', '-i'],
    env: (home) => ({ ZDOTDIR: home }),
    before: 'autoload -Uz compinit && compinit -u -D\n',
    after: `PS1='${PROMPT} ' PS2='more> '\n`,
  },
  fish: {
    rcFile: '.config/fish/config.fish',
    args: () => ['--interactive', '--private'],
    env: (home) => ({ XDG_CONFIG_HOME: join(home, '.config'), XDG_DATA_HOME: join(home, '.local/share') }),
    after: `set -g fish_greeting\nset -g fish_autosuggestion_enabled 0\nfunction fish_prompt; echo -n '${PROMPT} '; end\n`,
  },
  pwsh: {
    rcFile: '.config/powershell/Microsoft.PowerShell_profile.ps1',
    args: () => ['-NoLogo'],
    after: `function global:prompt { '${PROMPT} ' }\n`,
  },
  dash: sh(),
  // ksh expands the path.
  ksh: { ...sh(), env: () => ({ ENV: '$HOME/.shrc' }), endEditor: 'set +o emacs' },
  mksh: sh(),
  busybox: sh('ash'),
  tcsh: { rcFile: '.tcshrc', args: () => ['-i'], after: `set prompt = '${PROMPT} '\nset prompt2 = 'more> '\n` },
  nu: {
    rcFile: '.config/nushell/config.nu',
    args: () => ['--no-history'],
    env: (home) => ({ XDG_CONFIG_HOME: join(home, '.config') }),
    after: `$env.PROMPT_COMMAND = ''\n$env.PROMPT_COMMAND_RIGHT = ''\n$env.PROMPT_INDICATOR = '${PROMPT} '
$env.config.show_banner = false\n`,
  },
  elvish: {
    rcFile: '.config/elvish/rc.elv',
    args: () => [],
    env: (home) => ({ XDG_CONFIG_HOME: join(home, '.config'), XDG_STATE_HOME: join(home, '.local/state') }),
    after: `set edit:prompt = { put '${PROMPT} ' }\nset edit:rprompt = { }\n`,
  },
  xonsh: {
    rcFile: '.xonshrc',
    args: (rcFile) => ['--rc', rcFile],
    env: (home) => ({ XDG_CONFIG_HOME: join(home, '.config'), XDG_DATA_HOME: join(home, '.local/share') }),
    after: `$PROMPT = '${PROMPT} '\n$AUTO_SUGGEST = False\n$COMPLETIONS_CONFIRM = False\n`,
  },
};

/** Opens an interactive shell with `init` in its rc file, and waits for the prompt. */
export async function interactiveShell(name: AnyShell, options: InteractiveOptions): Promise<InteractiveShell> {
  const { home, init, last = '', compinit = true, env, ...terminalOptions } = options;
  const start = STARTS[name];
  const rcFile = join(home, start.rcFile);
  mkdirSync(dirname(rcFile), { recursive: true });
  // Without this folder fish starts a program that reads all manual pages, and outlives the shell.
  if (name === 'fish') mkdirSync(join(home, '.local/share/fish/generated_completions'), { recursive: true });
  writeFileSync(rcFile, `${compinit ? (start.before ?? '') : ''}${init}\n${start.after}${last}\n`);
  const terminal = openTerminal({
    ...terminalOptions,
    file: name,
    args: start.args(rcFile),
    env: { HOME: home, ...start.env?.(home), ...env },
  });

  const prompts = (screen: string) => screen.split('\n').flatMap((line, row) => (line.startsWith(PROMPT) ? [row] : []));
  const atPrompt = (screen: string) => screen.split('\n').at(-1) === PROMPT;
  const prompt = (timeout?: number) => terminal.waitFor(atPrompt, timeout);
  const enter = async (line: string, timeout?: number) => {
    const before = prompts(terminal.screen()).length;
    terminal.type(`${line}\r`);
    // The old prompt may still look empty at first, so this waits for a new one.
    const screen = await terminal.waitFor((now) => atPrompt(now) && prompts(now).length > before, timeout);
    const rows = prompts(screen);
    const shown = screen.split('\n').slice((rows.at(-2) ?? -1) + 1, rows.at(-1));
    return (start.endEditor && shown[0] === line ? shown.slice(1) : shown).join('\n');
  };

  const interrupt = async () => {
    const count = () => terminal.screen().split(PROMPT).length;
    const before = count();
    terminal.type('\x03');
    await terminal.waitFor((screen) => count() > before && screen.endsWith(PROMPT));
    // ksh discards early input, so it is ready when it responds.
    for (let tries = 0; start.endEditor; tries++) {
      const shown = count();
      terminal.type('\r');
      const answered = terminal.waitFor((screen) => count() > shown && screen.endsWith(PROMPT), 2_000);
      if (
        await answered.then(
          () => true,
          () => tries > 5,
        )
      )
        break;
    }
  };

  try {
    await prompt(20_000);
    if (start.endEditor) {
      terminal.type(`${start.endEditor}; echo settled\r`);
      await terminal.waitFor((screen) => screen.endsWith(`\nsettled\n${PROMPT}`));
    }
  } catch (error) {
    await terminal.close();
    throw error;
  }
  return { ...terminal, enter, interrupt, prompt };
}
