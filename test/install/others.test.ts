import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../support/shells';
import { openTerminal } from '../support/terminal';
import { type ToolName, testWith } from '../support/tools';
import { type Home, INSTALLED, makeHome } from './home';

interface Asked {
  /** How it is started, to read all that it reads at a terminal. */
  readonly start: readonly [program: ToolName, ...args: string[]];
  /** What is typed, and what is shown if the function is there. */
  readonly typed: string;
  readonly shown: RegExp;
}

/** The shells that are not in shells.test.ts: asked at a terminal, where some of them have no function otherwise. */
const OTHERS: Readonly<Record<string, readonly Asked[]>> = {
  sh: (['dash', 'mksh', 'ksh', 'busybox'] as const).map((program) => ({
    start: program === 'busybox' ? [program, 'sh', '-l'] : [program, '-l'],
    typed: 'echo "[$(command -v assume)]"',
    shown: /^\[assume\]$/m,
  })),
  tcsh: [{ start: ['tcsh'], typed: 'which assume', shown: /aliased to/ }],
  nushell: [{ start: ['nu'], typed: 'print $"[(which assume | get 0.type)]"', shown: /^\[custom\]/m }],
  elvish: [{ start: ['elvish'], typed: 'put $assume~', shown: /<closure / }],
  xonsh: [{ start: ['xonsh'], typed: "print(callable(aliases['assume']))", shown: /^True$/m }],
};

const ELSEWHERE = ['bash', 'zsh', 'fish', 'powershell'];

test('every shell whose files we know is asked here, or in shells.test.ts', () => {
  expect(INSTALLED.filter((name) => !ELSEWHERE.includes(name) && !OTHERS[name])).toEqual([]);
});

const rows = INSTALLED.flatMap((name) => (OTHERS[name] ?? []).map((asked) => [asked.start[0], name, asked] as const));

for (const [program, name, asked] of rows) {
  testWith(program)(
    `${program}, for ${name}: a new shell at a terminal has the function until it is taken out`,
    async () => {
      const home = makeHome();
      const before = home.files();
      const init = (how: string) => runProgram(join(home.home, 'bin/assume'), ['init', name, how], { env: home.env });
      try {
        expect(await init('--install')).toMatchObject({ status: 0 });
        await showsFunction(home, asked);
        expect(await init('--uninstall')).toMatchObject({ status: 0 });
        // A shell that was opened leaves files of its own.
        expect(home.files()).toMatchObject(before);
        expect(Object.values(home.files()).join('\n')).not.toContain('>>> assume >>>');
      } finally {
        home.remove();
      }
    },
  );
}

async function showsFunction({ home, env }: Home, { start, typed, shown }: Asked): Promise<void> {
  mkdirSync(join(home, '.config'), { recursive: true });
  const [file, ...args] = start;
  const terminal = openTerminal({ file, args, env, cwd: home, cols: 200 });
  try {
    await terminal.waitFor(/\S/);
    terminal.type(`${typed}\r`);
    await terminal.waitFor(shown);
  } finally {
    await terminal.close();
  }
}
