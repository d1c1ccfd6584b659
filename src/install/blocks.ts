import { misconfigured } from '../errors';

const BEGIN = '# >>> assume >>>';
const END = '# <<< assume <<<';

/** What stands between two marker lines, with these; offsets into the text, the last line's end not counted. */
export interface Block {
  readonly start: number;
  readonly end: number;
  /** Of the first marker, counted from 1. */
  readonly line: number;
  readonly text: string;
}

const MARKER = new RegExp(`^(?:${BEGIN}|(${END}))[ \\t]*(?=\\r?$)`, 'gm');

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length;

/**
 * All blocks of a text, in their order.
 * @param file for the error
 * @throws AssumeError (exit 3) for a block without an end: where it ends is for a person to say
 */
export function findBlocks(text: string, file: string): Block[] {
  const blocks: Block[] = [];
  let start: number | undefined;
  const refuseOpen = () => {
    if (start === undefined) return;
    throw misconfigured(
      `${file}:${lineAt(text, start)}: after "${BEGIN}" there is no "${END}". Nothing was changed: take out by hand what is left of it.`,
    );
  };
  for (const { index, 0: marker, 1: isEnd } of text.matchAll(MARKER)) {
    if (!isEnd) {
      refuseOpen();
      start = index;
    } else if (start !== undefined) {
      const end = index + marker.length;
      blocks.push({ start, end, line: lineAt(text, start), text: text.slice(start, end) });
      start = undefined;
    }
  }
  refuseOpen();
  return blocks;
}

const NEXT = new RegExp(`^\\r?\\n(?=${BEGIN})`);

/**
 * Takes out a block, and the one line end before it: `assume init` begins with an empty line. It stays where two lines
 * would become one otherwise. Of a file that began with it, the next block is the beginning then.
 */
function cut(text: string, { start, end }: Block): string {
  const before = text.slice(0, start);
  const rest = text.slice(end).replace(/^\r?\n/, '');
  const after = start === 0 ? rest.replace(NEXT, '') : rest;
  const shorter = before.replace(/\r?\n$/, '');
  return (after === '' || shorter === '' || shorter.endsWith('\n') ? shorter : before) + after;
}

/** The text without these blocks, of which it is told in their order: from the last, so that offsets stay true. */
export const withoutBlocks = (text: string, blocks: readonly Block[]): string => blocks.reduceRight(cut, text);

/**
 * The text with one line between markers: in the place of the first of these blocks, else at its end.
 * @param text `undefined` for a file that is not there
 */
export function withLine(text: string | undefined, line: string, blocks: readonly Block[] = []): string {
  const eol = /\r?\n/.exec(text ?? '')?.[0] ?? '\n';
  const block = [BEGIN, line, END].join(eol);
  const [first, ...others] = blocks;
  // To bash, an empty line that ends with CR LF is a command that it does not find.
  if (!first) return `${text === undefined ? '' : `${text}\n`}${block}${eol}`;
  const rest = withoutBlocks(text ?? '', others);
  return rest.slice(0, first.start) + block + rest.slice(first.end);
}
