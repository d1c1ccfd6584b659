import { closeSync } from 'node:fs';
import { openTerminalDevice } from '../../device';
import { codeIn } from '../mfa';
import { failed } from './failure';
import { run } from './run';

/**
 * The MFA code that a command prints (aws-vault's `mfa_process`, which goes through the system's shell). What it says on
 * stderr, "touch your key" for example, is shown on the terminal; what it prints never is.
 * @param place where the command stands
 * @throws AssumeError: exit 1 if it fails or prints something else, 3 if it cannot be run
 */
export async function runForCode(command: string, place: string): Promise<string> {
  const terminal = openTerminalDevice();
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
