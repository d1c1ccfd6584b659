import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Env } from './env';

/** Whether stopped children can be noticed: this reads Linux's /proc. */
export const canSeeStops = process.platform === 'linux';

/** Whether a child can lead its own process group, so that everything it started can be ended with it. */
export const hasProcessGroups = process.platform !== 'win32';

/**
 * The system's words for an error of `spawn`, whose message has only the code: `permission denied`. Node's own messages quote
 * the value that they are about, which may be secret.
 */
export const spawnReason = ({ errno = 0, code }: NodeJS.ErrnoException): string =>
  (require('node:util') as typeof import('node:util')).getSystemErrorMap().get(errno)?.[1] ??
  (code === 'ERR_INVALID_ARG_VALUE' ? 'an argument or a variable contains a NUL character' : `Node reports ${code}`);

/** A process as /proc shows it. */
export interface ProcessStat {
  readonly name: string;
  /** `R`, `S`, `T` (stopped), `Z` (zombie) and so on. */
  readonly state: string;
  readonly parent: number;
  /** In clock ticks since boot: with the pid, this identifies a process even after the pid has been reused. */
  readonly startTime: string;
}

/** Reads /proc/PID/stat (proc_pid_stat(5)); `undefined` if the process is gone or the system has no /proc. */
export function processStat(pid: number | undefined): ProcessStat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold anything, parentheses included: the state is the field after the last one.
    const end = text.lastIndexOf(')');
    const [state = '', parent, ...rest] = text.slice(end + 2).split(' ');
    return { name: text.slice(text.indexOf('(') + 1, end), state, parent: Number(parent), startTime: rest[17] ?? '' };
  } catch {
    return undefined;
  }
}

/** A running program: the system's name for it, and its arguments, which some systems do not report. */
export interface RunningProgram {
  readonly name: string;
  readonly argv: readonly string[];
}

type Ancestor = RunningProgram & { readonly parent: number };

function fromProc(pid: number): Ancestor | undefined {
  const stat = processStat(pid);
  return stat && { ...stat, argv: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1) };
}

/** ps(1) separates arguments by blanks only. */
async function fromPs(pid: number): Promise<Ancestor | undefined> {
  const { execFileSync } = await import('node:child_process');
  const output = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8', timeout: 2_000 });
  const [, parent, words = ''] = /^\s*(\d+)\s+(.*)/.exec(output) ?? [];
  return { name: '', argv: words.split(/\s+/), parent: Number(parent) };
}

/** Deeper than anyone nests shells. */
const MAX_DEPTH = 64;

/** The programs above this one: its parent first, then the parent's parent, as far as the system shows them. */
export async function ancestors(): Promise<RunningProgram[]> {
  const look = process.platform === 'linux' ? fromProc : fromPs;
  const found: RunningProgram[] = [];
  try {
    for (let pid = process.ppid; pid > 0 && found.length < MAX_DEPTH; ) {
      const ancestor = await look(pid);
      if (!ancestor) break;
      found.push(ancestor);
      pid = ancestor.parent;
    }
  } catch {
    // The process has exited, belongs to another container, or there is no ps, as on Windows.
  }
  return found;
}

/**
 * Ends this process by a signal, so that whoever started it sees how it ended: a shell stops its loop when Ctrl-C ends a
 * command.
 * @returns the exit status to use in case the signal arrives late
 */
export function dieBySignal(signal: NodeJS.Signals): number {
  // Removing the listeners also undoes Node's own handling of the signal: it ignores SIGPIPE, for one.
  if (signal !== 'SIGKILL') process.on(signal, () => {}).removeAllListeners(signal);
  process.kill(process.pid, signal);
  const { constants }: typeof import('node:os') = require('node:os');
  return 128 + constants.signals[signal];
}

/**
 * Stops this process as Ctrl-Z does, until it is continued. Where nothing could continue it, the system ignores that.
 * @param listener what listens for SIGTSTP here; it does so again afterwards
 */
export function stopHere(listener: () => void): void {
  process.removeListener('SIGTSTP', listener);
  process.kill(process.pid, 'SIGTSTP');
  process.on('SIGTSTP', listener);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Every program of that name on a PATH, in PATH order. */
export const programsOn = (path: string, name: string): string[] => {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.ps1'] : [''];
  const folders = [...new Set(path.split(delimiter).filter(Boolean))];
  return folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))).filter(isProgram);
};

/** The PATH variable, which Windows may spell `Path`. */
export const pathOf = (env: Env): string => env.PATH ?? env.Path ?? '';

/** The operating system, as Node names it: `linux`, `darwin`, `win32`. */
export const platform: string = process.platform;
