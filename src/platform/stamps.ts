import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryName } from './atomicFile';
import { isForeignHomeAsRoot } from './env';
import type { FileState } from './fileState';
import { makeFolder } from './makeFolder';

/**
 * Distances of a stamp from a file's time, in microseconds. Node sets times in whole microseconds or with the precision of
 * a double, so the first distance may not be enough; some file systems keep milliseconds or seconds.
 */
const STEPS = [1, 2, 3, 1_000, 10_000, 1_000_000, 2_000_000];

/** How a file is stamped: by its name in the folder. */
export interface Stamped {
  readonly name: string;
  readonly state: FileState;
  /** Whether readers can't know where the file is looked up: a link `NAME.at` tells them. */
  readonly isElsewhere?: boolean;
}

/** Windows makes links for administrators only. There readers compare what `text` says. */
const hasLinks = process.platform !== 'win32';

const modified = (path: string) => statSync(path, { bigint: true }).mtimeNs;

/** An empty file whose time lies just below (-1) or just above (1) the given one. */
function makeStamp(path: string, mtimeNs: bigint, side: -1 | 1): void {
  writeFileSync(path, '', { mode: 0o600, flag: 'wx' });
  for (const step of STEPS) {
    const seconds = Number(mtimeNs + BigInt(side * step * 1000)) / 1e9;
    utimesSync(path, seconds, seconds);
    if ((modified(path) - mtimeNs) * BigInt(side) > 0n) return;
  }
  throw new Error(`no stamp can be made for a time of ${mtimeNs} ns`);
}

function fill(folder: string, files: readonly Stamped[], text: string): void {
  for (const { name, state, isElsewhere } of hasLinks ? files : []) {
    const path = join(folder, name);
    symlinkSync(state.realPath, path);
    if (isElsewhere) symlinkSync(state.path, `${path}.at`);
    makeStamp(`${path}.lo`, state.mtimeNs, -1);
    makeStamp(`${path}.hi`, state.mtimeNs, 1);
  }
  writeFileSync(join(folder, STATES), text, { mode: 0o600, flag: 'wx' });
}

/** The file of a stamp folder that holds its text. */
export const STATES = 'files.tsv';

/** Whether a folder is as {@link stampFolder} made it: cleaners remove old files and links that lead nowhere. */
function isWhole(folder: string, files: readonly Stamped[], text: string): boolean {
  try {
    return (
      readFileSync(join(folder, STATES), 'utf8') === text &&
      (statSync(folder).mode & 0o777) === 0o700 &&
      (hasLinks ? files : []).every(({ name, state, isElsewhere }) => {
        const path = join(folder, name);
        const isLinked =
          readlinkSync(path) === state.realPath && (!isElsewhere || readlinkSync(`${path}.at`) === state.path);
        return isLinked && modified(`${path}.lo`) < state.mtimeNs && modified(`${path}.hi`) > state.mtimeNs;
      })
    );
  } catch {
    return false;
  }
}

/**
 * Makes a folder that lets a shell's builtins see whether files are still what they were: for each a link to its real path,
 * and two empty files whose times lie just below and just above its own. Completely or not at all. The folder above gets
 * mode 1700: the sticky bit is how a shell that can't read modes sees that nobody has changed this one.
 * @param text what readers without such builtins compare
 * @throws the system's error; also where root would write into another user's folder
 */
export function stampFolder(folder: string, files: readonly Stamped[], text: string): void {
  const parent = dirname(folder);
  if (isForeignHomeAsRoot(parent)) throw new Error("root doesn't write to another user's home");
  makeFolder(parent);
  chmodSync(parent, 0o1700);
  if (isWhole(folder, files, text)) return;
  const temporary = temporaryName(folder);
  try {
    mkdirSync(temporary, { mode: 0o700 });
    fill(temporary, files, text);
    rmSync(folder, { recursive: true, force: true });
    renameSync(temporary, folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    // Another process can have made the same one meanwhile.
    if (!isWhole(folder, files, text)) throw error;
  }
}
