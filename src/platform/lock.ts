import { linkSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pid as ownPid } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { sha1 } from '../util/sha1';
import { trace } from './debug';
import { cacheFolder, type Env, isForeignHomeAsRoot } from './env';
import { type Held, heldBy, isAlive } from './lockHolder';
import { makeFolder } from './makeFolder';
import { startOf } from './startTime';

/** In milliseconds: how often to check whether the lock is free. */
const POLL_INTERVAL = 100;

/** The lock for something that shells must not do at once, under any name for it; `undefined` if nothing can be kept. */
export function lockFor(name: string, env: Env): string | undefined {
  try {
    return join(cacheFolder(env), 'locks', sha1(name));
  } catch {
    return undefined;
  }
}

/** No process has this pid. */
const NOBODY = 0;

/** link(2) is atomic, and only one process can win. @returns whose process holds the lock, if not this one */
function take(path: string, me: string): number | undefined {
  const temporary = `${path}.${me}.aside`;
  try {
    writeFileSync(temporary, me, { mode: 0o600, flag: 'wx' });
    linkSync(temporary, path);
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  const held = heldBy(path);
  if (!held) return NOBODY;
  if (isAlive(held)) return Number.parseInt(held.holder, 10);
  breakLock(path, held, me);
  return NOBODY;
}

/**
 * Removes a lock whose process is dead. Removing it requires a second lock, named after the dead holder: a latecomer finds another
 * holder, or none, and removes nothing. If the holder of the second lock dies, that lock is broken the same way.
 */
function breakLock(path: string, { holder }: Held, me: string): void {
  const second = `${path}.${/^[\w-]+$/.test(holder) ? holder : 'broken'}`;
  if (take(second, me) !== undefined) return;
  if (heldBy(path)?.holder === holder) rmSync(path, { recursive: true });
  rmSync(second, { force: true });
}

/**
 * Removes what killed processes have left beside a lock: second locks, and locks that were never in place. While the lock is
 * held, nobody can break it, so it doesn't matter who believes to hold a second one.
 */
function removeLeftovers(path: string): void {
  const folder = dirname(path);
  try {
    for (const name of readdirSync(folder).filter((each) => each.startsWith(`${basename(path)}.`))) {
      const held = heldBy(join(folder, name));
      const [, holder = held?.holder ?? ''] = /\.([\w-]+)\.aside$/.exec(name) ?? [];
      if (held && !isAlive({ ...held, holder })) rmSync(join(folder, name), { recursive: true, force: true });
    }
  } catch {
    // They are in nobody's way.
  }
}

/** How to wait for a process that holds a lock. */
export interface Waiting {
  /** Called once, with the pid of that process. */
  readonly waiting: (pid: number) => void;
  /** In milliseconds. Then the work is done without the lock, since that process may have been stopped. Default: no limit. */
  readonly patience?: number;
}

/** @returns whether the lock was acquired; false if no lock can be created, or the patience is exhausted */
async function acquire(
  path: string,
  me: string,
  { waiting, patience = Number.POSITIVE_INFINITY }: Waiting,
): Promise<boolean> {
  try {
    if (isForeignHomeAsRoot(dirname(path))) return false;
    makeFolder(dirname(path));
    const end = performance.now() + patience;
    let hasReported = false;
    for (let pid = take(path, me); pid !== undefined; pid = take(path, me)) {
      if (pid !== NOBODY && !hasReported) {
        trace(`lock ${path}: held by process ${pid}`);
        waiting(pid);
      }
      if (performance.now() > end) return false;
      hasReported ||= pid !== NOBODY;
      await pause(pid === NOBODY ? 1 : POLL_INTERVAL);
    }
    removeLeftovers(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Does some work while no other process of this user does it, under the lock at this path. A lock whose process is gone,
 * however it ended, doesn't count, so none has to be removed on a signal. Where no lock can be created, the work is done
 * without one.
 */
export async function withLock<Result>(
  path: string | undefined,
  how: Waiting,
  work: () => Promise<Result>,
): Promise<Result> {
  if (path === undefined) return work();
  const me = `${ownPid}-${startOf(ownPid)}-${Math.random().toString(36).slice(2)}`;
  const isLocked = await acquire(path, me, how);
  trace(`lock ${path}: ${isLocked ? 'taken' : 'not taken, going on without it'}`);
  try {
    return await work();
  } finally {
    if (isLocked) rmSync(path, { force: true });
  }
}
