import { misconfigured } from '../errors';
import { findShell, type Shell } from '../shells/table';

const BEGIN = '# >>> assume >>>';
const END = '# <<< assume <<<';

/** Text between two marker lines, markers included. Offsets into the whole text; the last line ending isn't included. */
export interface Block {
  readonly start: number;
  readonly end: number;
  /** The first marker's line, counted from 1. */
  readonly line: number;
  readonly text: string;
}

const MARKER = new RegExp(`^(?:${BEGIN}|(${END}))[ \\t]*(?=\\r?$)`, 'gm');

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length;

/**
 * Finds all blocks in a text, in order.
 * @param file named in the error
 * @throws AssumeError (exit 3) for a block without an end: only the user can tell where it ends
 */
export function findBlocks(text: string, file: string): Block[] {
  const blocks: Block[] = [];
  let start: number | undefined;
  const requireClosed = () => {
    if (start === undefined) return;
    throw misconfigured(
      `${file}:${lineAt(text, start)}: "${BEGIN}" has no matching "${END}". Nothing was changed; delete the rest of that block by hand.`,
    );
  };
  for (const { index, 0: marker, 1: isEnd } of text.matchAll(MARKER)) {
    if (!isEnd) {
      requireClosed();
      start = index;
    } else if (start !== undefined) {
      const end = index + marker.length;
      blocks.push({ start, end, line: lineAt(text, start), text: text.slice(start, end) });
      start = undefined;
    }
  }
  requireClosed();
  return blocks;
}

/** The blocks that belong to a shell, or name none: several shells may read the same file. @throws as {@link findBlocks} */
export const blocksOf = (shell: Shell, text: string | undefined, file: string): Block[] =>
  findBlocks(text ?? '', file).filter((block) => {
    const [, name] = /assume init (\w+)/.exec(block.text) ?? [];
    return name === undefined || findShell(name) === shell;
  });

/** What a block holds: a line that reads a script, a script itself, or what follows one and extends the prompt or renews credentials. */
export type BlockKind = 'line' | 'script' | 'prompt' | 'renewal';

/**
 * Tells the kinds apart: the first comment of every main script names its protocol version, and that of a script for the
 * prompt the flag that it comes from.
 */
export function blockKind(text: string): BlockKind {
  if (text.split('\n').length === 3) return 'line';
  if (/^# assume .*\bprotocol \d/m.test(text)) return 'script';
  return /^# `assume init \w+ --prompt`/m.test(text) ? 'prompt' : 'renewal';
}

const NEXT = new RegExp(`^\\r?\\n(?=${BEGIN})`);

/**
 * Removes a block, and one line ending before it, because `assume init` prints an empty line first. That line ending stays
 * where two lines would otherwise become one. If the block began the file, the next block begins it now.
 */
function cut(text: string, { start, end }: Block): string {
  const before = text.slice(0, start);
  const rest = text.slice(end).replace(/^\r?\n/, '');
  const after = start === 0 ? rest.replace(NEXT, '') : rest;
  const shorter = before.replace(/\r?\n$/, '');
  return (after === '' || shorter === '' || shorter.endsWith('\n') ? shorter : before) + after;
}

/** Removes blocks, given in order; the last goes first, so that offsets stay valid. */
export const withoutBlocks = (text: string, blocks: readonly Block[]): string => blocks.reduceRight(cut, text);

/**
 * Adds one line between markers, in place of all these blocks: where the first one is, otherwise at the end.
 * @param text `undefined` for a file that doesn't exist
 */
export function withLine(text: string | undefined, line: string, blocks: readonly Block[] = []): string {
  const eol = /\r?\n/.exec(text ?? '')?.[0] ?? '\n';
  const block = [BEGIN, line, END].join(eol);
  const [first, ...others] = blocks;
  // The empty line ends with LF alone: to bash, an empty line that ends with CR LF is an unknown command.
  if (!first) return `${text === undefined ? '' : `${text}\n`}${block}${eol}`;
  const rest = withoutBlocks(text ?? '', others);
  return rest.slice(0, first.start) + block + rest.slice(first.end);
}
