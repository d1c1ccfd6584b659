import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../support/shells';
import { openTerminal } from '../support/terminal';
import { type ToolName, testWith } from '../support/tools';
import { type Home, INSTALLED, makeHome } from './homeFixture';

interface Question {
  /** Starts the shell so that it reads everything that it reads on a terminal. */
  readonly start: readonly [program: ToolName, ...args: string[]];
  /** What to type, and what the shell shows if it has loaded assume. */
  readonly typed: string;
  readonly shown: RegExp;
}

/** The shells that startups.test.ts doesn't ask. Some of them load assume only on a terminal. */
const QUESTIONS: Readonly<Record<string, readonly Question[]>> = {
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

test('every shell that can be installed for is asked here or in startups.test.ts', () => {
  expect(INSTALLED.filter((name) => !ELSEWHERE.includes(name) && !QUESTIONS[name])).toEqual([]);
});

const rows = INSTALLED.flatMap((name) =>
  (QUESTIONS[name] ?? []).map((question) => [question.start[0], name, question] as const),
);

for (const [program, name, question] of rows) {
  testWith(program)(
    `${program}, for ${name}: a new shell on a terminal loads assume until it is uninstalled`,
    async () => {
      const home = makeHome();
      const before = home.files();
      const init = (how: string) => runProgram(join(home.home, 'bin/assume'), ['init', name, how], { env: home.env });
      try {
        expect(await init('--install')).toMatchObject({ status: 0 });
        await expectLoaded(home, question);
        expect(await init('--uninstall')).toMatchObject({ status: 0 });
        // The shell has left files of its own.
        expect(home.files()).toMatchObject(before);
        expect(Object.values(home.files()).join('\n')).not.toContain('>>> assume >>>');
      } finally {
        home.remove();
      }
    },
  );
}

async function expectLoaded({ home, env }: Home, { start, typed, shown }: Question): Promise<void> {
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
