import { join } from 'node:path';
import { runProgram, which } from '../support/shells';

const script = (name: string) => join(__dirname, '../../shell', name);

/** Each shell's own word on its script, before any test runs it. PowerShell's parser speaks in powershell.test.ts. */
const LINTERS = [
  { program: 'shellcheck', args: ['--shell=bash', '--severity=style', script('assume.bash')] },
  { program: 'shellcheck', args: ['--shell=sh', '--severity=style', script('assume.sh')] },
  { program: 'bash', args: ['-n', script('assume.bash')] },
  { program: 'dash', args: ['-n', script('assume.sh')] },
  { program: 'zsh', args: ['-n', script('assume.zsh')] },
  { program: 'fish', args: ['--no-execute', script('assume.fish')] },
  { program: 'fish_indent', args: ['--check', script('assume.fish')] },
];

describe('the scripts', () => {
  for (const { program, args } of LINTERS) {
    const title = `have nothing that ${program} objects to (${args[0]})`;
    if (!which(program) && !process.env.ASSUME_REQUIRE_SHELLS) {
      console.warn(`SKIPPED, since ${program} is not on the PATH`);
      test.skip(title, () => {});
    } else {
      test(title, async () => {
        expect(await runProgram(program, args)).toEqual({ status: 0, stdout: '', stderr: '' });
      });
    }
  }
});
