import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keys } from '../plan/planFixtures';
import { MAIN } from '../support/bundles';
import { scriptOf } from '../support/demo';
import { describeShell, SHELL_NAMES, type ShellName } from '../support/shells';
import { type InteractiveShell, interactiveShell } from '../support/terminal';

/** How each shell is set up to complete `called` with alpha, and what else its tests need. */
const SETTINGS: Record<ShellName, string> = {
  bash: `_called() { printf '%s|' "$#" "$@" "$COMP_LINE" "$COMP_POINT" "$COMP_CWORD" "\${COMP_WORDS[@]}" >~/seen; COMPREPLY=(alpha); }
    complete -o nospace -F _called called
    complete -W "wone w\\$x 'w y'" listed
    printer() { printf '%s|' "$@" "$COMP_LINE" "$COMP_POINT" >~/seen; echo printed; }
    complete -C 'printer' printing
    _load() { case $1 in late) complete -W loaded late; return 124 ;; esac; complete -o default -F _none "$1" && return 124; }
    _none() { :; }
    complete -D -F _load`,
  zsh: `_called() { print -rn -- "$CURRENT|\${(j:|:)words}" >~/seen; compadd alpha }\ncompdef _called called`,
  fish: `complete -c called -f -a '(commandline -opc >~/seen; echo alpha)'`,
  pwsh: `Register-ArgumentCompleter -Native -CommandName called -ScriptBlock { param($word, $ast) Set-Content $HOME/seen "$ast"; 'alpha' }`,
};

/** What that completion sees of `called "a b" x=y:z al`. */
const SEEN: Record<ShellName, string> = {
  bash: '3|called|al|z|called "a b" x=y:z al|21|7|called|"a b"|x|=|y|:|z|al|',
  zsh: '4|called|"a b"|x=y:z|al',
  fish: 'called\na b\nx=y:z\n',
  pwsh: 'called "a b" x=y:z al\n',
};

describe.each(SHELL_NAMES)('%s', (shell) => {
  describeShell(shell, 'completes the command of exec', () => {
    let home: string;
    let terminal: InteractiveShell;
    beforeAll(async () => {
      home = mkdtempSync(join(tmpdir(), 'assume exec-'));
      for (const folder of ['bin', '.aws']) mkdirSync(join(home, folder));
      writeFileSync(join(home, '.aws/config'), `[profile prod]\n${keys()}[profile two words]\n${keys()}`);
      for (const [name, text] of [
        ['assume', `exec '${process.execPath}' '${MAIN}' "$@"`],
        ['program-x', 'true'],
      ]) {
        writeFileSync(join(home, 'bin', name ?? ''), `#!/bin/sh\n${text}\n`);
        chmodSync(join(home, 'bin', name ?? ''), 0o755);
      }
      writeFileSync(join(home, 'a file.txt'), '');
      mkdirSync(join(home, 'folder'));
      const env = { PATH: `${join(home, 'bin')}:${process.env.PATH}` };
      terminal = await interactiveShell(shell, {
        home,
        cwd: home,
        init: `${scriptOf(shell)}\n${SETTINGS[shell]}`,
        env,
      });
    });
    afterAll(async () => {
      await terminal?.close();
      rmSync(home, { recursive: true, force: true });
    });

    /** Waits until the keys have turned the command line into this one. */
    const becomes = async (typed: string, line: string) => {
      terminal.type(typed);
      await terminal.waitFor((screen) => screen.split('ready> ').at(-1) === line.trimEnd());
      if (shell === 'pwsh') return terminal.interrupt();
      // Ctrl-U, because bash loses a Ctrl-C so soon after TAB.
      terminal.type('\x15');
      await terminal.prompt();
    };

    test('with names of programs', async () => {
      await becomes('assume exec prod -- program\t', 'assume exec prod -- program-x');
      await becomes('assume exec prod program\t', 'assume exec prod program-x');
      await becomes(
        'assume exec -r eu-west-1 --no-cache "two words" program\t',
        'assume exec -r eu-west-1 --no-cache "two words" program-x',
      );
    });

    test("with the shell's own completion of the command, which sees only the command", async () => {
      await becomes('assume exec prod -- called \t', 'assume exec prod -- called alpha');
      const line = 'assume exec -r eu-west-1 "two words" --no-input called "a b" x=y:z al';
      await becomes(`true; ${line}\t`, `true; ${line}pha`);
      expect(readFileSync(join(home, 'seen'), 'utf8')).toBe(SEEN[shell]);
    });

    test('and the options before it', async () => {
      await becomes('assume exec prod --no-i\t', 'assume exec prod --no-input');
    });

    // PowerShell completes paths with a module that its console lacks in these tests.
    if (shell !== 'pwsh') {
      test('with names of files if there is no completion', async () => {
        await becomes('assume exec prod cat a\\ f\t', 'assume exec prod cat a\\ file.txt');
        await becomes('assume exec prod -- cat "a f\t', 'assume exec prod -- cat "a file.txt"');
        await becomes('assume exec prod -- cat ./fol\t', 'assume exec prod -- cat ./folder/');
        await becomes('assume exec prod -- bin/prog\t', 'assume exec prod -- bin/program-x');
      });

      test('and the path of a policy', async () => {
        await becomes('assume --policy fi\ta\t', 'assume --policy file://a\\ file.txt');
        await becomes('assume prod --policy=file://fol\t', 'assume prod --policy=file://folder/');
      });
    }

    if (shell === 'bash') {
      test('with word lists, completion programs, and completions that are loaded on demand', async () => {
        await becomes('assume exec prod listed wo\t', 'assume exec prod listed wone');
        await becomes('assume exec prod printing "a b" pri\t', 'assume exec prod printing "a b" printed');
        expect(readFileSync(join(home, 'seen'), 'utf8')).toBe('printing|pri|"a b"|printing "a b" pri|18|');
        await becomes('assume exec prod late \t', 'assume exec prod late loaded');
        await becomes('assume exec prod other fol\t', 'assume exec prod other folder/');
      });
    }

    test('and runs nothing of what is typed', async () => {
      for (const command of ["'$(touch pwned)'", "'`touch pwned`;touch pwned'"]) {
        await becomes(`assume exec prod ${command} xyz\tx`, `assume exec prod ${command} xyzx`);
      }
      expect(existsSync(join(home, 'pwned'))).toBe(false);
    });
  });
});
