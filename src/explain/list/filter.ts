import { FIELDS, fold, queryFrom, wordsOf } from '../../find/findable';
import type { Listed } from './listed';

/** Whether each word stands in a field. */
function holdsAll(row: Listed, words: readonly string[]): boolean {
  const texts = FIELDS.map((field) => fold(row[field] ?? ''));
  return words.every((word) => texts.some((text) => text.includes(word)));
}

/**
 * The rows that a filter matches, as in the picker. Scattered letters count only where no row has the words themselves: a list
 * is read to its end, also by programs.
 * @param order as they are, or what matches best first
 */
export async function filterRows(
  rows: readonly Listed[],
  filter: readonly string[],
  order: 'given' | 'best',
): Promise<readonly Listed[]> {
  const query = filter.map(queryFrom).join(' ');
  const words = wordsOf(query).map(fold);
  if (words.length === 0) return rows;
  const whole = rows.filter((row) => holdsAll(row, words));
  if (whole.length > 0 && order === 'given') return whole;
  const { Matcher } = await import('../../find/match');
  const found = new Matcher(whole.length > 0 ? whole : rows).match(query).map(({ row }) => row);
  return order === 'best' ? found : rows.filter((row) => found.includes(row));
}
