import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { loadProfiles } from '../assume';
import type { Context } from '../context';
import { isAssumeError } from '../errors';
import type { Env } from '../platform/env';
import { systemReason } from '../platform/files';
import { cacheFolder } from '../platform/home';
import { awsFiles } from '../profiles/read';
import { sessionFolder } from '../sessions/sessionFile';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { type Finding, note, problem } from './types';

/** Whether the AWS files can be read, to the last line. */
export function awsRemarks(context: Context): Finding[] {
  const { config, credentials } = awsFiles(context.env);
  try {
    const { size } = loadProfiles(context).profiles;
    if (size > 0) return [note(`${size === 1 ? 'One profile' : `${size} profiles`} in ${config} and ${credentials}.`)];
    return [
      note(`There are no profiles, neither in ${config} nor in ${credentials}.`, [
        'aws configure',
        'makes the first one',
      ]),
    ];
  } catch (error) {
    if (!isAssumeError(error)) throw error;
    const [hint = ['assume list', 'tells the same until it is mended'] as const] = error.hints;
    return [problem(error.message, hint)];
  }
}

const stats = (path: string): Stats | undefined => statSync(path, { throwIfNoEntry: false });

function folderRemarks(path: string): Finding[] {
  const found = stats(path);
  if (!found) return [];
  const word = quoteForDisplay(path);
  const uid = process.getuid?.();
  if (uid !== undefined && found.uid !== uid) {
    return [problem(`${path} belongs to somebody else: nothing in it is used.`, [`ls -ld ${word}`, 'shows to whom'])];
  }
  if (uid !== undefined && (found.mode & 0o077) !== 0) {
    return [
      problem(`${path} is open to others, and holds credentials.`, [`chmod 700 ${word}`, 'makes it yours alone']),
    ];
  }
  accessSync(path, constants.W_OK);
  return [];
}

/** Whether what is kept is the user's alone, and can be kept. */
export function cacheRemarks(env: Env): Finding[] {
  const folders = [cacheFolder(env), sessionFolder(env)];
  try {
    return folders.flatMap(folderRemarks);
  } catch (error) {
    const path = folders[0] ?? '';
    const text = `Nothing can be kept in ${path}: ${systemReason(error as Error)}.`;
    return [problem(text, [`ls -ld ${quoteForDisplay(path)}`, 'shows who may write there'])];
  }
}

/** A minute: clocks of file servers differ. */
const AHEAD = 60_000;

/** AWS refuses requests of a wrong clock. Files that come from the future tell of one that goes behind. */
export function clockRemarks({ env, files, now }: Context): Finding[] {
  const { config, credentials } = awsFiles(env);
  const late = [config, credentials].find((path) => (files.modified(path) ?? 0) > now().getTime() + AHEAD);
  if (late === undefined) return [];
  return [
    problem(`${late} was changed in the future, or the clock of this machine is behind.`, ['date', 'shows the clock']),
  ];
}
