import { join } from 'node:path';
import { runProgram } from '../support/shells';
import { type ToolName, testWith } from '../support/tools';

const script = (name: string) => join(__dirname, '../../shell', name);

interface Linter {
  readonly program: ToolName;
  readonly args: readonly string[];
}

/** Each shell's own check of its script, before any test runs it. powershell.test.ts uses PowerShell's parser. */
const POSIX: readonly Linter[] = [
  ...['assume', 'renew', 'prompt'].flatMap((name): Linter[] => [
    { program: 'shellcheck', args: ['--shell=bash', '--severity=style', script(`${name}.bash`)] },
    { program: 'bash', args: ['-n', script(`${name}.bash`)] },
    { program: 'zsh', args: ['-n', script(`${name}.zsh`)] },
    { program: 'fish', args: ['--no-execute', script(`${name}.fish`)] },
    { program: 'fish_indent', args: ['--check', script(`${name}.fish`)] },
  ]),
  { program: 'shellcheck', args: ['--shell=sh', '--severity=style', script('assume.sh')] },
  { program: 'dash', args: ['-n', script('assume.sh')] },
];

/** The other shells. nushell parses a whole script before it runs anything. */
const OTHERS: readonly Linter[] = [
  { program: 'nu', args: ['--no-config-file', script('assume.nu')] },
  { program: 'elvish', args: ['-norc', '-compileonly', script('assume.elv')] },
  {
    program: 'python3',
    args: ['-c', 'import sys; compile(open(sys.argv[1]).read(), sys.argv[1], "exec")', script('assume.xsh')],
  },
];

const LINTERS: readonly Linter[] = [...POSIX, ...OTHERS];

describe('the scripts', () => {
  for (const { program, args } of LINTERS) {
    const title = `pass ${program} (${args[0]}, ${args.at(-1)?.split('/').at(-1)})`;
    testWith(program)(title, async () => {
      expect(await runProgram(program, args)).toEqual({ status: 0, stdout: '', stderr: '' });
    });
  }
});
