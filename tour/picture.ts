// `npm run picture`: draws docs/session-light.svg and docs/session-dark.svg from a real session in the demo.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTerminal, type Terminal } from '../test/support/terminal';
import { drawSvg, type Frame, THEMES } from './svg';

const COLUMNS = 84;
const ROWS = 10;
/** As docs/prompts.md suggests, with a blank only where there is a profile. */
const PROMPT = `PS1='$(assume_prompt)\${ASSUME_PROFILE:+ }$ '`;
const TITLE =
  'A session: a profile is picked from the list by a part of its account number, an MFA code is entered, and assume off restores the shell';

class Recorder {
  readonly frames: Frame[] = [];

  constructor(readonly terminal: Terminal) {}

  keep(seconds: number): void {
    this.frames.push({ lines: this.terminal.spans(), seconds });
  }

  /** Types a text as a person does, letter by letter. */
  async type(text: string): Promise<void> {
    let typed = '';
    for (const letter of text) {
      this.terminal.type(letter);
      typed += letter;
      const end = typed.trim();
      await this.terminal.waitFor((screen) => screen.trimEnd().includes(end));
      this.keep(0.08);
    }
  }

  async enter(wanted: RegExp, seconds: number): Promise<string> {
    this.terminal.type('\r');
    const screen = await this.terminal.waitFor(wanted);
    this.keep(seconds);
    return screen;
  }
}

async function record(): Promise<readonly Frame[]> {
  const terminal = openTerminal({
    file: process.execPath,
    args: [join(process.cwd(), 'dist/main.js'), 'demo', 'bash'],
    env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', HOME: process.env.HOME ?? '' },
    cols: COLUMNS,
    rows: ROWS,
  });
  try {
    await terminal.waitFor(/demo\$$/, 20_000);
    terminal.type('authenticator\r');
    const code = /^(\d{6})$/m.exec(await terminal.waitFor(/^\d{6}\n.*\$$/m))?.[1] ?? '';
    terminal.type(`${PROMPT}\r`);
    await terminal.waitFor(/\n\$$/);
    terminal.type('\x0c');
    await terminal.waitFor(
      () =>
        terminal
          .spans()
          .flat()
          .map(({ text }) => text)
          .join('')
          .trim() === '$',
    );
    const recorder = new Recorder(terminal);
    recorder.keep(0.6);
    await recorder.type('assume 3333');
    await recorder.enter(/Esc: cancel/, 1.8);
    await recorder.enter(/MFA code for .*:$/m, 0.8);
    await recorder.type(code);
    await recorder.enter(/left\n.*\$$/, 2.5);
    await recorder.type('assume off');
    await recorder.enter(/restored\.\n\$$/, 2.5);
    return recorder.frames;
  } finally {
    await terminal.close();
  }
}

async function main(): Promise<void> {
  const frames = await record();
  for (const theme of THEMES) {
    writeFileSync(join('docs', `session-${theme.name}.svg`), drawSvg(frames, COLUMNS, TITLE, theme));
  }
}

void main();
