import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { version } from '../../package.json';
import { programsOn } from '../platform/programs';
import { type Finding, note, type ProgramReport, problem } from './types';

/** In milliseconds. */
const LIMIT = 5_000;

/** The version that a program tells, if it is this one. Its own link needs no question. */
async function versionOf(path: string, packageRoot: string): Promise<string | undefined> {
  if (realpathSync(path) === join(packageRoot, 'dist', 'main.js')) return version;
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    const child = execFile(path, ['--version'], { timeout: LIMIT, killSignal: 'SIGKILL' }, (_error, stdout) =>
      resolve(/^assume-cli\/(\S+)/.exec(stdout)?.[1]),
    );
    child.stdin?.end();
  });
}

async function look(path: string, packageRoot: string): Promise<ProgramReport> {
  const found = await versionOf(path, packageRoot);
  return { path, ...(found !== undefined && { version: found }) };
}

function missing(who: string, here: string | undefined): Finding {
  const text = `There is no program "assume" on the PATH${who}`;
  if (here === undefined) return problem(`${text}.`, ['npm install -g assume-cli', 'puts it there']);
  return problem(`${text}; here it is ${here}.`, ['echo $PATH', `there shows it; add ${dirname(here)} to it`]);
}

/** What is wrong with the first program `assume`, which the function calls. */
function remarksOn([first, ...others]: readonly ProgramReport[], who: string, here: string | undefined): Finding[] {
  if (!first) return [missing(who, here)];
  if (first.version === version) return [];
  if (first.version !== undefined) {
    const text = `${first.path}, the first on the PATH${who}, is ${first.version}; this is ${version}.`;
    return [note(text, ['which -a assume', 'shows all there are'])];
  }
  const ours = others.find((each) => each.version !== undefined);
  const behind = ours ? `; ${ours.path} stands behind it` : '';
  const purpose = ours ? `shows both; let ${dirname(ours.path)} stand before ${dirname(first.path)}` : 'shows it';
  return [
    problem(`${first.path}, the first "assume" on the PATH${who}, is another program${behind}.`, [
      'which -a assume',
      purpose,
    ]),
  ];
}

/**
 * The programs called `assume` on these PATHs, each looked at once.
 * @param paths by whose they are: this process's, or a shell's
 */
export async function lookForPrograms(
  paths: readonly (readonly [who: string, path: string])[],
  packageRoot: string,
): Promise<{ programs: ProgramReport[]; remarks: Finding[] }> {
  const files = [...new Set(paths.flatMap(([, path]) => programsOn(path, 'assume')))];
  const programs = await Promise.all(files.map((file) => look(file, packageRoot)));
  const here = programs.find((each) => each.version !== undefined)?.path;
  const seen = new Map<string, Finding>();
  for (const [who, path] of paths) {
    const own = programsOn(path, 'assume').flatMap((file) => programs.find((each) => each.path === file) ?? []);
    // The same program before ours in several shells is one trouble.
    for (const remark of remarksOn(own, who && ` of ${who}`, here)) {
      const key = own[0]?.path ?? '';
      if (!seen.has(key)) seen.set(key, remark);
    }
  }
  return { programs, remarks: [...seen.values()] };
}
