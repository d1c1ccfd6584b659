import { join } from 'node:path';
import { version } from '../../package.json';
import { cacheFolder, type Env } from '../platform/env';
import type { Files } from '../platform/files';
import { awsFiles } from '../profiles/read';
import { isSettled, type Snapshot, snapshotText, statesIn, takeSnapshot } from '../profiles/snapshot';
import type { AwsFiles, Profiles } from '../profiles/types';
import { sha1 } from '../util/sha1';
import { completionLines, firstWords } from './candidates';

/** The path of the list that shells read at TAB. */
export const profileListPath = (env: Env): string => join(cacheFolder(env), 'profiles.tsv');

/** What a list is made from: where the AWS files are looked up, and what they were before they were read. */
interface ListSource {
  readonly aws: AwsFiles;
  readonly snapshot: Snapshot;
}

/**
 * The folder of links and stamps that proves a list, beside it, as a generation does for session files. It is named by what
 * the files were, so a new list never has the stamps of another one.
 */
const generationOf = ({ snapshot }: ListSource) => sha1(snapshotText(snapshot));

/**
 * A list's first line: where the AWS files are looked up, the generation, which of the files must exist (`none` if neither
 * does), and the version. TAB separates the fields. Shells compare all but the last.
 */
const headerOf = (source: ListSource): string => {
  const { aws, snapshot } = source;
  const names = statesIn(snapshot).map(([name]) => name);
  return `${[aws.config, aws.credentials, generationOf(source), names.join('+') || 'none', version].join('\t')}\n`;
};

/** A relative path names another file in every folder, and a control character would begin another field or line. */
const canBeListed = ({ aws, snapshot }: ListSource) =>
  [aws.config, aws.credentials].every((path) => /^(\/|[A-Za-z]:[\\/])/.test(path)) &&
  ![aws.config, aws.credentials, ...statesIn(snapshot).map(([, { realPath }]) => realPath)].some((path) =>
    /\p{Cc}/u.test(path),
  );

/**
 * Looks at the AWS files, before they are read.
 * @returns `undefined` if shells could not see every later change of them
 */
function lookAtFiles(env: Env, files: Files, now: Date): ListSource | undefined {
  const aws = awsFiles(env);
  try {
    const source = { aws, snapshot: takeSnapshot({ config: aws.config, credentials: aws.credentials }, files.state) };
    return canBeListed(source) && isSettled(source.snapshot, now) ? source : undefined;
  } catch {
    return undefined; // Such as a folder in place of a file, or one that can't be searched.
  }
}

/** In the order of bytes, so that bash finds the names that begin with a word without looking at all of them. */
const sortLines = (lines: string): string =>
  lines
    .split('\n')
    .slice(0, -1)
    .map((line) => Buffer.from(`${line}\n`))
    .sort(Buffer.compare)
    .join('');

/** In milliseconds. A generation is made before the list that names it, so a younger one can be in use soon. */
const YOUNG = 60_000;

/** Removes the generations of earlier lists, and what killed processes have left. */
function removeUnused(folder: string, used: string, files: Files, now: Date): void {
  const isOld = (path: string) => now.getTime() - (files.modified(path) ?? 0) > YOUNG;
  const generations = files.list(folder).filter((name) => name.startsWith('%') && name !== used);
  for (const path of generations.map((name) => join(folder, name)).filter(isOld)) files.remove(path);
}

/**
 * Writes the list, unless it is there, and what proves it.
 * @throws the system's error
 */
function writeList(source: ListSource, profiles: Profiles, env: Env, files: Files, now: Date): void {
  const path = profileListPath(env);
  const folder = cacheFolder(env);
  const generation = `%${generationOf(source)}`;
  const stamped = statesIn(source.snapshot).map(([name, state]) => ({ name, state }));
  // Also where the list is there: a cleaner may have taken a stamp, and the folder's mode is part of the proof.
  files.stamp(join(folder, generation), stamped, snapshotText(source.snapshot));
  const header = headerOf(source);
  if (files.read(path)?.startsWith(header)) return;
  files.replace(path, header + sortLines(completionLines(firstWords(profiles))));
  removeUnused(folder, generation, files, now);
}

/**
 * Reads the profiles, and rewrites the list if the AWS files have changed. Failures to write it are ignored: without a
 * list the shell asks the program.
 * @throws AssumeError (exit 3) as `read` does; the list stays unchanged then
 */
export function refreshProfileList(env: Env, files: Files, read: () => Profiles, now: Date): Profiles {
  // Before they are read: whatever changes from now on no longer fits the stamps.
  const source = lookAtFiles(env, files, now);
  const profiles = read();
  try {
    if (source) writeList(source, profiles, env, files, now);
  } catch {
    // A read-only home, a full disk.
  }
  return profiles;
}
