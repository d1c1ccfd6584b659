import { misconfigured } from '../errors';
import { type Block, blocksOf, mayHoldOthers, withLine, withoutBlocks } from './blocks';
import { optionsIn, type ScriptOptions } from './initScript';
import type { RcTargets } from './rcTargets';
import { openTextFile, type TextFile } from './textFile';
import { hasOtherNames } from './writeTextFile';

/** A file and its new text; `undefined` deletes it. */
export interface Edit {
  readonly file: TextFile;
  readonly text: string | undefined;
  /** Whether lines of the user's may go with ours. */
  readonly mayLose?: boolean;
}

/** Everything that installing or uninstalling changes. */
export interface Edits {
  readonly script: Edit;
  /** The user's own files. */
  readonly rcFiles: readonly Edit[];
}

/** Whether an edit changes anything. */
export const isChange = ({ file, text }: Edit): boolean => file.text !== text;

/** Opens each file once, even if several paths lead to it. */
function open(paths: readonly string[]): TextFile[] {
  const files = new Map<string, TextFile>();
  for (const file of paths.map(openTextFile)) if (!files.has(file.real)) files.set(file.real, file);
  return [...files.values()];
}

/** Returns a script's text. It gets the options of the installed one. */
type MakeScript = (installed: ScriptOptions) => string;

/** Whether lines of the user's would go with these blocks. */
function mayLose(blocks: readonly Block[], script: MakeScript): boolean {
  const text = blocks.length > 0 ? script(optionsIn(blocks)) : '';
  return blocks.some((block) => mayHoldOthers(block, text));
}

function withoutOurs({ shell }: RcTargets, file: TextFile, script: MakeScript): Edit {
  const blocks = blocksOf(shell, file.text, file.path);
  if (blocks.length === 0) return { file, text: file.text };
  const rest = withoutBlocks(file.text ?? '', blocks);
  // A block at the very start means that installing created the file: in an existing file, an empty line comes first.
  const text = rest === '' && blocks[0]?.start === 0 && !hasOtherNames(file) ? undefined : rest;
  return { file, text, mayLose: mayLose(blocks, script) };
}

function withOurs({ shell, line = '' }: RcTargets, file: TextFile, script: MakeScript): Edit {
  const own = file.encoding.own(line);
  const blocks = blocksOf(shell, file.text, file.path);
  // The same line without markers was added by hand, or by a dotfiles manager.
  const isPresent = blocks.length === 0 && file.text?.split(/\r?\n/).includes(own);
  const text = isPresent ? file.text : withLine(file.text, own, blocks);
  return { file, text, mayLose: mayLose(blocks, script) };
}

/**
 * Plans an installation.
 * @throws AssumeError (exit 3) if the script's file holds anything else, or a block has no end; (exit 1) for a file that
 * can't be read
 */
export function installEdits(rcTargets: RcTargets, script: MakeScript): Edits {
  const file = openTextFile(rcTargets.script);
  if (withoutOurs(rcTargets, file, script).text?.trim()) {
    throw misconfigured(`${rcTargets.script} contains lines that assume didn't write. Nothing was changed.`, [
      rcTargets.shell.install,
      'Install by hand',
    ]);
  }
  const targets = open(rcTargets.targets);
  const others = open(rcTargets.others).filter(({ real }) => !targets.some((target) => target.real === real));
  const installed = [file, ...targets, ...others].flatMap(({ text, path }) => blocksOf(rcTargets.shell, text, path));
  return {
    script: { file, text: script(optionsIn(installed)) },
    rcFiles: [
      ...targets.map((target) => withOurs(rcTargets, target, script)),
      ...others.map((other) => withoutOurs(rcTargets, other, script)),
    ],
  };
}

/** Plans a removal. @throws AssumeError (exit 3) for a block without an end; (exit 1) for a file that can't be read */
export function uninstallEdits(rcTargets: RcTargets, scriptOf: MakeScript): Edits {
  const script = { ...withoutOurs(rcTargets, openTextFile(rcTargets.script), scriptOf), mayLose: false };
  return {
    script: isChange(script) && !script.text?.trim() ? { ...script, text: undefined } : script,
    rcFiles: open([...rcTargets.targets, ...rcTargets.others]).map((file) => withoutOurs(rcTargets, file, scriptOf)),
  };
}
