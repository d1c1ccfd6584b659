import { isAssumeError } from '../errors';
import { blockKind, blocksOf, findBlocks } from '../install/blocks';
import { versionOf } from '../install/initScript';
import { queryShell } from '../install/queryShell';
import { programOf, type RcTargets, rcTargetsOf } from '../install/rcTargets';
import { parseShellAnswer } from '../install/startup/shellAnswer';
import { STARTUPS } from '../install/startup/startups';
import type { ShellQuery, Startup } from '../install/startup/types';
import { openTextFile } from '../install/textFile';
import type { Env } from '../platform/env';
import type { Shell } from '../shells/table';
import type { ShellPath } from './assumePrograms';
import { diagnose, isLoaded, type ShellFiles, type StartupAnswer, startupName } from './diagnose';
import { type Finding, type Installation, problem, type ShellReport } from './doctorReport';

type Versioned = Pick<Installation, 'version'>;

function versionIn(script: string): Versioned {
  const version = versionOf(script);
  return version === undefined ? {} : { version };
}

/** @param script the version of the script that a line reads */
function installationsIn(rcTargets: RcTargets, file: string, script: Versioned): Installation[] {
  const { text = '', encoding } = openTextFile(file);
  const blocks = blocksOf(rcTargets.shell, text, file);
  if (blocks.length === 0) {
    // The same line without markers was added by hand, or by a dotfiles manager.
    const own = rcTargets.line === undefined ? undefined : encoding.own(rcTargets.line);
    const index = own === undefined ? -1 : text.split(/\r?\n/).indexOf(own);
    return index < 0 ? [] : [{ file, line: index + 1, kind: 'line', ...script }];
  }
  return blocks.flatMap((block): Installation[] => {
    const kind = blockKind(block.text);
    if (kind === 'renewal' || kind === 'prompt') return [];
    const { line } = block;
    return [{ file, line, ...(kind === 'line' ? { kind, ...script } : { kind: 'by hand', ...versionIn(block.text) }) }];
  });
}

/** Where a shell's files load `assume` from, in the order in which they are read. @throws AssumeError for a file it can't read */
export function installationsOf(rcTargets: RcTargets): Installation[] {
  const { script, line, targets, others } = rcTargets;
  const { text } = openTextFile(script);
  const version = versionIn(text ?? '');
  const installations = [...targets, ...others].flatMap((file) => installationsIn(rcTargets, file, version));
  if (line !== undefined || text === undefined) return installations;
  return [{ file: script, line: 1, kind: 'script', ...version }, ...installations];
}

/** Where a shell's own files define an alias named `assume`, as `file:line`. @throws AssumeError for a file it can't read */
export function aliasLocationIn({ targets, others }: RcTargets): string | undefined {
  for (const file of [...targets, ...others]) {
    const lines = openTextFile(file).text?.split('\n') ?? [];
    const index = lines.findIndex((text) => /^\s*(alias|Set-Alias)\s(\S+\s+)*assume\b/i.test(text));
    if (index >= 0) return `${file}:${index + 1}`;
  }
  return undefined;
}

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
    report: { shell: name, program, state, locations: files.installations, notes: findings },
    paths: answers.flatMap(({ mode, answer }) =>
      answer && isLoaded(answer) ? [{ shell: startupName(name, mode), path: answer.path }] : [],
    ),
  };
}
