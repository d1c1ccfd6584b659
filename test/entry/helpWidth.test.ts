import { MAIN } from '../support/bundles';
import { openTerminal } from '../support/terminal';

/** The words of a help page on a terminal, without its examples: commands aren't wrapped, so that they can be copied. */
async function wordsAt(cols: number, page: readonly string[]): Promise<string[]> {
  const terminal = openTerminal({ file: process.execPath, args: [MAIN, 'help', ...page], cols, rows: 40 });
  try {
    expect(await terminal.ended).toBe(0);
    return terminal
      .screen()
      .replace(/^EXAMPLES[\s\S]*/m, '')
      .split(/\s+/);
  } finally {
    await terminal.close();
  }
}

test.each([[[]], [['exec']], [['list']], [['cache', 'clear']]])(
  'assume help %j breaks no word on a narrow terminal',
  async (page) => {
    const [narrow, wide] = await Promise.all([wordsAt(40, page), wordsAt(120, page)]);
    expect(narrow.filter((word) => !wide.includes(word))).toEqual([]);
  },
);
