import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDemo, scriptOf } from '../support/demo';
import { describeShell, SHELL_NAMES } from '../support/shells';
import { type InteractiveShell, interactiveShell } from '../support/terminal';

/** As editors do it: what was changed on the screen is put back before it stops. */
const EDITOR = `
import os, signal, time
def stop(*_):
    time.sleep(0.5)
    print('restored', flush=True)
    os.kill(os.getpid(), signal.SIGSTOP)
    print('editing again', flush=True)
signal.signal(signal.SIGTSTP, stop)
signal.signal(signal.SIGINT, signal.SIG_DFL)
print('editing', flush=True)
while True: time.sleep(1)
`;

/** What a shell calls the status of the command before. */
const STATUS = { bash: '$?', zsh: '$?', fish: '$status', pwsh: '$LASTEXITCODE' };

for (const shell of SHELL_NAMES) {
  describeShell(shell, `assume exec at a terminal, in ${shell}`, () => {
    let demo: Awaited<ReturnType<typeof openDemo>>;
    let terminal: InteractiveShell;
    let editor: string;
    beforeAll(async () => {
      demo = await openDemo();
      const { folder: home, env } = demo.home;
      editor = join(home, 'editor.py');
      writeFileSync(editor, EDITOR);
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

    test('shows nothing of its own, and the command has the terminal: its size too', async () => {
      expect(await enter('assume exec dev -- sh -c "test -t 0 && test -t 1 && test -t 2 && stty size"')).toBe('33 91');
    });

    test('changes nothing here', async () => {
      expect(await enter('assume exec dev caller-identity')).toMatch(/assumed-role\/Developer\/dev-session/);
      expect(await enter('caller-identity')).toMatch(/There are no credentials in this shell/);
    });

    test('has the status of the command', async () => {
      await enter('assume exec me -- sh -c "exit 42"');
      expect(await enter(`echo "status=${STATUS[shell]}"`)).toBe('status=42');
    });

    test('asks for an MFA code before the command starts, also where stdin is a pipe', async () => {
      type('echo piped | assume exec prod cat\r');
      await waitFor(/MFA code of .*: ?$/);
      type(`${demo.mfaCode()}\r`);
      await waitFor(/\npiped\n/);
      await prompt();
    });

    test('Ctrl-C reaches the command once', async () => {
      type(`assume exec me -- sh -c 'trap "echo caught" INT; echo wait; sleep 30; sleep 0.3; exit 9'\r`);
      await waitFor(/\nwait$/m);
      type('\x03');
      const screen = await prompt();
      expect(screen.match(/^\^?C?caught$/gm)?.length).toBe(1);
      expect(await enter(`echo "status=${STATUS[shell]}"`)).toMatch(/status=(9|130)/);
    });

    test('Ctrl-C at a command that does not mind it ends both', async () => {
      type('assume exec me -- sh -c "echo begun; exec sleep 30"\r');
      await waitFor(/\nbegun$/m);
      type('\x03');
      await waitFor(/ready>$/);
      await enter('');
      expect(await enter(`echo "status=${STATUS[shell]}"`)).toBe('status=130');
    });

    if (shell === 'pwsh') return; // it has no job control

    test('Ctrl-Z stops both, and fg continues both', async () => {
      type('assume exec me -- sh -c "echo first; sleep 0.1; read line; echo got-$line" \r'.replace('$line', '\\$line'));
      await waitFor(/\nfirst$/m);
      type('\x1a');
      await prompt();
      type('fg\r');
      await waitFor(/ready> fg\n.+/);
      type('word\r');
      await waitFor(/\ngot-word$/m);
      await prompt();
    });

    test('Ctrl-Z stops us after the command: one that gives the terminal back first has the time', async () => {
      type(`assume exec me -- python3 ${editor}\r`);
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

    test('a shell inside has the profile, and can be suspended', async () => {
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
