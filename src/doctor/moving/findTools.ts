import { existsSync } from 'node:fs';
import { loadProfiles } from '../../completion/loadProfiles';
import type { Context } from '../../context';
import { isAssumeError } from '../../errors';
import { shellPaths } from '../../install/rcTargets';
import { STARTUPS } from '../../install/startup/startups';
import type { Env } from '../../platform/env';
import { pathOf, programsOn } from '../../platform/processes';
import type { Place, ToolReport } from '../doctorReport';
import { TOOLS } from './replacements';
import { runs, SIGNS, type Signs } from './signs';

/** `undefined` where a file can't be read or understood: other checks of `doctor` report that. */
function unless<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!isAssumeError(error)) throw error;
    return undefined;
  }
}

type Line = Required<Place> & { readonly text: string };

/** The lines of every file that a shell may read at startup, without those that `assume` added. No shell is started. */
function startupLines(env: Env): Line[] {
  const paths = shellPaths(env);
  const files = Object.values(STARTUPS).flatMap((startup) => {
    const found = unless(() => startup.files(paths, undefined));
    return found ? [...found.targets, ...found.others] : [];
  });
  return [...new Set(files)].flatMap((file) => {
    const lines = unless(() => paths.read(file))?.split(/\r?\n/) ?? [];
    return lines.map((text, index) => ({ file, line: index + 1, text }));
  });
}

type KeyLine = Line & { readonly key: string };

function settingLines(context: Context): KeyLine[] {
  const read = unless(() => loadProfiles({ ...context, cache: undefined, notify: undefined }));
  if (!read) return [];
  return [...read.profiles.values(), ...read.ssoSessions.values()].flatMap(({ settings }) =>
    [...settings].map(([key, { value, file, line }]) => ({ key, text: value, file, line })),
  );
}

/** The first place in each file: it is enough to find the others. */
const firstInEach = (places: readonly Place[]): Place[] =>
  places.filter(({ file }, index) => places.findIndex((place) => place.file === file) === index);

const placeOf = ({ file, line }: Line): Place => ({ file, line });

/**
 * Finds other tools that switch AWS profiles, by their programs, their files, and what they left in the startup files of shells
 * and in the AWS files.
 */
export function findOtherTools(context: Context): ToolReport[] {
  const { env } = context;
  const paths = unless(() => shellPaths(env));
  if (!paths) return [];
  const [startup, settings] = [startupLines(env), settingLines(context)];
  const placesOf = ({ programs, files, startupLine, setting }: Signs): Place[] => [
    ...programs.flatMap((name) => programsOn(pathOf(env), name).slice(0, 1)).map((file) => ({ file })),
    ...files(paths.home, paths.config).flatMap((file) => (existsSync(file) ? [{ file }] : [])),
    ...startup.filter(({ text }) => startupLine.test(text)).map(placeOf),
    ...settings
      .filter(({ key, text }) => setting?.test(key) || (key === 'credential_process' && runs(text, programs)))
      .map(placeOf),
  ];
  return TOOLS.flatMap(([name, replacements]) => {
    const found = firstInEach(placesOf(SIGNS[name]));
    const rows = replacements.map(({ theirs, ours }) => ({ theirs, ours }));
    return found.length > 0 ? [{ name, found, replacements: rows }] : [];
  });
}
