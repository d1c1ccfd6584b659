import { join } from 'node:path';
import { version } from '../../package.json';
import type { Env } from '../platform/env';
import { cacheFolder } from '../platform/env';
import type { Files } from '../platform/files';
import { awsFiles } from '../profiles/read';
import type { AwsFiles, Profiles } from '../profiles/types';
import { completionLines, firstWords } from './candidates';

/** The path of the list that shells read at TAB. */
export const profileListPath = (env: Env): string => join(cacheFolder(env), 'profiles.tsv');

/** What a list was made from. */
interface State {
  /** The list's first line: the paths of the two files, which shells compare, then the version and the files' times. */
  readonly header: string;
  /**
   * The list's modification time, in ms: that of the newer file, rounded up, since shells compare times to the nanosecond
   * (`-nt`) and Node sets them less exactly.
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

/** A relative path names another file in every folder, and a TAB would begin another field. */
const canBeListed = ({ config, credentials }: AwsFiles) =>
  [config, credentials].every((path) => /^(\/|[A-Za-z]:[\\/])[^\t\r\n]*$/.test(path));

/**
 * Reads the profiles, and rewrites the list if the AWS files have changed. Failures to write it are ignored: without a
 * list the shell asks the program.
 * @throws AssumeError (exit 3) as `read` does; the list stays unchanged then
 */
export function refreshProfileList(env: Env, files: Files, read: () => Profiles): Profiles {
  const aws = awsFiles(env);
  // Taken before reading: a change in between makes the list older than the file, so it is rewritten.
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
