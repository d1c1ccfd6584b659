import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Home, MAIN, makeHome, scriptOf } from '../install/homeFixture';
import { keys } from '../plan/planFixtures';
import { runProgram } from '../support/shells';
import { interactiveShell } from '../support/terminal';
import { describeWith, testWith } from '../support/tools';

/** As Granted's `assumego` writes it to ~/.bashrc and ~/.zshenv (pkg/alias/alias.go). */
const ALIAS = 'alias assume=". assume"';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assume-sourced-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that says which words it got and exits with 7, below the first two lines of the real one. */
function echoProgram() {
  const head = readFileSync(MAIN, 'utf8').split('\n').slice(0, 2);
  const body = [
    '"use strict";',
    'const isStrict = (function () { return this === undefined; })();',
    'console.log(JSON.stringify([isStrict, ...process.argv.slice(2)]));',
    'process.exitCode = 7; // a shell that got here would say: syntax error near unexpected token `(',
  ];
  writeFileSync(join(folder, 'assume'), [...head, ...body, ''].join('\n'), { mode: 0o755 });
}

const WORDS = ['a  b', '', "it's", '"', '$HOME `id` $(id)', '*', '~', '\\', 'x\ny', '-e', '!!', '\u00e9'];
const quoted = WORDS.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');

/** Prints what a shell has set, by name. */
const STATE = {
  bash: `{ set +o; shopt; trap; alias; declare -f; declare -p; }`,
  zsh: `{ setopt; trap; alias -L; functions; typeset; }`,
} as const;

/** Each shell's own counters. */
const COUNTERS = {
  bash: /^declare -\S+ (_|BASH_[A-Z]+|PIPESTATUS|FUNCNAME|LINENO|RANDOM|SRANDOM|SECONDS|EPOCH[A-Z]+)(=|$)/,
  zsh: /^([a-z0-9]+ )*(_|RANDOM|SECONDS|EPOCH[A-Z]+|LINENO|TTYIDLE|status|\?|pipestatus|history|historywords|[a-z_]*(trace|stack|files_lines|context))=/,
} as const;

const SETTINGS: Readonly<Record<'bash' | 'zsh', readonly string[]>> = {
  bash: [
    ': no settings',
    'set -euo pipefail',
    'set -o posix -eu',
    'set -f; shopt -s nullglob failglob inherit_errexit',
    "IFS='aeiost_ '",
    'shopt -s expand_aliases; alias builtin=false command=false typeset=false return=false',
    'builtin() { return 9; }; unset -f builtin; command() { return 9; }; return() { :; }; typeset() { return 9; }',
    'shopt -s extdebug; set -o functrace',
    "set -Ee; trap : ERR DEBUG RETURN; trap 'builtin echo too early >&2' USR1 TERM",
  ],
  zsh: [
    ': no settings',
    'setopt ksh_arrays no_unset err_exit',
    'setopt err_return sh_word_split glob_subst null_glob extended_glob',
    'setopt posix_builtins posix_aliases posix_identifiers',
    'setopt csh_junkie_quotes csh_junkie_loops sh_glob no_glob rc_quotes ignore_braces',
    'emulate sh; set -u',
    'trap : ZERR DEBUG USR1; setopt err_exit debug_before_cmd',
    'emulate ksh; setopt local_options local_traps',
    "alias builtin=false command=false typeset=false return=false; alias -g assume='no such'",
  ],
};

/** In quotes, because zsh would expand the last alias of its settings in the test's own call. */
const STATUS = `\\. 'assume' ${quoted} && echo never || echo "[$?]"`;

describe.each(['bash', 'zsh'] as const)('%s reads the program as a script', (shell) => {
  const path = () => ({ PATH: [folder, process.env.PATH].join(delimiter) });
  const run = (script: string) =>
    runProgram(shell, shell === 'zsh' ? ['-fc', script] : ['-c', script], { env: path() });
  const unchanged = (script: string) =>
    [`${STATE[shell]} >'${folder}/before'`, script, `${STATE[shell]} >'${folder}/after'`].join('\n');
  const expectUnchanged = () => {
    const stateOf = (name: string) => readFileSync(join(folder, name), 'latin1').split('\n');
    const [before, after] = ['before', 'after'].map((name) =>
      stateOf(name)
        .filter((line) => !COUNTERS[shell].test(line))
        .join('\n'),
    );
    expect(after).toBe(before);
    expect(before).toMatch(/PATH/);
  };

  describeWith(shell, 'under each setting', () => {
    test.each(SETTINGS[shell])('%s: runs the program with the exact words, and returns its status', async (setting) => {
      echoProgram();
      const { stdout, stderr, status } = await run(`${setting}\n${unchanged(STATUS)}`);
      expect([stderr, stdout, status]).toEqual(['', `${JSON.stringify([true, ...WORDS])}\n[7]\n`, 0]);
      expectUnchanged();
    });

    test.each(SETTINGS[shell])('%s: calls the function, if that is ours', async (setting) => {
      echoProgram();
      const ours = `function assume() { printf '<%s>' "$@"; \\builtin return 5 || __assume_ask; }`;
      const { stdout, stderr, status } = await run(`${ours}\n${setting}\n${unchanged(STATUS)}`);
      expect([stderr, stdout, status]).toEqual(['', `${WORDS.map((word) => `<${word}>`).join('')}[5]\n`, 0]);
      expectUnchanged();
    });
  });

  testWith(shell)('another function of that name, which may have read it, is not called', async () => {
    echoProgram();
    const { stdout, status } = await run('function assume() { . assume "$@"; }\nassume prod');
    expect([stdout, status]).toEqual(['[true,"prod"]\n', 7]);
  });

  testWith(shell)('reads no line below its own', async () => {
    writeFileSync(join(folder, 'assume'), `${readFileSync(MAIN, 'utf8').split('\n').slice(0, 2).join('\n')}\n(`);
    expect(await run('function assume() { : __assume_; }\n. assume; echo "[$?]"')).toEqual({
      status: 0,
      stdout: '[0]\n',
      stderr: '',
    });
  });
});

describe.each(['bash', 'zsh'] as const)("Granted's alias in %s", (shell) => {
  let home: Home;
  beforeEach(() => {
    home = makeHome();
    home.write('.aws/config', `[profile prod]\nregion = eu-west-1\n${keys('AKIAPROD')}`);
    // npm installs a link; a script in its place would be read into the shell, `exec` included.
    mkdirSync(join(home.home, 'linked'));
    symlinkSync(MAIN, join(home.home, 'linked/assume'));
    unlinkSync(join(home.home, 'bin/assume'));
  });
  afterEach(() => home.remove());

  const open = (init: string) =>
    interactiveShell(shell, {
      home: home.home,
      cwd: home.home,
      env: { PATH: [join(home.home, 'linked'), process.env.PATH].join(delimiter) },
      init,
    });
  const key = 'echo "[$?:${AWS_ACCESS_KEY_ID-}]"';

  const ORDERS: [string, string][] = [
    ['before', `${ALIAS}\n${scriptOf(shell)}`],
    ['after', `${scriptOf(shell)}\n${ALIAS}`],
    ['before an evaluated', `${ALIAS}\neval "$(command assume init ${shell})"`],
  ];

  for (const [order, init] of ORDERS) {
    testWith(shell)(`${order} our script: assume works, and a failure changes nothing`, async () => {
      const terminal = await open(init);
      try {
        await terminal.enter('assume prod');
        expect(await terminal.enter(key)).toBe('[0:AKIAPROD]');
        expect(await terminal.enter('assume "no such"')).toContain('Profile "no such" not found');
        expect(await terminal.enter(key)).toBe('[3:AKIAPROD]');
        expect(await terminal.enter('assume list')).toMatch(/^\* prod /m);
        await terminal.enter('assume off');
        expect(await terminal.enter(key)).toBe('[0:]');
      } finally {
        await terminal.close();
      }
    });
  }

  testWith(shell)('and no script of ours: `assume init --install` installs it', async () => {
    const terminal = await open(ALIAS);
    try {
      expect(await terminal.enter('assume prod')).toContain("The assume shell integration isn't loaded");
      expect(await terminal.enter('assume init --install')).toContain(`Installed for ${shell}:`);
      await terminal.enter(`. "$HOME/.local/share/assume/assume.${shell}"`);
      await terminal.enter('assume prod');
      expect(await terminal.enter(key)).toBe('[0:AKIAPROD]');
    } finally {
      await terminal.close();
    }
  });
});
