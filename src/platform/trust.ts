import { type Stats, statfsSync, statSync } from 'node:fs';
import { type AssumeError, type Hint, misconfigured } from '../errors';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { isInside, type PathStep, stepsTo } from './pathSteps';

/** File systems, by the type that statfs(2) returns. */
const TMPFS = 0x01021994;
/** 9p: WSL shows the files of Windows through it, which have access lists, and mode 0777. */
const V9FS = 0x01021997;

const GROUP_WRITES = 0o020;
const OTHERS_WRITE = 0o002;

const isOn = (type: number, path: string) => statfsSync(path).type === type;

/** Windows has no such owners, and keeps the user's folders private itself. */
const user = () => process.geteuid?.();

/** Many systems give each user a group of their own, in which they are alone, and then let it write. */
const isShared = ({ mode, gid }: Stats) =>
  (mode & OTHERS_WRITE) !== 0 || ((mode & GROUP_WRITES) !== 0 && gid !== process.getegid?.());

/** In a sticky folder, as `/tmp` is, nobody can replace what belongs to somebody else. */
const isOpen = ({ path, stats, isLast }: PathStep) =>
  isShared(stats) && (isLast || (stats.mode & 0o1000) === 0) && !isOn(V9FS, path);

/** @param isAtHome whether it is in the user's home folder */
function distrust(step: PathStep, isAtHome: boolean): AssumeError | undefined {
  const { path, stats } = step;
  const word = quoteForDisplay(path);
  const untrusted = (message: string, ...hint: Hint) => misconfigured(message, hint);
  // What root finds in its home folder was put there, or mounted, by root.
  const isOwn = stats.uid === user() || stats.uid === 0 || (isAtHome && user() === 0);
  if (!isOwn) {
    return untrusted(`${path} is owned by another user; ignoring it.`, `ls -ld ${word}`, 'Check its owner');
  }
  // The mode of a link has no meaning.
  if (stats.isSymbolicLink() || !isOpen(step)) return undefined;
  return untrusted(`Other users can write to ${path}; ignoring it.`, `chmod go-w ${word}`, 'Make it yours alone');
}

function findDistrusted(path: string, home: string): AssumeError | undefined {
  try {
    for (const step of stepsTo(path, home)) {
      const error = distrust(step, isInside(step.path, home));
      if (error) return error;
    }
  } catch {
    // What can't be seen can't be used either, and whoever tries to will say why.
  }
  return undefined;
}

/**
 * Makes sure that nobody but the user can change what a path leads to, or what will be made there: every folder and link on the
 * way belongs to the user or to root, and others can't write to it. Not looked at are the home folder itself and what is above
 * it: whoever can change those is let in anyway.
 * @returns the path
 * @throws AssumeError (exit 3)
 */
export function requireTrusted(path: string, home: string): string {
  const error = user() === undefined ? undefined : findDistrusted(path, home);
  if (error) throw error;
  return path;
}

/** Whether only the user can change what a path leads to; see {@link requireTrusted}. */
export const isTrusted = (path: string, home: string): boolean =>
  user() === undefined || findDistrusted(path, home) === undefined;

/** Whether a path is a folder of this user. */
export function isOwnFolder(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && (user() === undefined || stats.uid === user());
}

/** Whether a path is a folder of this user on a file system in memory. */
export function isOwnMemoryFolder(path: string): boolean {
  try {
    return isOwnFolder(path) && isOn(TMPFS, path);
  } catch {
    return false;
  }
}

const hasNoneOf = (bits: number, { uid, mode }: Stats) =>
  user() === undefined || (uid === user() && (mode & bits) === 0);

/** Whether a file or folder is the user's own, and nobody else has access to it. @throws the system's error */
export const isPrivate = (path: string): boolean => hasNoneOf(0o077, statSync(path));

/** Whether a path is a regular file like that. To read any other could take forever. @throws the system's error */
export function isPrivateFile(path: string): boolean {
  const stats = statSync(path);
  return stats.isFile() && hasNoneOf(0o077, stats);
}

/** Whether a file or folder is the user's own, and nobody else can write to it. @throws the system's error */
export const isOwnAlone = (path: string): boolean => hasNoneOf(0o022, statSync(path));
