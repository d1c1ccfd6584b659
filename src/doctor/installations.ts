import { blockKind } from '../install/edits';
import { blocksOf, type RcTargets } from '../install/rcTargets';
import { openTextFile } from '../install/textFile';
import { versionOf } from '../install/upgradeScripts';
import type { Installation } from './types';

const versionIn = (text: string) => {
  const version = versionOf(text);
  return version === undefined ? {} : { version };
};

/** Where one file of a shell tells it of the function. @param script what the script's file says of its version */
function installationsIn(wiring: RcTargets, path: string, script: Pick<Installation, 'version'>): Installation[] {
  const { shell, line } = wiring;
  const { text = '', encoding } = openTextFile(path);
  const blocks = blocksOf(shell, text, path);
  if (blocks.length === 0) {
    // Without our markers, put there by hand or by what makes the file.
    const at = line === undefined ? -1 : text.split(/\r?\n/).indexOf(encoding.own(line));
    return at < 0 ? [] : [{ file: path, line: at + 1, kind: 'line', ...script }];
  }
  return blocks.flatMap(({ text: own, line: at }): Installation[] => {
    const kind = blockKind(own);
    if (kind === 'line') return [{ file: path, line: at, kind, ...script }];
    return kind === 'function' ? [{ file: path, line: at, kind: 'by hand', ...versionIn(own) }] : [];
  });
}

/** Where the files of a shell tell it of the function. @throws AssumeError for a file that cannot be read */
export function installationsOf(wiring: RcTargets): Installation[] {
  const { script, line, wired, others } = wiring;
  const { text } = openTextFile(script);
  const version = versionIn(text ?? '');
  const places = [...wired, ...others].flatMap((path) => installationsIn(wiring, path, version));
  if (line !== undefined || text === undefined) return places;
  return [{ file: script, line: 1, kind: 'script', ...version }, ...places];
}

/** Where a shell's own files make an alias of our name. */
export function aliasPlaceIn({ wired, others }: RcTargets): string | undefined {
  for (const file of [...wired, ...others]) {
    const lines = openTextFile(file).text?.split('\n') ?? [];
    const at = lines.findIndex((text) => /^\s*(alias|Set-Alias)\s(\S+\s+)*assume\b/i.test(text));
    if (at >= 0) return `${file}:${at + 1}`;
  }
  return undefined;
}
