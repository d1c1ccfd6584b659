import { join } from 'node:path';
import { sha1 } from '../util/sha1';
import type { Files } from './files';
import { ANY_SIZE } from './regularFile';
import { STATES } from './stamps';

/** What the name of a generation's folder begins with. No profile that has a session file is called so. */
const MARK = '%';

/**
 * The folder of a generation: links and stamps that prove what files were before they were read. It stands beside what was
 * made from them: session files, or the list that shells read at TAB.
 */
export const generationPath = (folder: string, generation: string): string => join(folder, `${MARK}${generation}`);

/**
 * The name of the generation that proves a text about files: no other text has the same. Hashing takes longer than to look
 * whether the one that was named before says the same.
 * @param named a name; any text, or `undefined`, if there is none
 */
export function generationIn(folder: string, named = '', text: string, files: Pick<Files, 'read'>): string {
  const isSame =
    /^[0-9a-f]{40}$/.test(named) && files.read(join(generationPath(folder, named), STATES), ANY_SIZE) === text;
  return isSame ? named : sha1(text);
}

/** In milliseconds. A generation is made before what names it, so a younger one can be in use soon. */
const YOUNG = 60_000;

/**
 * Removes the generations that nothing names any more, and what killed processes have left.
 * @param isLeftover whether a name in the folder is neither a generation's nor to be kept
 * @param used the generations that are named; asked only if something might be removed
 */
export function removeGenerations(
  folder: string,
  { isLeftover, used }: { readonly isLeftover: (name: string) => boolean; readonly used: () => readonly string[] },
  files: Files,
  now: Date,
): void {
  const isOld = (name: string) => now.getTime() - (files.modified(join(folder, name)) ?? 0) > YOUNG;
  const old = files.list(folder).filter((name) => (name.startsWith(MARK) || isLeftover(name)) && isOld(name));
  if (old.length === 0) return;
  const kept = used().map((generation) => `${MARK}${generation}`);
  for (const name of old) if (!kept.includes(name)) files.remove(join(folder, name));
}
