import { readFileSync, statSync } from 'node:fs';
import { version } from '../../package.json';
import type { Env } from '../platform/env';
import type { Shell } from '../shells/table';
import { findBlocks, withoutBlocks } from './blocks';
import { blockKind } from './edits';
import { initScript } from './initScript';
import { scriptPath, shellPaths } from './rcTargets';
import { STARTUPS } from './startup/startups';
import { openTextFile, requireWritable, writeTextFile } from './textFile';

/** The version that a script says it is of; `undefined` for one from before they did. */
export const versionOf = (text: string): string | undefined => /^(?:#|@rem) assume (\d\S*) for /m.exec(text)?.[1];

/** Numbers of a version, as Semantic Versioning orders them; what comes before a release is less than it. */
function parts(version: string): number[] {
  const [numbers = '', before] = version.split(/-(.*)/s);
  return [...numbers.split('.').map(Number), before === undefined ? 1 : 0];
}

/** Whether a version comes before another; of two that lead to the same release neither does. */
export function isOlder(version: string, other: string): boolean {
  const [mine, others] = [parts(version), parts(other)];
  const at = mine.findIndex((number, index) => number !== others[index]);
  return at >= 0 && (mine[at] ?? 0) < (others[at] ?? 0);
}

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
  writeTextFile(file, initScript(root, shell, { autoRenew: blocks.some(({ text }) => blockKind(text) === 'renewal') }));
}

/**
 * After an upgrade, gives installed scripts the text of this version. Never those of a newer one: two installations of
 * two versions would take turns. It is no failure if that cannot be.
 * @param root the package's folder
 */
export function upgradeScripts(shells: readonly Shell[], root: string, env: Env): void {
  for (const shell of shells) {
    try {
      const startup = STARTUPS[shell.name];
      if (startup) renew(scriptPath(shell, startup, shellPaths(env)), shell, root);
    } catch {
      // A file that cannot be read or written, no home folder, a package without its scripts.
    }
  }
}
