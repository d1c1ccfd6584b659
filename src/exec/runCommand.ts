import type { ChildProcess } from 'node:child_process';
import { AssumeError, type Hint } from '../errors';
import type { Env } from '../platform/env';
import { canSeeStops, dieBySignal, processStat } from '../platform/processes';
import { hasTty } from '../platform/tty';
import { quoteForDisplay } from '../util/quoteForDisplay';

/** What is sent to us is meant for the command. */
const PASSED_ON = ['SIGHUP', 'SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH', 'SIGCONT'] as const;

/** What keys of the terminal send to every process of the job, and so to the command itself. */
const KEYS = ['SIGINT', 'SIGQUIT'] as const;

/** As env(1) has it: 127 if there is no such program, 126 if it cannot be started. */
function notStarted(file: string, error: NodeJS.ErrnoException): AssumeError {
  const hints: Hint[] = [
    [`type ${quoteForDisplay(file)}`, 'shows what it is; aliases and functions of a shell are no programs'],
  ];
  if (error.code !== 'ENOENT') {
    return new AssumeError(`"${file}" cannot be started: ${error.code ?? error.message}.`, { exitCode: 126 });
  }
  return file.includes('/')
    ? new AssumeError(`There is no "${file}", or no interpreter that its first line names.`, { exitCode: 127 })
    : new AssumeError(`There is no program "${file}" on the PATH.`, { exitCode: 127, hints });
}

/**
 * stdin, stdout, stderr, and what a word names: `<(...)` of bash and zsh becomes a word like /dev/fd/63, and Node would
 * close that descriptor.
 */
function descriptors(words: readonly string[]): (number | 'ignore')[] {
  const named = words.flatMap((word) =>
    [...word.matchAll(/\/(?:dev|proc\/self)\/fd\/(\d{1,4})/g)].map(([, fd]) => Number(fd)),
  );
  const kept = [0, 1, 2, ...named];
  return Array.from({ length: Math.max(...kept) + 1 }, (_, fd) => (kept.includes(fd) ? fd : 'ignore'));
}

/**
 * Runs a command in our place: its terminal, its process group, its status, its end by a signal.
 * @param words the program, looked for on the PATH of `env`, and its arguments
 * @returns the exit status
 * @throws AssumeError (exit 127 or 126) if it cannot be started
 */
export async function runCommand(words: readonly string[], env: Env): Promise<number> {
  const [file = '', ...args] = words;
  if (file === '') throw notStarted(file, Object.assign(new Error(), { code: 'ENOENT' }));
  const { spawn } = await import('node:child_process');
  const end = new Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>((resolve, reject) => {
    let child: ChildProcess | undefined;
    // First, or what is sent while the command starts would end us alone.
    const pass = (sent: NodeJS.Signals) => child?.kill(sent);
    const passUnlessTyped = (sent: NodeJS.Signals) => hasTty() || pass(sent);
    for (const each of PASSED_ON) process.on(each, pass);
    for (const each of KEYS) process.on(each, passUnlessTyped);
    if (canSeeStops) {
      // Only when the command has stopped: an editor gives the terminal back first, and others do not stop at all.
      process.on('SIGTSTP', passUnlessTyped);
      process.on('SIGCHLD', () => processStat(child?.pid)?.state === 'T' && process.kill(process.pid, 'SIGSTOP'));
    }
    child = spawn(file, args, { env: { ...env }, stdio: descriptors(args) });
    child.on('error', reject).on('exit', (...how) => resolve(how));
  });
  const [code, signal] = await end.catch((error) => {
    throw notStarted(file, error);
  });
  return signal ? dieBySignal(signal) : (code ?? 0);
}
