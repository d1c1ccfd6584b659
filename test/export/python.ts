import { spawnSync } from 'node:child_process';
import { runProgram } from '../support/shells';

/** Debian's Python has what Debian's packages brought; another one may come first on the PATH. */
const INTERPRETERS = ['/usr/bin/python3', 'python3'];

/** `describe` with a Python that has a module, or a loud skip; ASSUME_REQUIRE_SHELLS makes that a failure. */
export function describeWithPython(module: string, from: string, tests: (interpreter: string) => void): void {
  const found = INTERPRETERS.find((each) => spawnSync(each, ['-c', `import ${module}`]).status === 0);
  if (found) describe(`with Python's ${module}`, () => tests(found));
  else if (process.env.ASSUME_REQUIRE_SHELLS) test(module, () => expect(from).toBe('installed'));
  else {
    console.warn(`NOT TESTED with Python's ${module}. Install ${from}.`);
    test.skip(module, () => {});
  }
}

/** What a script prints. */
export async function python(interpreter: string, script: string, args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runProgram(interpreter, ['-c', script, ...args], {
    env: { PYTHONUTF8: '1' },
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
