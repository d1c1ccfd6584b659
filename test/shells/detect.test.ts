import { notIntegrated } from '../../src/install/installHints';
import { detectShell } from '../../src/install/parentShell';
import { findShell, SHELL_NAMES } from '../../src/shells/table';

const program = (line: string, name?: string) => {
  const argv = line.split(' ');
  return { argv, name: name ?? argv[0]?.split('/').at(-1) ?? '' };
};

describe('the shell around', () => {
  test.each<[string, string | undefined, string[]]>([
    ['a login shell', 'zsh', ['-zsh', 'login', 'init']],
    ['the nearest of several', 'fish', ['/usr/bin/fish', '-bash', 'sshd']],
    ['a name with an ending', 'powershell', ['C:\\Program~Files\\PowerShell\\7\\pwsh.exe -NoLogo', 'explorer.exe']],
    ['Windows PowerShell', 'powershell', ['powershell.exe']],
    ['VS Code', 'bash', ['/bin/bash --init-file /x/shellIntegration-bash.sh', 'code']],
    ['VS Code with PowerShell', 'powershell', ['pwsh -noexit -command x', 'code']],
    ['behind npm', 'zsh', ['bash -c assume.init', 'node npx', '-zsh']],
    ['behind a script', 'fish', ['bash ./install.sh', 'fish']],
    ['behind make', 'zsh', ['bash -ec true', 'make', 'zsh -i']],
    ['a script alone', 'bash', ['bash ./install.sh', 'cron']],
    ['none', undefined, ['node', 'systemd']],
    ['an editor that edits zsh', undefined, ['vim zsh', 'systemd']],
    ['nobody', undefined, []],
  ])('%s: %s', (_what, expected, lines) => {
    expect(detectShell(lines.map((line) => program(line)))?.name).toBe(expected);
  });

  test('what has no words is known by its name', () => {
    expect(detectShell([{ name: 'zsh', argv: [] }])?.name).toBe('zsh');
  });
});

describe('who has no function', () => {
  const hintsFor = (name: string | undefined) => notIntegrated(findShell(name ?? '')).hints.map(([command]) => command);

  test('is told how to install it here', () => {
    expect(hintsFor('zsh')).toEqual(['assume init zsh --install', 'assume init zsh >> ~/.zshrc']);
  });

  test('is told of all shells, if it is none of them', () => {
    // cmd reads no file when it starts.
    const byHand = findShell('cmd')?.install;
    expect(hintsFor(undefined)).toEqual(
      SHELL_NAMES.map((name) => (name === 'cmd' ? byHand : `assume init ${name} --install`)),
    );
  });
});
