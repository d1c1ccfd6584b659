import { type SpawnOptions, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { misconfigured } from '../../errors';
import { dieBySignal } from '../../platform/processes';
import { openTtyDevice } from '../../platform/tty';
import { failed } from '../awsError';
import { codeIn } from '../mfaCodes';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What a program left behind. */
export interface Ran {
  readonly stdout: string;
  /** Empty if it went to the terminal. */
  readonly stderr: string;
  /** Empty if it did its work; else how it ended. */
  readonly failure: string;
}

const ending = (code: number | null, signal: string | null) => {
  if (signal) return `was ended by ${signal}`;
  return code === 0 ? '' : `ended with status ${code}`;
};

/**
 * Runs another program to its end; a person may be asked by it, so there is no deadline. A signal that ends us ends it,
 * and Ctrl-C, which both get, ends us too.
 * @param origin where the command stands: key and place
 * @throws AssumeError (exit 3) if there is no such program
 */
export function run([file = '', ...args]: readonly string[], origin: string, options: SpawnOptions): Promise<Ran> {
  return new Promise((resolve, reject) => {
    // Before there is a child: a signal in between would end us alone.
    const stops = SIGNALS.map((signal) => {
      const stop = () => {
        child.kill(signal);
        dieBySignal(signal);
      };
      process.once(signal, stop);
      return () => process.removeListener(signal, stop);
    });
    const child = spawn(file, args, options);
    const output = Promise.all([child.stdout ? text(child.stdout) : '', child.stderr ? text(child.stderr) : '']);
    const over = () => {
      for (const remove of stops) remove();
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      over();
      reject(misconfigured(`The program of ${origin} cannot be run: ${error.message}.`));
    });
    child.once('close', (code, signal) => {
      over();
      // Ctrl-C goes to both of us, and it may have been the first to end.
      if (signal === 'SIGINT') dieBySignal(signal);
      output.then(
        ([stdout, stderr]) => resolve({ stdout, stderr, failure: ending(code, signal) }),
        (error: Error) => reject(failed(`The output of ${origin} cannot be read: ${error.message}.`)),
      );
    });
  });
}

/**
 * The MFA code that a command prints (aws-vault's `mfa_process`, which goes through the system's shell). What it says on
 * stderr, "touch your key" for example, is shown on the terminal; what it prints never is.
 * @param place where the command stands
 * @throws AssumeError: exit 1 if it fails or prints something else, 3 if it cannot be run
 */
export async function runForCode(command: string, place: string): Promise<string> {
  const terminal = openTtyDevice();
  const origin = `mfa_process (${place})`;
  try {
    const stdio = [terminal ?? 'inherit', 'pipe', terminal ?? 'inherit'] as const;
    const { stdout, failure } = await run([command], origin, { stdio: [...stdio], shell: true });
    if (failure) throw failed(`The program of ${origin} ${failure}.`);
    const code = codeIn(stdout);
    if (code !== undefined) return code;
    throw failed(`The program of ${origin} printed something else than a code of six digits.`);
  } finally {
    if (terminal !== undefined) closeSync(terminal);
  }
}
