import { openDemo, scriptOf } from '../support/demo';
import { describeShell, SHELL_NAMES } from '../support/shells';
import { type InteractiveShell, interactiveShell } from '../support/terminal';

const MFA_PROMPT = /MFA code for prod \(ada, 111122223333\): ?$/;

for (const shell of SHELL_NAMES) {
  describeShell(shell, `a user at a terminal, in ${shell}`, () => {
    let demo: Awaited<ReturnType<typeof openDemo>>;
    let terminal: InteractiveShell;
    beforeEach(async () => {
      demo = await openDemo();
      const { folder: home, env } = demo.home;
      terminal = await interactiveShell(shell, { home, env, init: scriptOf(shell) });
    });
    afterEach(async () => {
      await terminal.close();
      await demo.close();
    });

    const identity = () => terminal.enter('caller-identity');
    const openPrompt = async () => {
      terminal.type('assume prod\r');
      await terminal.waitFor(MFA_PROMPT);
    };

    test('is prompted for an MFA code, again after a wrong one, and then has the role', async () => {
      await openPrompt();
      terminal.type('12345\r');
      await terminal.waitFor(/Enter the 6-digit MFA code\.\nMFA code for .*: ?$/);
      terminal.type('000000\r');
      await terminal.waitFor(/AWS rejected that code\. .*\n.*MFA code for .*: ?$/s);
      terminal.type(`${demo.mfaCode()}\r`);
      await terminal.waitFor(/\S+ prod {2}Admin @ 333344445555 {2}eu-central-1 {2}.* left/);
      await terminal.prompt();
      expect(await identity()).toMatch(/assumed-role\/Admin\/prod-session/);
    });

    test('is prompted three times at most', async () => {
      await openPrompt();
      for (let attempt = 1; attempt <= 3; attempt++) {
        terminal.type('000000\r');
        await terminal.waitFor((screen) => screen.split('MFA code for').length > attempt + 1 || attempt === 3);
      }
      await terminal.waitFor(/assume: AWS rejected AssumeRole .*MultiFactorAuthentication failed/s);
      await terminal.prompt();
      expect(await identity()).not.toMatch(/assumed-role/);
    });

    test('can interrupt the prompt, which changes nothing', async () => {
      await terminal.enter('assume dev');
      await openPrompt();
      terminal.type('\x03');
      // PowerShell prints its prompt after the ^C.
      await terminal.waitFor((screen) => screen.split('ready>').length > 3 && screen.endsWith('ready>'));
      expect(await identity()).toMatch(/assumed-role\/Developer\/dev-session/);
    });

    test('sees profiles, help and errors', async () => {
      expect(await terminal.enter('assume list')).toMatch(/^ *PROFILE +ACCOUNT[\s\S]*^prod +333344445555 +Admin/m);
      expect(await terminal.enter('assume --help')).toMatch(/USAGE\s+\$ assume \[PROFILE\]/);
      expect(await terminal.enter('assume use --help')).toMatch(/--mfa-token/);
      expect(await terminal.enter('assume prdo')).toMatch(
        /^assume: Profile "prdo" not found [\s\S]*^Did you mean: assume prod$/m,
      );
      expect(await terminal.enter('assume init nosuch')).toMatch(/bash, zsh, fish, powershell/);
    });

    test('completes a name with TAB after the first run, and switches to it', async () => {
      await terminal.enter('assume list');
      terminal.type('assume aud\t');
      await terminal.waitFor(/assume audit/);
      await terminal.enter('');
      expect(await identity()).toMatch(/assumed-role\/Auditor\/audit-session/);
    });
  });
}

describeShell('bash', "stdin that isn't a terminal", () => {
  test("doesn't prevent the prompt", async () => {
    const demo = await openDemo();
    const { folder: home, env } = demo.home;
    const terminal = await interactiveShell('bash', { home, env, init: scriptOf('bash') });
    try {
      terminal.type('assume prod </dev/null 2>/dev/null\r');
      await terminal.waitFor(MFA_PROMPT);
      terminal.type(`${demo.mfaCode()}\r`);
      await terminal.prompt();
      expect(await terminal.enter('caller-identity')).toMatch(/assumed-role\/Admin/);
    } finally {
      await terminal.close();
      await demo.close();
    }
  });
});
