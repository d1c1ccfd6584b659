import { misconfigured } from '../errors';
import { withLine, withoutBlocks } from './blocks';
import { blocksOf, type RcTargets } from './rcTargets';
import { openTextFile, type TextFile } from './textFile';

/** What a block between markers holds: a line that reads a script, the function, or what renews credentials besides it. */
export type BlockKind = 'line' | 'function' | 'renewal';

/** Every script tells the version of its protocol in its first comment. */
export function blockKind(text: string): BlockKind {
  if (text.split('\n').length === 3) return 'line';
  return /^# assume .*\bprotocol \d/m.test(text) ? 'function' : 'renewal';
}

/** A file and what is to stand in it; `undefined`: it goes. */
export interface Edit {
  readonly file: TextFile;
  readonly text: string | undefined;
}

/** All that installing, or removing, has to change. */
export interface Edits {
  readonly script: Edit;
  /** Files of the user's. */
  readonly files: readonly Edit[];
}

export const changes = ({ file, text }: Edit): boolean => file.text !== text;

/** Each file once, also if several names lead to it. */
function open(paths: readonly string[]): TextFile[] {
  const files = new Map<string, TextFile>();
  for (const file of paths.map(openTextFile)) if (!files.has(file.real)) files.set(file.real, file);
  return [...files.values()];
}

function withoutOurs(wiring: RcTargets, file: TextFile): Edit {
  const blocks = blocksOf(wiring.shell, file.text, file.path);
  if (blocks.length === 0) return { file, text: file.text };
  const rest = withoutBlocks(file.text ?? '', blocks);
  // Where there was a file, there is an empty line before what we add.
  return { file, text: rest === '' && blocks[0]?.start === 0 ? undefined : rest };
}

function withOurs({ shell, line = '' }: RcTargets, file: TextFile): Edit {
  const own = file.encoding.own(line);
  const blocks = blocksOf(shell, file.text, file.path);
  // Put there by hand, or by what makes the file.
  const isThere = blocks.length === 0 && file.text?.split(/\r?\n/).includes(own);
  return { file, text: isThere ? file.text : withLine(file.text, own, blocks) };
}

const renews = ({ shell }: RcTargets, { text, path }: TextFile) =>
  blocksOf(shell, text, path).some((block) => blockKind(block.text) === 'renewal');

/**
 * @param script its text; told whether what is there renews credentials too
 * @throws AssumeError (exit 3) for a file in the script's place that holds something else
 */
export function installEdits(wiring: RcTargets, script: (renewing: boolean) => string): Edits {
  const file = openTextFile(wiring.script);
  if (withoutOurs(wiring, file).text?.trim()) {
    throw misconfigured(`${wiring.script} is not ours alone, so nothing was changed.`, [
      wiring.shell.install,
      'installs the function by hand',
    ]);
  }
  const wired = open(wiring.wired);
  const others = open(wiring.others).filter(({ real }) => !wired.some((each) => each.real === real));
  return {
    script: { file, text: script([file, ...wired, ...others].some((each) => renews(wiring, each))) },
    files: [...wired.map((each) => withOurs(wiring, each)), ...others.map((each) => withoutOurs(wiring, each))],
  };
}

/** @throws AssumeError (exit 3) for a block without an end */
export function uninstallEdits(wiring: RcTargets): Edits {
  const script = withoutOurs(wiring, openTextFile(wiring.script));
  return {
    script: changes(script) && !script.text?.trim() ? { ...script, text: undefined } : script,
    files: open([...wiring.wired, ...wiring.others]).map((each) => withoutOurs(wiring, each)),
  };
}
