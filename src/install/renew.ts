import { readFileSync, statSync } from 'node:fs';
import { version } from '../../package.json';
import type { Env } from '../env';
import { scriptText } from '../script';
import { findBlocks, withoutBlocks } from '../shells/blocks';
import { STARTUPS } from '../shells/startup/startups';
import type { Shell } from '../shells/table';
import { blockKind } from './kind';
import { scriptPath, surroundings } from './surroundings';
import { openTextFile, requireWritable, writeTextFile } from './textFile';
import { isOlder, versionOf } from './version';

/** Only where the whole file is ours, to the last line, and of an older version than this binary. */
function renew(path: string, shell: Shell, root: string): void {
  // Mostly there is no file, or one of this version.
  if (!statSync(path, { throwIfNoEntry: false })) return;
  const found = versionOf(readFileSync(path, 'latin1'));
  if (found === undefined || !isOlder(found, version)) return;
  const file = openTextFile(path);
  const blocks = findBlocks(file.text ?? '', path);
  const isMine = process.getuid === undefined || file.stats?.uid === process.getuid();
  if (!isMine || withoutBlocks(file.text ?? '', blocks).trim() !== '') return;
  requireWritable(file);
  writeTextFile(file, scriptText(root, shell, { autoRenew: blocks.some(({ text }) => blockKind(text) === 'renewal') }));
}

/**
 * After an upgrade, gives installed scripts the text of this version. Never those of a newer one: two installations of
 * two versions would take turns. It is no failure if that cannot be.
 * @param root the package's folder
 */
export function renewScripts(shells: readonly Shell[], root: string, env: Env): void {
  for (const shell of shells) {
    try {
      const startup = STARTUPS[shell.name];
      if (startup) renew(scriptPath(shell, startup, surroundings(env)), shell, root);
    } catch {
      // A file that cannot be read or written, no home folder, a package without its scripts.
    }
  }
}
