import { readFileSync, statSync } from 'node:fs';
import { version } from '../../package.json';
import type { Env } from '../platform/env';
import type { Shell } from '../shells/table';
import { blockKind, findBlocks, withoutBlocks } from './blocks';
import { initScript, isOlder, versionOf } from './initScript';
import { scriptPath, shellPaths } from './rcTargets';
import { STARTUPS } from './startup/startups';
import { openTextFile, requireWritable, writeTextFile } from './textFile';

/** Upgrades a script only if it is older than this program and its file belongs to the user and holds nothing else. */
function upgrade(path: string, shell: Shell, root: string): void {
  // In most calls there is no such file, or it is up to date.
  if (!statSync(path, { throwIfNoEntry: false })) return;
  const installed = versionOf(readFileSync(path, 'latin1'));
  if (installed === undefined || !isOlder(installed, version)) return;
  const file = openTextFile(path);
  const blocks = findBlocks(file.text ?? '', path);
  const isOwn = process.getuid === undefined || file.stats?.uid === process.getuid();
  if (!isOwn || withoutBlocks(file.text ?? '', blocks).trim() !== '') return;
  requireWritable(file);
  writeTextFile(file, initScript(root, shell, { autoRenew: blocks.some(({ text }) => blockKind(text) === 'renewal') }));
}

/**
 * Upgrades installed scripts to this version. Newer scripts stay: two installed versions would otherwise overwrite each
 * other's scripts forever. Never fails; a script that can't be upgraded keeps working.
 * @param root the package's folder
 */
export function upgradeScripts(shells: readonly Shell[], root: string, env: Env): void {
  for (const shell of shells) {
    try {
      const startup = STARTUPS[shell.name];
      if (startup) upgrade(scriptPath(shell, startup, shellPaths(env)), shell, root);
    } catch {
      // The file can't be read or written, there is no home folder, or the package lacks its scripts.
    }
  }
}
