import { readFileSync } from 'node:fs';
import { ppid } from 'node:process';
import { SHELLS, type Shell } from '../shells/table';

/** A running program: what the system calls it, and its words, of which some systems give none. */
export interface RunningProgram {
  readonly name: string;
  readonly argv: readonly string[];
}

/** `-zsh` is a login shell (login(1)), `pwsh.exe` Windows's. */
const programName = (word = '') =>
  word
    .replace(/^-/, '')
    .replace(/^.*[\\/]/, '')
    .replace(/\.exe$/i, '');

/** A shell that is a script of Python's is called like its interpreter. */
const INTERPRETER = /^python[\d.]*$/;

interface Seen {
  readonly shell: Shell;
  readonly options: readonly string[];
}

function shellOf({ name, argv }: RunningProgram): Seen | undefined {
  const at = INTERPRETER.test(programName(argv[0])) ? 1 : 0;
  const names = [programName(argv[at]), programName(name)];
  const shell = SHELLS.find(({ programs }) => names.some((each) => programs.includes(each)));
  return shell && { shell, options: argv.slice(at + 1) };
}

/** `sh -c 'assume init'`, as npm and make have it, or a script: somebody's tool, behind which the person's shell is. */
const isTool = ({ options: [first = '-', ...others] }: Seen) =>
  !first.startsWith('-') || [first, ...others].some((word) => /^-[a-z]*c$/.test(word));

/** The shell in which somebody types, among programs of which each started the one before. */
export function detectShell(programs: readonly RunningProgram[]): Shell | undefined {
  const seen = programs.flatMap((program) => shellOf(program) ?? []);
  return (seen.find((each) => !isTool(each)) ?? seen[0])?.shell;
}

interface Ancestor extends RunningProgram {
  readonly parent: number;
}

/** proc_pid_stat(5): the name, in parentheses, may hold anything; the parent is the second field behind it. */
function fromProc(pid: number): Ancestor | undefined {
  const [, name = '', parent] = /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
  const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  return { name, argv, parent: Number(parent) };
}

/** ps(1), where words are told apart by blanks alone. */
async function fromPs(pid: number): Promise<Ancestor | undefined> {
  const { execFileSync } = await import('node:child_process');
  const told = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8', timeout: 2_000 });
  const [, parent, words = ''] = /^\s*(\d+)\s+(.*)/.exec(told) ?? [];
  return { name: '', argv: words.split(/\s+/), parent: Number(parent) };
}

/** More than anybody has above a shell. */
const DEPTH = 64;

/** Who started us, who started that, and so on; as far as can be seen. */
async function ancestors(): Promise<RunningProgram[]> {
  const look = process.platform === 'linux' ? fromProc : fromPs;
  const found: RunningProgram[] = [];
  try {
    for (let pid = ppid; pid > 0 && found.length < DEPTH; ) {
      const ancestor = await look(pid);
      if (!ancestor) break;
      found.push(ancestor);
      pid = ancestor.parent;
    }
  } catch {
    // It has ended, belongs to another container, or there is no ps, as on Windows.
  }
  return found;
}

/** The shell that this program was started from, by the processes above it: $SHELL is the login shell, whatever runs. */
export const parentShell = async (): Promise<Shell | undefined> => detectShell(await ancestors());
