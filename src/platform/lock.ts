import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { kill, pid as ownPid } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { sha1 } from '../util/sha1';
import { trace } from './debug';
import { cacheFolder, type Env, isForeignHomeAsRoot } from './env';
import { makeFolder } from './makeFolder';
import { processStat } from './processes';

/** In milliseconds: how often to check whether the lock is free. */
const POLL_INTERVAL = 100;

/** The lock for something that shells must not do at once, under any name for it. @throws AssumeError (exit 3) without a home folder */
export const lockFor = (name: string, env: Env): string => join(cacheFolder(env), 'locks', sha1(name));

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** When a process started, so that another one with a reused pid isn't mistaken for it; `''` where there is no /proc. */
function startOf(pid: number): string {
  const stat = processStat(pid);
  return stat?.state === 'Z' ? 'dead' : (stat?.startTime ?? '');
}

const pidOf = (holder: string) => Number.parseInt(holder, 10);

/** A holder is `<pid>-<start time>-<random>`. Anything else was left by a crash of the machine. */
function isAlive(holder: string): boolean {
  const [, pid, start] = /^(\d+)-(\w*)-\w+$/.exec(holder) ?? [];
  if (pid === undefined) return false;
  try {
    kill(Number(pid), 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  return start === startOf(Number(pid));
}

function holderOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** link(2) is atomic, and only one process can win. @returns who holds the lock, if not `me` */
function take(path: string, me: string): string | undefined {
  const temporary = `${path}.${me}.aside`;
  try {
    writeFileSync(temporary, me, { mode: 0o600, flag: 'wx' });
    linkSync(temporary, path);
    return undefined;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  const holder = holderOf(path) ?? '';
  if (!isAlive(holder)) breakLock(path, holder, me);
  return holder;
}

/**
 * Removes a lock whose process is dead. Removing it requires a second lock, named after the dead holder: a latecomer finds another
 * holder, or none, and removes nothing. If the holder of the second lock dies, that lock is broken the same way.
 */
function breakLock(path: string, holder: string, me: string): void {
  const second = `${path}.${/^[\w-]+$/.test(holder) ? holder : 'broken'}`;
  if (take(second, me) !== undefined) return;
  if (holderOf(path) === holder) rmSync(path);
  rmSync(second);
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
    for (let holder = take(path, me); holder !== undefined; holder = take(path, me)) {
      const alive = isAlive(holder);
      if (alive && !hasReported) {
        trace(`lock ${path}: held by process ${pidOf(holder)}`);
        waiting(pidOf(holder));
      }
      if (performance.now() > end) return false;
      hasReported ||= alive;
      await pause(alive ? POLL_INTERVAL : 1);
    }
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
export async function withLock<Result>(path: string, how: Waiting, work: () => Promise<Result>): Promise<Result> {
  const me = `${ownPid}-${startOf(ownPid)}-${Math.random().toString(36).slice(2)}`;
  const isLocked = await acquire(path, me, how);
  trace(`lock ${path}: ${isLocked ? 'taken' : 'not taken, going on without it'}`);
  try {
    return await work();
  } finally {
    if (isLocked) rmSync(path, { force: true });
  }
}
