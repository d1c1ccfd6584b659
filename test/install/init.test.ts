import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initScript } from '../../src/install/initScript';
import { SHELLS } from '../../src/shells/table';
import { describeShell, type Environment, run, runProgram, type ShellName } from '../support/shells';
import { type Home, makeHome, ROOT, shellNamed } from './homeFixture';

const init = (...words: string[]) => runProgram(process.execPath, [join(ROOT, 'dist/main.js'), 'init', ...words]);

describe('assume init', () => {
  const words = SHELLS.flatMap(({ name, aliases, script }) =>
    [name, ...aliases].map((word) => [word, script] as const),
  );

  test.each(words)('%s prints its script byte for byte, between markers, and nothing else', async (word, script) => {
    const { status, stdout, stderr } = await init(word);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(readFileSync(join(ROOT, 'shell', script), 'utf8'));
    // It begins with an empty line, since the file that it is appended to may lack a final line ending.
    expect(stdout).toMatch(/^\n(@rem )?# >>> assume >>>\n[\s\S]*\n(@rem )?# <<< assume <<<\n$/);
    expect(stdout).toMatch(/^[\n -~]*$/);
  });

  test.each(
    SHELLS.flatMap(({ name, script, renewal, prompt }) =>
      [['--auto-renew', renewal] as const, ['--prompt', prompt] as const].flatMap(([flag, part]) =>
        part ? [[name, flag, script, part] as const] : [],
      ),
    ),
  )('%s %s prints a second part after it, between its own markers', async (name, flag, script, part) => {
    const { status, stdout, stderr } = await init(name, flag);
    const second = readFileSync(join(ROOT, 'shell', part), 'utf8');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(readFileSync(join(ROOT, 'shell', script), 'utf8') + second);
    expect(second).toMatch(/^\n# >>> assume >>>\n[\n -~]*\n# <<< assume <<<\n$/);
    expect(second).toContain(`\`assume init ${name} ${flag}\``);
  });

  test.each(['--auto-renew', '--prompt'])('%s is an error for a shell that doesn’t support it', async (flag) => {
    expect(await init('sh', flag)).toEqual({
      status: 2,
      stdout: '',
      stderr: `assume: ${flag} isn't available for sh.\nWithout it: assume init sh\n`,
    });
  });

  test.each([['nosuch'], ['Bash'], ['bash zsh'], ['../bash']])(
    'refuses %j with the list of shells, and prints nothing to append',
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
  ])('refuses %j %j and changes nothing', async (...words) => {
    expect(await init(...words)).toMatchObject({ status: 2, stdout: '' });
  });
});

/** Without profiles. */
const NEXT = 'assume: You have no profiles yet. Try it with sample profiles: assume demo\n';

describe('assume init SHELL --install and --uninstall', () => {
  let home: Home;
  beforeEach(() => {
    home = makeHome();
  });
  afterEach(() => home.remove());

  const assume = async (...words: string[]) => {
    return assumeUnder({}, ...words);
  };
  const assumeUnder = async (env: Environment, ...words: string[]) => {
    const result = await runProgram(join(home.home, 'bin/assume'), ['init', ...words], {
      env: { ...home.withoutShells, ...env },
    });
    expect(result).toMatchObject({ status: 0, stdout: '' });
    return result.stderr;
  };

  test('say which files were changed', async () => {
    // In quotes, `~` wouldn't be expanded: the path to read here stays absolute.
    const script = join(home.home, '.local/share/assume/assume.zsh');
    expect(await assume('zsh', '--install')).toBe(
      `assume: Installed for zsh: added one line to ~/.zshrc.\nassume: Open a new shell, or run: . "${script}"\n${NEXT}`,
    );
    expect(await assume('zsh', '--install')).toBe(`assume: Already installed for zsh: one line in ~/.zshrc.\n${NEXT}`);
    home.write('.local/share/assume/assume.zsh', '');
    expect(await assume('zsh', '--install')).toMatch(
      /^assume: Installed for zsh: wrote ~\/\.local\/share\/assume\/assume\.zsh\.\n/,
    );
    expect(await assume('zsh', '--uninstall')).toBe(
      'assume: Deleted ~/.zshrc, ~/.local/share/assume/assume.zsh. Open shells keep it until they are closed.\n',
    );
    expect(await assume('zsh', '--uninstall')).toBe('assume: assume is not installed for zsh; nothing to remove.\n');
  });

  test('say which files were changed and which were deleted', async () => {
    home.write('.zshrc', '# mine\n');
    await assume('zsh', '--install');
    expect(await assume('zsh', '--uninstall')).toBe(
      'assume: Removed from ~/.zshrc. Deleted ~/.local/share/assume/assume.zsh. Open shells keep it until they are closed.\n',
    );
  });

  test('say that the script of fish, which needs no line, was deleted', async () => {
    await assume('fish', '--install');
    expect(await assume('fish', '--uninstall')).toBe(
      'assume: Deleted ~/.config/fish/conf.d/assume.fish. Open shells keep it until they are closed.\n',
    );
  });

  test('say where what was there before is, if a pasted copy is not as this version prints it', async () => {
    home.write(
      '.zlogin',
      readFileSync(join(ROOT, 'shell/assume.zsh'), 'utf8').replace('\n# <<<', '\nalias a=b\n# <<<'),
    );
    const lines = (await assume('zsh', '--install')).split('\n');
    expect(lines.slice(1, 3)).toEqual([
      'assume: Also removed assume from ~/.zlogin.',
      'assume: The earlier version is in ~/.zlogin.assume-backup.',
    ]);
  });

  test('say which cached credentials remain, and how to clear them', async () => {
    await assume('zsh', '--install');
    const credentials = {
      AccessKeyId: 'A',
      SecretAccessKey: 'S',
      SessionToken: 'T',
      Expiration: '2030-01-01T00:00:00Z',
    };
    home.write(`.aws/cli/cache/${'0'.repeat(40)}.json`, JSON.stringify({ Credentials: credentials }));
    home.write('.cache/assume/sessions/prod', '');
    expect((await assume('zsh', '--uninstall')).split('\n')[1]).toBe(
      'assume: Cached credentials remain: 1 in ~/.aws/cli/cache, which the AWS CLI uses too; session files of prod. ' +
        'To remove them: assume cache clear',
    );
  });

  test('say where an older copy was removed', async () => {
    home.write('.zlogin', readFileSync(join(ROOT, 'shell/assume.zsh')));
    const lines = (await assume('zsh', '--install')).split('\n');
    expect(lines[1]).toBe('assume: Also removed assume from ~/.zlogin.');
    home.write('.zlogin', readFileSync(join(ROOT, 'shell/assume.zsh')));
    expect(await assume('zsh', '--install')).toBe(
      `assume: Already installed for zsh: one line in ~/.zshrc.\nassume: Also removed assume from ~/.zlogin.\n${NEXT}`,
    );
  });

  test.each([
    ['bash', 'assume.bash'],
    ['zsh', 'assume.zsh'],
    ['powershell', 'assume.ps1'],
  ] as const)(
    'with --prompt, add the prompt of %s, keep it the next time, and remove it in the end',
    async (name, file) => {
      const script = `.local/share/assume/${file}`;
      const text = initScript(ROOT, shellNamed(name), { prompt: true });
      await assume(name, '--install');
      expect(home.read(script)).not.toBe(text);
      expect(await assume(name, '--install', '--prompt')).toMatch(/wrote ~\/\.local\/share\/assume\//);
      expect(home.read(script)).toBe(text);
      expect(await assume(name, '--install')).toMatch(/^assume: Already installed/);
      expect(home.read(script)).toBe(text);
      expect(await assume(name, '--uninstall')).toContain(script);
      expect(existsSync(join(home.home, script))).toBe(false);
    },
  );

  test.each([
    ['Starship', { STARSHIP_SHELL: 'zsh' }],
    ['Powerlevel10k', { P9K_TTY: 'old' }],
  ])('with --prompt, leave the prompt to %s', async (tool, env) => {
    const line = `assume: ${tool} already shows the profile, so nothing was added to the prompt.\n`;
    expect(await assumeUnder(env, 'zsh', '--install', '--prompt')).toMatch(
      new RegExp(`\n${line.replace('.', '\\.')}assume: You have no profiles yet`),
    );
    expect(home.read('.local/share/assume/assume.zsh')).toBe(readFileSync(join(ROOT, 'shell/assume.zsh'), 'utf8'));
    expect(await assumeUnder(env, 'bash', '--install', '--prompt')).not.toContain(tool);
  });

  test('name both files of bash', async () => {
    expect(await assume('bash', '--install')).toMatch(
      /^assume: Installed for bash: added one line each to ~\/\.bashrc and ~\/\.profile\.\n/,
    );
    expect(await assume('bash', '--install')).toBe(
      `assume: Already installed for bash: one line each in ~/.bashrc and ~/.profile.\n${NEXT}`,
    );
  });

  test('end with what to do next: list the profiles, or try it without any', async () => {
    home.write('.aws/config', '[profile prod]\nregion = eu-west-1\n');
    expect(await assume('zsh', '--install')).toMatch(/\nassume: Then list your profiles: assume list\n$/);
    home.write('.aws/config', 'nonsense\n');
    expect(await assume('zsh', '--install')).toMatch(/\nassume: Then list your profiles: assume list\n$/);
  });
});

describe('assume init without a shell', () => {
  let home: Home;
  beforeEach(() => {
    home = makeHome();
  });
  afterEach(() => home.remove());

  /** Runs in a shell that no environment variable names. */
  const startedBy = (shell: ShellName, line: string) => run(shell, line, { env: { ...home.env, SHELL: '/bin/tcsh' } });

  describe.each([
    ['bash', 'bash', 'assume init bash >> ~/.bashrc'],
    ['zsh', 'zsh', 'assume init zsh >> ~/.zshrc'],
    ['fish', 'fish', 'assume init fish >> ~/.config/fish/config.fish'],
    ['pwsh', 'powershell', 'assume init powershell | Add-Content -Encoding utf8 $PROFILE'],
  ] as const)('in %s', (shell, name, line) => {
    describeShell(shell, 'started there', () => {
      test('names the shell and what to run, and prints nothing to append', async () => {
        const { stdout, stderr } = await startedBy(shell, 'assume init');
        expect(stdout).not.toContain('>>> assume >>>');
        expect(stderr).toContain(`assume: Your shell is ${name}. To install the shell integration:\n`);
        expect(stderr).toContain(`\nInstall for ${name}: assume init ${name} --install\n`);
        expect(stderr).toContain(`\nBy hand: ${line}\n`);
      });

      test('--install installs for that shell, also from a command that it runs', async () => {
        const nested = "sh -c 'assume init --install; :'";
        const { stderr } = await startedBy(shell, nested);
        expect(stderr).toContain(`assume: Installed for ${name}: `);
        expect(Object.keys(home.files()).filter((path) => /assume\.(bash|zsh|fish|ps1)$/.test(path))).toHaveLength(1);
      });
    });
  });

  test('prints nothing on stdout, so that appending it does no harm', async () => {
    const { status, stdout } = await startedBy('bash', 'assume init 2>/dev/null; echo $?');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '0\n' });
  });
});
