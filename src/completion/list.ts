import { join } from 'node:path';
import { version } from '../../package.json';
import { cacheFolder, type Files } from '../files';
import { awsFiles } from '../profiles/read';
import type { AwsFiles, Env, Profiles } from '../profiles/types';
import { candidateLines, firstWords } from './candidates';

/** The file that the shells read at TAB. */
export const profileListPath = (env: Env): string => join(cacheFolder(env), 'profiles.tsv');

/** The first line says which files the list was made from, and by which version. */
const header = ({ config, credentials }: AwsFiles) => `${config}\t${credentials}\t${version}\n`;

/**
 * The list's time is that of the newer AWS file, rounded up: shells compare times to the nanosecond (`-nt`), and Node
 * writes them less exactly.
 */
function listTime(files: Files, { config, credentials }: AwsFiles): number {
  const newest = Math.max(files.modified(config) ?? 0, files.modified(credentials) ?? 0);
  return Math.ceil(newest) + 1;
}

function isFresh(files: Files, path: string, first: string, time: number): boolean {
  const modified = files.modified(path);
  return modified !== undefined && Math.abs(modified - time) < 0.5 && Boolean(files.read(path)?.startsWith(first));
}

/** A relative path means another file in the next folder: such a list would lie. */
const isAbsolute = ({ config, credentials }: AwsFiles) =>
  [config, credentials].every((path) => path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path));

/**
 * Reads the profiles, and makes the list anew if it is not of these files as they are now. What goes wrong with the list
 * is nobody's problem: without it the shell asks the CLI.
 */
export function refreshProfileList(env: Env, files: Files, read: () => Profiles): Profiles {
  const aws = awsFiles(env);
  // Looked at before reading: a change in between makes the list older than the file, so it is made again.
  const time = listTime(files, aws);
  const profiles = read();
  try {
    const path = profileListPath(env);
    if (isAbsolute(aws) && !isFresh(files, path, header(aws), time)) {
      files.replace(path, header(aws) + candidateLines(firstWords(profiles)), time);
    }
  } catch {
    // A read-only home, a full disk.
  }
  return profiles;
}
