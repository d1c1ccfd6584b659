import { type SpawnOptions, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { misconfigured } from '../../errors';
import { trace } from '../../platform/debug';
import { dieBySignal, spawnReason } from '../../platform/processes';
import { openTtyDevice } from '../../platform/tty';
import { failed } from '../awsError';
import { codeIn } from '../mfaCodes';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How a program ended, and its output. */
export interface ProgramResult {
  readonly stdout: string;
  /** Empty if it went to the terminal. */
  readonly stderr: string;
  /** How the program failed, such as `exited with status 3`; empty if it didn't. */
  readonly failure: string;
}

const failureOf = (code: number | null, signal: string | null) => {
  if (signal) return `was terminated by ${signal}`;
  return code === 0 ? '' : `exited with status ${code}`;
};

/**
 * Runs another program to its end. It may prompt the user, so there is no deadline. A signal that ends this process ends
 * the program, and so does Ctrl-C, which both receive.
 * @param origin the setting that holds the command, with its location
 * @throws AssumeError: exit 3 if there is no such program, 1 if its output can't be read
 */
export function run(
  [file = '', ...args]: readonly string[],
  origin: string,
  options: SpawnOptions,
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    // Before there is a child: a signal in between would end this process alone.
    const listeners = SIGNALS.map((signal) => {
      const stop = () => {
        child.kill(signal);
        dieBySignal(signal);
      };
      process.once(signal, stop);
      return () => process.removeListener(signal, stop);
    });
    const child = spawn(file, args, options);
    const output = Promise.all([child.stdout ? text(child.stdout) : '', child.stderr ? text(child.stderr) : '']);
    const removeListeners = () => {
      for (const remove of listeners) remove();
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      removeListeners();
      const reason = error.code === 'ENOENT' ? `${file} not found` : spawnReason(error);
      reject(misconfigured(`${origin} can't be run: ${reason}.`));
    });
    child.once('close', (code, signal) => {
      removeListeners();
      trace(`${origin}: ${failureOf(code, signal) || 'ran'}`);
      // Ctrl-C goes to both processes, and the child may have ended first.
      if (signal === 'SIGINT') dieBySignal(signal);
      output.then(
        ([stdout, stderr]) => resolve({ stdout, stderr, failure: failureOf(code, signal) }),
        (error: Error) => reject(failed(`The output of ${origin} can't be read: ${error.message}.`)),
      );
    });
  });
}

/**
 * The MFA code that a command prints (aws-vault's `mfa_process`, which runs in the system's shell). Its stderr, such as
 * "touch your key", goes to the terminal; its stdout is never shown.
 * @param location where the command is set
 * @throws AssumeError: exit 1 if it fails or prints anything else, 3 if it can't be run
 */
export async function runForCode(command: string, location: string): Promise<string> {
  const terminal = openTtyDevice();
  const origin = `mfa_process (${location})`;
  try {
    const stdio = [terminal ?? 'inherit', 'pipe', terminal ?? 'inherit'] as const;
    const { stdout, failure } = await run([command], origin, { stdio: [...stdio], shell: true });
    if (failure) throw failed(`${origin} ${failure}.`);
    const code = codeIn(stdout);
    if (code !== undefined) return code;
    throw failed(`${origin} did not print a 6-digit MFA code.`);
  } finally {
    if (terminal !== undefined) closeSync(terminal);
  }
}
