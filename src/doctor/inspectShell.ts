import { isAssumeError } from '../errors';
import { blockKind, findBlocks } from '../install/blocks';
import { queryShell } from '../install/queryShell';
import { programOf, rcTargetsOf } from '../install/rcTargets';
import { parseShellAnswer } from '../install/startup/shellAnswer';
import { STARTUPS } from '../install/startup/startups';
import type { ShellQuery, Startup } from '../install/startup/types';
import { openTextFile } from '../install/textFile';
import type { Env } from '../platform/env';
import type { Shell } from '../shells/table';
import type { ShellPath } from './assumePrograms';
import { diagnose, isLoaded, type ShellFiles, type StartupAnswer, startupName } from './diagnose';
import { type Finding, problem, type ShellReport } from './doctorReport';
import { aliasLocationIn, installationsOf } from './installations';

/** One shell's report, and the PATHs with which it runs the program. */
export interface Inspection {
  readonly report: ShellReport;
  readonly paths: readonly ShellPath[];
}

async function ask(program: string, { mode, args }: ShellQuery, { decode }: Startup, env: Env): Promise<StartupAnswer> {
  const answer = await queryShell(program, args, env);
  return { mode, answer: answer === undefined ? undefined : parseShellAnswer(decode?.(answer) ?? answer) };
}

function scriptIn(file: string): string | undefined {
  try {
    const blocks = findBlocks(openTextFile(file).text ?? '', file);
    return blocks.findLast(({ text }) => blockKind(text) === 'script')?.text;
  } catch {
    return undefined;
  }
}

const NOTHING: ShellFiles = { installations: [], aliasLocation: undefined, scriptIn };

/** Reads a shell's files. One that can't be read, or has a block without an end, is a finding of its own. */
async function readFiles(
  shell: Shell,
  startup: Startup,
  env: Env,
): Promise<{ files: ShellFiles; unreadable: readonly Finding[] }> {
  try {
    const rcTargets = await rcTargetsOf(shell, startup, env);
    const installations = installationsOf(rcTargets);
    return { files: { installations, aliasLocation: aliasLocationIn(rcTargets), scriptIn }, unreadable: [] };
  } catch (error) {
    if (!isAssumeError(error)) throw error;
    return { files: NOTHING, unreadable: [problem(error.message, error.hints[0])] };
  }
}

function stateOf(
  findings: readonly Finding[],
  { installations }: ShellFiles,
  answers: readonly StartupAnswer[],
): ShellReport['state'] {
  if (findings.some(({ isProblem }) => isProblem)) return 'needs attention';
  if (answers.some(({ answer }) => answer && isLoaded(answer))) return 'ready';
  return installations.length > 0 ? 'installed' : 'not installed';
}

/**
 * Reads a shell's files and asks the shell itself, in each kind of startup; `undefined` if it isn't on this machine, or can
 * only be installed by hand.
 */
export async function inspectShell(shell: Shell, env: Env): Promise<Inspection | undefined> {
  const { name } = shell;
  const startup = STARTUPS[name];
  const program = programOf(shell, env);
  if (!startup || program === undefined) return undefined;
  const [{ files, unreadable }, ...answers] = await Promise.all([
    readFiles(shell, startup, env),
    ...startup.inspect.map((query) => ask(program, query, startup, env)),
  ]);
  const findings = [...unreadable, ...diagnose(name, files, answers)];
  const state = stateOf(findings, files, answers);
  return {
    report: { shell: name, program, state, places: files.installations, remarks: findings },
    paths: answers.flatMap(({ mode, answer }) =>
      answer && isLoaded(answer) ? [{ shell: startupName(name, mode), path: answer.path }] : [],
    ),
  };
}
