import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPerson, type Person, STATUS } from '../support/person';
import { describeShell, SHELL_NAMES } from '../support/shells';
import type { InteractiveShell, Terminal } from '../support/terminal';

const DEVICE = 'arn:aws:iam::111122223333:mfa/ada';
const QUESTION = new RegExp(`MFA code of ${DEVICE} for \\S+: ?$`);
const ADMIN = /:assumed-role\/Admin\//;

let person: Person;
const open: Terminal[] = [];
beforeEach(async () => {
  person = await openPerson();
});
afterEach(async () => {
  for (const terminal of open.splice(0)) await terminal.close();
  await person.close();
});

const exec = (profile: string) => {
  const terminal = person.assume(['exec', profile, 'caller-identity']);
  open.push(terminal);
  return terminal;
};
const ended = async (terminal: Terminal) => ({ status: await terminal.ended, screen: terminal.screen() });
/** Waits for that many questions, the last of which is not answered yet. */
const questions = (terminal: Terminal, count: number) =>
  terminal.waitFor((screen) => screen.split('MFA code of').length === count + 1 && QUESTION.test(screen));

/** A profile behind the device, with more settings. */
const add = (name: string, ...settings: string[]) =>
  person.addProfile(
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
      terminal = await person.shell(shell);
      open.push(terminal);
    });

    test('that is not given leaves the shell as it is, and the next question free', async () => {
      add('key', "mfa_process = printf 'PIN: ' >/dev/tty; read pin </dev/tty; echo 000000");
      terminal.type('assume prod\r');
      await terminal.waitFor(QUESTION);
      terminal.type('\x04');
      await terminal.waitFor(/: ?\nassume: No MFA code was given\.\n+ready>$/);
      expect(await terminal.enter(STATUS[shell])).toBe('status 4');
      terminal.type('assume key\r');
      await terminal.waitFor(/PIN: ?$/);
      await terminal.interrupt();
      terminal.type('assume prod\r');
      await terminal.waitFor(QUESTION);
      await terminal.interrupt();
      expect(await terminal.enter('caller-identity')).toMatch(/^This shell has no credentials\.$/m);
      expect(terminal.screen()).not.toContain('Waiting');
      expect(person.actions()).toEqual([]);
      terminal.type('assume prod\r');
      await questions(terminal, 3);
      terminal.type(`${person.demo.mfaCode()}\r`);
      await terminal.waitFor(/^assume: prod: 333344445555, eu-central-1, until \d\d:\d\d\nready>$/m);
      expect(await terminal.enter('caller-identity')).toMatch(ADMIN);
    });
  });
}

describe('An MFA code at a terminal', () => {
  test.each([
    ['opens a session', 'prod', ['GetSessionToken', 'GetSessionToken', 'AssumeRole']],
    ['goes to the role itself', 'long', ['AssumeRole', 'AssumeRole']],
  ])('is asked for again after a wrong one, may hold a blank, and %s', async (_, profile, calls) => {
    add('long', 'duration_seconds = 7200');
    const terminal = exec(profile);
    await terminal.waitFor(QUESTION);
    terminal.type('000000\r');
    await questions(terminal, 2);
    expect(terminal.screen()).toMatch(/^AWS refused that code\. Each code works once/m);
    terminal.type(`${person.demo.mfaCode().replace(/^\d{3}/, '$& ')}\r`);
    expect(await ended(terminal)).toEqual({ status: 0, screen: expect.stringMatching(ADMIN) });
    expect(person.actions()).toEqual([...calls, 'GetCallerIdentity']);
  });

  describe('is asked for once', () => {
    let first: Terminal;
    let second: Terminal;
    let pid: number;
    beforeEach(async () => {
      first = exec('prod');
      await first.waitFor(QUESTION);
      second = exec('billing');
      const screen = await second.waitFor(/^assume: Waiting for process \d+, which asks for a code of /m);
      pid = Number(/process (\d+)/.exec(screen)?.[1]);
      expect(screen).not.toMatch(QUESTION);
    });

    test('by two shells: the second says whom it waits for, and goes on', async () => {
      first.type(`${person.demo.mfaCode()}\r`);
      expect((await ended(first)).screen).toMatch(ADMIN);
      expect((await ended(second)).screen).toMatch(/:assumed-role\/Billing\//);
      expect(person.actions().filter((action) => action === 'GetSessionToken')).toHaveLength(1);
      expect(readdirSync(join(person.home, '.cache', 'assume', 'locks'))).toEqual([]);
    });

    test.each(['Ctrl-C', 'SIGKILL'])('and by the other shell if the first ends by %s', async (how) => {
      if (how === 'Ctrl-C') first.type('\x03');
      else process.kill(pid, 'SIGKILL');
      await first.ended;
      await second.waitFor(QUESTION);
      second.type(`${person.demo.mfaCode()}\r`);
      expect((await ended(second)).screen).toMatch(/:assumed-role\/Billing\//);
      expect(readdirSync(join(person.home, '.cache', 'assume', 'locks'))).toEqual([]);
    });
  });
});

describe('mfa_process at a terminal', () => {
  test('speaks on stderr, asks on /dev/tty, and its code is never shown', async () => {
    const code = person.demo.mfaCode();
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

  test('that gives a wrong code is helped by the person', async () => {
    add('key', 'mfa_process = echo 000000');
    const terminal = exec('key');
    await terminal.waitFor(QUESTION);
    terminal.type(`${person.demo.mfaCode()}\r`);
    expect((await ended(terminal)).screen).toMatch(ADMIN);
  });

  test.each([
    ['echo No key >&2; exit 7', /^No key\nassume: The program of mfa_process \(\S+config:\d+\) ended with status 7\.$/],
    [
      'no-such-program',
      /no-such-program: .*not found\nassume: The program of mfa_process \(\S+config:\d+\) ended with/,
    ],
    [
      'echo hush',
      /^assume: The program of mfa_process \(\S+config:\d+\) printed something else than a code of six dig/,
    ],
  ])('that fails says where it stands: %s', async (command, words) => {
    add('key', `mfa_process = ${command}`);
    const { status, screen } = await ended(exec('key'));
    expect([status, screen]).toEqual([1, expect.stringMatching(words)]);
    expect(screen).not.toContain('hush');
    expect(person.actions()).toEqual([]);
  });
});

describe('credential_process at a terminal', () => {
  const ask = `printf 'PIN: ' >/dev/tty; read pin </dev/tty`;

  test('may ask on /dev/tty', async () => {
    const [ada] = person.demo.world.users;
    const keys = { Version: 1, AccessKeyId: ada?.accessKeyId, SecretAccessKey: ada?.secretAccessKey };
    person.addProfile(
      `[profile agent]\ncredential_process = /bin/sh -c "${ask}; /bin/cat $HOME/keys"`.replace('$HOME', person.home),
    );
    person.write('keys', JSON.stringify(keys));
    const terminal = exec('agent');
    await terminal.waitFor(/^PIN: ?$/);
    terminal.type('1234\r');
    const { status, screen } = await ended(terminal);
    expect([status, screen]).toEqual([0, expect.stringMatching(/:user\/ada$/)]);
    expect(screen).not.toContain(ada?.secretAccessKey);
  });

  test('shows what it said if it fails', async () => {
    person.addProfile(`[profile agent]\ncredential_process = /bin/sh -c "${ask}; echo locked >&2; exit 3"`);
    const terminal = exec('agent');
    await terminal.waitFor(/^PIN: ?$/);
    terminal.type('1234\r');
    expect(await ended(terminal)).toEqual({
      status: 1,
      screen: expect.stringMatching(
        /\nassume: The program of credential_process of the profile "agent" \(\S+:\d+\) ended with status 3\. It said: locked$/,
      ),
    });
  });
});
