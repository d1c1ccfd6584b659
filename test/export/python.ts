import { runProgram } from '../support/shells';

/** What a script prints. */
export async function python(interpreter: string, script: string, args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runProgram(interpreter, ['-c', script, ...args], {
    env: { PYTHONUTF8: '1' },
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
