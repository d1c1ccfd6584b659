import { type SpawnOptions, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { endBy } from '../../ending';
import { misconfigured } from '../../errors';
import { failed } from './failure';

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
        endBy(signal);
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
      if (signal === 'SIGINT') endBy(signal);
      output.then(
        ([stdout, stderr]) => resolve({ stdout, stderr, failure: ending(code, signal) }),
        (error: Error) => reject(failed(`The output of ${origin} cannot be read: ${error.message}.`)),
      );
    });
  });
}
