import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { kill } from 'node:process';
import { startOf } from './startTime';

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** In milliseconds: nobody takes longer to type a code, so an older lock without a start time is that of a reused pid. */
const LONGEST = 10 * 60_000;

/** Who holds a lock, as its file says. */
export interface Held {
  /** `<pid>-<start time>-<random>`. Anything else was left by a crash of the machine, or isn't a lock. */
  readonly holder: string;
  readonly stats: Stats;
}

/** Whether the process that holds a lock still runs. */
export function isAlive({ holder, stats }: Held): boolean {
  const [, pid, start] = /^(\d+)-(\w*)-\w+$/.exec(holder) ?? [];
  if (pid === undefined) return false;
  try {
    kill(Number(pid), 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  return start === '' ? Date.now() - stats.mtimeMs < LONGEST : start === startOf(Number(pid));
}

/** What is at the path of a lock; `undefined` if nothing is. To read anything but a regular file could take forever. */
export function heldBy(path: string): Held | undefined {
  try {
    const stats = lstatSync(path);
    return { holder: stats.isFile() ? readFileSync(path, 'utf8') : '', stats };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
