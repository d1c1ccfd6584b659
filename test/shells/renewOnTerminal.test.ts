import { ends, later, OVER, PROGRAM, printed, words } from '../support/autoRenew';
import { PROMPT_HOOKS } from '../support/promptHooks';
import { describeShell, SHELL_NAMES, type ShellName } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';
import { type InteractiveShell, interactiveShell } from '../support/terminal';

/** A command that sets a status; then a line that shows it, and what that prints. */
const LEFT: Readonly<Record<ShellName, readonly [leaves: string, shows: string, shown: string]>> = {
  bash: [`true x | sh -c 'exit 5' | sh -c 'exit 3'`, 'echo "$? ${PIPESTATUS[*]}"', '3 0 5 3'],
  zsh: [`true | sh -c 'exit 5' | sh -c 'exit 3' last`, 'echo "$? $pipestatus" $_', '3 0 5 3 last'],
  fish: [`true | sh -c 'exit 5' | sh -c 'exit 3'`, 'echo $status $pipestatus', '3 0 5 3'],
  pwsh: [`sh -c 'exit 3'`, 'echo "$LASTEXITCODE $($Error.Count)"', '3 0'],
};
const PROMPT_STATUS: Readonly<Record<ShellName, string>> = {
  bash: `PS1='$?> '`,
  zsh: `PS1='%?> '`,
  fish: `function fish_prompt; echo -n "$status> "; end`,
  pwsh: `function global:prompt { "$LASTEXITCODE> " }`,
};

describe.each(SHELL_NAMES)('a renewal before a command', (shell) => {
  let stub: Stub;
  let terminal: InteractiveShell;
  beforeEach(async () => {
    stub = makeStub();
    stub.does(PROGRAM);
    terminal = await interactiveShell(shell, { home: stub.home, cwd: stub.home, init: printed(shell), env: stub.env });
  });
  afterEach(async () => {
    await terminal?.close();
    stub.remove();
  });
  const forget = {
    bash: '__assume_tried=',
    zsh: '__assume_tried=',
    fish: 'set -g __assume_tried',
    pwsh: '$__assume_tried = 0',
  };

  describeShell(shell, `in ${shell}`, () => {
    test.each(['succeeds', 'fails'])('preserves the state of the previous command if it %s', async (how) => {
      const [leaves, shows, shown] = LEFT[shell];
      ends(stub, OVER, ...(how === 'succeeds' ? [OVER, later()] : []));
      await terminal.enter(`assume prod${how === 'succeeds' ? '' : ' -t 123456'}`);
      await terminal.enter(`${forget[shell]}; ${leaves}`);
      expect((await terminal.enter(shows)).split('\n').at(-1)).toBe(shown);
      expect(words(stub).length).toBeGreaterThan(how === 'succeeds' ? 1 : 0);
    });

    test('preserves the exit status for the prompt', async () => {
      ends(stub, OVER, OVER, OVER, later());
      await terminal.enter('assume prod');
      terminal.type(`${PROMPT_STATUS[shell]}\r`);
      await terminal.waitFor(/^0?> *$/m);
      terminal.type(`sh -c 'exit 3'\r`);
      await terminal.waitFor(/^3>$/m);
    });

    if (shell === 'bash') {
      test('happens at the prompt, in the last 15 minutes, and only once', async () => {
        ends(stub, later(600), later(600), later());
        await terminal.enter('assume prod');
        expect(words(stub)).toEqual([['prod'], ['prod', '--no-input']]);
        for (let prompts = 0; prompts < 3; prompts++) await terminal.enter('');
        expect(words(stub)).toHaveLength(2);
      });

      test('happens before the command if bash-preexec calls it', async () => {
        ends(stub, later(600), OVER, later());
        await terminal.close();
        const init = `${printed(shell)}\n${PROMPT_HOOKS.bash.atuin?.init}`;
        terminal = await interactiveShell(shell, { home: stub.home, cwd: stub.home, init, env: stub.env });
        await terminal.enter('assume prod');
        expect(words(stub)).toEqual([['prod']]);
      });

      test('preserves the last word of the previous command', async () => {
        ends(stub, OVER, OVER, later());
        await terminal.enter('assume prod');
        await terminal.enter('__assume_tried=; : one two');
        expect(await terminal.enter('echo $_')).toBe('two');
      });
    }

    if (shell !== 'pwsh') {
      test("doesn't read what is typed", async () => {
        ends(stub, OVER, later());
        stub.does(`case $* in *--no-input) cat >/dev/null ;; esac\n${PROGRAM}`);
        await terminal.enter('assume prod');
        expect(await terminal.enter('echo one')).toBe('one');
        expect(words(stub)).toHaveLength(2);
      });
    }

    test("stops on Ctrl-C, and isn't tried again", async () => {
      ends(stub, OVER);
      stub.write('wait.js', `require('fs').writeFileSync('/dev/tty', 'waiting'); setTimeout(() => {}, 30_000);`);
      stub.does(`case $* in *--no-input) exec node "$here/wait.js" ;; esac\n${PROGRAM}`);
      terminal.type('assume prod\r');
      if (shell !== 'bash') {
        await terminal.prompt();
        terminal.type('echo one\r');
      }
      await terminal.waitFor(/waiting/);
      await terminal.interrupt();
      await terminal.enter('');
      expect(await terminal.enter('echo two')).toBe('two');
      expect(words(stub)).toHaveLength(2);
    });
  });
});
