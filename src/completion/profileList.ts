import { join } from 'node:path';
import { version } from '../../package.json';
import { cacheFolder, type Env, settingsFile } from '../platform/env';
import type { Files } from '../platform/files';
import { generationIn, generationPath, removeGenerations } from '../platform/generations';
import { ANY_SIZE } from '../platform/regularFile';
import { isOwnAlone } from '../platform/trust';
import { awsFiles } from '../profiles/read';
import { type Snapshot, showsWrites, snapshotText, stampsOf, statesIn, takeSnapshot } from '../profiles/snapshot';
import type { AwsFiles, Profiles } from '../profiles/types';
import { hasControlCharacter } from '../util/controlCharacters';
import { completionLines, firstWords } from './candidates';
import { parseReady, type ReadyProfile, readyLines, readyListPath } from './readyList';

/** The path of the list that shells read at TAB. */
export const profileListPath = (env: Env): string => join(cacheFolder(env), 'profiles.tsv');

/** What a list is made from: where the AWS files are looked up, and what they were before they were read. */
interface ListSource {
  readonly aws: AwsFiles;
  readonly snapshot: Snapshot;
}

/**
 * A list's first line: where the AWS files are looked up, the generation, which of the files must exist (`none` if neither
 * does), and the version. TAB separates the fields. Shells compare all but the last.
 */
const headerOf = ({ aws, snapshot }: ListSource, generation: string): string => {
  const names = statesIn(snapshot).map(([name]) => name);
  return `${[aws.config, aws.credentials, generation, names.join('+') || 'none', version].join('\t')}\n`;
};

/** A relative path names another file in every folder, and a control character would begin another field or line. */
const canBeListed = ({ config, credentials }: AwsFiles) =>
  [config, credentials].every((path) => /^(\/|[A-Za-z]:[\\/])/.test(path) && !hasControlCharacter(path));

/**
 * Looks at the AWS files, before they are read.
 * @returns `undefined` if shells could not see every later change of them
 */
function lookAtFiles(env: Env, files: Files, now: Date): ListSource | undefined {
  const aws = awsFiles(env);
  if (!canBeListed(aws)) return undefined;
  try {
    const snapshot = takeSnapshot({ config: aws.config, credentials: aws.credentials }, files.state);
    return showsWrites(snapshot, now) ? { aws, snapshot } : undefined;
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

/** Whether the picker can use the list with the details: it is the user's own alone, as here, and complete. */
function isWhole(path: string, header: string, files: Files): boolean {
  try {
    const list = files.read(path, ANY_SIZE) ?? '';
    return isOwnAlone(path) && list.startsWith(header) && list.endsWith('\n');
  } catch {
    return false; // Such as no list.
  }
}

/**
 * Writes the list, unless it is there, and what proves it.
 * @throws the system's error
 */
function writeList(source: ListSource, profiles: Profiles, env: Env, files: Files, now: Date): void {
  const path = profileListPath(env);
  const folder = cacheFolder(env);
  const list = files.read(path, ANY_SIZE) ?? '';
  const { snapshot } = source;
  const [, , named] = list.split('\t', 3);
  const text = snapshotText(snapshot);
  const generation = generationIn(folder, named, text, files);
  // Also where the list is there: a cleaner may have taken a stamp, and the folder's mode is part of the proof.
  files.stamp(generationPath(folder, generation), stampsOf(snapshot), text);
  const header = headerOf(source, generation);
  const details = readyListPath(env);
  // Both are written together, so that one header speaks for both.
  if (list.startsWith(header) && isWhole(details, header, files)) return;
  files.replace(details, header + readyLines(profiles));
  files.replace(path, header + sortLines(completionLines(firstWords(profiles))));
  removeGenerations(folder, { isLeftover: () => false, used: () => [generation] }, files, now);
}

/**
 * Reads the profiles, and rewrites the lists for TAB and for the picker if the AWS files have changed. Failures to write them
 * are ignored: without a list the shell asks the program, and the picker reads the AWS files.
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

/**
 * The details of the profiles, from the list beside the one for TAB.
 * @returns `undefined` unless the list is the user's own, nobody else can write it, and the AWS files are what they were
 */
export function readReadyList(env: Env, files: Pick<Files, 'read' | 'state'>): ReadyProfile[] | undefined {
  try {
    const aws = awsFiles(env);
    const folder = cacheFolder(env);
    const path = readyListPath(env);
    if (![folder, path].every(isOwnAlone)) return undefined;
    const snapshot = takeSnapshot({ config: aws.config, credentials: aws.credentials }, files.state);
    const list = files.read(path, ANY_SIZE) ?? '';
    const [, , named] = list.split('\t', 3);
    const header = headerOf({ aws, snapshot }, generationIn(folder, named, snapshotText(snapshot), files));
    return list.startsWith(header) ? parseReady(list.slice(header.length)) : undefined;
  } catch {
    return undefined; // Such as no list, or no home folder.
  }
}

/** Profiles that have been read already, and what their files were before that. */
export interface KeptProfiles {
  readonly profiles: Profiles;
  readonly states: string | undefined;
}

/** What the files that profiles are read from are now, as text; `undefined` if that can't be seen. */
export function statesNow(env: Env, files: Pick<Files, 'state'>): string | undefined {
  try {
    return snapshotText(takeSnapshot({ ...awsFiles(env), settings: settingsFile(env) }, files.state));
  } catch {
    return undefined;
  }
}
