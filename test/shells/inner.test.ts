import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keys } from '../plan/planFixtures';
import { MAIN } from '../support/bundles';
import { scriptOf } from '../support/demo';
import { describeShell, SHELL_NAMES, type ShellName } from '../support/shells';
import { type InteractiveShell, interactiveShell } from '../support/terminal';

/** How each shell is told to complete `called` with alpha, and what else its own tests need. */
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

/** What its completion sees of `called "a b" x=y:z al` there. */
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
      home = mkdtempSync(join(tmpdir(), 'assume inner-'));
      for (const folder of ['bin', '.aws']) mkdirSync(join(home, folder));
      writeFileSync(join(home, '.aws/config'), `[profile prod]\n${keys()}[profile two words]\n${keys()}`);
      for (const [name, text] of [
        ['assume', `exec '${process.execPath}' '${MAIN}' "$@"`],
        ['programme', 'true'],
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

    /** What stands at the prompt after these keys. */
    const becomes = async (typed: string, line: string) => {
      terminal.type(typed);
      await terminal.waitFor((screen) => screen.split('ready> ').at(-1) === line.trimEnd());
      if (shell === 'pwsh') return terminal.interrupt();
      // Ctrl-U: a Ctrl-C so soon after TAB is lost in bash.
      terminal.type('\x15');
      await terminal.prompt();
    };

    test('by the names of programs', async () => {
      await becomes('assume exec prod -- program\t', 'assume exec prod -- programme');
      await becomes('assume exec prod program\t', 'assume exec prod programme');
      await becomes(
        'assume exec -r eu-west-1 --no-cache "two words" program\t',
        'assume exec -r eu-west-1 --no-cache "two words" programme',
      );
    });

    test('by what the shell knows of that command, which sees itself alone', async () => {
      await becomes('assume exec prod -- called \t', 'assume exec prod -- called alpha');
      const line = 'assume exec -r eu-west-1 "two words" --no-input called "a b" x=y:z al';
      await becomes(`true; ${line}\t`, `true; ${line}pha`);
      expect(readFileSync(join(home, 'seen'), 'utf8')).toBe(SEEN[shell]);
    });

    test('and our flags before it', async () => {
      await becomes('assume exec prod --no-i\t', 'assume exec prod --no-input');
    });

    // PowerShell completes paths with a module that its console in these tests has not.
    if (shell !== 'pwsh') {
      test('by names of files, where nothing is known', async () => {
        await becomes('assume exec prod cat a\\ f\t', 'assume exec prod cat a\\ file.txt');
        await becomes('assume exec prod -- cat "a f\t', 'assume exec prod -- cat "a file.txt"');
        await becomes('assume exec prod -- cat ./fol\t', 'assume exec prod -- cat ./folder/');
        await becomes('assume exec prod -- bin/prog\t', 'assume exec prod -- bin/programme');
      });

      test('and the path of a policy', async () => {
        await becomes('assume --policy fi\ta\t', 'assume --policy file://a\\ file.txt');
        await becomes('assume prod --policy=file://fol\t', 'assume prod --policy=file://folder/');
      });
    }

    if (shell === 'bash') {
      test('by lists, programs, and what is loaded for it', async () => {
        await becomes('assume exec prod listed wo\t', 'assume exec prod listed wone');
        await becomes('assume exec prod printing "a b" pri\t', 'assume exec prod printing "a b" printed');
        expect(readFileSync(join(home, 'seen'), 'utf8')).toBe('printing|pri|"a b"|printing "a b" pri|18|');
        await becomes('assume exec prod late \t', 'assume exec prod late loaded');
        await becomes('assume exec prod other fol\t', 'assume exec prod other folder/');
      });
    }

    test('and runs nothing that is typed', async () => {
      for (const command of ["'$(touch pwned)'", "'`touch pwned`;touch pwned'"]) {
        await becomes(`assume exec prod ${command} xyz\tx`, `assume exec prod ${command} xyzx`);
      }
      expect(existsSync(join(home, 'pwned'))).toBe(false);
    });
  });
});
