import type { Findable } from '../../find/findable';
import { readLine } from '../interaction';
import { printable, write } from '../output';
import type { Picked, PickerRequest } from './types';

/** More lines than this help nobody who listens to them. */
const MOST = 20;

function spoken<Row extends Findable>(row: Row, number: number, { lookOf }: PickerRequest<Row>): string {
  const { color, secondsLeft } = lookOf(row);
  const parts = [
    `${number}. ${row.name}`,
    row.account && `account ${row.account}`,
    row.accountName,
    row.role && `role ${row.role}`,
    row.region,
    secondsLeft !== undefined && `${Math.floor(secondsLeft / 60)} minutes left`,
    color === 'red' && 'production',
  ];
  return `${printable(parts.filter(Boolean).join(', '))}\n`;
}

function listText<Row extends Findable>(rows: readonly Row[], request: PickerRequest<Row>): string {
  const lines = rows.slice(0, MOST).map((row, at) => spoken(row, at + 1, request));
  const rest = rows.length - lines.length;
  return lines.join('') + (rest > 0 ? `${rest} more. Type words to narrow the list.\n` : '');
}

/**
 * Lets a person choose from a numbered list, line by line, as a screen reader reads it: no cursor moves, and nothing that was
 * printed changes.
 * @returns `undefined` if it was canceled: an empty line, or the end of input
 */
export async function pickByNumber<Row extends Findable>(
  request: PickerRequest<Row>,
): Promise<Picked<Row> | undefined> {
  let rows = request.seeded;
  write(2, listText(rows, request));
  for (;;) {
    write(2, 'Number, or words to narrow the list (empty cancels): ');
    const line = (await readLine(0))?.trim();
    if (!line) {
      if (line === undefined) write(2, '\n');
      return undefined;
    }
    const row = /^\d+$/.test(line) ? rows.slice(0, MOST)[Number(line) - 1] : undefined;
    if (row) return { row, action: 0 };
    const { Matcher } = await import('../../find/match');
    const found = new Matcher(request.rows, request.usage).match(line).map((match) => match.row);
    if (found.length > 0) rows = found;
    write(2, found.length > 0 ? listText(rows, request) : `Nothing matches ${printable(line)}.\n`);
  }
}
