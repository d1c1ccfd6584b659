import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeShell, run, SHELL_NAMES, type ShellName } from './shells';
import { interactiveShell } from './terminal';

const MARK: Record<ShellName, string> = {
  bash: 'MARK=loaded',
  zsh: 'MARK=loaded',
  fish: 'set -g MARK loaded',
  pwsh: '$MARK = "loaded"',
};

for (const shell of SHELL_NAMES) {
  describeShell(shell, `the test harness in ${shell}`, () => {
    test('a script gets its arguments, stdin and environment, and returns its status', async () => {
      const script = {
        posix: 'read -r line; echo "$line $1 $GREETING"; echo problem >&2; exit 3',
        fish: 'read line; echo "$line $argv[1] $GREETING"; echo problem >&2; exit 3',
        pwsh: '$line = [Console]::In.ReadLine(); "$line $($args[0]) $env:GREETING"; [Console]::Error.WriteLine("problem"); exit 3',
      }[shell === 'bash' || shell === 'zsh' ? 'posix' : shell];
      const options = { stdin: 'typed\n', args: ['a b'], env: { GREETING: 'h\u00e9llo' } };
      expect(await run(shell, script, options)).toEqual({
        status: 3,
        stdout: 'typed a b h\u00e9llo\n',
        stderr: 'problem\n',
      });
    });

    test('an interactive shell reads its rc file, runs lines, and survives Ctrl-C', async () => {
      const home = mkdtempSync(join(tmpdir(), 'assume-home-'));
      const terminal = await interactiveShell(shell, { home, init: MARK[shell] });
      try {
        expect(await terminal.enter('echo "is $MARK"')).toBe('is loaded');
        terminal.type('echo typed');
        await terminal.waitFor(/ready> echo typed$/);
        const interrupt = () => {
          terminal.type('\x03');
          return terminal.prompt(3_000);
        };
        // fish sometimes loses a Ctrl-C that arrives while it draws the line.
        await interrupt().catch(interrupt);
        expect(await terminal.enter('echo back')).toBe('back');
      } finally {
        await terminal.close();
        rmSync(home, { recursive: true, force: true });
      }
    });
  });
}
