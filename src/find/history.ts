import { join } from 'node:path';
import { type Env, stateFolder } from '../platform/env';
import type { Files } from '../platform/files';
import { hasControlCharacter } from '../util/controlCharacters';

/** A line for each use of a profile, `EPOCH<TAB>PROFILE`, in seconds since 1970. The scripts in `shell/` add lines too. */
export const historyPath = (env: Env): string => join(stateFolder(env), 'history');

/** In lines. */
const LIMIT = 1_000;

/** In bytes; more than that many lines take. What is larger, or isn't a regular file, isn't read. */
const SIZE_LIMIT = 4 << 20;

/** In seconds: after this time a use counts half. */
const HALF_LIFE = 7 * 24 * 3600;

/** Remembers that a profile is used now. Failures are ignored: a read-only home, or a link in place of the file. */
export function recordUse(profile: string, env: Env, files: Pick<Files, 'appendLine'>, now: number): void {
  try {
    if (!hasControlCharacter(profile)) {
      files.appendLine(historyPath(env), `${Math.floor(now / 1000)}\t${profile}`, LIMIT);
    }
  } catch {
    // Next time the profile isn't among the first.
  }
}

/** How much each profile has been used lately: 1 for a use now, half as much for one a week ago, and so on. */
export function usageOf(history: string, now: number): ReadonlyMap<string, number> {
  const usage = new Map<string, number>();
  for (const line of history.split('\n').slice(-LIMIT - 1)) {
    const [, second, profile = ''] = /^(\d+)\t(.+)$/.exec(line) ?? [];
    const age = now / 1000 - Number(second);
    // A clock that was wrong: a use in the future would come first for long.
    if (profile && age > -HALF_LIFE)
      usage.set(profile, (usage.get(profile) ?? 0) + 2 ** (-Math.max(0, age) / HALF_LIFE));
  }
  return usage;
}

/** The {@link usageOf} the history file; empty without one, or if it can't be read. */
export function readUsage(env: Env, files: Pick<Files, 'read'>, now: number): ReadonlyMap<string, number> {
  try {
    return usageOf(files.read(historyPath(env), SIZE_LIMIT) ?? '', now);
  } catch {
    return new Map();
  }
}
