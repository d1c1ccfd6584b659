import type { ChildProcess } from 'node:child_process';
import { kill } from 'node:process';
import type { Env } from '../platform/env';
import { dieBySignal, hasProcessGroups } from '../platform/processes';
import { answerIn } from './startup/types';

/** In milliseconds: rc files that take longer are waiting for something. */
const LIMIT = 5_000;

const running = new Set<ChildProcess>();

/** With all that its rc files have started: it leads a process group. */
function end(child: ChildProcess): void {
  running.delete(child);
  if (running.size === 0) process.removeListener('SIGINT', interrupted);
  child.stdout?.destroy();
  try {
    if (child.pid !== undefined) kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL'); // there are no groups, as on Windows, or nobody is left in it
  }
}

/** They are in sessions of their own, where Ctrl-C does not reach them. */
function interrupted(): void {
  for (const child of running) end(child);
  // Whoever else listens cleans up first.
  setImmediate(dieBySignal, 'SIGINT');
}

/**
 * What a program prints between the marks. It has no terminal and no input, so that nothing in rc files waits for a person.
 * @returns `undefined` if it cannot be started, or has not answered in five seconds
 */
export async function queryShell(program: string, args: readonly string[], env: Env): Promise<string | undefined> {
  const { spawn } = await import('node:child_process');
  return new Promise((resolve) => {
    if (running.size === 0) process.on('SIGINT', interrupted);
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
    const timer = setTimeout(() => settle(undefined), LIMIT);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      // What rc files have left running may keep the output open.
      const answer = answerIn(output);
      if (answer !== undefined) settle(answer);
    });
    child.once('error', () => settle(undefined)).once('close', () => settle(answerIn(output)));
  });
}
