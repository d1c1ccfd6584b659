import { AssumeError, EXIT } from '../errors';
import { isTerminal } from './color';

/**
 * To be called before credentials are written to stdout: they are for a function to capture, not for a screen.
 * @throws AssumeError (exit 2) if stdout is a terminal
 */
export async function refuseTty(): Promise<void> {
  if (!(await isTerminal(1))) return;
  throw new AssumeError('This would show credentials on the screen: --eval is for the function in your shell alone.', {
    exitCode: EXIT.usage,
  });
}
