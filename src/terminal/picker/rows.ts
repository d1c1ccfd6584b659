import type { Field, Findable } from '../../find/findable';
import type { Positions } from '../../find/match';
import { type Cell, type Column, drawTable } from '../columns';
import { printable } from '../output';
import { paint, paintProfile, SOON, SOON_SGR } from '../profileColor';
import type { Look } from './types';

/** How a terminal shows things. */
export interface Style {
  readonly isColored: boolean;
  /** What stands for letters that were cut out. */
  readonly ellipsis: string;
}

/** A row in view. */
export interface ShownRow {
  readonly row: Findable;
  readonly positions: Positions;
  readonly look: Look;
}

/** SGR (ECMA-48): reverse video has the contrast of the user's own theme, and isn't a color (NO_COLOR). */
const REVERSE = '\x1b[7m';
const NOT_REVERSE = '\x1b[27m';
const HIT = '\x1b[1;4m';
const NO_HIT = '\x1b[22;24m';
const DIM = '\x1b[2m';
const NOT_DIM = '\x1b[22m';

/** A text that matters less. */
export const dim = (text: string): string => `${DIM}${text}${NOT_DIM}`;

/** A line that can be selected. */
export const selectable = (text: string, isSelected: boolean): string =>
  isSelected ? `${REVERSE}> ${text}${NOT_REVERSE}` : `  ${text}`;

/** Where the letters are that are left of a text which was cut. */
function kept(text: string, shown: string, ellipsis: string, positions: readonly number[]): number[] {
  if (shown === text) return [...positions];
  for (let at = shown.indexOf(ellipsis); at >= 0; at = shown.indexOf(ellipsis, at + 1)) {
    const end = shown.slice(at + ellipsis.length);
    if (!text.startsWith(shown.slice(0, at)) || !text.endsWith(end)) continue;
    const gone = text.length - shown.length;
    return positions.flatMap((index) =>
      index < at ? [index] : index >= text.length - end.length ? [index - gone] : [],
    );
  }
  return positions.filter((index) => index < shown.length);
}

/** Where letters are in a text as it is shown: what can't be seen is longer there. */
const shownAt = (raw: string, text: string, positions: readonly number[]) =>
  raw.length === text.length ? positions : positions.map((at) => printable(raw.slice(0, at)).length);

/** A text with the letters that match in bold and underlined. @param back what turns on again what the end of bold turns off */
function highlight(text: string, positions: readonly number[], back: string): string {
  const hits = new Set(positions);
  let drawn = '';
  let isHit = false;
  for (let at = 0; at < text.length; at++) {
    // The second half of a pair belongs to the first.
    const isNext: boolean = /[\udc00-\udfff]/.test(text[at] as string) ? isHit : hits.has(at);
    if (isNext !== isHit) drawn += isNext ? HIT : NO_HIT + back;
    drawn += text[at];
    isHit = isNext;
  }
  return isHit ? drawn + NO_HIT + back : drawn;
}

/** The columns, and which go first where there is little room. One in which a letter matches stays the longest. */
function columnsFor(shown: readonly ShownRow[]): readonly (Column & { readonly field: Field | 'left' })[] {
  const isMatched = (field: Field) => shown.some(({ positions }) => positions[field] !== undefined);
  const column = (field: Field, leaves: Partial<Column>) => ({
    field,
    title: '',
    ...(isMatched(field) ? { late: 9, ...(field !== 'account' && { cutTo: 8 }) } : leaves),
  });
  const others = ['account', 'accountName', 'role', 'region'] as const;
  return [
    { field: 'name', title: '', cutTo: others.some(isMatched) ? 12 : 10 },
    column('account', { late: 2 }),
    column('accountName', { early: 1, cutTo: 12 }),
    column('role', { late: 1, cutTo: 6 }),
    column('region', { early: 2 }),
    { field: 'left', title: '', late: 3 },
  ];
}

function leftCell({ secondsLeft }: Look, { isColored }: Style): Cell {
  if (secondsLeft === undefined) return '';
  const text = `${Math.floor(secondsLeft / 60)}m`;
  return { text, paint: (shown) => (isColored && secondsLeft < SOON ? paint(shown, SOON_SGR) : shown) };
}

function cellOf(field: Field | 'left', { row, positions, look }: ShownRow, isSelected: boolean, style: Style): Cell {
  if (field === 'left') return leftCell(look, style);
  const { isColored, ellipsis } = style;
  const raw = row[field] ?? '';
  const text = printable(raw);
  const isDim = field !== 'name' && !isSelected;
  const lit = (shown: string) => {
    const drawn = highlight(
      shown,
      kept(text, shown, ellipsis, shownAt(raw, text, positions[field] ?? [])),
      isDim ? DIM : '',
    );
    return isDim ? dim(drawn) : drawn;
  };
  if (field !== 'name') return { text, paint: lit };
  const painted = (shown: string) => (isColored ? paintProfile(lit(shown), look.color, true) : lit(shown));
  const isTurned = isSelected && isColored && look.color !== undefined;
  return {
    text,
    before: !isColored && look.color === 'red' ? '! ' : '',
    // In reverse video, production would be red on white.
    paint: (shown) => (isTurned ? `${NOT_REVERSE}${painted(shown)}${REVERSE}` : painted(shown)),
  };
}

/** The rows in view, one a line. @param width in columns */
export function rowLines(
  shown: readonly ShownRow[],
  selected: number,
  { width, style }: { readonly width: number; readonly style: Style },
): string[] {
  const columns = columnsFor(shown);
  const rows = shown.map((each, at) => columns.map(({ field }) => cellOf(field, each, at === selected, style)));
  const table = drawTable(columns, rows, { width: width - 2, ellipsis: style.ellipsis, header: () => '' });
  return table
    .split('\n')
    .slice(1, -1)
    .map((line, at) => selectable(line, at === selected));
}
