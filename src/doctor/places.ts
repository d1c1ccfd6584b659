import { openTextFile } from '../install/textFile';
import { versionOf } from '../install/version';
import { blocksOf, type Wiring } from '../install/wiring';
import type { Place } from './types';

const isLine = (text: string) => text.split('\n').length === 3;

/** Where the files of a shell tell it of the function. @throws AssumeError for a file that cannot be read */
export function placesOf(wiring: Wiring): Place[] {
  const { shell, script, line, wired, others } = wiring;
  const versionIn = (text: string) => {
    const version = versionOf(text);
    return version === undefined ? {} : { version };
  };
  const scriptVersion = versionIn(openTextFile(script).text ?? '');
  const places = [...wired, ...others].flatMap((path): Place[] => {
    const { text = '', encoding } = openTextFile(path);
    const blocks = blocksOf(shell, text, path).map(
      (block): Place =>
        isLine(block.text)
          ? { file: path, line: block.line, kind: 'line', ...scriptVersion }
          : { file: path, line: block.line, kind: 'by hand', ...versionIn(block.text) },
    );
    // Without our markers, put there by hand or by what makes the file.
    const at = line === undefined ? -1 : text.split(/\r?\n/).indexOf(encoding.own(line));
    return blocks.length > 0 || at < 0 ? blocks : [{ file: path, line: at + 1, kind: 'line', ...scriptVersion }];
  });
  if (line !== undefined || openTextFile(script).text === undefined) return places;
  return [{ file: script, line: 1, kind: 'script', ...scriptVersion }, ...places];
}

/** Where a shell's own files make an alias of our name. */
export function aliasPlaceIn({ wired, others }: Wiring): string | undefined {
  for (const file of [...wired, ...others]) {
    const lines = openTextFile(file).text?.split('\n') ?? [];
    const at = lines.findIndex((text) => /^\s*(alias|Set-Alias)\s(\S+\s+)*assume\b/i.test(text));
    if (at >= 0) return `${file}:${at + 1}`;
  }
  return undefined;
}
