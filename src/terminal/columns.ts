import { hasControlCharacter } from '../util/controlCharacters';
import { printable, withoutControls } from './output';
import { cutMiddle, textWidth } from './width';

/** A column of a table, and how it makes room on a narrow terminal. */
export interface Column {
  readonly title: string;
  /** Left out in this order, lowest first, before any cell is cut to less than half of the table. */
  readonly early?: number;
  /** Left out in this order, lowest first, once all cells are cut as far as they may be. */
  readonly late?: number;
  /** Its cells may be cut in the middle to this width, in columns. */
  readonly cutTo?: number;
}

/** A cell of a table: its text, or how it looks besides. */
export type Cell =
  | string
  | {
      readonly text: string;
      /** Stand around the text, and are never cut. */
      readonly before?: string;
      readonly after?: string;
      /** Adds colors to the text. */
      readonly paint?: (text: string) => string;
    };

/** A table to draw on a terminal. */
export interface Layout {
  /** In columns; a table for a file or a pipe has no limit. */
  readonly width: number;
  readonly ellipsis: string;
  /** Formats the line of titles. */
  readonly header: (line: string) => string;
}

const GAP = 2;

const textOf = (cell: Cell) => (typeof cell === 'string' ? cell : cell.text);
const aroundOf = (cell: Cell) => (typeof cell === 'string' ? '' : (cell.before ?? '') + (cell.after ?? ''));

/** A column with its cells, and how wide they are at most and at least. */
interface Measured extends Column {
  readonly cells: readonly Cell[];
  readonly whole: number;
  readonly least: number;
}

/** A column with nothing in it is `undefined`. */
function measure(column: Column, cells: readonly Cell[]): Measured | undefined {
  if (!cells.some((cell) => textOf(cell) !== '')) return undefined;
  const around = cells.map((cell) => textWidth(aroundOf(cell)));
  const texts = cells.map((cell) => textWidth(textOf(cell)));
  const widest = (textLimit: number) =>
    Math.max(...texts.map((text, at) => Math.min(text, textLimit) + (around[at] as number)));
  const title = textWidth(column.title);
  const whole = Math.max(title, widest(Number.POSITIVE_INFINITY));
  const least = column.cutTo === undefined ? whole : Math.max(title, widest(column.cutTo));
  return { ...column, cells, whole, least };
}

const total = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width + GAP, -GAP);

/** Without the column that goes next; `undefined` if none may. */
function without(columns: readonly Measured[], when: 'early' | 'late'): Measured[] | undefined {
  const order = (column: Measured) => column[when] ?? Number.POSITIVE_INFINITY;
  const next = columns.reduce(
    (first, column) => (order(column) < order(first) ? column : first),
    columns[0] as Measured,
  );
  return next?.[when] === undefined ? undefined : columns.filter((column) => column !== next);
}

/** The columns that there is room for. */
function chosen(all: readonly Measured[], width: number): readonly Measured[] {
  let columns = all;
  // One long name must not cost all rows their columns.
  const half = Math.floor(width / 2);
  for (const [when, size] of [
    [
      'early',
      ({ whole, least, cutTo }: Measured) => (cutTo === undefined ? whole : Math.min(whole, Math.max(least, half))),
    ],
    ['late', ({ least }: Measured) => least],
  ] as const) {
    while (total(columns.map(size)) > width) {
      const fewer = without(columns, when);
      if (!fewer) break;
      columns = fewer;
    }
  }
  return columns;
}

/** Takes as much as needed from columns that may be cut, one by one from the widest, down to a least width for each. */
function cutDown(widths: number[], columns: readonly Measured[], width: number, leastOf: (column: Measured) => number) {
  for (let excess = total(widths) - width; excess > 0; excess--) {
    let widest: number | undefined;
    for (const [at, column] of columns.entries()) {
      const isSpare = column.cutTo !== undefined && (widths[at] as number) > leastOf(column);
      if (isSpare && (widest === undefined || (widths[at] as number) > (widths[widest] as number))) widest = at;
    }
    if (widest === undefined) return;
    widths[widest] = (widths[widest] as number) - 1;
  }
}

function drawCell(cell: Cell, width: number, ellipsis: string): string {
  const { before = '', text, after = '', paint = String } = typeof cell === 'string' ? { text: cell } : cell;
  const room = width - textWidth(before) - textWidth(after);
  const shown = cutMiddle(text, Math.max(1, room), ellipsis);
  // Blanks of its own: colors end with the text.
  return before + paint(shown) + after + ' '.repeat(Math.max(0, room - textWidth(shown)));
}

const shownCell = (cell: Cell): Cell =>
  typeof cell === 'string' ? printable(cell) : { ...cell, text: printable(cell.text) };

/**
 * A table for people: columns two blanks apart, as wide as their widest cell, without those that are empty. If it is wider than
 * the terminal, columns leave and cells are cut in the middle, as the columns say.
 * @param rows a cell for each column
 */
export function drawTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { width, ellipsis, header }: Layout,
): string {
  const measured = columns.flatMap(
    (column, at) =>
      measure(
        column,
        rows.map((row) => shownCell(row[at] ?? '')),
      ) ?? [],
  );
  const shown = chosen(measured, width);
  const widths = shown.map(({ whole }) => whole);
  cutDown(widths, shown, width, ({ least }) => least);
  cutDown(widths, shown, width, () => 1);
  const lineOf = (cells: readonly Cell[]) =>
    cells
      .map((cell, at) => drawCell(cell, widths[at] as number, ellipsis))
      .join(' '.repeat(GAP))
      .trimEnd();
  const lines = rows.map((_, row) => lineOf(shown.map(({ cells }) => cells[row] as Cell)));
  return [header(lineOf(shown.map(({ title }) => title))), ...lines].map((line) => `${line}\n`).join('');
}

/**
 * A table for programs: a line for each row and one of titles before them, TAB between the cells. Control characters become `?`,
 * so that nothing in a cell ends it.
 */
export const tabSeparated = (columns: readonly Column[], rows: readonly (readonly string[])[]): string =>
  [columns.map(({ title }) => title), ...rows]
    // Few have any, and to look at a row once is faster than to look at each of its cells.
    .map((cells) => (hasControlCharacter(cells.join('')) ? cells.map(withoutControls) : cells))
    .map((cells) => `${cells.join('\t')}\n`)
    .join('');
