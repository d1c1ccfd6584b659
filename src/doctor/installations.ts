import { blockKind, blocksOf } from '../install/blocks';
import { versionOf } from '../install/initScript';
import type { RcTargets } from '../install/rcTargets';
import { openTextFile } from '../install/textFile';
import type { Installation } from './doctorReport';

type Versioned = Pick<Installation, 'version'>;

function versionIn(script: string): Versioned {
  const version = versionOf(script);
  return version === undefined ? {} : { version };
}

/** @param script the version of the script that a line reads */
function installationsIn(rcTargets: RcTargets, file: string, script: Versioned): Installation[] {
  const { text = '', encoding } = openTextFile(file);
  const blocks = blocksOf(rcTargets.shell, text, file);
  if (blocks.length === 0) {
    // The same line without markers was added by hand, or by a dotfiles manager.
    const own = rcTargets.line === undefined ? undefined : encoding.own(rcTargets.line);
    const index = own === undefined ? -1 : text.split(/\r?\n/).indexOf(own);
    return index < 0 ? [] : [{ file, line: index + 1, kind: 'line', ...script }];
  }
  return blocks.flatMap((block): Installation[] => {
    const kind = blockKind(block.text);
    if (kind === 'renewal') return [];
    const { line } = block;
    return [{ file, line, ...(kind === 'line' ? { kind, ...script } : { kind: 'by hand', ...versionIn(block.text) }) }];
  });
}

/** Where a shell's files load `assume` from, in the order in which they are read. @throws AssumeError for a file it can't read */
export function installationsOf(rcTargets: RcTargets): Installation[] {
  const { script, line, targets, others } = rcTargets;
  const { text } = openTextFile(script);
  const version = versionIn(text ?? '');
  const installations = [...targets, ...others].flatMap((file) => installationsIn(rcTargets, file, version));
  if (line !== undefined || text === undefined) return installations;
  return [{ file: script, line: 1, kind: 'script', ...version }, ...installations];
}

/** Where a shell's own files define an alias named `assume`, as `file:line`. @throws AssumeError for a file it can't read */
export function aliasLocationIn({ targets, others }: RcTargets): string | undefined {
  for (const file of [...targets, ...others]) {
    const lines = openTextFile(file).text?.split('\n') ?? [];
    const index = lines.findIndex((text) => /^\s*(alias|Set-Alias)\s(\S+\s+)*assume\b/i.test(text));
    if (index >= 0) return `${file}:${index + 1}`;
  }
  return undefined;
}
