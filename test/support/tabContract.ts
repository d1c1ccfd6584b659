import { readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { writeProfileList } from './profileList';
import { type PosixShell, scriptText } from './scriptContract';
import { edit } from './sessionFiles';
import { describeShell } from './shells';
import { makeStub, type Stub } from './stub';
import { type InteractiveShell, interactiveShell } from './terminal';

/** Each name has a unique start, so its first letters and TAB must complete it. */
const NAMES = [
  ['prod-eu:admin', 4],
  ['me@corp.com', 2],
  ['role=ops', 2],
  ['a+b.c/d%e', 1],
  ['my profile', 2],
  ["it's", 1],
  ['say "hi"', 1],
  ['cost$HOME$(touch pwned)`touch pwned`', 2],
  ['back\\slash\\', 1],
  ['glob[ab]*?{x,y}', 1],
  ['開発環境', 2],
  ['#hash', 1],
  ['~tilde', 1],
  ['wow!x;&|<>()^', 1],
  ['two  blanks ', 1],
  [`Q'"`, 1],
] as const;
const PAIR = ['zone-a:one', 'zone-a:two'];

const line = (name: string) => `${name}\tabout ${name}\n`;

/** How to type the start of a name: bare, or after an open quote. */
const typed = {
  bare: (text: string) => text.replace(/[^\w開発環境@%+=:,./-]/g, '\\$&'),
  'in double quotes': (text: string) => `"${text.replace(/[\\"$`]/g, '\\$&')}`,
  'in single quotes': (text: string) => `'${text.replaceAll("'", "'\\''")}`,
};

/** Everything that TAB promises in bash and zsh, with real keys. */
export function describeTab(shell: PosixShell): void {
  let stub: Stub;
  let terminal: InteractiveShell;

  /** Writes a list of these lines, and AWS files that it fits. */
  const writeList = (lines: string, change = (text: string) => text) => {
    stub.write('.aws/config', '');
    stub.write('.aws/credentials', '');
    edit(writeProfileList(stub.home, lines), change);
  };
  const open = async (options: { init?: string; compinit?: boolean; env?: Record<string, string> } = {}) => {
    const { init = scriptText(shell), compinit = true, env = {} } = options;
    terminal = await interactiveShell(shell, {
      home: stub.home,
      cwd: stub.home,
      env: { ...stub.env, ...env },
      init,
      compinit,
    });
  };
  /** The arguments of the program after these keys and Enter. */
  const wordsOf = async (keys: string) => {
    stub.forget();
    await terminal.enter(keys);
    return stub.calls().at(-1)?.slice(2);
  };
  const fill = () => {
    stub = makeStub();
    writeList(
      `${NAMES.map(([name]) => line(name)).join('')}${PAIR.map(line).join('')}list\tShow all profiles\tcommand\nutter\tSay it\tcommand\n`,
    );
  };

  describeShell(shell, `TAB in ${shell}`, () => {
    describe('with a fresh list', () => {
      /** Prints the variables that the completer could have changed. */
      let shown: () => Promise<string>;
      beforeAll(async () => {
        fill();
        const locals = Array.from(scriptText(shell).matchAll(/^ *\\builtin local (?:-[ai] )?(.*)/gm), ([, rest = '']) =>
          Array.from(rest.matchAll(/(?:^| )([a-z]+)(?==| |$)/g), ([, name]) => name),
        ).flat();
        expect(locals).toContain('lines');
        const isShown = new RegExp(`^(IFS|${locals.join('|')})=`);
        shown = async () => {
          await terminal.enter('set >variables');
          const variables = readFileSync(join(stub.home, 'variables'), 'latin1').split('\n');
          return variables.filter((each) => isShown.test(each)).join('\n');
        };
        await open();
      });
      afterAll(async () => {
        await terminal.close();
        stub.remove();
      });

      for (const before of ['', 'use ']) {
        for (const [how, quote] of Object.entries(typed)) {
          // Like csh, zsh reads \! as ! in double quotes only at the prompt, so such a name is typed up to its !.
          test.each(NAMES)(
            `assume ${before}%j, ${how}, from its first letters and from all but its last`,
            async (name, letters) => {
              const nearly = name.includes('!') ? letters + 1 : Array.from(name).length - 1;
              for (const length of [letters, nearly]) {
                const start = Array.from(name).slice(0, length).join('');
                expect(await wordsOf(`assume ${before}${quote(start)}\t`)).toEqual([
                  ...before.trim().split(' ').filter(Boolean),
                  name,
                ]);
              }
            },
          );
        }
      }

      test('starts no process, and runs nothing that a name contains', async () => {
        stub.forget();
        terminal.type('assume zone\t');
        await terminal.waitFor(/ready> assume zone-a:$/m);
        expect(stub.calls()).toEqual([]);
        terminal.type('o\t');
        await terminal.waitFor(/ready> assume zone-a:one *$/m);
        expect(stub.calls()).toEqual([]);
        await terminal.enter('');
        expect(await terminal.enter('ls')).not.toContain('pwned');
      });

      test('lists several candidates with descriptions', async () => {
        // bash lists at the second TAB. zsh lists at the first, and would insert the first candidate at the second.
        terminal.type(`assume zone-a:${shell === 'bash' ? '\t\t' : '\t'}`);
        const screen = await terminal.waitFor(/two.*about zone-a:two/);
        expect(screen).toMatch(/one +(--|\() ?about zone-a:one/);
        terminal.type('t\t');
        await terminal.waitFor(/ready> assume zone-a:two/);
        await terminal.enter('');
      });

      test('offers commands as the first word, but not after `use`', async () => {
        expect(await wordsOf('assume ut\t')).toEqual(['utter']);
        expect(await wordsOf('assume use ut\t')).toEqual(['use', 'ut']);
      });

      test('keeps a backslash in double quotes that quotes nothing', async () => {
        expect(await wordsOf('assume "back\\s\t')).toEqual(['back\\slash\\']);
      });

      test('leaves no variable behind, and keeps IFS', async () => {
        const before = await shown();
        await terminal.enter('assume my\t');
        await terminal.enter('assume --r\t');
        expect(await shown()).toBe(before);
        expect(before).toMatch(/^IFS=\$' \\t\\n.*$/);
      });

      test('completes the word before the cursor in the middle of a line', async () => {
        expect(await wordsOf(`assume role --quiet${'\x1b[D'.repeat(8)}\t`)).toEqual(['role=ops', '--quiet']);
      });

      test('completes after another command on the line', async () => {
        expect(await wordsOf('true "a b"; X=1 assume me\t')).toEqual(['me@corp.com']);
      });
    });

    describe('runs the program', () => {
      beforeEach(() => {
        fill();
        stub.does(
          `case $1 in --complete=*) printf 'prod-asked\\tasked\\r\\n--region\\tthe region\\nwith blank\\tq' ;; esac`,
        );
      });
      afterEach(async () => {
        await terminal.close();
        stub.remove();
      });
      const completions = () => stub.calls().filter(([first]) => first?.startsWith('--complete'));
      const complete = `--complete=${shell}/1`;

      test.each<[string, () => void]>([
        ['is missing', () => stub.write('.cache/assume/profiles.tsv', '')],
        [
          'was made from other files',
          () => writeList(line('prod-wrong'), (text) => text.replace(/^[^\t]*/, '/elsewhere')),
        ],
        [
          'has a header that only starts the same',
          () => writeList(line('prod-wrong'), (text) => text.replace('credentials\t', 'credentials2\t')),
        ],
        [
          'is older than the config file',
          () => utimesSync(join(stub.home, '.aws/config'), new Date(), new Date(Date.now() + 5000)),
        ],
        [
          'is older than the credentials file',
          () => utimesSync(join(stub.home, '.aws/credentials'), new Date(), new Date(Date.now() + 5000)),
        ],
      ])('once, if the list %s', async (_how, spoil) => {
        spoil();
        await open();
        expect(await wordsOf('assume prod-\t')).toEqual(['prod-asked']);
        expect(completions()).toEqual([[complete, '--', 'prod-']]);
      });

      test('if there is no list for AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE or XDG_CACHE_HOME', async () => {
        await open({ env: { AWS_CONFIG_FILE: '/elsewhere' } });
        expect(await wordsOf('assume prod-\t')).toEqual(['prod-asked']);
        await terminal.enter(`unset AWS_CONFIG_FILE; export AWS_SHARED_CREDENTIALS_FILE=/elsewhere`);
        expect(await wordsOf('assume prod-\t')).toEqual(['prod-asked']);
        await terminal.enter(`unset AWS_SHARED_CREDENTIALS_FILE; XDG_CACHE_HOME=/elsewhere`);
        expect(await wordsOf('assume prod-\t')).toEqual(['prod-asked']);
        await terminal.enter(`unset XDG_CACHE_HOME`);
        expect(await wordsOf('assume prod-\t')).toEqual(['prod-eu:admin']);
      });

      test('for an option and any other position, with the words unquoted', async () => {
        await open();
        expect(await wordsOf('assume --r\t')).toEqual(['--region']);
        expect(completions()).toEqual([[complete, '--', '--r']]);
        expect(await wordsOf(`assume prod 'a b' it\\'s "c\\$d" with\\ b\t`)).toEqual([
          'prod',
          'a b',
          "it's",
          'c$d',
          'with blank',
        ]);
        expect(completions()).toEqual([[complete, '--', 'prod', 'a b', "it's", 'c$d', 'with b']]);
        stub.forget();
        terminal.type('assume exec --no-cache \t\t');
        await terminal.waitFor(/prod-asked/);
        expect(completions()[0]).toEqual([complete, '--', 'exec', '--no-cache', '']);
      });

      test("which can't read the terminal or print to it, and may return nothing", async () => {
        stub.does('case $1 in --complete=*) cat ;; esac; echo problem >&2; exit 2');
        await open();
        expect(await terminal.enter('assume exec --no-cache pr\t')).toBe('problem');
      });
    });

    describe('survives', () => {
      afterEach(async () => {
        await terminal.close();
        stub.remove();
      });

      test('a list with CRLF and without a last newline', async () => {
        fill();
        writeList('crlf-name\nlast-name\tabout it', (text) => text.replaceAll('\n', '\r\n'));
        await open();
        expect(await wordsOf('assume cr\t')).toEqual(['crlf-name']);
        expect(await wordsOf('assume la\t')).toEqual(['last-name']);
        expect(stub.calls()).toEqual([[`--eval=${shell}/1`, '--', 'last-name']]);
      });

      test('a list with a profile named like a command', async () => {
        fill();
        writeList(`wizard\tan account\nwizard\tA younger command\tcommand\n`);
        await open();
        expect(await wordsOf('assume wi\t')).toEqual(['wizard']);
      });

      // Separate, because zsh's own completion fails with both an alias of `local` and err_return.
      test.each([
        [
          'aliases',
          'local read printf return command unset shift continue'.split(' ').map((name) => `alias ${name}=/bin/false`),
        ],
        [
          'options',
          {
            bash: ['set -eu -o noglob -o noclobber', "IFS='-aeo'", 'shopt -s nullglob nocaseglob'],
            zsh: ['setopt ksh_arrays sh_word_split glob_subst no_unset err_return rc_quotes no_clobber', "IFS='-aeo'"],
          }[shell],
        ],
      ])('hostile %s of the interactive shell', async (_what, settings) => {
        fill();
        await open({ init: `${settings.join('\n')}\n${scriptText(shell)}\n${scriptText(shell)}` });
        expect(await wordsOf('assume prod\t')).toEqual(['prod-eu:admin']);
        expect(await wordsOf('assume it\t')).toEqual(["it's"]);
        await terminal.enter('touch .aws/config; XDG_CACHE_HOME=/elsewhere');
        expect(await wordsOf('assume prod\t')).toEqual(['prod']);
      });

      test('the change after a completed name', async () => {
        fill();
        stub.does(`printf '%s\\n' "\\\\builtin export AWS_REGION='$3'"`);
        await open();
        await terminal.enter('assume rol\t');
        expect(await terminal.enter('echo "[$AWS_REGION]"')).toBe('[role=ops]');
      });
    });
  });
}
