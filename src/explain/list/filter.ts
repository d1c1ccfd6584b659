import { FIELDS, queryFrom, wordsOf } from '../../find/findable';
import type { Listed } from './listed';

/**
 * The rows that a filter matches, the best first, as the picker finds them. Scattered letters count only where no row has the
 * words themselves: a list is read to its end, also by programs.
 */
export async function bestFirst(rows: readonly Listed[], filter: readonly string[]): Promise<readonly Listed[]> {
  const { fold, Matcher } = await import('../../find/match');
  const query = filter.map(queryFrom).join(' ');
  const words = wordsOf(query).map(fold);
  const found = new Matcher(rows).match(query).map(({ row }) => row);
  const whole = found.filter((row) => {
    const texts = FIELDS.map((field) => fold(row[field] ?? ''));
    return words.every((word) => texts.some((text) => text.includes(word)));
  });
  return whole.length > 0 ? whole : found;
}
