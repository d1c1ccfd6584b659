import { appendFileSync, closeSync, constants, openSync } from 'node:fs';
import { AssumeError, EXIT } from '../errors';

const cannot = (path: string, error: unknown) =>
  new AssumeError(`${path} cannot be written: ${(error as Error).message}`, { exitCode: EXIT.failure });

/**
 * Opens a file that must be there, so that what is wrong with it shows before any work is done.
 * @returns appends a text, once
 * @throws AssumeError (exit 1) if it cannot be opened or, later, written
 */
export function openToAppend(path: string): (text: string) => void {
  const attempt = <Result>(act: () => Result): Result => {
    try {
      return act();
    } catch (error) {
      throw cannot(path, error);
    }
  };
  const file = attempt(() => openSync(path, constants.O_WRONLY | constants.O_APPEND));
  return (text) => {
    attempt(() => appendFileSync(file, text));
    closeSync(file);
  };
}
