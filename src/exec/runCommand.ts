import type { ChildProcess } from 'node:child_process';
import { constants, fstatSync } from 'node:fs';
import { AssumeError } from '../errors';
import type { Env } from '../platform/env';
import { canSeeStops, dieBySignal, pathOf, processStat, programsOn, spawnReason } from '../platform/processes';
import { hasTty } from '../platform/tty';

/** Signals that are passed on: whoever sends them to us means the command. */
const PASSED_ON = ['SIGHUP', 'SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH', 'SIGCONT'] as const;

/** Signals that keys send to every process of the terminal's job, so the command gets them anyway. */
const KEYS = ['SIGINT', 'SIGQUIT'] as const;

/** As in env(1): exit 127 if there is no such program, 126 if it can't be started. */
function notStarted(file: string, error: NodeJS.ErrnoException): AssumeError {
  if (error.code !== 'ENOENT') {
    return new AssumeError(`"${file}" can't be started: ${spawnReason(error)}.`, { exitCode: 126 });
  }
  return file.includes('/')
    ? new AssumeError(`"${file}" not found, or the interpreter on its first line is missing.`, { exitCode: 127 })
    : new AssumeError(`Command not found: ${file || '""'}`, {
        exitCode: 127,
        notes: ["It isn't a program on the PATH; shell aliases and functions can't be run."],
      });
}

/** Whether a file is open there that can be passed on: what Node has for itself, such as its event queue, has no type. */
function isOpenFile(fd: number): boolean {
  try {
    return (fstatSync(fd).mode & constants.S_IFMT) !== 0;
  } catch {
    return false;
  }
}

/**
 * The command's stdio: 0 to 2, and every open descriptor that one of its words names, since Node would close that one.
 * `<(...)` of bash and zsh becomes a word such as /dev/fd/63.
 */
function descriptors(words: readonly string[]): (number | 'ignore')[] {
  const named = words.flatMap((word) =>
    [...word.matchAll(/\/(?:dev|proc\/self)\/fd\/(\d{1,4})/g)].map(([, fd]) => Number(fd)),
  );
  const kept = [0, 1, 2, ...named.filter(isOpenFile)];
  return Array.from({ length: Math.max(...kept) + 1 }, (_, fd) => (kept.includes(fd) ? fd : 'ignore'));
}

type End = readonly [code: number | null, signal: NodeJS.Signals | null];

/**
 * Runs a command as if exec'd: it has our terminal, process group and descriptors, and a signal that ends it ends us too.
 * @param words the program, looked up on the PATH of `env`, and its arguments; as in execvp(3), /bin/sh runs a file that is no
 * program to the system, such as a script without an interpreter line
 * @returns the command's exit status
 * @throws AssumeError (exit 127) if there is no such program, (exit 126) if it can't be started
 */
export async function runCommand(words: readonly string[], env: Env): Promise<number> {
  const [file = '', ...args] = words;
  if (file === '') throw notStarted(file, Object.assign(new Error(), { code: 'ENOENT' }));
  const { spawn } = await import('node:child_process');
  let child: ChildProcess | undefined;
  // Before the command starts: a signal that arrives meanwhile would end this process alone.
  const pass = (sent: NodeJS.Signals) => child?.kill(sent);
  const passUnlessTyped = (sent: NodeJS.Signals) => hasTty() || pass(sent);
  for (const each of PASSED_ON) process.on(each, pass);
  for (const each of KEYS) process.on(each, passUnlessTyped);
  if (canSeeStops) {
    // Stop only once the command has: an editor restores the terminal first, and some commands don't stop at all.
    process.on('SIGTSTP', passUnlessTyped);
    process.on('SIGCHLD', () => processStat(child?.pid)?.state === 'T' && process.kill(process.pid, 'SIGSTOP'));
  }
  const run = (program: string, given: readonly string[]) =>
    new Promise<End>((resolve, reject) => {
      child = spawn(program, given, { env: { ...env }, stdio: descriptors(args) });
      child.on('error', reject).on('exit', (...outcome) => resolve(outcome));
    });
  const path = () => (file.includes('/') ? file : (programsOn(pathOf(env), file)[0] ?? file));
  const [code, signal] = await run(file, args)
    .catch((error) => {
      // Node's execvp(3) did this itself before libuv 1.53.
      if (error.code === 'ENOEXEC') return run('/bin/sh', [path(), ...args]);
      throw error;
    })
    .catch((error) => {
      throw notStarted(file, error);
    });
  return signal ? dieBySignal(signal) : (code ?? 0);
}
