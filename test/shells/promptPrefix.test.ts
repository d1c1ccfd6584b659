import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { initScript } from '../../src/install/initScript';
import { findShell } from '../../src/shells/table';
import { describeShell, type Environment, SHELL_NAMES, type ShellName } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';
import { type InteractiveShell, interactiveShell } from '../support/terminal';

/** What `assume init --prompt` prints. */
function printed(name: ShellName): string {
  const shell = findShell(name);
  return shell ? initScript(join(__dirname, '../..'), shell, { prompt: true }) : '';
}

interface Syntax {
  /** Defines a prompt that shows the status of the last command, and how it ends then. */
  readonly prompt: string;
  readonly succeeded: string;
  readonly failing: string;
  readonly failed: string;
  readonly set: (name: string, value: string) => string;
  readonly unset: (name: string) => string;
}

const posix = (prompt: string): Syntax => ({
  prompt,
  succeeded: '0 ready>',
  failing: '(exit 3)',
  failed: '3 ready>',
  set: (name, value) => `export ${name}='${value}'`,
  unset: (name) => `unset ${name}`,
});

const SYNTAX: Record<ShellName, Syntax> = {
  bash: posix(`PS1='$? ready> '`),
  zsh: posix(`PROMPT='%? ready> '`),
  fish: {
    prompt: 'function fish_prompt; echo -n "$status $pipestatus ready> "; end',
    succeeded: '0 0 ready>',
    failing: 'true | sh -c "exit 5" | sh -c "exit 3"',
    failed: '3 0 5 3 ready>',
    set: (name, value) => `set -gx ${name} '${value.replaceAll('\\', '\\\\')}'`,
    unset: (name) => `set -e ${name}`,
  },
  pwsh: {
    prompt: 'function global:prompt { "$(if ($?) { 0 } else { 3 }) ready> " }',
    succeeded: '0 ready>',
    failing: 'Get-Item nosuch -ErrorAction SilentlyContinue',
    failed: '3 ready>',
    set: (name, value) => `$env:${name} = '${value}'`,
    unset: (name) => `$env:${name} = $null`,
  },
};

describe.each(SHELL_NAMES)('the prompt that `assume init --prompt` extends', (shell) => {
  const { prompt, succeeded, failing, failed, set, unset } = SYNTAX[shell];
  let stub: Stub;
  let terminal: InteractiveShell;
  beforeEach(() => {
    stub = makeStub();
  });
  afterEach(async () => {
    await terminal?.close();
    stub.remove();
  });

  describeShell(shell, `in ${shell}`, () => {
    const open = async (last: string, env: Environment = {}) => {
      terminal = await interactiveShell(shell, {
        home: stub.home,
        cwd: stub.home,
        init: '',
        last,
        env: { ...stub.env, ...env },
      });
      return terminal;
    };
    const shows = async (line: string, end: string) => {
      terminal.type(`${line}\r`);
      await terminal.waitFor((screen) => screen.endsWith(`\n${end}`));
    };

    test('is the same without a profile, and shows it in front of what the user has, however often it is loaded', async () => {
      await open(`${printed(shell)}\n${printed(shell)}`);
      await shows(set('ASSUME_PROFILE', 'prod'), 'prod ready>');
      await shows(set('ASSUME_EXPIRES', String(Math.floor(Date.now() / 1000) + 3590)), 'prod 59m ready>');
      await shows(unset('ASSUME_PROFILE'), 'ready>');
      expect(stub.calls()).toEqual([]);
    });

    test('still shows the status of the last command, and runs nothing that a name says', async () => {
      const file = stub.write('script.ps1', printed(shell));
      // PowerShell's prompt is extended when the script is loaded, the others at any time.
      await open(shell === 'pwsh' ? '' : printed(shell));
      await shows(shell === 'pwsh' ? `${prompt}; . "${file}"` : prompt, succeeded);
      const name = 'a%F{red}$(touch pwned)`touch pwned`\\u!';
      await shows(set('ASSUME_PROFILE', name), `${name} ${succeeded}`);
      await shows(failing, `${name} ${failed}`);
      if (shell === 'zsh') await shows('setopt prompt_subst', `${name} ${succeeded}`);
      expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
    });

    test('is left to Starship, which shows the profile itself', async () => {
      const STARSHIP_SHELL = findShell(shell)?.name;
      await open(printed(shell), { STARSHIP_SHELL, ASSUME_PROFILE: 'prod' });
      await shows('', 'ready>');
      expect(terminal.screen()).not.toContain('prod ');
    });
  });
});
