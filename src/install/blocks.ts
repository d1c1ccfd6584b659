import { misconfigured } from '../errors';
import { findShell, type Shell } from '../shells/table';
import { quotedTexts } from './hereDocuments';

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

/** The end of a line that reads a script; see `signature` in `startup/types.ts`. */
const LINE = /# assume init (\w+) --install[ \t]*\r?$/m;

/**
 * The first comment of a script. That of a main script names its protocol version; older ones had no version of their own, and
 * no region around it.
 */
const HEAD = /^[^\n]*\n(?:# region [^\n]*\n)?(?:#|@rem) assume (?:\d\S* )?for .*(, protocol \d|, continued:)/;

const isSigned = (text: string) => LINE.test(text) || HEAD.test(text);

/**
 * Finds all blocks of ours in a text, in order: between markers, with our signature, and not in a here-document.
 * @param file named in the error
 * @throws AssumeError (exit 3) for a block without an end: only the user can tell where it ends
 */
export function findBlocks(text: string, file: string): Block[] {
  const markers = [...text.matchAll(MARKER)];
  const quoted = markers.length > 0 ? quotedTexts(text) : [];
  return markers.flatMap(({ index: start, 1: isEnd }, at) => {
    const next = markers[at + 1];
    const inside = text.slice(start, next?.index);
    if (isEnd || !isSigned(inside) || quoted.some((range) => range.start <= start && start < range.end)) return [];
    const line = lineAt(text, start);
    if (!next?.[1]) {
      throw misconfigured(
        `${file}:${line}: "${BEGIN}" has no matching "${END}". Nothing was changed; delete the rest of that block by hand.`,
      );
    }
    const end = next.index + next[0].length;
    return [{ start, end, line, text: text.slice(start, end) }];
  });
}

/** The blocks that belong to a shell, or name none: several shells may read the same file. @throws as {@link findBlocks} */
export const blocksOf = (shell: Shell, text: string | undefined, file: string): Block[] =>
  findBlocks(text ?? '', file).filter((block) => {
    const [, name] = /assume init (\w+)/.exec(block.text) ?? [];
    return name === undefined || findShell(name) === shell;
  });

/** What a block holds: a line that reads a script, a script itself, or what follows one and extends the prompt or renews credentials. */
export type BlockKind = 'line' | 'script' | 'prompt' | 'renewal';

/** The kind of a block. That of a script for the prompt names the flag that it comes from. */
export function blockKind(text: string): BlockKind {
  const [, kind] = HEAD.exec(text) ?? [];
  if (kind === undefined) return 'line';
  if (kind.includes('protocol')) return 'script';
  return /^# `assume init \w+ --prompt`/m.test(text) ? 'prompt' : 'renewal';
}

/**
 * Whether a block can hold lines of the user's: it is neither a line of ours nor in a script of this version. Nobody can tell
 * them from those of an older one.
 */
export const mayHoldOthers = ({ text }: Block, script: string): boolean =>
  text.split('\n').length !== 3 && !script.includes(text.replaceAll('\r', ''));

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
