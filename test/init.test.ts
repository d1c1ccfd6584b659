import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHELLS } from '../src/shells/table';
import { type Home, makeHome } from './install/home';
import { describeShell, run, runProgram, type ShellName } from './support/shells';

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

  test('--auto-renew is an error for a shell that can run nothing of ours before a command', async () => {
    expect(await init('sh', '--auto-renew')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'assume: sh cannot renew by itself.\nassume init sh   prints the function without it\n',
    });
  });

  test.each([['nosuch'], ['Bash'], ['bash zsh'], ['../bash']])(
    'refuses %j with the list of the shells there are, and prints nothing to append',
    async (word) => {
      const { status, stdout, stderr } = await init(word);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^assume: .*bash, zsh, fish, powershell/);
    },
  );

  test.each([
    ['--install', '--uninstall'],
    ['zsh', '--install', '--uninstall'],
    ['zsh', 'bash', '--install'],
  ])('refuses %j %j, and changes nothing', async (...words) => {
    expect(await init(...words)).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('assume init without a shell', () => {
  let home: Home;
  beforeEach(() => {
    home = makeHome();
  });
  afterEach(() => home.remove());

  /** Started by a shell whose name nothing in the environment tells. */
  const startedBy = (shell: ShellName, line: string) => run(shell, line, { env: { ...home.env, SHELL: '/bin/tcsh' } });

  describe.each([
    ['bash', 'bash', 'assume init bash >> ~/.bashrc'],
    ['zsh', 'zsh', 'assume init zsh >> ~/.zshrc'],
    ['fish', 'fish', 'assume init fish >> ~/.config/fish/config.fish'],
    ['pwsh', 'powershell', 'assume init powershell | Add-Content -Encoding utf8 $PROFILE'],
  ] as const)('in %s', (shell, name, line) => {
    describeShell(shell, 'started from there', () => {
      test('says which shell this is and what to type, and prints nothing to append', async () => {
        const { stdout, stderr } = await startedBy(shell, 'assume init');
        expect(stdout).not.toContain('>>> assume >>>');
        expect(stderr).toContain(`assume: This is ${name}. To install the function here, type:\n`);
        expect(stderr).toContain(`\nassume init ${name} --install `);
        expect(stderr).toContain(`\n${line} `);
      });

      test('is the one that --install takes, also behind another program', async () => {
        const behind = "sh -c 'assume init --install; :'";
        const { stderr } = await startedBy(shell, behind);
        expect(stderr).toContain(`assume: ${name} reads ~/`);
        expect(Object.keys(home.files()).filter((path) => /assume\.(bash|zsh|fish|ps1)$/.test(path))).toHaveLength(1);
      });
    });
  });

  test('says nothing on stdout, so that appending it does no harm', async () => {
    const { status, stdout } = await startedBy('bash', 'assume init 2>/dev/null; echo $?');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '0\n' });
  });
});
