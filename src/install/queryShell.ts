import type { ChildProcess } from 'node:child_process';
import { kill } from 'node:process';
import type { Env } from '../platform/env';
import { dieBySignal, hasProcessGroups } from '../platform/processes';
import { answerIn } from './startup/shellAnswer';

/** In milliseconds. Slow profiles take several seconds on a busy machine; what takes longer is waiting for something. */
const TIMEOUT = 10_000;

const running = new Set<ChildProcess>();

/** Kills a shell and everything that its rc files have started: it leads a process group. */
function end(child: ChildProcess): void {
  running.delete(child);
  if (running.size === 0) process.removeListener('SIGINT', interrupt);
  child.stdout?.destroy();
  try {
    if (child.pid !== undefined) kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL'); // Windows has no process groups; elsewhere the group may already be empty.
  }
}

/** The shells run in sessions of their own, where Ctrl-C doesn't reach them. */
function interrupt(): void {
  for (const child of running) end(child);
  // Other listeners clean up first.
  setImmediate(dieBySignal, 'SIGINT');
}

/**
 * Runs a program and returns what it prints between the markers. It has no terminal and no input, so that no rc file can
 * wait for the user.
 * @returns `undefined` if it doesn't start, or doesn't answer within ten seconds
 */
export async function queryShell(program: string, args: readonly string[], env: Env): Promise<string | undefined> {
  const { spawn } = await import('node:child_process');
  return new Promise((resolve) => {
    if (running.size === 0) process.on('SIGINT', interrupt);
    const child = spawn(program, [...args], {
      env: { ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: hasProcessGroups,
    });
    running.add(child);
    let output = '';
    const settle = (answer: string | undefined) => {
      clearTimeout(timer);
      end(child);
      resolve(answer);
    };
    const timer = setTimeout(() => settle(undefined), TIMEOUT);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      // Doesn't wait for the end: background processes of the rc files may keep the output open.
      const answer = answerIn(output);
      if (answer !== undefined) settle(answer);
    });
    child.once('error', () => settle(undefined)).once('close', () => settle(answerIn(output)));
  });
}
