import { notIntegrated } from '../../src/install/installHints';
import { detectShell } from '../../src/shells/parentShell';
import { findShell, SHELL_NAMES } from '../../src/shells/table';

const program = (line: string, name?: string) => {
  const argv = line.split(' ');
  return { argv, name: name ?? argv[0]?.split('/').at(-1) ?? '' };
};

describe('the shell that started the program', () => {
  test.each<[string, string | undefined, string[]]>([
    ['a login shell', 'zsh', ['-zsh', 'login', 'init']],
    ['the nearest of several', 'fish', ['/usr/bin/fish', '-bash', 'sshd']],
    [
      'a program with an extension',
      'powershell',
      ['C:\\Program~Files\\PowerShell\\7\\pwsh.exe -NoLogo', 'explorer.exe'],
    ],
    ['Windows PowerShell', 'powershell', ['powershell.exe']],
    ['VS Code', 'bash', ['/bin/bash --init-file /x/shellIntegration-bash.sh', 'code']],
    ['VS Code with PowerShell', 'powershell', ['pwsh -noexit -command x', 'code']],
    ['above npm', 'zsh', ['bash -c assume.init', 'node npx', '-zsh']],
    ['above a script', 'fish', ['bash ./install.sh', 'fish']],
    ['above make', 'zsh', ['bash -ec true', 'make', 'zsh -i']],
    ['only a script', 'bash', ['bash ./install.sh', 'cron']],
    ['no shell', undefined, ['node', 'systemd']],
    ['an editor with a file named zsh', undefined, ['vim zsh', 'systemd']],
    ['no process', undefined, []],
  ])('%s: %s', (_what, expected, lines) => {
    expect(detectShell(lines.map((line) => program(line)))?.name).toBe(expected);
  });

  test('is recognized by its process name if the system shows no arguments', () => {
    expect(detectShell([{ name: 'zsh', argv: [] }])?.name).toBe('zsh');
  });
});

describe('without the shell integration', () => {
  const hintsFor = (name: string | undefined) => notIntegrated(findShell(name ?? '')).hints.map(([command]) => command);

  test('the error says how to install it in this shell', () => {
    expect(hintsFor('zsh')).toEqual(['assume init zsh --install', 'assume init zsh >> ~/.zshrc']);
  });

  test('the error lists all shells if this one is unknown', () => {
    // cmd reads no file at startup.
    const byHand = findShell('cmd')?.install;
    expect(hintsFor(undefined)).toEqual(
      SHELL_NAMES.map((name) => (name === 'cmd' ? byHand : `assume init ${name} --install`)),
    );
  });
});
