import { scriptOf } from '../support/demo';
import { writeProfileList } from '../support/profileList';
import { describeShell, SHELL_NAMES } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';
import { type InteractiveShell, interactiveShell } from '../support/terminal';

/** A name, and a part of it that no other name has. */
const PARTS = [
  ['team one', 'one'],
  ["it's mine", 'mine'],
  ['cost$HOME$(touch pwned)', 'ouch'],
  ['開発環境', '環境'],
  ['UPPER-Case', 'per-case'],
  ['who@corp.com', 'corp'],
  ['back\\slash', 'lash'],
  ['glob[ab]*?{x,y}', 'lob'],
  ['"quoted"', 'uote'],
] as const;

/** Names that the same text finds. Only one of them starts with `dev`. */
const EU = ['blue-eu', 'bright-eu'];
const DEV = ['dev-a', 'my-dev'];
const NUMBERED = 'by number';

const LIST = [
  ...[...PARTS.map(([name]) => name), ...DEV].map((name) => `${name}\t111122223333 Admin`),
  ...EU.map((name) => `${name}\t999900001111 Admin`),
  `${NUMBERED}\t444455556666 Admin`,
  'just-a-role\t777777 Admin',
  'listing\tShow zzz\tcommand',
  'status-page\t111122223333 Admin\tuse',
];

describe.each(SHELL_NAMES)('%s', (shell) => {
  describeShell(shell, 'completes a part of a name and an account number with real keys', () => {
    let stub: Stub;
    let terminal: InteractiveShell;
    beforeAll(async () => {
      stub = makeStub();
      const lines = LIST.map((line) => `${line}\n`).join('');
      writeProfileList(stub.home, lines);
      const offered = LIST.filter((line) => !line.endsWith('\tcommand')).map(
        (line) => `${line.replace(/\tuse$/, '')}\n`,
      );
      stub.write('names', offered.join(''));
      stub.write('joined', offered.map((line) => `--source-profile=${line}`).join(''));
      stub.does(
        'for last do :; done; case $1/$last in --complete=*/--*) cat "$here/joined" ;; --complete=*) cat "$here/names" ;; esac',
      );
      terminal = await interactiveShell(shell, {
        home: stub.home,
        init: scriptOf(shell),
        env: stub.env,
        cwd: stub.home,
      });
    });
    afterAll(async () => {
      await terminal?.close();
      stub?.remove();
    });

    /** The arguments of the program after these keys and Enter, and how often the completer called it. */
    const run = async (keys: string) => {
      stub.forget();
      await terminal.enter(keys);
      const calls = stub.calls();
      const words = calls.findLast(([first]) => !first?.startsWith('--complete=')) ?? [];
      const asked = calls.filter(([first]) => first?.startsWith('--complete=')).length;
      return { words: words[0]?.startsWith('--eval=') ? words.slice(2) : words, asked };
    };

    test.each(PARTS)('%j from %j, without a process', async (name, part) => {
      expect(await run(`assume ${part}\t`)).toEqual({ words: [name], asked: 0 });
    });

    test.each(['use', 'exec', 'export', 'login', 'plan'])('after `%s`, without a process', async (command) => {
      expect(await run(`assume ${command} 5555\t`)).toEqual({ words: [command, NUMBERED], asked: 0 });
      expect((await run(`assume ${command} tus-p\t`)).words).toEqual([command, 'status-page']);
    });

    test.each(['"', "'"])('after an open %s', async (quote) => {
      expect((await run(`assume ${quote}mine\t`)).words).toEqual(["it's mine"]);
      expect((await run(`assume exec ${quote}4444555\t`)).words).toEqual(['exec', NUMBERED]);
    });

    test('after options and in their values, where the program is asked', async () => {
      const options = ['plan', '--json'];
      expect(await run('assume plan --json mine\t')).toEqual({ words: [...options, "it's mine"], asked: 1 });
      expect((await run('assume plan --json 5555\t')).words).toEqual([...options, NUMBERED]);
      expect((await run('assume plan --source-profile=5555\t')).words).toEqual([
        'plan',
        `--source-profile=${NUMBERED}`,
      ]);
    });

    test('only if nothing starts as typed, whatever the case', async () => {
      expect((await run('assume dev\t')).words).toEqual(['dev-a']);
      expect((await run('assume DEV\t')).words).toEqual(['dev-a']);
    });

    test.each(['eu', '9999'])('and lists several for %j, which stays as it is', async (word) => {
      // bash lists at the second TAB.
      terminal.type(`assume ${word}${shell === 'bash' ? '\t\t' : '\t'}`);
      const isListed = (screen: string) =>
        EU.every((name) => screen.split(`assume ${word}`).slice(1).join().includes(name));
      // bash and PowerShell write the line again below the list.
      const isDone = (screen: string) => shell === 'zsh' || shell === 'fish' || screen.endsWith(`assume ${word}`);
      await terminal.waitFor((screen) => isListed(screen) && isDone(screen));
      expect((await run('')).words).toEqual([word]);
    });

    test('but nothing that is nowhere', async () => {
      expect((await run('assume qqq\t')).words).toEqual(['qqq']);
      expect((await run('assume exec 55556667\t')).words).toEqual(['exec', '55556667']);
    });

    // fish also finds words of descriptions, as it does for any command.
    if (shell !== 'fish') {
      test('nor commands, roles, and numbers of another length', async () => {
        for (const word of ['isting', 'dmin', '777777']) expect((await run(`assume ${word}\t`)).words).toEqual([word]);
      });
    }

    test('and runs nothing that a name contains', async () => {
      expect(await terminal.enter('ls')).not.toContain('pwned');
    });
  });
});
