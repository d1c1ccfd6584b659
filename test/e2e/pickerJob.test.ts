import { MAIN } from '../support/bundles';
import { manyProfiles } from '../support/manyProfiles';
import { describeShell, type ShellName } from '../support/shells';
import { interactiveShell } from '../support/terminal';

const SHELLS: readonly ShellName[] = ['bash', 'zsh', 'fish'];

for (const shell of SHELLS) {
  describeShell(shell, `the picker as a job of ${shell}`, () => {
    test('stops at Ctrl-Z, and is back with its query after fg', async () => {
      const { home, remove } = manyProfiles();
      const terminal = await interactiveShell(shell, { home, init: '' });
      try {
        terminal.type(`${process.execPath} ${MAIN} plan\r`);
        await terminal.waitFor(/^Profile: /m, 20_000);
        terminal.type('web bil');
        await terminal.waitFor(/^Profile: web bil .*\n> web-/m);
        terminal.type('\x1a');
        const stopped = await terminal.prompt();
        expect(stopped).not.toMatch(/^Profile: /m);
        expect(await terminal.enter('stty -a')).toMatch(/ icanon/);
        terminal.type('fg\r');
        await terminal.waitFor(/^Profile: web bil .*\n> web-/m);
        terminal.type('\x1b');
        expect(await terminal.prompt()).not.toMatch(/^Profile: /m);
        expect(await terminal.enter('echo works')).toMatch(/^works$/m);
      } finally {
        await terminal.close();
        remove();
      }
    });
  });
}
