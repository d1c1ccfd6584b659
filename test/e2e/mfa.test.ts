import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeShell, SHELL_NAMES } from '../support/shells';
import { openSsoFixture, type SsoFixture, STATUS } from '../support/ssoFixture';
import type { InteractiveShell, Terminal } from '../support/terminal';

const DEVICE = 'arn:aws:iam::111122223333:mfa/ada';
const PROMPT = /MFA code for \S+ \(ada, 111122223333\): ?$/;
const ADMIN = /:assumed-role\/Admin\//;

let fixture: SsoFixture;
const open: Terminal[] = [];
beforeEach(async () => {
  fixture = await openSsoFixture();
});
afterEach(async () => {
  for (const terminal of open.splice(0)) await terminal.close();
  await fixture.close();
});

const exec = (profile: string) => {
  const terminal = fixture.assume(['exec', profile, 'caller-identity']);
  open.push(terminal);
  return terminal;
};
const ended = async (terminal: Terminal) => ({ status: await terminal.ended, screen: terminal.screen() });
/** Waits for this many prompts, the last one without input. */
const prompts = (terminal: Terminal, count: number) =>
  terminal.waitFor((screen) => screen.split('MFA code for').length === count + 1 && PROMPT.test(screen));

/** Adds a profile with the MFA device, and more settings. */
const add = (name: string, ...settings: string[]) =>
  fixture.addProfile(
    [
      `[profile ${name}]`,
      'role_arn = arn:aws:iam::333344445555:role/Admin',
      'source_profile = me',
      `mfa_serial = ${DEVICE}`,
      ...settings,
    ].join('\n'),
  );

for (const shell of SHELL_NAMES) {
  describeShell(shell, `an MFA code, in ${shell}`, () => {
    let terminal: InteractiveShell;
    beforeEach(async () => {
      terminal = await fixture.shell(shell);
      open.push(terminal);
    });

    test("that isn't entered leaves the shell unchanged, and doesn't block the next prompt", async () => {
      add('key', "mfa_process = printf 'PIN: ' >/dev/tty; read pin </dev/tty; echo 000000");
      terminal.type('assume prod\r');
      await terminal.waitFor(PROMPT);
      terminal.type('\x04');
      await terminal.waitFor(/: ?\nassume: Canceled: no MFA code entered\.\n+ready>$/);
      expect(await terminal.enter(STATUS[shell])).toBe('status 4');
      terminal.type('assume key\r');
      await terminal.waitFor(/PIN: ?$/);
      await terminal.interrupt();
      terminal.type('assume prod\r');
      await terminal.waitFor(PROMPT);
      await terminal.interrupt();
      expect(await terminal.enter('caller-identity')).toMatch(/^This shell has no credentials\.$/m);
      expect(terminal.screen()).not.toContain('Another shell');
      expect(fixture.actions()).toEqual([]);
      terminal.type('assume prod\r');
      await prompts(terminal, 3);
      terminal.type(`${fixture.demo.mfaCode()}\r`);
      await terminal.waitFor(/^\S+ prod {2}Admin @ 333344445555 {2}eu-central-1 {2}.* left\nready>$/m);
      expect(await terminal.enter('caller-identity')).toMatch(ADMIN);
    });
  });
}

describe('An MFA code at a terminal', () => {
  test.each([
    ['gets an MFA session', 'prod', ['GetSessionToken', 'GetSessionToken', 'AssumeRole']],
    ['goes to the role itself', 'long', ['AssumeRole', 'AssumeRole']],
  ])('is prompted for again after a wrong one, may contain a blank, and %s', async (_, profile, calls) => {
    add('long', 'duration_seconds = 7200');
    const terminal = exec(profile);
    await terminal.waitFor(PROMPT);
    terminal.type('000000\r');
    await prompts(terminal, 2);
    expect(terminal.screen()).toMatch(
      /^AWS rejected that code\. Codes work once; wait for the next one \(every 30 s\)\.$/m,
    );
    terminal.type(`${fixture.demo.mfaCode().replace(/^\d{3}/, '$& ')}\r`);
    expect(await ended(terminal)).toEqual({ status: 0, screen: expect.stringMatching(ADMIN) });
    expect(fixture.actions()).toEqual([...calls, 'GetCallerIdentity']);
  });

  describe('is prompted for once', () => {
    let first: Terminal;
    let second: Terminal;
    let pid: number;
    beforeEach(async () => {
      first = exec('prod');
      await first.waitFor(PROMPT);
      second = exec('billing');
      const screen = await second.waitFor(/^assume: Another shell \(pid \d+\) is asking for an MFA code; waiting…$/m);
      pid = Number(/pid (\d+)/.exec(screen)?.[1]);
      expect(screen).not.toMatch(PROMPT);
    });

    test('for two shells: the second says what it waits for, and goes on', async () => {
      first.type(`${fixture.demo.mfaCode()}\r`);
      expect((await ended(first)).screen).toMatch(ADMIN);
      expect((await ended(second)).screen).toMatch(/:assumed-role\/Billing\//);
      expect(fixture.actions().filter((action) => action === 'GetSessionToken')).toHaveLength(1);
      expect(readdirSync(join(fixture.home, '.cache', 'assume', 'locks'))).toEqual([]);
    });

    test.each(['Ctrl-C', 'SIGKILL'])('and then by the other shell if the first ends by %s', async (how) => {
      if (how === 'Ctrl-C') first.type('\x03');
      else process.kill(pid, 'SIGKILL');
      await first.ended;
      await second.waitFor(PROMPT);
      second.type(`${fixture.demo.mfaCode()}\r`);
      expect((await ended(second)).screen).toMatch(/:assumed-role\/Billing\//);
      expect(readdirSync(join(fixture.home, '.cache', 'assume', 'locks'))).toEqual([]);
    });
  });
});

describe('mfa_process at a terminal', () => {
  test('can write to stderr and prompt on /dev/tty, and its code is never shown', async () => {
    const code = fixture.demo.mfaCode();
    add(
      'key',
      `mfa_process = echo 'Touch your YubiKey' >&2; printf 'PIN: ' >/dev/tty; read pin </dev/tty; echo ${code}`,
    );
    const terminal = exec('key');
    await terminal.waitFor(/^Touch your YubiKey\nPIN: ?$/m);
    terminal.type('1234\r');
    const { status, screen } = await ended(terminal);
    expect([status, screen]).toEqual([0, expect.stringMatching(ADMIN)]);
    expect(screen).not.toContain(code);
  });

  test('that prints a wrong code is followed by a prompt', async () => {
    add('key', 'mfa_process = echo 000000');
    const terminal = exec('key');
    await terminal.waitFor(PROMPT);
    terminal.type(`${fixture.demo.mfaCode()}\r`);
    expect((await ended(terminal)).screen).toMatch(ADMIN);
  });

  test.each([
    ['echo No key >&2; exit 7', /^No key\nassume: mfa_process \(\S+config:\d+\) exited with status 7\.$/],
    [
      'no-such-program',
      /no-such-program: .*not found\nassume: mfa_process \(\S+config:\d+\) exited with status 127\.$/,
    ],
    ['echo hush', /^assume: mfa_process \(\S+config:\d+\) did not print a 6-digit MFA code\.$/],
  ])('that fails is reported with its location: %s', async (command, words) => {
    add('key', `mfa_process = ${command}`);
    const { status, screen } = await ended(exec('key'));
    expect([status, screen]).toEqual([1, expect.stringMatching(words)]);
    expect(screen).not.toContain('hush');
    expect(fixture.actions()).toEqual([]);
  });
});

describe('credential_process at a terminal', () => {
  const ask = `printf 'PIN: ' >/dev/tty; read pin </dev/tty`;

  test('may prompt on /dev/tty', async () => {
    const [ada] = fixture.demo.accounts.users;
    const keys = { Version: 1, AccessKeyId: ada?.accessKeyId, SecretAccessKey: ada?.secretAccessKey };
    fixture.addProfile(
      `[profile agent]\ncredential_process = /bin/sh -c "${ask}; /bin/cat $HOME/keys"`.replace('$HOME', fixture.home),
    );
    fixture.write('keys', JSON.stringify(keys));
    const terminal = exec('agent');
    await terminal.waitFor(/^PIN: ?$/);
    terminal.type('1234\r');
    const { status, screen } = await ended(terminal);
    expect([status, screen]).toEqual([0, expect.stringMatching(/:user\/ada$/)]);
    expect(screen).not.toContain(ada?.secretAccessKey);
  });

  test('is reported with its stderr if it fails', async () => {
    fixture.addProfile(`[profile agent]\ncredential_process = /bin/sh -c "${ask}; echo locked >&2; exit 3"`);
    const terminal = exec('agent');
    await terminal.waitFor(/^PIN: ?$/);
    terminal.type('1234\r');
    expect(await ended(terminal)).toEqual({
      status: 1,
      screen: expect.stringMatching(
        /\nassume: credential_process of profile "agent" \(\S+:\d+\) exited with status 3: locked$/,
      ),
    });
  });
});
