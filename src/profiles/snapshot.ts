import type { FileState } from '../platform/fileState';
import type { Files } from '../platform/files';
import type { Stamped } from '../platform/stamps';
import { hasControlCharacter } from '../util/controlCharacters';

/**
 * The files that credentials can depend on, in the order in which they are listed: the AWS files, the token of a sign-in or
 * web identity, and this program's settings.
 */
const TRACKED = ['config', 'credentials', 'token', 'settings'] as const;

/** The name of a file that credentials can depend on. */
export type Tracked = (typeof TRACKED)[number];

/** Where these files are looked up. */
export type TrackedPaths = Readonly<Partial<Record<Tracked, string>>>;

/** What these files were at one moment; one that is absent didn't exist. */
export type Snapshot = Readonly<Partial<Record<Tracked, FileState>>>;

/**
 * Looks at files without reading them.
 * @throws the system's error if one can't be seen; an Error if it isn't a regular file, or has a control character in its path
 */
export const takeSnapshot = (paths: TrackedPaths, state: Files['state']): Snapshot =>
  Object.fromEntries(
    Object.entries(paths).flatMap(([name, path]) => {
      const found = state(path);
      if (found && hasControlCharacter(found.path + found.realPath))
        throw new Error(`the path of ${name} can't be saved`);
      return found ? [[name, found]] : [];
    }),
  );

/** The files that existed, in their order. */
export const statesIn = (snapshot: Snapshot): readonly (readonly [Tracked, FileState])[] =>
  TRACKED.flatMap((name): (readonly [Tracked, FileState])[] => {
    const state = snapshot[name];
    return state ? [[name, state]] : [];
  });

/** Of 100 ns each, from the year 1 to 1970: the origin of .NET's `DateTime.Ticks`. */
const TICKS_TO_1970 = 621_355_968_000_000_000n;

const lineOf = ([name, state]: readonly [Tracked, FileState]) => {
  const { path, realPath, size, mtimeNs, dev, ino, ctimeNs } = state;
  return [name, path, realPath, TICKS_TO_1970 + mtimeNs / 100n, size, dev, ino, mtimeNs, ctimeNs].join('\t');
};

/**
 * A snapshot as text, which is the same only for the same files, unchanged: a line for each file that existed, of name, path,
 * real path, modification time in .NET's ticks, size, and then what only Node can compare: device, inode, and both times in
 * nanoseconds. TAB separates the fields; the last line is `end`.
 */
export const snapshotText = (snapshot: Snapshot): string =>
  `${[...statesIn(snapshot).map(lineOf), 'end'].join('\n')}\n`;

/** What a generation has links and stamps of. Only where a token is looked up, readers can't know. */
export const stampsOf = (snapshot: Snapshot): Stamped[] =>
  statesIn(snapshot).map(([name, state]) => ({ name, state, isElsewhere: name === 'token' }));

/** In nanoseconds: as coarse as the times of any file system. */
const COARSENESS = 2_000_000_000n;

/**
 * Whether a later write to any of the files would change its time. A write in the same tick of a coarse clock would not.
 * @param moment when the snapshot was taken
 */
export const showsWrites = (snapshot: Snapshot, moment: Date): boolean =>
  statesIn(snapshot).every(([, { mtimeNs }]) => {
    const age = BigInt(moment.getTime()) * 1_000_000n - mtimeNs;
    return mtimeNs > 0n && (age >= COARSENESS || -age >= COARSENESS);
  });
