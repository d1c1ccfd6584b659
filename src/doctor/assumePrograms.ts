import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { version } from '../../package.json';
import { programsOn } from '../platform/processes';
import { type Finding, note, type ProgramReport, problem } from './doctorReport';

/** In milliseconds. */
const TIMEOUT = 5_000;

/** The version that a program prints, if it is this package's. The link to this installation needn't be run. */
async function versionOf(path: string, packageRoot: string): Promise<string | undefined> {
  if (realpathSync(path) === join(packageRoot, 'dist', 'main.js')) return version;
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    const child = execFile(path, ['--version'], { timeout: TIMEOUT, killSignal: 'SIGKILL' }, (_error, stdout) =>
      resolve(/^assume-cli\/(\S+)/.exec(stdout)?.[1]),
    );
    child.stdin?.end();
  });
}

async function inspectProgram(path: string, packageRoot: string): Promise<ProgramReport> {
  const found = await versionOf(path, packageRoot);
  return { path, ...(found !== undefined && { version: found }) };
}

/** In bytes. Granted's script is a tenth of it. */
const MAX_SCRIPT = 65_536;

/** What another program is. Granted's script runs `assumego`. */
function describeOther({ path }: ProgramReport): string {
  try {
    if (statSync(path).size < MAX_SCRIPT && /\bassumego\b/.test(readFileSync(path, 'latin1')))
      return `Granted's, ${path}`;
  } catch {
    // A program need not be readable.
  }
  return `another program, ${path}`;
}

/** A PATH, and the shell that has it; this process's own without one. */
export interface ShellPath {
  /** Such as `zsh` or `login bash`. */
  readonly shell?: string;
  readonly path: string;
}

const isThisPackage = (program: ProgramReport) => program.version !== undefined;

/**
 * Checks the first `assume` on a PATH, which is the one that the shell integration runs.
 * @param programs those on the PATH, in its order
 * @param installed the path of this package's program on any PATH
 */
function checkFirst(programs: readonly ProgramReport[], pathName: string, installed: string | undefined): Finding[] {
  const [first, ...others] = programs;
  if (!first && installed === undefined) {
    return [problem(`assume isn't on ${pathName}.`, ['npm install -g assume-cli', 'Install it'])];
  }
  if (!first) {
    const text = `assume isn't on ${pathName}: add ${dirname(installed ?? '')}, where it is installed.`;
    return [problem(text, ['echo $PATH', 'Check it there'])];
  }
  if (first.version === version) return [];
  if (first.version !== undefined) {
    const text = `The first assume on ${pathName} is ${first.path}, version ${first.version}; this is ${version}.`;
    return [note(text, ['which -a assume', 'List all'])];
  }
  const own = others.find(isThisPackage);
  const effect = own ? `It hides ${own.path}: put ${dirname(own.path)} before ${dirname(first.path)}.` : '';
  const text = `The first assume on ${pathName} is ${describeOther(first)}. ${effect}`;
  return [problem(text.trimEnd(), ['which -a assume', 'List all'])];
}

/**
 * Finds the programs named `assume` on several PATHs, and checks on each PATH which one runs.
 * @param packageRoot the folder of this package
 */
export async function checkPrograms(
  paths: readonly ShellPath[],
  packageRoot: string,
): Promise<{ programs: ProgramReport[]; findings: Finding[] }> {
  const files = [...new Set(paths.flatMap(({ path }) => programsOn(path, 'assume')))];
  const programs = await Promise.all(files.map((file) => inspectProgram(file, packageRoot)));
  const installed = programs.find(isThisPackage)?.path;
  // One finding for each program that comes first: on the PATHs of several shells it is the same problem.
  const findings = new Map<string, Finding>();
  for (const { shell, path } of paths) {
    const onPath = programsOn(path, 'assume').flatMap((file) => programs.find((each) => each.path === file) ?? []);
    const pathName = shell === undefined ? 'the PATH' : `the PATH of ${shell}`;
    const key = onPath[0]?.path ?? '';
    for (const finding of checkFirst(onPath, pathName, installed)) {
      if (!findings.has(key)) findings.set(key, finding);
    }
  }
  return { programs, findings: [...findings.values()] };
}
