import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDemo, scriptOf } from '../support/demo';
import { describeShell, SHELL_NAMES, type ShellName } from '../support/shells';
import { interactiveShell } from '../support/terminal';

/** Prints the exit status of the last command, and the profile of this shell. */
const STATE: Record<ShellName, string> = {
  bash: 'echo "[$? $ASSUME_PROFILE]"',
  zsh: 'echo "[$? $ASSUME_PROFILE]"',
  fish: 'echo "[$status $ASSUME_PROFILE]"',
  pwsh: 'echo "[$LASTEXITCODE $env:ASSUME_PROFILE]"',
};

const OPEN = /^Profile: .*\d+\/\d+$/m;

for (const shell of SHELL_NAMES) {
  describeShell(shell, `the picker in ${shell}`, () => {
    // One shell for all: each start takes a while.
    test('chooses a profile, prompts for what it needs, and leaves the shell alone if nothing is chosen', async () => {
      const demo = await openDemo();
      const { folder: home, env } = demo.home;
      const terminal = await interactiveShell(shell, { home, env, init: scriptOf(shell) });
      const state = () => terminal.enter(STATE[shell]);
      const picking = async (line: string, keys: string) => {
        terminal.type(`${line}\r`);
        await terminal.waitFor((screen) => OPEN.test(screen.slice(screen.lastIndexOf(`ready> ${line}`))), 20_000);
        terminal.type(keys);
        return terminal.prompt(20_000);
      };
      try {
        // The words are typed one after the other, since an Enter that comes with text chooses nothing.
        terminal.type('assume\r');
        await terminal.waitFor(OPEN, 20_000);
        terminal.type('devel');
        await terminal.waitFor(/^Profile: devel .*\n> dev .*Developer/m);
        terminal.type('\r');
        await terminal.prompt(20_000);
        expect(await state()).toBe('[0 dev]');

        const before = terminal.screen();
        expect(await picking('assume', '\x1b')).toBe(`${before} assume\nready>`);
        expect(await state()).toBe('[130 dev]');
        await picking('assume', '\x03');
        expect(await state()).toBe('[130 dev]');

        await picking('assume exec -- true', '\x1b');
        expect(await state()).toBe('[130 dev]');

        terminal.type('assume 3333444455\r');
        await terminal.waitFor(/^Profile: 3333444455 .*\n> prod /m, 20_000);
        terminal.type('\r');
        await terminal.waitFor(/MFA code for prod \(ada, 111122223333\): ?$/, 20_000);
        terminal.type(`${demo.mfaCode()}\r`);
        await terminal.prompt(20_000);
        expect(await state()).toBe('[0 prod]');

        // Another word than a name, and nothing contains it.
        expect(await terminal.enter('assume nothing-like-it', 20_000)).toMatch(/not found/);
        expect(await state()).toBe('[3 prod]');

        // The menu: the plan is shown, and the shell stays as it is.
        terminal.type('assume bill\r');
        await terminal.waitFor(/^Profile: bill .*\n> billing /m, 20_000);
        terminal.type('\t');
        await terminal.waitFor(/^billing:\n> Assume\n {2}Plan$/m);
        terminal.type('\x1b[B\r');
        await terminal.waitFor(/^Result$/m, 20_000);
        await terminal.prompt(20_000);
        expect(await state()).toBe('[0 prod]');

        expect(readFileSync(join(home, '.local/state/assume/history'), 'utf8')).toMatch(/^\d+\tdev\n\d+\tprod\n$/);
        // The terminal edits lines and echoes again.
        expect(await terminal.enter('assume exec dev -- stty -a', 20_000)).toMatch(/ icanon.* echo /s);
      } finally {
        await terminal.close();
        await demo.close();
      }
    }, 180_000);
  });
}
