import { type Field, type Findable, wordsOf } from './findable';
import type { Positions } from './match';

/** Where a word on the command line is looked for. */
const SEEDED = ['name', 'account', 'accountName', 'role'] as const;

/** A row, and a text that contains all of its fields, if there is one: to look there first is faster. */
type Row = Findable & { readonly line?: string };

/** The rows of which a name, account number, account name or role contains each word of a query, in any case. */
export function containing<Wanted extends Row>(rows: readonly Wanted[], query: string): Wanted[] {
  const words = wordsOf(query).map((word) => new RegExp(word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i'));
  const isIn = (row: Row, word: RegExp) => SEEDED.some((field) => word.test(row[field] ?? ''));
  return rows.filter((row) =>
    words.every((word) => (row.line === undefined || word.test(row.line)) && isIn(row, word)),
  );
}

/** Whether a name or account number begins with a word of the query, in any case. */
export const beginsWith = ({ name, account = '' }: Findable, query: string): boolean =>
  wordsOf(query.toLowerCase()).some((word) => name.toLowerCase().startsWith(word) || account.startsWith(word));

const range = (start: number, length: number) => Array.from({ length }, (_, at) => start + at);

/** The letters that each word of a query stands in, in the first field that contains it. */
export function seedPositions(row: Findable, query: string): Positions {
  const found: { [field in Field]?: readonly number[] } = {};
  for (const word of wordsOf(query.toLowerCase())) {
    const field = SEEDED.find((each) => row[each]?.toLowerCase().includes(word));
    if (!field) continue;
    const letters = range(row[field]?.toLowerCase().indexOf(word) ?? 0, word.length);
    found[field] = [...(found[field] ?? []), ...letters];
  }
  return found;
}
