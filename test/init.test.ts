import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHELLS } from '../src/shells/table';
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
    expect(stdout).toMatch(/^\n(@rem )?# >>> assume >>>\n[\s\S]*\n(@rem )?# <<< assume <<<\n$/);
    expect(stdout).toMatch(/^[\n -~]*$/);
  });

  test.each([['nosuch'], ['Bash'], ['bash zsh'], ['../bash']])(
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
