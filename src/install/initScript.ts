import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { misuse } from '../errors';
import type { Env } from '../platform/env';
import type { Shell } from '../shells/table';
import { type Block, blockKind, findBlocks, withoutBlocks } from './blocks';
import { scriptPath, shellPaths } from './rcTargets';
import { STARTUPS } from './startup/startups';
import { openTextFile, requireWritable } from './textFile';
import { writeTextFile } from './writeTextFile';

/** What a script does besides defining `assume`. */
export interface ScriptOptions {
  /** Renews expired credentials before a command, if that needs no prompt. */
  readonly autoRenew?: boolean | undefined;
  /** Puts `assume_prompt` in front of the prompt. */
  readonly prompt?: boolean | undefined;
}

/** What can follow a script: its option, the flag for it, and its kind of block, which also names its file in the table of shells. */
const PARTS = [
  ['autoRenew', '--auto-renew', 'renewal'],
  ['prompt', '--prompt', 'prompt'],
] as const;

/** The options that these blocks come from. */
export const optionsIn = (blocks: readonly Pick<Block, 'text'>[]): ScriptOptions =>
  Object.fromEntries(PARTS.map(([option, , kind]) => [option, blocks.some(({ text }) => blockKind(text) === kind)]));

/**
 * The shell integration as text for the shell to read at startup.
 * @param root the package's folder, which contains `shell`
 * @throws AssumeError (exit 2) with an option that this shell lacks
 */
export function initScript(root: string, shell: Shell, options: ScriptOptions = {}): string {
  const wanted = PARTS.filter(([option]) => options[option]);
  const parts = wanted.map(([, flag, file]) => {
    const part = shell[file];
    if (part !== undefined) return part;
    throw misuse(`${flag} isn't available for ${shell.name}.`, [`assume init ${shell.name}`, 'Without it']);
  });
  return [shell.script, ...parts].map((file) => readFileSync(join(root, 'shell', file), 'utf8')).join('');
}

/** The version that a script's first comment names; `undefined` for a script from before they did. */
export const versionOf = (script: string): string | undefined => /^(?:#|@rem) assume (\d\S*) for /m.exec(script)?.[1];

/** The numbers of a version, comparable one by one (Semantic Versioning); a prerelease comes before its release. */
function parts(version: string): number[] {
  const [numbers = '', prerelease] = version.split(/-(.*)/s);
  return [...numbers.split('.').map(Number), prerelease === undefined ? 1 : 0];
}

/** Whether a version precedes another. Two prereleases of the same release count as equal. */
export function isOlder(version: string, other: string): boolean {
  const [left, right] = [parts(version), parts(other)];
  const index = left.findIndex((number, at) => number !== right[at]);
  return index >= 0 && (left[index] ?? 0) < (right[index] ?? 0);
}

/** Upgrades a script only if it is older than this program and its file belongs to the user and holds nothing else. */
function upgrade(path: string, shell: Shell, root: string): void {
  // In most calls there is no such file, or it is up to date.
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return;
  const installed = versionOf(readFileSync(path, 'latin1'));
  if (installed === undefined || !isOlder(installed, version)) return;
  const file = openTextFile(path);
  const blocks = findBlocks(file.text ?? '', path);
  const isOwn = process.getuid === undefined || file.stats?.uid === process.getuid();
  if (!isOwn || withoutBlocks(file.text ?? '', blocks).trim() !== '') return;
  requireWritable(file);
  writeTextFile(file, initScript(root, shell, optionsIn(blocks)));
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
