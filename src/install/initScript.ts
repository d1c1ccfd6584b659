import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssumeError, EXIT } from '../errors';
import type { Shell } from '../shells/table';

/**
 * What a shell is to read when it starts: its function and, after it, what renews expired credentials.
 * @param root the package's folder, with `shell` in it
 * @throws AssumeError (exit 2) for a shell that can run nothing of ours before a command
 */
export function initScript(root: string, shell: Shell, { autoRenew = false } = {}): string {
  const { name, script, renewal } = shell;
  if (!autoRenew) return readScripts(root, [script]);
  if (renewal) return readScripts(root, [script, renewal]);
  throw new AssumeError(`${name} cannot renew by itself.`, {
    exitCode: EXIT.usage,
    hints: [[`assume init ${name}`, 'prints the function without it']],
  });
}

const readScripts = (root: string, names: readonly string[]): string =>
  names.map((name) => readFileSync(join(root, 'shell', name), 'utf8')).join('');
