import { readFileSync } from 'node:fs';
import type { Outcome } from '../outcome';
import type { Env } from '../platform/env';

/** What is asked all day, by people and their prompts: these, alone or with `--json`. */
const WORDS: readonly (string | undefined)[] = ['status', 'whoami'];

/** Unlike the real one, it doesn't tell a missing file from one that can't be read: neither says anything. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Answers `assume status` without loading what other commands need.
 * @returns `undefined` if the fast path does not apply
 */
export async function statusFastPath(argv: readonly string[], env: Env): Promise<Outcome | undefined> {
  const [word, flag, ...others] = argv;
  const isPlain = WORDS.includes(word) && (flag === undefined || flag === '--json') && others.length === 0;
  if (!isPlain) return undefined;
  const { offlineStatus } = await import('../status/status');
  return offlineStatus(flag !== undefined, { env, files: { read }, now: () => new Date() });
}
