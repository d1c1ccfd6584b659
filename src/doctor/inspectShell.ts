import { version } from '../../package.json';
import { isAssumeError } from '../errors';
import { findBlocks } from '../install/blocks';
import { blockKind } from '../install/edits';
import { queryShell } from '../install/queryShell';
import { programOf, rcTargetsOf } from '../install/rcTargets';
import { STARTUPS } from '../install/startup/startups';
import { parseShellAnswer, type ShellAnswer, type Startup } from '../install/startup/types';
import { openTextFile } from '../install/textFile';
import type { Env } from '../platform/env';
import type { Shell } from '../shells/table';
import { diagnose, type Start } from './diagnose';
import { aliasPlaceIn, installationsOf } from './installations';
import type { Finding, Installation, ShellReport } from './types';

/** A report, and the PATHs that our function had in the shell's kinds of start. */
export interface Inspection {
  readonly report: ShellReport;
  readonly paths: readonly (readonly [who: string, path: string])[];
}

async function start(program: string, startup: Startup, at: number, env: Env): Promise<Start> {
  const { start: name = '', args } = startup.what[at] ?? { args: [] };
  const answer = await queryShell(program, args, env);
  return { name, finding: answer === undefined ? undefined : parseShellAnswer(startup.decode?.(answer) ?? answer) };
}

function blockIn(source: string): string | undefined {
  try {
    return findBlocks(openTextFile(source).text ?? '', source).findLast(({ text }) => blockKind(text) === 'function')
      ?.text;
  } catch {
    return undefined;
  }
}

const isOurs = ({ kind, isOurs: calls }: ShellAnswer) => kind === 'function' && calls;

function stateOf(
  remarks: readonly Finding[],
  places: readonly Installation[],
  starts: readonly Start[],
): ShellReport['state'] {
  if (remarks.some(({ isProblem }) => isProblem)) return 'needs attention';
  if (starts.some(({ finding }) => finding && isOurs(finding))) return 'ready';
  return places.length > 0 ? 'installed' : 'not installed';
}

interface Told {
  readonly places: readonly Installation[];
  readonly aliasPlace?: string | undefined;
  readonly remarks: readonly Finding[];
}

/** What the files say; a file that cannot be read, or a block without an end, is a problem of its own. */
async function told(shell: Shell, startup: Startup, env: Env): Promise<Told> {
  try {
    const wiring = await rcTargetsOf(shell, startup, env);
    return { places: installationsOf(wiring), aliasPlace: aliasPlaceIn(wiring), remarks: [] };
  } catch (error) {
    if (!isAssumeError(error)) throw error;
    const [hint] = error.hints;
    return { places: [], remarks: [{ text: error.message, isProblem: true, ...(hint && { hint }) }] };
  }
}

/** Looks at a shell of this machine, and asks it; `undefined` if it is not there, or has no files that we touch. */
export async function inspectShell(shell: Shell, env: Env): Promise<Inspection | undefined> {
  const startup = STARTUPS[shell.name];
  const program = programOf(shell, env);
  if (!startup || program === undefined) return undefined;
  const [found, ...starts] = await Promise.all([
    told(shell, startup, env),
    ...startup.what.map((_, at) => start(program, startup, at, env)),
  ]);
  const { places, aliasPlace } = found;
  const seen = { name: shell.name, version, places, blockIn, aliasPlace };
  const remarks = [...found.remarks, ...diagnose(seen, starts)];
  const report = { shell: shell.name, program, state: stateOf(remarks, places, starts), places, remarks };
  const paths = starts.flatMap(({ name, finding }) =>
    finding && isOurs(finding) ? [[name === '' ? shell.name : `${name} of ${shell.name}`, finding.path] as const] : [],
  );
  return { report, paths };
}
