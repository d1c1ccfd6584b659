import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDemo, scriptOf } from '../support/demo';
import { describeShell, SHELL_NAMES } from '../support/shells';
import { type InteractiveShell, interactiveShell } from '../support/terminal';
import { program, testWith } from '../support/tools';

/** Like an editor, it restores the screen before it stops. */
const EDITOR = `
import os, signal, time
def stop(*_):
    time.sleep(0.5)
    os.write(1, b'restored\\n')
    os.kill(os.getpid(), signal.SIGSTOP)
    os.write(1, b'editing again\\n')
signal.signal(signal.SIGTSTP, stop)
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.write(1, b'editing\\n')
while True: time.sleep(1)
`;

/** Prints how often it was interrupted, shortly after the first time. */
const COUNTER = `
import os, signal, sys
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
os.write(1, b'wait\\n')
signal.sigwait([signal.SIGINT])
again = signal.sigtimedwait([signal.SIGINT], 0.5)
os.write(1, b'caught twice\\n' if again else b'caught once\\n')
sys.exit(9)
`;

/** How each shell writes the status of the last command. */
const STATUS = { bash: '$?', zsh: '$?', fish: '$status', pwsh: '$LASTEXITCODE' };

for (const shell of SHELL_NAMES) {
  describeShell(shell, `assume exec at a terminal, in ${shell}`, () => {
    let demo: Awaited<ReturnType<typeof openDemo>>;
    let terminal: InteractiveShell;
    let editor: string;
    let counter: string;
    beforeAll(async () => {
      demo = await openDemo();
      const { folder: home, env } = demo.home;
      editor = join(home, 'editor.py');
      writeFileSync(editor, EDITOR);
      counter = join(home, 'counter.py');
      writeFileSync(counter, COUNTER);
      terminal = await interactiveShell(shell, { home, env, init: scriptOf(shell), cols: 91, rows: 33 });
    });
    afterAll(async () => {
      await terminal.close();
      await demo.close();
    });
    const enter = (line: string) => terminal.enter(line);
    const type = (keys: string) => terminal.type(keys);
    const waitFor = (wanted: RegExp) => terminal.waitFor(wanted, 5_000);
    const prompt = () => terminal.prompt(5_000);

    test('prints nothing itself, and the command has the terminal, with its size', async () => {
      expect(await enter('assume exec dev -- sh -c "test -t 0 && test -t 1 && test -t 2 && stty size"')).toBe('33 91');
    });

    test('changes nothing in this shell', async () => {
      expect(await enter('assume exec dev caller-identity')).toMatch(/assumed-role\/Developer\/dev-session/);
      expect(await enter('caller-identity')).toMatch(/This shell has no credentials/);
    });

    test('has the status of the command', async () => {
      await enter('assume exec me -- sh -c "exit 42"');
      expect(await enter(`echo "status=${STATUS[shell]}"`)).toBe('status=42');
    });

    test('prompts for an MFA code before the command starts, even if stdin is a pipe', async () => {
      type('echo piped | assume exec prod cat\r');
      await waitFor(/MFA code for .*: ?$/);
      type(`${demo.mfaCode()}\r`);
      await waitFor(/\npiped\n/);
      await prompt();
    });

    testWith('python3')('Ctrl-C reaches the command once', async () => {
      type(`assume exec me -- ${program('python3')} ${counter}\r`);
      await waitFor(/\nwait$/m);
      type('\x03');
      const screen = await prompt();
      expect(screen).toMatch(/caught once\n/);
      expect(await enter(`echo "status=${STATUS[shell]}"`)).toMatch(/status=(9|130)/);
    });

    test('Ctrl-C at a command without a handler ends both', async () => {
      type('assume exec me -- sh -c "echo begun; exec sleep 30"\r');
      await waitFor(/\nbegun$/m);
      type('\x03');
      await waitFor(/ready>$/);
      await enter('');
      expect(await enter(`echo "status=${STATUS[shell]}"`)).toBe('status=130');
    });

    if (shell === 'pwsh') return; // PowerShell has no job control.

    test('Ctrl-Z stops both, and fg continues both', async () => {
      type('assume exec me -- sh -c "echo first; read line; echo got-$line" \r'.replace('$line', '\\$line'));
      await waitFor(/\nfirst$/m);
      type('\x1a');
      await prompt();
      type('fg\r');
      await waitFor(/ready> fg\n.+/);
      type('word\r');
      await waitFor(/\ngot-word$/m);
      await prompt();
    });

    testWith('python3')('Ctrl-Z stops us after the command, which has time to restore the terminal first', async () => {
      type(`assume exec me -- ${program('python3')} ${editor}\r`);
      await waitFor(/\nediting$/m);
      type('\x1a');
      const screen = await prompt();
      expect(screen).toMatch(/restored\n[\s\S]*ready>$/);
      type('fg\r');
      await waitFor(/\nediting again$/m);
      type('\x03');
      await prompt();
    });

    test('Ctrl-Z at a command that ignores it does nothing', async () => {
      type(`assume exec me -- sh -c "trap '' TSTP; echo deaf; sleep 1; echo heard-nothing"\r`);
      await waitFor(/\ndeaf$/m);
      type('\x1a');
      const screen = await prompt();
      expect(screen).toMatch(/\n(\^Z)?heard-nothing\n/);
      expect(await enter('jobs')).not.toMatch(/assume/);
    });

    testWith('bash')('a subshell has the profile, and can be suspended', async () => {
      type('assume exec me bash --norc -i\r');
      await waitFor(/bash-[\d.]+[$#]$/);
      type('echo "in $ASSUME_PROFILE"; suspend\r');
      await waitFor(/\nin me\n/);
      await prompt();
      type('fg\r');
      await waitFor(/ready> fg\n.+/);
      type('exit 3\r');
      await waitFor(/exit 3\nexit\n+ready>$/);
    });
  });
}

for (const shell of SHELL_NAMES) {
  describeShell(shell, `assume exec without a command, in ${shell}`, () => {
    test('starts that shell with the credentials; exit brings back the first one, unchanged', async () => {
      const demo = await openDemo();
      const terminal = await interactiveShell(shell, {
        home: demo.home.folder,
        env: demo.home.env,
        init: scriptOf(shell),
      });
      try {
        terminal.type('assume exec dev\r');
        await terminal.waitFor(/ with the credentials of dev; exit ends it\.$/m);
        await terminal.prompt();
        expect(await terminal.enter('echo "$(printenv ASSUME_PROFILE) is here"')).toBe('dev is here');
        await terminal.enter('exit');
        expect(await terminal.enter('echo "$(printenv ASSUME_PROFILE) is left"')).toMatch(/^ ?is left$/m);
      } finally {
        await terminal.close();
        await demo.close();
      }
    });
  });
}
