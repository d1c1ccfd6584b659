import type { EnvironmentChange } from '../environment/change';
import { AssumeError, EXIT } from '../errors';
import type { Outcome } from '../outcome';
import type { Env } from '../platform/env';
import { isTerminal } from '../platform/tty';
import type { ShellCall } from '../shells/call';
import { render, renderRun } from '../shells/render';

type Failure = Extract<Outcome, { kind: 'failure' }>;

/** Where results and messages go. */
export interface Output {
  readonly env: Env;
  /** Writes to stdout (1) or stderr (2), to the end. */
  readonly write: (fd: 1 | 2, text: string) => void;
  readonly now: () => Date;
}

/** Tells a person at a terminal what has changed. Scripts see nothing. */
async function announce(change: EnvironmentChange, { env, write, now }: Output): Promise<void> {
  if (!(await isTerminal(2))) return;
  const { announcement } = await import('../terminal/announcement');
  write(2, `${announcement(change, env, now())}\n`);
}

/** @throws AssumeError (exit 2) if stdout is a terminal: credentials are for the shell integration, not for a screen */
async function refuseTty(): Promise<void> {
  if (!(await isTerminal(1))) return;
  throw new AssumeError('--eval would print credentials to the terminal; only the shell integration can use it.', {
    exitCode: EXIT.usage,
  });
}

async function reportAll(problems: readonly AssumeError[], { env }: Output): Promise<void> {
  if (problems.length === 0) return;
  const { report } = await import('../terminal/report');
  for (const problem of problems) await report(problem, env);
}

/** Reports first: PowerShell ends a program whose output it fails on. */
async function emitFailure({ error, text }: Failure, { env, write }: Output): Promise<number> {
  const { report } = await import('../terminal/report');
  const status = await report(error, env);
  if (status !== 0 && !(await isTerminal(1))) {
    try {
      write(1, text(status));
    } catch {
      // Nobody reads it, and the error that counts has been reported.
    }
  }
  return status;
}

/**
 * Acts on a command's outcome. Nothing else announces, renders, writes to stdout (once) or decides the exit status.
 * @param call the shell integration's call; `undefined` if `assume` was run directly
 * @returns the exit status
 * @throws AssumeError (exit 1) for a value that the caller's shell can't hold; then nothing has been written
 */
export async function emit(outcome: Outcome, call: ShellCall | undefined, output: Output): Promise<number> {
  switch (outcome.kind) {
    case 'change': {
      await refuseTty();
      const text = call ? render(outcome.change, call.shell.dialect) : '';
      if (outcome.warning !== undefined) output.write(2, `assume: ${outcome.warning}\n`);
      else if (!outcome.quiet) await announce(outcome.change, output);
      output.write(1, text);
      outcome.finish?.();
      return 0;
    }
    case 'run':
      await refuseTty();
      output.write(1, call ? renderRun(['assume', ...outcome.words], call.shell.dialect) : '');
      return 0;
    case 'text':
      output.write(1, outcome.text);
      outcome.finish?.();
      await reportAll(outcome.problems ?? [], output);
      return outcome.status ?? 0;
    case 'failure':
      return emitFailure(outcome, output);
    case 'status':
      return outcome.status;
  }
}
