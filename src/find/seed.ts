import { type Field, type Findable, wordsOf } from './findable';
import type { Positions } from './match';

/** Where a word on the command line is looked for. */
const SEEDED = ['name', 'account', 'accountName', 'role'] as const;

/** The rows of which a name, account number, account name or role contains each word of a query, in any case. */
export function containing<Row extends Findable>(rows: readonly Row[], query: string): Row[] {
  const words = wordsOf(query.toLowerCase());
  return rows.filter((row) => words.every((word) => SEEDED.some((field) => row[field]?.toLowerCase().includes(word))));
}

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
