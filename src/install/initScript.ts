import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { misuse } from '../errors';
import type { Shell } from '../shells/table';

/** What a script does besides defining `assume`. */
export interface ScriptOptions {
  /** Renews expired credentials before a command, if that needs no prompt. */
  readonly autoRenew?: boolean | undefined;
}

/**
 * The shell integration as text for the shell to read at startup.
 * @param root the package's folder, which contains `shell`
 * @throws AssumeError (exit 2) with `autoRenew` for a shell that can't run a hook before a command
 */
export function initScript(root: string, { name, script, renewal }: Shell, { autoRenew }: ScriptOptions = {}): string {
  if (autoRenew && !renewal) {
    throw misuse(`--auto-renew isn't available for ${name}.`, [`assume init ${name}`, 'Without it']);
  }
  const files = autoRenew && renewal ? [script, renewal] : [script];
  return files.map((file) => readFileSync(join(root, 'shell', file), 'utf8')).join('');
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
