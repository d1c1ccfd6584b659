import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDemo, scriptOf } from '../support/demo';
import { type AnyShell, describeShell, OTHER_NAMES, SH_NAMES, SHELL_NAMES } from '../support/shells';
import { formatTape, parseTape, play } from '../support/tape';
import { interactiveShell } from '../support/terminal';

/** With RECORD_TAPES=1 the tapes are recorded again from their keys. Review what changed before you commit it. */
const record = process.env.RECORD_TAPES === '1';

/** Settings that make screens the same for every user: zsh marks an incomplete line with `#` for root, and % for others. */
const SETTINGS: Partial<Record<AnyShell, string>> = { zsh: "PROMPT_EOL_MARK='%%'" };

describe.each<AnyShell>([...SHELL_NAMES, ...SH_NAMES, 'tcsh', ...OTHER_NAMES])('the tape of', (shell) => {
  const path = join(__dirname, `${shell}.tape`);

  describeShell(shell, shell, () => {
    test('matches the screen: TAB, candidates, Ctrl-C, an MFA code, off', async () => {
      const tape = parseTape(existsSync(path) ? readFileSync(path, 'utf8') : '');
      const demo = await openDemo();
      const { folder: home, env } = demo.home;
      const init = `${SETTINGS[shell] ?? ''}\n${scriptOf(shell)}`;
      const terminal = await interactiveShell(shell, { home, env, init, cols: 160, rows: 50 });
      try {
        const seen = await play(terminal, tape, { code: demo.mfaCode, home }, record);
        if (record) writeFileSync(path, formatTape(`What a user types in ${shell}, and what the screen shows.`, seen));
        else expect(seen).toEqual(tape);
        expect(seen.length).toBeGreaterThan(8);
      } finally {
        await terminal.close();
        await demo.close();
      }
    });
  });
});
