import { closeSync, constants, fstatSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile } from './atomicFile';
import { isForeignHomeAsRoot } from './env';
import { makeFolder } from './makeFolder';

/**
 * Not through a link: it could lead to a file that must not be written. Windows makes links for administrators only. And without
 * waiting, as the opening of a FIFO would until somebody reads it.
 */
const FLAGS =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);

const isOwn = (uid: number) => process.getuid === undefined || uid === process.getuid();

/** Only the last lines, if there are more. What another process adds in between is lost. */
function trim(path: string, limit: number): void {
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  if (lines.length <= limit) return;
  const last = lines.slice(-limit).map((line) => `${line}\n`);
  replaceFile(path, last.join(''), { mode: 0o600, durability: 'disposable' });
}

/**
 * Adds a line to a file of mode 0600, in a folder of mode 0700, in one write: those of several processes stay whole.
 * @param limit how many lines are kept
 * @throws the system's error; an Error for anything but a regular file of the user's
 */
export function appendLine(path: string, line: string, limit: number): void {
  const folder = dirname(path);
  if (isForeignHomeAsRoot(folder)) throw new Error("root doesn't write to another user's home");
  makeFolder(folder);
  const fd = openSync(path, FLAGS, 0o600);
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile() || !isOwn(stats.uid)) throw new Error('not a regular file of the user');
    writeSync(fd, `${line}\n`);
  } finally {
    closeSync(fd);
  }
  trim(path, limit);
}
