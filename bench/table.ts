import { formatTable } from '../src/terminal/table';

/** One goal: what is measured, the value here, and the highest value allowed, in `unit`. */
export interface Row {
  readonly what: string;
  /** Absent if it can't be measured yet. */
  readonly here?: number;
  readonly unit: 'x' | 'ms' | 'MB';
  readonly atMost?: number;
}

/** Where `npm run bench` leaves its results. */
export const BENCH_RESULTS = 'build/bench.json';

/** The results of `npm run bench`. */
export interface BenchResults {
  readonly nodes: readonly { readonly version: string; readonly rows: readonly Row[] }[];
  readonly shells: readonly Row[];
}

const amount = (value: number, { unit }: Row) => `${value.toFixed(value < 0.1 ? 3 : 2)} ${unit}`;

function cells(row: Row): string[] {
  const { what, here, atMost } = row;
  if (here === undefined) return [what, 'to be built'];
  const verdict = atMost === undefined ? [] : [`<= ${amount(atMost, row)}`, here <= atMost ? 'met' : 'MISSED'];
  return [what, amount(here, row), ...verdict];
}

/** The rows as text. */
export const benchTable = (title: string, rows: readonly Row[]): string =>
  `${title}\n\n${formatTable([['what', 'here', 'goal', ''], ...rows.map(cells)])}\n`;
