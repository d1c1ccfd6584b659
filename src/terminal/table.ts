import type { ChalkInstance } from 'chalk';
import { printable } from './output';
import { padText, textWidth } from './width';

/**
 * Rows of cells as a table: columns as wide as their widest cell, two blanks apart. A wide character (CJK) takes two columns.
 * @param header formats the first line
 */
export function formatTable(
  cells: readonly (readonly string[])[],
  header: (line: string) => string = (line) => line,
): string {
  const rows = cells.map((row) => row.map(printable));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => textWidth(row[column] ?? ''))));
  const pad = (cell: string, column: number) => padText(cell, widths[column] ?? 0);
  const lines = rows.map((row) => row.map(pad).join('  ').trimEnd());
  return lines.map((line, index) => `${index === 0 ? header(line) : line}\n`).join('');
}

/** A row of {@link formatRows}: a heading, or a key with its value and where that comes from. */
export type Row = string | { readonly key: string; readonly value: string; readonly location?: string };

const INDENT = '   ';
const GAP = '  ';

/** Splits a text at the width: a terminal would continue a longer line at its left edge, across the columns below. */
function pieces(text: string, width: number): string[] {
  const found = [''];
  for (const letter of text) {
    const last = found.at(-1) ?? '';
    if (textWidth(last) + textWidth(letter) <= width) found[found.length - 1] = last + letter;
    else found.push(letter);
  }
  return found;
}

const widest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => textWidth(text)));

/** Splits a text at its blanks where it can. */
function wordLines(text: string, width: number): string[] {
  const found: string[] = [];
  for (const word of text.split(' ')) {
    const longer = found.length > 0 ? `${found.at(-1)} ${word}` : word;
    if (found.length > 0 && textWidth(longer) <= width) found[found.length - 1] = longer;
    else found.push(...pieces(word, width));
  }
  return found;
}

const headings = (text: string, width: number) =>
  wordLines(text, width - INDENT.length).map((line, index) => (index === 0 ? line : INDENT + line));

/**
 * Rows with their keys, values and locations aligned. A location too long for its row goes on the next line; the other
 * rows keep their columns.
 * @param width of the terminal, in columns
 */
export function formatRows(rows: readonly Row[], width: number, { bold, dim }: ChalkInstance): string {
  const facts = rows.flatMap((row) => (typeof row === 'string' ? [] : [row]));
  const key = widest(facts.map((fact) => fact.key));
  const left = INDENT.length + key + GAP.length;
  const room = width - left - GAP.length - widest(facts.map((fact) => fact.location ?? ''));
  const column = widest(facts.map(({ value }) => printable(value)).filter((value) => textWidth(value) <= room));
  const lines = rows.flatMap((row) => {
    if (typeof row === 'string') return headings(printable(row), width).map((line) => bold(line));
    const value = printable(row.value);
    const location = printable(row.location ?? '');
    const fits = textWidth(value) <= room;
    const broken = (text: string) => pieces(text, Math.max(20, width - left));
    const [first = '', ...rest] = broken(value);
    const beside = fits && location ? GAP + dim(location) : '';
    const below = fits || !location ? rest : [...rest, ...broken(location).map((line) => dim(line))];
    const start = `${INDENT}${padText(row.key, key)}${GAP}${beside ? padText(first, column) : first}${beside}`;
    return [start.trimEnd(), ...below.map((line) => ' '.repeat(left) + line)];
  });
  return lines.map((line) => `${line}\n`).join('');
}
