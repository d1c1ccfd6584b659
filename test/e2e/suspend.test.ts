import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scriptOf } from '../support/demo';
import { describeShell, SHELL_NAMES, type ShellName } from '../support/shells';
import { type InteractiveShell, interactiveShell, PROMPT } from '../support/terminal';
import { type MfaFixture, openMfaFixture } from './mfaFixture';

interface Inner {
  readonly rcFile: string;
  readonly start: string;
  readonly prompt: string;
}

const INNER: Record<ShellName, Inner> = {
  bash: { rcFile: '.innerrc', start: 'bash --noprofile --rcfile ~/.innerrc -i', prompt: "PS1='inner> '" },
  zsh: { rcFile: 'inner/.zshrc', start: 'ZDOTDIR=~/inner zsh -d -i', prompt: "PS1='inner> '" },
  fish: {
    rcFile: '.config/fish/config.fish',
    start: 'fish --interactive --private',
    prompt: "set -g fish_greeting\nfunction fish_prompt; echo -n 'inner> '; end",
  },
  pwsh: {
    rcFile: '.config/powershell/Microsoft.PowerShell_profile.ps1',
    start: 'pwsh -NoLogo',
    prompt: "function global:prompt { 'inner> ' }",
  },
};

describeShell('bash', 'Ctrl-Z at the MFA prompt', () => {
  let fixture: MfaFixture;
  let terminal: InteractiveShell;
  beforeEach(async () => {
    fixture = await openMfaFixture();
    terminal = await interactiveShell('bash', { home: fixture.home, env: fixture.env, init: '' });
  });
  afterEach(async () => {
    await terminal?.close();
    await fixture?.close();
  });

  // Only a nested shell can be stopped: the kernel doesn't stop a process that no parent could continue.
  for (const shell of SHELL_NAMES) {
    describeShell(shell, `in a nested ${shell}`, () => {
      test('keeps the prompt open, and the change is complete', async () => {
        const { rcFile, start, prompt } = INNER[shell];
        const path = join(fixture.home, rcFile);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, `${scriptOf(shell)}\n${prompt}\n`);
        terminal.type(`${start}\r`);
        await terminal.waitFor(/inner>$/, 20_000);
        terminal.type('assume r0\r');
        await terminal.waitFor(/MFA code for r0 \(ada, 111122223333\):$/);
        terminal.type('\x1a');
        if (shell === 'pwsh') {
          // PowerShell itself stops, as it does for every command.
          await terminal.waitFor(/Stopped +pwsh.*\nready>$/s);
          terminal.type('fg\r');
          await terminal.waitFor(/fg\npwsh -NoLogo$/);
        } else {
          await terminal.waitFor(/\^Z$/);
        }
        terminal.type(`${fixture.code()}\r`);
        await terminal.waitFor(/ left\n(.*\n)?inner>$/);
        terminal.type('assume exec r1 -- sh -c \'echo "[$ASSUME_PREVIOUS]"; stty -a </dev/tty\'\r');
        // The terminal is in line mode with echo again.
        await terminal.waitFor(/\[r0\]\n.* icanon.* echo .*inner>$/s);
        expect(fixture.log()).toEqual(['GetSessionToken +code', 'AssumeRole r0', 'AssumeRole r1']);
        expect(terminal.screen()).not.toContain(`\n${PROMPT} \n`);
      });
    });
  }
});
