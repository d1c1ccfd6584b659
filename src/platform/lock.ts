import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { kill, pid as ownPid } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { isForeignHomeAsRoot } from './home';
import { processStat } from './processes';

/** In milliseconds: how often one looks whether the lock is free. */
const POLL = 100;

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** When a process started, so that another one with a reused pid is not mistaken for it; `''` where there is no /proc. */
function startOf(pid: number): string {
  const stat = processStat(pid);
  return stat?.state === 'Z' ? 'dead' : (stat?.startTime ?? '');
}

const pidOf = (holder: string) => Number.parseInt(holder, 10);

/** A holder is `<pid>-<begin>-<random>`. Anything else was left by a crash of the machine. */
function isAlive(holder: string): boolean {
  const [, pid, begin] = /^(\d+)-(\w*)-\w+$/.exec(holder) ?? [];
  if (pid === undefined) return false;
  try {
    kill(Number(pid), 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  return begin === startOf(Number(pid));
}

function holderOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** A link is made completely or not at all, by one only. @returns who has the lock, if not `me` */
function take(path: string, me: string): string | undefined {
  const aside = `${path}.${me}.aside`;
  try {
    writeFileSync(aside, me, { mode: 0o600, flag: 'wx' });
    linkSync(aside, path);
    return undefined;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
  const holder = holderOf(path) ?? '';
  if (!isAlive(holder)) breakLock(path, holder, me);
  return holder;
}

/**
 * Removes what a dead process left. The right to do so is a lock of its own, named after the dead: whoever comes late with
 * it finds another holder, or none, and removes nothing. Who dies with that right is treated likewise.
 */
function breakLock(path: string, holder: string, me: string): void {
  const right = `${path}.${/^[\w-]+$/.test(holder) ? holder : 'broken'}`;
  if (take(right, me) !== undefined) return;
  if (holderOf(path) === holder) rmSync(path);
  rmSync(right);
}

/** @returns whether the lock could be made */
async function acquire(path: string, me: string, waiting: (pid: number) => void): Promise<boolean> {
  try {
    if (isForeignHomeAsRoot(dirname(path))) return false;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    let told = false;
    for (let holder = take(path, me); holder !== undefined; holder = take(path, me)) {
      const alive = isAlive(holder);
      if (alive && !told) waiting(pidOf(holder));
      told ||= alive;
      await pause(alive ? POLL : 1);
    }
    return true;
  } catch {
    return false;
  }
}

/**
 * Does some work while no other process of this user does it, under the lock of this path. A lock whose process is gone,
 * however it ended, counts for nothing: so none needs to be removed on a signal. One that cannot be made is done without.
 * @param waiting is called once, with the process that has the lock, if somebody has it
 */
export async function withLock<Result>(
  path: string,
  { waiting }: { readonly waiting: (pid: number) => void },
  work: () => Promise<Result>,
): Promise<Result> {
  const me = `${ownPid}-${startOf(ownPid)}-${Math.random().toString(36).slice(2)}`;
  const locked = await acquire(path, me, waiting);
  try {
    return await work();
  } finally {
    if (locked) rmSync(path, { force: true });
  }
}
