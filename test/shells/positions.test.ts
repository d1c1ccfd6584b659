import { scriptOf } from '../support/demo';
import { NAMES } from '../support/oddNames';
import { describeShell, SHELL_NAMES, type ShellName } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';
import { type InteractiveShell, interactiveShell } from '../support/terminal';

/** Positions that the program completes, and the arguments before the name. */
const POSITIONS: readonly (readonly [typed: string, words: readonly string[]])[] = [
  ['exec ', ['exec']],
  ['plan --json ', ['plan', '--json']],
  ['-r eu-west-1 ', ['-r', 'eu-west-1']],
  ['--role-arn x --source-profile ', ['--role-arn', 'x', '--source-profile']],
  ['exec "', ['exec']],
  ["export '", ['export']],
];

const JOINED = '--source-profile=';

/** Lines that contain more than the call, with `p01` and TAB at @. bash completes neither at PS2 nor in $( ). */
const LINES: Record<ShellName, readonly string[]> = {
  bash: ['true && assume @', 'A=1 assume @', 'true || true; assume @; true', '  assume @ # no word'],
  zsh: ['true && assume @', 'A=1 assume @', 'if true; then\r assume @\r fi', 'echo $(assume @)', 'assume @ | cat'],
  fish: ['true && assume @', 'A=1 assume @', 'if true\r assume @\r end', 'echo (assume @)', 'assume @ | cat'],
  pwsh: ["'a' && assume @", '$A = assume @', 'if ($true) { assume @ }', 'echo (assume @)', 'assume @ | cat'],
};

/** What TAB after p01 makes of `p01X`. Each shell treats text after the cursor as it does for any command. */
const MIDDLE = { bash: 'p01:adminX', zsh: 'p01X', fish: 'p01X' };

describe.each(SHELL_NAMES)('%s', (shell) => {
  describeShell(shell, 'completes with real keys', () => {
    let stub: Stub;
    let terminal: InteractiveShell;
    beforeAll(async () => {
      stub = makeStub();
      const lines = NAMES.flatMap((name) => [name, `${JOINED}${name}`]).map((value) => `${value}\tabout it\n`);
      stub.write('offered', lines.join(''));
      stub.does('case $1 in --complete=*) cat "$here/offered" ;; esac');
      const init = scriptOf(shell);
      terminal = await interactiveShell(shell, { home: stub.home, init, env: stub.env, cwd: stub.home });
    });
    afterAll(async () => {
      await terminal?.close();
      stub?.remove();
    });

    /** The arguments of the last call that isn't for completion. */
    const wordsOf = async (keys: string) => {
      stub.forget();
      await terminal.enter(keys);
      const words = stub.calls().findLast(([first]) => !first?.startsWith('--complete='));
      return words?.[0]?.startsWith('--eval=') ? words.slice(2) : words;
    };

    test.each(POSITIONS)('assume %sNAME', async (typed, before) => {
      for (const name of NAMES)
        expect(await wordsOf(`assume ${typed}${name.slice(0, 3)}\t`)).toEqual([...before, name]);
    });

    test(`assume ${JOINED}NAME`, async () => {
      for (const name of NAMES)
        expect(await wordsOf(`assume plan ${JOINED}${name.slice(0, 3)}\t`)).toEqual(['plan', `${JOINED}${name}`]);
    });

    test('and runs nothing that a name contains', async () => {
      expect(await terminal.enter('ls')).not.toContain('pwned');
    });

    test.each(LINES[shell])('within a longer line: %j', async (line) => {
      expect(await wordsOf(line.replace('@', 'p01\t'))).toEqual(['p01:admin']);
    });

    // PowerShell's console has no arrow keys in these tests.
    if (shell !== 'pwsh') {
      test('with other words after the cursor, which stay', async () => {
        const keys = `assume plan p01 --json${'\x1b[D'.repeat(7)}\t`;
        expect(await wordsOf(keys)).toEqual(['plan', 'p01:admin', '--json']);
      });

      test('in the middle of a word, as the shell does for any command', async () => {
        expect(await wordsOf('assume plan p01X\x1b[D\t')).toEqual(['plan', MIDDLE[shell]]);
      });
    }

    test("after the shell's quoting character", async () => {
      const quote = shell === 'pwsh' ? '`' : '\\';
      expect(await wordsOf(`assume plan p05${quote} t\t`)).toEqual(['plan', 'p05 two words']);
    });
  });
});
