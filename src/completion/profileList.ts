import { join } from 'node:path';
import { version } from '../../package.json';
import type { Env } from '../platform/env';
import type { Files } from '../platform/files';
import { cacheFolder } from '../platform/home';
import { awsFiles } from '../profiles/read';
import type { AwsFiles, Profiles } from '../profiles/types';
import { completionLines, firstWords } from './candidates';

/** The file that the shells read at TAB. */
export const profileListPath = (env: Env): string => join(cacheFolder(env), 'profiles.tsv');

interface State {
  /** The first line: the two files, as the shells compare them, then what else the list depends on. */
  readonly header: string;
  /**
   * The list's own time, in ms: that of the newer file, rounded up, since shells compare times to the nanosecond (`-nt`)
   * and Node writes them less exactly.
   */
  readonly time: number;
}

function stateOf(files: Files, { config, credentials }: AwsFiles): State {
  const times = [config, credentials].map((path) => files.modified(path) ?? 0);
  return {
    header: `${config}\t${credentials}\t${[version, ...times].join(' ')}\n`,
    time: Math.ceil(Math.max(...times)) + 1,
  };
}

function isFresh(files: Files, path: string, { header, time }: State): boolean {
  const modified = files.modified(path);
  return modified !== undefined && Math.abs(modified - time) < 0.5 && Boolean(files.read(path)?.startsWith(header));
}

/** A relative path means another file in the next folder, and a TAB another field: such a list would lie. */
const canBeListed = ({ config, credentials }: AwsFiles) =>
  [config, credentials].every((path) => /^(\/|[A-Za-z]:[\\/])[^\t\r\n]*$/.test(path));

/**
 * Reads the profiles, and makes the list anew if it is not of these files as they are now. What goes wrong with the list
 * is nobody's problem: without it the shell asks the CLI.
 */
export function refreshProfileList(env: Env, files: Files, read: () => Profiles): Profiles {
  const aws = awsFiles(env);
  // Looked at before reading: a change in between makes the list older than the file, so it is made again.
  const state = stateOf(files, aws);
  const profiles = read();
  try {
    const path = profileListPath(env);
    if (canBeListed(aws) && !isFresh(files, path, state)) {
      files.replace(path, state.header + completionLines(firstWords(profiles)), state.time);
    }
  } catch {
    // A read-only home, a full disk.
  }
  return profiles;
}
