import { writeProfileList } from '../support/profileList';
import { scriptText } from '../support/scriptContract';
import { describeShell } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';
import { describeTab } from '../support/tabContract';
import { interactiveShell } from '../support/terminal';

describeTab('zsh');

describeShell('zsh', 'the zsh completer', () => {
  const names = ['prod:admin', "it's", 'my profile', 'a$b', 'back\\slash'];
  let stub: Stub;
  beforeEach(() => {
    stub = makeStub();
    const lines = [...names, ...Array.from({ length: 1000 }, (_, i) => `Team-${i}`)].map(
      (name) => `${name}\tabout it\n`,
    );
    writeProfileList(stub.home, lines.join(''));
  });
  afterEach(() => stub.remove());

  const complete = async (init: string, keys: readonly string[], compinit = false) => {
    const terminal = await interactiveShell('zsh', { home: stub.home, env: stub.env, init, compinit });
    try {
      for (const key of keys) await terminal.enter(`assume ${key}\t`);
      const left = await terminal.enter('emulate zsh; print -l $precmd_functions ${(Mk)functions:#__assume_register}');
      return { words: stub.calls().map((call) => call.slice(2).join(' ')), left };
    } finally {
      await terminal.close();
    }
  };

  const script = scriptText('zsh');
  const compinit = 'autoload -Uz compinit && compinit -u -D\n';
  const keys = ['pr', 'prod:a', "it\\'", 'my\\ ', '"a', "'ba"];

  test.each([
    ['is called before', compinit + script],
    ['is called after', `${script}\n${compinit}`],
    ['is called after, and the script is loaded twice', `${script}${script}\n${compinit}`],
    ['is never called', script],
    ['is never called, with odd options', `setopt ksh_arrays sh_word_split no_unset glob_subst\n${script}${script}`],
    [
      'is called after, with odd options',
      `setopt ksh_arrays sh_word_split no_unset glob_subst\n${script}\n${compinit}`,
    ],
    ['is called after, in a shell that emulates ksh', `emulate ksh; setopt prompt_subst\n${script}\n${compinit}`],
  ])('works if compinit %s, and leaves no hook', async (_when, init) => {
    expect(await complete(init, keys)).toEqual({
      words: ['prod:admin', 'prod:admin', "it's", 'my profile', 'a$b', 'back\\slash'],
      left: '',
    });
  });

  test('groups profiles, commands, options and values, and shows no empty group', async () => {
    stub.does(
      "case $3 in --*) printf '%s\\t\\toption\\n' --one --two ;; cache) printf '%s\\t\\tvalue\\n' list clear ;; esac",
    );
    writeProfileList(stub.home, 'px\tan account\npy\t\npz\tShow\tcommand\npz\tanother\tuse\n');
    const style = "zstyle ':completion:*' group-name ''; zstyle ':completion:*' format '[%d]'\n";
    const terminal = await interactiveShell('zsh', { home: stub.home, env: stub.env, init: style + script });
    const listed = async (typed: string, wanted: string) => {
      terminal.type(`assume ${typed}\t`);
      await terminal.waitFor((screen) => screen.endsWith(wanted));
      terminal.type('\x15\x0c');
      await terminal.prompt();
    };
    try {
      await listed('p', 'p\n[profile]\npx  -- an account\npy\n[command]\npz  -- Show');
      await listed('use p', 'use p\n[profile]\npx  -- an account\npz  -- another\npy');
      await listed('--', '--\n[option]\n--one  --two');
      await listed('cache ', 'cache\n[value]\nclear  list');
    } finally {
      await terminal.close();
    }
  });

  test('preserves other hooks', async () => {
    const { left } = await complete(`mine() { :; }; precmd_functions=(mine)\n${script}`, []);
    expect(left).toBe('mine');
  });

  test("supports a matcher that finds names which don't start as typed", async () => {
    const matcher = "zstyle ':completion:*' matcher-list '' 'm:{a-z}={A-Z}'\n";
    expect((await complete(`${matcher}${script}`, ['team-77\t', 'Team-421'], true)).words.at(-1)).toBe('Team-421');
    stub.forget();
    expect((await complete(`${matcher}${script}`, ['team-421'], true)).words).toEqual(['Team-421']);
  });
});
