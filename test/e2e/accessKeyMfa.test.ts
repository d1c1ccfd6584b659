import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { scriptOf } from '../support/demo';
import { describeShell, run, SHELL_NAMES } from '../support/shells';
import { openSsoFixture, type SsoFixture, STATUS } from '../support/ssoFixture';
import type { InteractiveShell, Terminal } from '../support/terminal';

const DEVICE = 'arn:aws:iam::111122223333:mfa/ada';
const PROMPT = /MFA code for \S+ \(ada, 111122223333\): ?$/;
const ADA = /arn:aws:iam::111122223333:user\/ada$/;

let fixture: SsoFixture;
const open: Terminal[] = [];
beforeEach(async () => {
  fixture = await openSsoFixture();
  fixture.addProfile(profile('secure'));
});
afterEach(async () => {
  for (const terminal of open.splice(0)) await terminal.close();
  await fixture.close();
});

/** A profile with ada's access key and MFA device, and no role. */
function profile(name: string, ...settings: string[]): string {
  const { accessKeyId, secretAccessKey } = ada();
  return [
    `[profile ${name}]`,
    `aws_access_key_id = ${accessKeyId}`,
    `aws_secret_access_key = ${secretAccessKey}`,
    `mfa_serial = ${DEVICE}`,
    'region = eu-west-1',
    ...settings,
  ].join('\n');
}

function ada() {
  const [user] = fixture.demo.accounts.users;
  if (!user) throw new Error('no user');
  return user;
}

const exec = (...words: string[]) => {
  const terminal = fixture.assume(['exec', ...words]);
  open.push(terminal);
  return terminal;
};
const ended = async (terminal: Terminal) => ({ status: await terminal.ended, screen: terminal.screen() });
const signers = () =>
  fixture.sts.requests.map(({ action, accessKeyId = '' }) => `${action} ${accessKeyId.slice(0, 4)}`);

for (const shell of SHELL_NAMES) {
  describeShell(shell, `an access key with mfa_serial, in ${shell}`, () => {
    let terminal: InteractiveShell;
    beforeEach(async () => {
      terminal = await fixture.shell(shell);
      open.push(terminal);
    });

    const answer = async (words: string) => {
      terminal.type(`${words}\r`);
      await terminal.waitFor(PROMPT);
      terminal.type(`${fixture.demo.mfaCode()}\r`);
      await terminal.waitFor(/ left\nready>$/);
    };
    const identity = () => terminal.enter('caller-identity');

    test('becomes an MFA session by one code, which serves the roles too; off and - work as for roles', async () => {
      await answer('assume secure');
      expect(terminal.screen()).toMatch(/^\S+ secure {2}111122223333 {2}eu-west-1 {2}.* left$/m);
      expect(await identity()).toMatch(ADA);
      expect(await terminal.enter('assume billing')).toMatch(
        /^\S+ billing {2}Billing @ 333344445555 {2}eu-central-1 {2}.* left/,
      );
      expect(await terminal.enter('assume -')).toMatch(/^\S+ secure {2}111122223333 {2}eu-west-1 {2}.* left$/);
      expect(await identity()).toMatch(ADA);
      expect(signers()).toEqual([
        'GetSessionToken AKIA',
        'GetCallerIdentity ASIA',
        'AssumeRole ASIA',
        'GetCallerIdentity ASIA',
      ]);
      await terminal.enter('assume off');
      expect(await identity()).toMatch(/no credentials/);
    });

    test('is available in the next shell without a code or a request', async () => {
      await answer('assume secure');
      const next = await fixture.shell(shell);
      open.push(next);
      expect(await next.enter('assume secure')).toMatch(/^\S+ secure {2}111122223333 {2}eu-west-1 {2}.* left$/);
      expect(await next.enter('caller-identity')).toMatch(ADA);
      expect(signers()).toEqual(['GetSessionToken AKIA', 'GetCallerIdentity ASIA']);
    });

    test('is given as it is by --long-term, which says so, is not kept, and needs no code', async () => {
      const screen = await terminal.enter('assume secure --long-term');
      expect(screen).toMatch(
        /^assume: Using the long-term access key of profile "secure": no MFA, and it doesn't expire\.$/m,
      );
      expect(screen).toMatch(/^\S+ secure {2}eu-west-1 {2}long-term key$/m);
      expect(await identity()).toMatch(ADA);
      expect(signers()).toEqual(['GetCallerIdentity AKIA']);
      await answer('assume secure');
      await terminal.enter('assume secure --long-term');
      await identity();
      expect(signers().at(-1)).toBe('GetCallerIdentity AKIA');
      expect(await terminal.enter('assume secure')).toMatch(/^\S+ secure {2}111122223333 {2}/);
      await identity();
      expect(signers().at(-1)).toBe('GetCallerIdentity ASIA');
    });

    test('changes nothing if the prompt is interrupted or canceled, or there is no code', async () => {
      terminal.type('assume secure\r');
      await terminal.waitFor(PROMPT);
      await terminal.interrupt();
      terminal.type('assume secure\r');
      await terminal.waitFor((text) => text.split('MFA code for').length === 3 && PROMPT.test(text));
      terminal.type('\x04');
      await terminal.waitFor(/assume: Canceled: no MFA code entered\.\n+ready>$/);
      expect(await terminal.enter(STATUS[shell])).toBe('status 4');
      expect(await terminal.enter('assume secure --no-input')).toMatch(
        /^assume: Profile "secure" needs an MFA code \(ada, 111122223333\), but --no-input forbids prompting\.$/m,
      );
      expect(await terminal.enter(STATUS[shell])).toBe('status 4');
      expect(await identity()).toMatch(/no credentials/);
      expect(fixture.actions()).toEqual([]);
    });

    test('in a script takes the code of --mfa-token, and says nothing of --long-term', async () => {
      const { env } = fixture.demo.home;
      const lines = [
        `assume secure --mfa-token ${fixture.demo.mfaCode()}`,
        'caller-identity',
        'assume secure --long-term',
        'caller-identity',
      ];
      const { stdout, stderr } = await run(shell, [scriptOf(shell), ...lines, ''].join('\n'), { env });
      expect(stderr).toBe('');
      expect(stdout.trim().split('\n')).toEqual([expect.stringMatching(ADA), expect.stringMatching(ADA)]);
      expect(signers()).toEqual(['GetSessionToken AKIA', 'GetCallerIdentity ASIA', 'GetCallerIdentity AKIA']);
    });
  });
}

describe('an access key with mfa_serial, at a terminal', () => {
  test('is prompted for again after a wrong code', async () => {
    const terminal = exec('secure', 'caller-identity');
    await terminal.waitFor(PROMPT);
    terminal.type('000000\r');
    await terminal.waitFor((screen) => screen.split('MFA code for').length === 3 && PROMPT.test(screen));
    terminal.type(`${fixture.demo.mfaCode()}\r`);
    expect(await ended(terminal)).toEqual({ status: 0, screen: expect.stringMatching(ADA) });
    expect(fixture.actions()).toEqual(['GetSessionToken', 'GetSessionToken', 'GetCallerIdentity']);
  });

  test.each(['secure', 'billing'])(
    'is prompted for once by two shells, the other of which waits: %s',
    async (other) => {
      const first = exec('secure', 'caller-identity');
      await first.waitFor(PROMPT);
      const second = exec(other, 'caller-identity');
      await second.waitFor(/^assume: Another shell \(pid \d+\) is asking for an MFA code; waiting…$/m);
      first.type(`${fixture.demo.mfaCode()}\r`);
      expect((await ended(first)).screen).toMatch(ADA);
      expect(await ended(second)).toMatchObject({ status: 0 });
      expect(fixture.actions().filter((action) => action === 'GetSessionToken')).toHaveLength(1);
      expect(readdirSync(join(fixture.home, '.cache', 'assume', 'locks'))).toEqual([]);
    },
  );

  test('takes the code that mfa_process prints', async () => {
    fixture.addProfile(profile('printed', `mfa_process = echo ${fixture.demo.mfaCode()}`));
    expect(await ended(exec('printed', 'caller-identity'))).toEqual({ status: 0, screen: expect.stringMatching(ADA) });
    expect(signers()).toEqual(['GetSessionToken AKIA', 'GetCallerIdentity ASIA']);
  });

  test('says that a temporary key opens no MFA session before it could ask for a code', async () => {
    fixture.addProfile(profile('temporary', 'aws_session_token = token'));
    const { status, screen } = await ended(exec('temporary', '/bin/true'));
    expect(status).toBe(0);
    expect(screen).toBe(
      'assume: The access key of profile "temporary" is temporary (it has a session token): AWS can\'t open an MFA session with it, so it is used as it is.',
    );
    expect(fixture.actions()).toEqual([]);
  });
});

describe('an access key with mfa_serial, for other programs', () => {
  const json = async (...words: string[]) => JSON.parse((await fixture.assumeAlone(words)).stdout);

  test.each([
    ['', 'export', 'secure', '--format', 'process'],
    ['(exit 4)\n', 'export', 'secure', '--format', 'bash', '--no-input'],
    ['', 'exec', 'secure', '--', 'echo', 'never'],
  ])('is exit 4 with no credentials, but %j, on stdout if there is no code: %s %s', async (printed, ...words) => {
    const { status, stdout, stderr } = await fixture.assumeAlone(words);
    expect([status, stdout]).toEqual([4, printed]);
    expect(stderr).toMatch(/^assume: Profile "secure" needs an MFA code \(ada, 111122223333\), but /);
  });

  test('is a credential_process that goes on with the cached session', async () => {
    const command = ['export', 'secure', '--format', 'process'];
    const first = await json(...command, '--mfa-token', fixture.demo.mfaCode());
    expect(first).toMatchObject({ Version: 1, AccessKeyId: expect.stringMatching(/^ASIA/) });
    expect(await json(...command)).toEqual(first);
    const left = Date.parse(first.Expiration) - Date.now();
    expect(Math.round(left / 3_600_000)).toBe(12);
    expect(fixture.actions()).toEqual(['GetSessionToken']);
  });

  test('lasts as long as --duration says, and is opened again for another duration', async () => {
    const command = ['export', 'secure', '--format', 'process', '--duration', '36h'];
    const { Expiration: end } = await json(...command, '--mfa-token', fixture.demo.mfaCode());
    expect(Math.round((Date.parse(end) - Date.now()) / 3_600_000)).toBe(36);
    const { status, stdout } = await fixture.assumeAlone(['export', 'secure', '--format', 'process']);
    expect([status, stdout]).toEqual([4, '']);
  });

  test('is given as it is by --long-term, with nothing on stderr', async () => {
    const command = ['export', 'secure', '--format', 'process', '--long-term', '--no-input'];
    const { status, stdout, stderr } = await fixture.assumeAlone(command);
    const { accessKeyId, secretAccessKey } = ada();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({ Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey });
    expect(fixture.actions()).toEqual([]);
  });

  test('is listed with its MFA device, explained by plan, and known to cache', async () => {
    expect((await json('list', '--json')).find((row: { profile: string }) => row.profile === 'secure')).toMatchObject({
      account: '111122223333',
      mfa: DEVICE,
      source: 'access key',
    });
    expect((await fixture.assumeAlone(['list'])).stdout).toMatch(
      /^secure\t111122223333\t\teu-west-1\tyes\taccess key\t/m,
    );
    expect((await fixture.assumeAlone(['plan', 'secure'])).stdout).toMatch(/^2\. MFA session \(profile secure\)$/m);
    expect(await json('plan', 'secure', '--long-term', '--json')).toMatchObject({ bareKey: 'longTerm', prompts: [] });
    await json('export', 'secure', '--format', 'process', '--mfa-token', fixture.demo.mfaCode());
    expect(await json('plan', 'secure', '--json')).toMatchObject({
      mfaSession: { kind: 'mfaSession', cachedUntil: expect.any(String) },
      prompts: [],
    });
    const [entry] = await json('cache', '--json');
    expect(entry).toMatchObject({ who: `MFA session of ${DEVICE}` });
    expect(entry.profiles).toEqual(expect.arrayContaining(['billing', 'prod', 'secure']));
    expect((await fixture.assumeAlone(['cache', 'clear', 'secure'])).stdout).toBe('Removed 1 cached entry.\n');
    expect((await fixture.assumeAlone(['export', 'secure', '--format', 'process'])).status).toBe(4);
  });
});
