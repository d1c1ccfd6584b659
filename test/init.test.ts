import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scriptText } from '../src/script';
import { SHELLS, type Shell } from '../src/shells/table';
import { runProgram } from './support/shells';

const ROOT = join(__dirname, '..');
const init = (...words: string[]) => runProgram(process.execPath, [join(ROOT, 'dist/main.js'), 'init', ...words]);

describe('assume init', () => {
  const words = SHELLS.flatMap(({ name, aliases, script }) =>
    [name, ...aliases].map((word) => [word, script] as const),
  );

  test.each(words)('%s prints its script byte for byte, between markers, and nothing else', async (word, script) => {
    const { status, stdout, stderr } = await init(word);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(readFileSync(join(ROOT, 'shell', script), 'utf8'));
    // The empty line: what it is appended to may lack its last line end.
    expect(stdout).toMatch(/^\n# >>> assume >>>\n[\s\S]*\n# <<< assume <<<\n$/);
    expect(stdout).toMatch(/^[\n -~]*$/);
  });

  test.each(SHELLS.flatMap(({ name, script, renewal }) => (renewal ? [[name, script, renewal] as const] : [])))(
    '%s --auto-renew prints a second part after it, between markers of its own',
    async (name, script, renewal) => {
      const { status, stdout, stderr } = await init(name, '--auto-renew');
      const second = readFileSync(join(ROOT, 'shell', renewal), 'utf8');
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toBe(readFileSync(join(ROOT, 'shell', script), 'utf8') + second);
      expect(second).toMatch(/^\n# >>> assume >>>\n[\n -~]*\n# <<< assume <<<\n$/);
      expect(second).toContain(`\`assume init ${name} --auto-renew\``);
    },
  );

  test('--auto-renew is an error for a shell that can run nothing of ours before a command', () => {
    const { renewal: _, ...shell } = { ...SHELLS[0], name: 'bash' as const } as Shell;
    expect(() => scriptText(ROOT, shell, { autoRenew: true })).toThrow(
      expect.objectContaining({ message: 'bash cannot renew by itself.', exitCode: 2 }),
    );
  });

  test.each([['tcsh'], ['Bash'], ['bash zsh'], ['../bash']])(
    'refuses %j with the list of the shells there are, and prints nothing to append',
    async (word) => {
      const { status, stdout, stderr } = await init(word);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^assume: .*bash, zsh, fish, powershell/);
    },
  );

  test('without a shell says that one is missing', async () => {
    expect(await init()).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^assume: Which shell\? None was named; there are bash, zsh, /),
    });
  });
});
