import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describeShell, runProgram } from '../support/shells';
import { testWith } from '../support/tools';
import { type Home, makeHome, scriptOf } from './homeFixture';

let home: Home;
beforeEach(() => {
  home = makeHome();
  mkdirSync(join(home.home, '.local/share/fish/generated_completions'), { recursive: true });
});
afterEach(() => home.remove());

const assume = async (...words: string[]) => {
  const { status, stdout, stderr } = await runProgram(join(home.home, 'bin/assume'), words, { env: home.env });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  return stderr;
};

/** What a shell prints at startup and as the answer to a question, less bash's two complaints about the missing terminal. */
async function started(shell: string, args: readonly string[], env = home.env) {
  const { status, stdout, stderr } = await runProgram(shell, args, { env, cwd: home.home });
  return {
    status,
    stdout,
    stderr: stderr.replace(/^bash: (cannot set terminal process group|no job control).*\n/gm, ''),
  };
}

const FUNCTION = { status: 0, stdout: 'function\n', stderr: '' };

describeShell('bash', 'installed for bash', () => {
  const shells = [
    ['a new shell', ['-ic', 'type -t assume']],
    ['a login shell', ['-lic', 'type -t assume']],
  ] as const;
  const check = async () => {
    for (const [what, args] of shells) expect([what, await started('bash', args)]).toEqual([what, FUNCTION]);
  };

  test.each<[string, Record<string, string>, string[]]>([
    ['no file exists', {}, ['.bashrc', '.profile']],
    ['.profile reads .bashrc, as on Debian', { '.profile': '[ -f ~/.bashrc ] && . ~/.bashrc\n' }, ['.bashrc']],
    [
      '.bash_profile doesn’t read it',
      { '.bash_profile': '# .bashrc is not read\n', '.profile': 'exit 9\n' },
      ['.bashrc', '.bash_profile'],
    ],
    ['.bash_login doesn’t read it', { '.bash_login': 'set -eu', '.bashrc': 'set -eu' }, ['.bashrc', '.bash_login']],
    ['only .bashrc exists', { '.bashrc': '' }, ['.bashrc', '.profile']],
  ])('where %s: login and other shells load assume from the files that they read', async (_what, files, targets) => {
    for (const [path, text] of Object.entries(files)) home.write(path, text);
    await assume('init', 'bash', '--install');
    await check();
    expect(
      Object.keys(home.files())
        .filter((path) => home.read(path).includes('--install'))
        .sort(),
    ).toEqual([...targets].sort());
  });

  for (const shell of ['dash', 'ksh', 'mksh', 'yash'] as const)
    testWith(shell)(`.profile is harmless to ${shell}`, async () => {
      await assume('init', 'bash', '--install');
      const script = `set -eu; . '${join(home.home, '.profile').replaceAll("'", "'\\''")}'; echo $?`;
      const { stdout, stderr } = await runProgram(shell, ['-c', script], { env: home.env });
      expect([stdout, stderr]).toEqual(['0\n', '']);
    });
});

describeShell('zsh', 'installed for zsh', () => {
  const ASK = ['-ic', 'whence -w assume'] as const;
  const THERE = { status: 0, stdout: 'assume: function\n', stderr: '' };

  test.each<[string, string | undefined, string, string]>([
    ['ZDOTDIR is set in .zshenv and not exported', 'ZDOTDIR=$HOME/z\n', '', 'z/.zshrc'],
    ['.zshenv prints something', 'echo noise\nZDOTDIR=$HOME/z\n', 'noise\n', 'z/.zshrc'],
    ['ZDOTDIR isn’t set', undefined, '', '.zshrc'],
  ])('where %s: a new shell loads assume', async (_what, zshenv, noise, rc) => {
    if (zshenv) home.write('.zshenv', zshenv);
    await assume('init', 'zsh', '--install');
    expect(home.read(rc)).toContain('--install');
    for (const flag of ['', 'l'])
      expect(await started('zsh', [`-${flag}ic`, ASK[1]])).toEqual({ ...THERE, stdout: noise + THERE.stdout });
  });

  test('uninstalling also removes a copy from a file that zsh no longer reads', async () => {
    home.write('.zshenv', 'ZDOTDIR=$HOME/z\n');
    home.write('.zshrc', `# mine\n${scriptOf('zsh')}`);
    await assume('init', 'zsh', '--install');
    expect(await assume('init', 'zsh', '--uninstall')).toMatch(/^assume: (Removed from|Deleted) .*z\/\.zshrc/);
    expect(home.read('.zshrc')).toBe('# mine\n');
  });
});

describeShell('fish', 'installed for fish', () => {
  test('a new shell loads assume and its completion', async () => {
    await assume('init', 'fish', '--install');
    const asked = await started('fish', ['-ic', "type -t assume; complete -C 'assume pla'"]);
    expect(asked).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^function\nplan\b/) });
  });

  test('XDG_CONFIG_HOME moves the script; a relative one is ignored', async () => {
    const there = { ...home.env, XDG_CONFIG_HOME: join(home.home, 'config') };
    const program = join(home.home, 'bin/assume');
    await runProgram(program, ['init', 'fish', '--install'], { env: there });
    expect(home.read('config/fish/conf.d/assume.fish')).toBe(scriptOf('fish'));
    await runProgram(program, ['init', 'fish', '--install'], { env: { ...home.env, XDG_CONFIG_HOME: 'config' } });
    expect(home.read('.config/fish/conf.d/assume.fish')).toBe(scriptOf('fish'));
  });
});

describeShell('pwsh', 'installed for PowerShell', () => {
  const ASK = ['-NonInteractive', '-Command', '"$((Get-Command assume).CommandType)"'];

  test('a new shell loads assume from its $PROFILE, also in UTF-16', async () => {
    const profile = '.config/powershell/Microsoft.PowerShell_profile.ps1';
    home.write(profile, Buffer.from('\uFEFF$mine = 1\r\n', 'utf16le'));
    await assume('init', 'pwsh', '--install');
    expect(readFileSync(join(home.home, profile), 'utf16le')).toMatch(/^\uFEFF\$mine = 1\r\n\n# >>> assume >>>\r\n/);
    expect(await started('pwsh', ASK)).toEqual({ status: 0, stdout: 'Function\n', stderr: '' });
  });
});

/** Options and aliases that an rc file may set before the line. */
const HOSTILE = {
  bash: 'shopt -s expand_aliases; alias test=false .=false command=false source=false [=false\nset -eu',
  zsh: "setopt aliases; alias test=false builtin=false source=false; alias -g test=no '.'=no; setopt no_unset err_exit posix_builtins",
  pwsh: 'Set-StrictMode -Version Latest; $ErrorActionPreference = "Stop"',
} as const;

describe.each([
  ['bash', '.bashrc', 'type -t assume'],
  ['zsh', '.zshrc', "\\builtin whence -w 'assume'"],
  [
    'pwsh',
    '.config/powershell/Microsoft.PowerShell_profile.ps1',
    '(Get-Command assume -ErrorAction Ignore).CommandType',
  ],
] as const)('the line of %s', (shell, rc, asking) => {
  const flags = shell === 'pwsh' ? ['-NonInteractive', '-Command'] : ['-ic'];
  const ask = (env = home.env) => started(shell, [...flags, asking], env);

  describeShell(shell, 'in a real shell', () => {
    test.each(['\n', '\r\n'])(
      'loads the script whatever was set before, in a file with line endings %j',
      async (eol) => {
        home.write(rc, `${HOSTILE[shell]}\n`);
        await assume('init', shell, '--install');
        home.write(rc, home.read(rc).replace(/( --install)\r?\n/, `$1${eol}`));
        const { stdout, stderr } = await ask();
        expect({ stderr, found: /function/i.test(stdout) }).toEqual({ stderr: '', found: true });
      },
    );

    test('is silent without the script, and the shell goes on', async () => {
      home.write(rc, `${HOSTILE[shell]}\n`);
      await assume('init', shell, '--install');
      renameSync(join(home.home, '.local/share/assume'), join(home.home, '.local/share/elsewhere'));
      home.write(rc, `${home.read(rc)}${shell === 'pwsh' ? "'reached'" : "\\builtin echo 'reached'"}\n`);
      expect(await ask()).toMatchObject({ stdout: expect.stringContaining('reached\n'), stderr: '' });
    });

    test('finds the script after the home folder has moved', async () => {
      await assume('init', shell, '--install');
      const other = makeHome();
      try {
        for (const path of [rc, `.local/share/assume/assume.${shell === 'pwsh' ? 'ps1' : shell}`])
          other.write(path, home.read(path));
        home.remove();
        mkdirSync(home.home);
        const { stdout } = await runProgram(shell, [...flags, asking], { env: other.env });
        expect(stdout).toMatch(/function/i);
      } finally {
        other.remove();
      }
    });
  });
});
