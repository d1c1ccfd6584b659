import { platform } from '../../platform/processes';
import { write } from '../output';
import { heightOf, type Picture, sizeOf } from './frame';

/** The console of Windows reads what is written past Node's stream in its own code page. */
const put = (text: string): void => {
  if (platform === 'win32') process.stderr.write(text);
  else write(2, text);
};

/**
 * ECMA-48 and xterm: return and erase to the end of the screen; hide and show the cursor; tell pastes from typing; cut what is
 * too wide, which happens where the window has become narrower since, and go on in the next line again.
 */
const ERASE = '\r\x1b[J';
const HIDE = '\x1b[?25l';
const SHOW = '\x1b[?25h';
const CUT = '\x1b[?7l';
const WRAP = '\x1b[?7h';
const PASTES = '\x1b[?2004h';
const NO_PASTES = '\x1b[?2004l';

const up = (lines: number) => (lines > 0 ? `\x1b[${lines}A` : '');
const right = (columns: number) => (columns > 0 ? `\x1b[${columns}C` : '');

/**
 * The lower part of the terminal at stderr. The cursor stays in the first line of the picture, so whatever a terminal does to
 * the lines when its size changes, erasing from there removes all of them.
 */
export class Screen {
  /** Of the terminal as it is now. */
  get size(): { readonly columns: number; readonly rows: number } {
    const { columns, rows } = process.stderr;
    return sizeOf({ columns, rows });
  }

  /** Says which keys are pasted, from now on. */
  open(): void {
    put(PASTES);
  }

  /** Draws a picture in place of the one before; at the bottom of the screen, lines above scroll out first. */
  draw({ lines, cursor }: Picture): void {
    const height = heightOf(this.size.rows);
    const reserve = `${'\n'.repeat(height - 1)}${up(height - 1)}`;
    const text = lines.map((line) => `${line}\x1b[K`).join('\r\n');
    put(`${HIDE}${ERASE}${reserve}${CUT}${text}${WRAP}${up(lines.length - 1)}\r${right(cursor)}${SHOW}`);
  }

  /** Removes the picture, and leaves the cursor where it began. */
  close(): void {
    put(`${ERASE}${NO_PASTES}${SHOW}`);
  }
}
