import { kill } from 'node:process';
import { describeShell } from '../support/shells';
import type { InteractiveShell } from '../support/terminal';
import { cachedKeys, listing, MFA_AGE, type MfaFixture, openMfaFixture, TEN } from './mfaFixture';

const PROMPT = /MFA code for (\S+) \(.+\): ?$/;
const promptCount = (screen: string) => screen.split('MFA code for').length - 1;

let fixture: MfaFixture;
let terminals: InteractiveShell[];
beforeEach(async () => {
  fixture = await openMfaFixture();
  terminals = [];
});
afterEach(async () => {
  await Promise.all(terminals.map((terminal) => terminal.close()));
  await fixture.close();
});

async function open(shell: 'bash' | 'zsh' = 'bash'): Promise<InteractiveShell> {
  const terminal = await fixture.terminal(shell);
  terminals.push(terminal);
  return terminal;
}

/** Types a command, waits for its prompt, and types a code. */
async function typeCode(terminal: InteractiveShell, command: string, name?: string): Promise<void> {
  terminal.type(`${command}\r`);
  await terminal.waitFor(PROMPT);
  await answer(terminal, name);
}

async function answer(terminal: InteractiveShell, name?: string): Promise<void> {
  terminal.type(`${fixture.code(name)}\r`);
  await terminal.waitFor(/\d[hm] left$/m);
  await terminal.prompt();
}

describeShell('bash', 'a user with an MFA device', () => {
  test('types one code for ten roles: one GetSessionToken, and ten AssumeRole signed with the session', async () => {
    const terminal = await open();
    await typeCode(terminal, 'assume r0');
    for (const name of TEN.slice(1)) {
      expect(await terminal.enter(`assume ${name}`)).toMatch(new RegExp(`^\\S+ ${name}  ${name} @ 222233334444  `));
    }
    expect(promptCount(terminal.screen())).toBe(1);
    expect(fixture.log()).toEqual(['GetSessionToken +code', ...TEN.map((name) => `AssumeRole ${name}`)]);
    const signers = fixture.sts.requests.slice(1).map(({ accessKeyId }) => accessKeyId);
    expect(new Set(signers).size).toBe(1);
    expect(signers[0]).toMatch(/^ASIA/);
    expect(await terminal.enter('caller-identity')).toMatch(/:assumed-role\/r9\/r9-session$/);
  });

  test('is not prompted by --refresh, which requests the role again', async () => {
    const terminal = await open();
    await typeCode(terminal, 'assume r0');
    await terminal.enter('assume r0');
    expect(fixture.log()).toEqual(['GetSessionToken +code', 'AssumeRole r0']);
    await terminal.enter('assume r0 --refresh');
    expect(fixture.log()).toEqual(['AssumeRole r0']);
    expect(promptCount(terminal.screen())).toBe(1);
  });

  test('is prompted with --no-cache, which touches no file, not even a lock', async () => {
    const terminal = await open();
    const before = listing(fixture.home);
    await typeCode(terminal, 'assume r0 --no-cache');
    expect(fixture.log()).toEqual(['AssumeRole r0 +code']);
    expect(listing(fixture.home)).toEqual(before);
  });

  test('types a code that goes to AssumeRole itself, for a role session of two hours', async () => {
    const terminal = await open();
    await typeCode(terminal, 'assume long');
    expect(fixture.log()).toEqual(['AssumeRole long +code']);
  });

  test('is prompted once if AWS gives no session: the same code goes to AssumeRole', async () => {
    const terminal = await open();
    await typeCode(terminal, 'assume bobs', 'bob');
    expect(fixture.log()).toEqual(['GetSessionToken +code AccessDenied', 'AssumeRole r0 +code']);
    expect(promptCount(terminal.screen())).toBe(1);
  });

  test('gets a role on top of one whose cached session AWS no longer accepts, which is requested again', async () => {
    const terminal = await open();
    await terminal.enter('assume open');
    for (const key of cachedKeys(fixture.home)) fixture.sts.forgetKey(key);
    const screen = await terminal.enter('assume top');
    expect(screen).toMatch(/^assume: AWS no longer accepts the cached credentials of open; requesting new ones\.$/m);
    expect(await terminal.enter('caller-identity')).toMatch(/:assumed-role\/top\/top-session$/);
    expect(fixture.log().slice(0, 4)).toEqual([
      'AssumeRole open',
      'AssumeRole top InvalidClientTokenId',
      'AssumeRole open',
      'AssumeRole top',
    ]);
  });

  test('with another user’s device in mfa_serial types one code, and is told that the access key has no such device', async () => {
    const terminal = await open();
    terminal.type('assume foreign\r');
    await terminal.waitFor(PROMPT);
    terminal.type(`${fixture.code('bob')}\r`);
    const screen = await terminal.waitFor(
      /See the MFA devices of this access key: aws iam list-mfa-devices --profile ada/,
    );
    expect(screen.replace(/\s+/g, ' ')).toMatch(
      /The access key of profile "ada" has no MFA device arn:aws:iam::111122223333:mfa\/bob \(~\/\.aws\/config:\d+\)\./,
    );
    expect(screen).not.toContain('trust policy');
    expect(fixture.log()).toEqual(['GetSessionToken +code AccessDenied']);
  });

  test('is prompted for a newer code by a role for which the session is too old, and that code serves the next role', async () => {
    const terminal = await open();
    await typeCode(terminal, 'assume r0');
    fixture.wait(MFA_AGE + 10);
    fixture.log();
    await typeCode(terminal, 'assume fresh');
    expect(terminal.screen()).toMatch(
      /^assume: AWS rejected the cached MFA session for fresh; the role may require a newer code\.$/m,
    );
    expect(fixture.log()).toEqual(['AssumeRole fresh AccessDenied', 'GetSessionToken +code', 'AssumeRole fresh']);
    await terminal.enter('assume r1');
    expect(fixture.log()).toEqual(['AssumeRole r1']);
    expect(promptCount(terminal.screen())).toBe(2);
  });
});

describeShell('bash', 'two shells that need a code at the same time', () => {
  for (const shell of ['bash', 'zsh'] as const) {
    describeShell(shell, `with ${shell} as the second`, () => {
      /** The first shell prompts; the second waits, and names the process it waits for. */
      const both = async (second: string) => {
        const [first, other] = [await open(), await open(shell)];
        first.type('assume r0\r');
        await first.waitFor(PROMPT);
        other.type(`assume ${second}\r`);
        const screen = await other.waitFor(/Another shell \(pid \d+\) is asking for an MFA code; waiting…/);
        return { first, other, pid: Number(/pid (\d+)/.exec(screen)?.[1]) };
      };

      test.each([
        ['another role', 'r1', ['GetSessionToken +code', 'AssumeRole r0', 'AssumeRole r1']],
        ['the same role', 'r0', ['GetSessionToken +code', 'AssumeRole r0']],
      ])('prompt once, and the other goes on with the result: %s', async (_, second, requests) => {
        const { first, other } = await both(second);
        await answer(first);
        await other.waitFor(new RegExp(`\\S+ ${second}  ${second} @ 222233334444  eu-west-1  .* left`));
        await other.prompt();
        expect(fixture.log()).toEqual(requests);
        expect(promptCount(first.screen()) + promptCount(other.screen())).toBe(1);
        expect(await other.enter('caller-identity')).toMatch(new RegExp(`assumed-role/${second}/`));
      });

      test('the other prompts when the first is killed', async () => {
        const { first, other, pid } = await both('r1');
        kill(pid, 'SIGKILL');
        await other.waitFor(PROMPT);
        // The shell's prompt appears on the line of the MFA prompt.
        first.type('\r');
        await first.prompt();
        expect(await first.enter('caller-identity')).toMatch(/no credentials/);
        await answer(other);
        expect(fixture.log()).toEqual(['GetSessionToken +code', 'AssumeRole r1']);
        expect(await other.enter('caller-identity')).toMatch(/assumed-role\/r1\//);
      });

      test('the other prompts when the terminal of the first is closed', async () => {
        const { first, other } = await both('r1');
        await first.close();
        await other.waitFor(PROMPT);
        await answer(other);
        expect(fixture.log()).toEqual(['GetSessionToken +code', 'AssumeRole r1']);
      });

      test('the other can be interrupted while it waits, and the first goes on', async () => {
        const { first, other } = await both('r1');
        other.type('\x03');
        await other.waitFor(/ready>$/);
        await answer(first);
        expect(fixture.log()).toEqual(['GetSessionToken +code', 'AssumeRole r0']);
        expect(promptCount(other.screen())).toBe(0);
      });

      test('the other prompts when the first is interrupted', async () => {
        const { first, other } = await both('r1');
        first.type('\x03');
        await other.waitFor(PROMPT);
        await answer(other);
        expect(fixture.log()).toEqual(['GetSessionToken +code', 'AssumeRole r1']);
      });
    });
  }
});
