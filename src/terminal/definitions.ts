import { printable } from './output';

/** A key, which is ASCII, and its value. */
export interface Definition {
  readonly key: string;
  readonly value: string;
}

/** Some of them, below a heading if there is one. */
export interface Definitions {
  readonly heading?: string;
  readonly facts: readonly Definition[];
}

/** How wide the terminal is, and how to fill lines. */
export interface Page {
  readonly columns: number;
  readonly wrap: (text: string, columns: number) => string;
  readonly bold: (text: string) => string;
}

/** What other programs read: one line each. */
export const PIPE: Page = { columns: Number.POSITIVE_INFINITY, wrap: (text) => text, bold: (text) => text };

const INDENT = '   ';
const GAP = '  ';

/** In columns: with less room beside the keys, values go below them. */
const NARROW = 20;

function factLines({ key, value }: Definition, keyWidth: number, { columns, wrap }: Page): string[] {
  const left = INDENT.length + keyWidth + GAP.length;
  const isBeside = columns - left >= NARROW;
  const indent = isBeside ? left : INDENT.length * 2;
  const lines = wrap(printable(value), Math.max(1, columns - indent)).split('\n');
  const start = isBeside ? `${INDENT}${key.padEnd(keyWidth)}${GAP}` : `${INDENT}${key}\n${' '.repeat(indent)}`;
  return [start + lines[0], ...lines.slice(1).map((line) => ' '.repeat(indent) + line)];
}

/** Sections of keys with their values, aligned; a section without any is left out. Ends with a line end. */
export function formatDefinitions(sections: readonly Definitions[], page: Page): string {
  const lines = sections.flatMap(({ heading, facts }) => {
    if (facts.length === 0) return [];
    const width = Math.max(...facts.map(({ key }) => key.length));
    const body = facts.flatMap((each) => factLines(each, width, page));
    return heading === undefined ? body : [page.bold(heading), ...body];
  });
  return lines.map((line) => `${line}\n`).join('');
}
