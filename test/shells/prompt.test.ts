import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CHILD_PAGES } from '../support/childPages';
import { scriptOf } from '../support/demo';
import { describeShell, type Environment, run, SHELL_NAMES, type ShellName } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';
import { type InteractiveShell, interactiveShell } from '../support/terminal';

/** A name with everything that a prompt could interpret or run. */
const NAME = 'a%F{red}%%$(touch pwned)`touch pwned`\\u\\x!';

/** Prints what each shell's prompt gets in brackets, with `^` for ESC, and `<` and `>` for readline's marks. */
const SHOWN: Record<ShellName, string> = {
  bash: `x=$(assume_prompt); x=\${x//$'\\e'/^}; x=\${x//$'\\001'/<}; printf '[%s]\\n' "\${x//$'\\002'/>}"`,
  zsh: `x=$(assume_prompt); print -r -- "[\${x//$'\\e'/^}]"`,
  fish: `echo "[$(assume_prompt | string replace -a \\e ^)]"`,
  pwsh: `"[$(assume_prompt)]" -replace "$([char] 27)", '^'`,
};
/** How a prompt shows a text in these colors. */
const painted: Record<ShellName, (text: string, sgr: string) => string> = {
  bash: (text, sgr) => `<^[${sgr}m>${text}<^[39;49m>`,
  zsh: (text, sgr) => `%{^[${sgr}m%}${text}%{^[39;49m%}`,
  fish: (text, sgr) => `^[${sgr}m${text}^[39;49m`,
  pwsh: (text, sgr) => `^[${sgr}m${text}^[39;49m`,
};

const STRICT: Record<ShellName, string> = {
  bash: 'set -eu',
  zsh: 'set -eu',
  fish: '',
  pwsh: "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'",
};

/** How an rc file puts it into the prompt, as in docs/prompts.md. */
const PROMPTS: Record<ShellName, string> = {
  bash: `PS1='$(assume_prompt) $?> '`,
  zsh: `setopt prompt_subst; PROMPT='$(assume_prompt) %?> '`,
  fish: `function fish_prompt; set -l ended $status; assume_prompt; echo -n " $ended> "; end`,
  pwsh: `function global:prompt { "$(assume_prompt) $([int] $LASTEXITCODE)> " }`,
};
const FAIL: Record<ShellName, string> = {
  bash: '(exit 3)',
  zsh: '(exit 3)',
  fish: 'sh -c "exit 3"',
  pwsh: "sh -c 'exit 3'",
};

const inSeconds = (left: number) => String(Math.floor(Date.now() / 1000) + left);

/** Expiry times with + are relative to now, because the table is made long before its last test runs. */
const fromNow = (env: Environment): Environment => {
  const { ASSUME_EXPIRES: end } = env;
  return end?.startsWith('+') ? { ...env, ASSUME_EXPIRES: inSeconds(Number(end)) } : env;
};

describe.each(SHELL_NAMES)('assume_prompt', (shell) => {
  let stub: Stub;
  let terminal: InteractiveShell | undefined;
  beforeEach(() => {
    stub = makeStub();
  });
  afterEach(async () => {
    await terminal?.close();
    terminal = undefined;
    stub.remove();
  });

  describeShell(shell, `in ${shell}`, () => {
    const inShell = (lines: string, env: Environment = {}) =>
      run(shell, `${STRICT[shell]}\n${scriptOf(shell)}\n${lines}`, { env: { ...stub.env, ...env }, cwd: stub.home });
    const shown = async (env: Environment) => {
      const { status, stdout, stderr } = await inShell(SHOWN[shell], fromNow(env));
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      return stdout.slice(1, -2);
    };

    test('what can not be seen of a name is escaped, and other letters are not', async () => {
      const odd = 'a\u200bé\u202e開\u00ad\u{e0061}\u2060⚠️';
      expect(await shown({ ASSUME_PROFILE: odd })).toBe('a\\u{200b}é\\u{202e}開\\u{ad}\\u{e0061}\\u{2060}⚠️');
    });

    const name = shell === 'zsh' ? NAME.replaceAll('%', '%%') : NAME;
    const soon = (text: string) => painted[shell](text, '30;43');
    const in9 = { ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: '+590' };
    const red = { ASSUME_PROFILE: 'prod', ASSUME_COLOR: 'red' };
    test.each<[string, Environment, string]>([
      ['nothing if no profile is assumed', { ASSUME_EXPIRES: '+60', ASSUME_COLOR: 'red' }, ''],
      ['nothing for an empty name', { ASSUME_PROFILE: '', ASSUME_EXPIRES: '+60' }, ''],
      ["only the name if the credentials don't expire", { ASSUME_PROFILE: 'prod' }, 'prod'],
      ['whole minutes', { ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: '+3580' }, 'prod 59m'],
      ['hours as minutes', { ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: '+43240' }, 'prod 720m'],
      ['ten minutes', { ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: '+640' }, 'prod 10m'],
      ['less than ten minutes in black on yellow', in9, `prod ${soon('9m')}`],
      ['the last minute', { ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: '+50' }, `prod ${soon('0m')}`],
      ['expired credentials', { ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: '+0' }, `prod ${soon('expired')}`],
      [
        'a number with leading zeros',
        { ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: '0999999999' },
        `prod ${soon('expired')}`,
      ],
      ...(['97;41 red', '30;43 yellow', '30;42 green', '97;44 blue', '97;45 magenta', '30;46 cyan'].map((each) => {
        const [sgr = '', color = ''] = each.split(' ');
        return [`a profile in ${color}`, { ...red, ASSUME_COLOR: color }, painted[shell]('prod', sgr)];
      }) as [string, Environment, string][]),
      ['no other color', { ...red, ASSUME_COLOR: 'red;$(touch pwned)' }, 'prod'],
      ['production, and its last minutes', { ...in9, ...red }, `${painted[shell]('prod', '97;41')} ${soon('9m')}`],
      ['a mark for production with NO_COLOR', { ...in9, ...red, NO_COLOR: '1' }, '! prod 9m'],
      ['a mark for production with TERM=dumb', { ...in9, ...red, TERM: 'dumb' }, '! prod 9m'],
      ['no mark for another color', { ...in9, ...red, ASSUME_COLOR: 'blue', NO_COLOR: '1' }, 'prod 9m'],
      ['no color with NO_COLOR', { ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: '1', NO_COLOR: '1' }, 'prod expired'],
      ['color with an empty NO_COLOR', { ...in9, NO_COLOR: '' }, `prod ${soon('9m')}`],
      ['no color with TERM=dumb', { ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: '1', TERM: 'dumb' }, 'prod expired'],
      ['no time for an expression', { ASSUME_PROFILE: 'p', ASSUME_EXPIRES: 'PATH[$(touch pwned)]' }, 'p'],
      ['no time for a negative number', { ASSUME_PROFILE: 'p', ASSUME_EXPIRES: '-1' }, 'p'],
      ['no time for a number that is too long', { ASSUME_PROFILE: 'p', ASSUME_EXPIRES: '9'.repeat(400) }, 'p'],
      ['no control characters', { ASSUME_PROFILE: '\x1b[31ma\nb\x01\x02\x7f\u0085\tc\r' }, '[31mabc'],
      ['letters of other languages', { ASSUME_PROFILE: '開発 é' }, '開発 é'],
      ['a name that looks like code', { ASSUME_PROFILE: NAME, ASSUME_EXPIRES: '1' }, `${name} ${soon('expired')}`],
      ['one in color', { ASSUME_PROFILE: NAME, ASSUME_COLOR: 'cyan' }, painted[shell](name, '30;46')],
    ])('shows %s', async (_, env, expected) => {
      expect(await shown(env)).toBe(expected);
      expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
    });

    test('starts no process', async () => {
      const call = shell === 'pwsh' ? 'assume_prompt' : 'assume_prompt; echo';
      const { stdout, stderr } = await inShell(
        `${CHILD_PAGES[shell]}\n${call}\n${CHILD_PAGES[shell]}\nenv >/dev/null\n${CHILD_PAGES[shell]}`,
        { ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: inSeconds(3599) },
      );
      const [before, text, after, more] = stdout.split('\n');
      expect({ text, stderr, calls: stub.calls() }).toEqual({ text: 'prod 59m', stderr: '', calls: [] });
      expect(after).toBe(before);
      expect(more).not.toBe(after);
    });

    if (shell !== 'pwsh') {
      test('keeps the exit status of the last command', async () => {
        const status = shell === 'fish' ? '$status' : '$?';
        const lines = `set +e 2>/dev/null\n${FAIL[shell]}\nassume_prompt >/dev/null\necho ${status}`;
        for (const env of [{}, { ASSUME_PROFILE: 'prod' }, { ASSUME_PROFILE: 'prod', ASSUME_EXPIRES: '1' }])
          expect((await inShell(shell === 'fish' ? lines.replace(/^.*\n/, '') : lines, env)).stdout).toBe('3\n');
      });
    }

    if (shell === 'zsh') {
      test('escapes only what the options make special in a prompt', async () => {
        const env = { ASSUME_PROFILE: '50%!', ASSUME_COLOR: 'red' };
        const under = async (options: string, more: Environment = {}) =>
          (await inShell(`${options}\n${SHOWN.zsh}`, { ...env, ...more })).stdout;
        expect(await under('setopt prompt_bang')).toBe('[%{^[97;41m%}50%%!!%{^[39;49m%}]\n');
        expect(await under('setopt prompt_bang', { NO_COLOR: '1' })).toBe('[!! 50%%!!]\n');
        expect(await under('setopt no_prompt_percent')).toBe('[^[97;41m50%!^[39;49m]\n');
      });
    }

    if (shell === 'pwsh') {
      test('is the same in constrained language mode', async () => {
        const { stdout, stderr } = await inShell(
          `$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'\n${SHOWN.pwsh}`,
          { ASSUME_PROFILE: 'prod', ASSUME_COLOR: 'red', ASSUME_EXPIRES: inSeconds(599) },
        );
        expect({ stdout, stderr }).toEqual({ stdout: '[^[97;41mprod^[39;49m ^[30;43m9m^[39;49m]\n', stderr: '' });
      });
    }
  });

  describeShell(shell, `in a prompt of ${shell}`, () => {
    const COLUMNS = 60;
    const open = async (profile: string) => {
      terminal = await interactiveShell(shell, {
        home: stub.home,
        cwd: stub.home,
        cols: COLUMNS,
        init: scriptOf(shell),
        env: { ...stub.env, ASSUME_PROFILE: profile, ASSUME_COLOR: 'red', ASSUME_EXPIRES: '1' },
      });
      terminal.type(`${PROMPTS[shell]}\r`);
      await terminal.waitFor((screen) => screen.endsWith(`\n${profile} expired 0>`));
      return terminal;
    };
    test('a long line wraps exactly at the end of the row, and can be edited', async () => {
      const terminal = await open('prod');
      // Two rows, or three if the shell counts color codes as text.
      const line = `echo ${'0123456789'.repeat(9)}123`;
      // PowerShell's console doesn't have these keys in these tests.
      const [keys, edited] = shell === 'pwsh' ? [line, line] : [`${line}\x01XY`, `XY${line}`];
      terminal.type(keys);
      const typed = `prod expired 0> ${edited}`;
      const rows = typed.match(new RegExp(`.{1,${COLUMNS}}`, 'g'))?.join('\n') ?? '';
      await terminal.waitFor((screen) => screen.endsWith(rows));
      expect(rows.split('\n')).toHaveLength(2);
    });

    test('a name is only text, and the exit status of the last command is kept', async () => {
      const terminal = await open(NAME);
      terminal.type(`${FAIL[shell]}\r`);
      await terminal.waitFor((screen) => screen.endsWith(`\n${NAME} expired 3>`));
      expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
    });

    test('a call on the command line shows the same without prompt codes', async () => {
      const terminal = await open('50%');
      terminal.type('assume_prompt\r');
      await terminal.waitFor(/50% expired 0> assume_prompt\n50% expired/);
    });
  });
});
