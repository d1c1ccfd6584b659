import { printable } from '../output';
import { cutMiddle, textWidth } from '../width';
import { dim, rowLines, type ShownRow, type Style, selectable } from './rows';

/** What the screen shows. */
export interface View {
  readonly query: string;
  /** The rows in view. */
  readonly shown: readonly ShownRow[];
  /** The index of the selected one among them. */
  readonly selected: number;
  /** How many rows the query matches, and of how many. */
  readonly matched: number;
  readonly total: number;
  readonly actions: readonly string[];
  /** The index of the selected action while the menu is open. */
  readonly action: number | undefined;
}

/** The lines of a picture, without their ends, and the column of the cursor in the first. */
export interface Picture {
  readonly lines: readonly string[];
  readonly cursor: number;
}

/** Of a terminal without a size, as some programs make them. */
const USUAL = { columns: 80, rows: 24 };

/** In lines. */
const TALLEST = 14;

/** In columns: rows don't fit into less. */
const NARROWEST = 10;

/** From this height on there is a line that names the keys. */
const WITH_HINTS = 8;

/** The size of a terminal; also of one that says 0. */
export const sizeOf = ({ columns, rows }: { readonly columns: number; readonly rows: number }) => ({
  columns: columns || USUAL.columns,
  rows: rows || USUAL.rows,
});

/** How many lines the picture takes of a terminal: at most all but one. */
export const heightOf = (rows: number): number => Math.max(1, Math.min(TALLEST, rows - 1));

const hasHints = (height: number) => height >= WITH_HINTS;

/** How many rows are in view. */
export const pageOf = (rows: number): number => Math.max(0, heightOf(rows) - (hasHints(heightOf(rows)) ? 2 : 1));

const menuLines = ({ actions, action }: View): string[] => actions.map((each, at) => selectable(each, at === action));

/** The end of a text, as much as fits: where it is typed. */
function tail(text: string, width: number): string {
  const letters = [...text];
  while (letters.length > 0 && textWidth(letters.join('')) > width) letters.shift();
  return letters.join('');
}

const LABEL = 'Profile: ';

function queryLine({ query, matched, total }: View, width: number): Picture {
  const label = width > 20 ? LABEL : '';
  const typed = tail(printable(query), width - label.length);
  const cursor = label.length + textWidth(typed);
  const count = `${matched}/${total}`;
  const gap = width - cursor - count.length;
  const line = `${label}${typed}${gap >= 2 ? `${' '.repeat(gap)}${dim(count)}` : ''}`;
  return { lines: [line], cursor: Math.min(cursor, width) };
}

function menuTitle({ shown, selected }: View, width: number, { ellipsis }: Style): Picture {
  const title = cutMiddle(`${printable(shown[selected]?.row.name ?? '')}:`, width, ellipsis);
  return { lines: [title], cursor: textWidth(title) };
}

function hints({ actions, action, matched }: View): string {
  if (action !== undefined) return 'Enter: choose   Esc: back';
  const [first = ''] = actions;
  const enter = matched > 0 ? `Enter: ${first.toLowerCase()}   ` : 'Nothing matches.   ';
  return `${enter}${matched > 0 && actions.length > 1 ? 'Tab: more   ' : ''}Esc: cancel`;
}

/** A picture of the picker that fits a terminal of this size, with no line as wide as the terminal. */
export function drawPicker(view: View, { columns, rows }: { columns: number; rows: number }, style: Style): Picture {
  const width = Math.max(0, columns - 1);
  const height = heightOf(rows);
  const isMenu = view.action !== undefined;
  const top = isMenu ? menuTitle(view, width, style) : queryLine(view, width);
  const all = isMenu ? menuLines(view) : rowLines(view.shown, view.selected, { width, style });
  const list = width < NARROWEST ? [] : all.slice(0, pageOf(rows));
  const below = hasHints(height) ? [dim(cutMiddle(hints(view), width, style.ellipsis))] : [];
  return { lines: [...top.lines, ...list, ...below], cursor: top.cursor };
}
