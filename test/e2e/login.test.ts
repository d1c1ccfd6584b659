import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { dirname, join } from 'node:path';
import { describeWithAwsCli, runAws } from '../support/awsCli';
import { describeShell, SHELL_NAMES, type ShellName } from '../support/shells';
import { openSsoFixture, type SsoFixture, STATUS } from '../support/ssoFixture';
import type { InteractiveShell, Terminal } from '../support/terminal';

const OFFER =
  /^(You are not signed in to "acme"|Your sign-in to "acme" (has expired|is no longer valid))\.\nSign in now\? \[Y\/n\] ?$/m;
const WAITING = /assume: waiting for sign-in in the browser \.\.\.$/;
// With the date, if the sign-in ends after midnight.
const SIGNED_IN = /^Signed in to acme until (\d{4}-\d\d-\d\d )?\d\d:\d\d\.$/m;
const ANALYST = /:assumed-role\/AWSReservedSSO_Analyst_\w+\/ada/;

let fixture: SsoFixture;
const open: Terminal[] = [];
beforeEach(async () => {
  fixture = await openSsoFixture();
  fixture.sts.identityCenter.answerAlways('allow');
});
afterEach(async () => {
  for (const terminal of open.splice(0)) await terminal.close();
  await fixture.close();
});

const assume = (...args: string[]) => {
  const terminal = fixture.assume(args);
  open.push(terminal);
  return terminal;
};
const ended = async (terminal: Terminal) => ({ status: await terminal.ended, screen: terminal.screen() });

/** The URL that the user is shown. */
const shownUrl = (screen: string) => /^ {2}(http\S+)$/m.exec(screen)?.[1] ?? '';
const redirect = (screen: string) => new URL(new URL(shownUrl(screen)).searchParams.get('redirect_uri') ?? '');

const isListening = ({ port }: URL) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false)).on('connect', () => socket.destroy());
  });

for (const shell of SHELL_NAMES) {
  describeShell(shell, `signing in, in ${shell}`, () => {
    let terminal: InteractiveShell;
    beforeEach(async () => {
      fixture.browse('waits');
      terminal = await fixture.shell(shell);
      open.push(terminal);
    });
    const interrupt = async () => {
      await terminal.interrupt();
      return (await terminal.enter(STATUS[shell])).split('\n').at(-1);
    };

    test('with a browser works, and gives the identity of the profile', async () => {
      fixture.browse('follows');
      expect(await terminal.enter('assume login analyst')).toMatch(SIGNED_IN);
      expect(await terminal.enter('assume analyst')).toMatch(
        /^\S+ analyst {2}Analyst @ 555566667777 {2}eu-west-1 {2}.* left/,
      );
      expect(await terminal.enter('caller-identity')).toMatch(ANALYST);
      expect(statSync(fixture.token()).mode & 0o777).toBe(0o600);
    });

    test('can be interrupted with Ctrl-C, and leaves nothing behind', async () => {
      terminal.type('assume login analyst\r');
      const screen = await terminal.waitFor(WAITING);
      expect(await isListening(redirect(screen))).toBe(true);
      expect(await interrupt()).toBe('status 130');
      expect(terminal.screen()).not.toContain('waiting');
      expect(terminal.screen()).toMatch(/^ready> echo "status/m); // PowerShell prints no newline of its own
      expect(await isListening(redirect(screen))).toBe(false);
      expect(readdirSync(join(fixture.home, '.aws')).sort()).toEqual(['config', 'credentials']);
    });

    test('is offered when it is required, and then the shell changes', async () => {
      terminal.type('assume analyst\r');
      await terminal.waitFor(OFFER);
      // zsh may return 2 here. PowerShell kills a program whose output it captures, unless Ctrl-C has already ended it.
      const statuses: Partial<Record<ShellName, RegExp>> = { zsh: /^status (2|130)$/, pwsh: /^status (130|137)$/ };
      expect(await interrupt()).toMatch(statuses[shell] ?? /^status 130$/);
      terminal.type('assume analyst\r');
      await terminal.waitFor(OFFER);
      terminal.type('n\r');
      await terminal.waitFor(/^assume: Not signed in\.\nSign in: assume login analyst\nready>$/m);
      expect(await terminal.enter(STATUS[shell])).toBe('status 4');
      expect(await terminal.enter('caller-identity')).toBe('This shell has no credentials.');

      fixture.browse('follows');
      terminal.type('assume analyst\r');
      await terminal.waitFor((now) => now.split('[Y/n]').length === 4 && /\[Y\/n\] ?$/.test(now));
      terminal.type('\r');
      await terminal.waitFor(/^\S+ analyst {2}Analyst @ 555566667777 {2}eu-west-1 {2}.* left\nready>$/m);
      expect(await terminal.enter('caller-identity')).toMatch(ANALYST);
    });
  });
}

describe('A sign-in', () => {
  test('shows the URL if there is no browser, and it can be opened from elsewhere', async () => {
    const terminal = assume('login', 'analyst');
    const screen = await terminal.waitFor(
      /^Couldn't open a browser\. From another device: assume login analyst --device$/m,
    );
    expect(await (await fetch(shownUrl(screen))).text()).toContain('You are signed in');
    expect(await ended(terminal)).toMatchObject({ status: 0, screen: expect.stringMatching(SIGNED_IN) });
  });

  test('with --device shows a code for any browser, and opens none', async () => {
    fixture.browse('follows');
    const terminal = assume('login', 'analyst', '--device');
    const screen = await terminal.waitFor(/^Then confirm the code: \w{4}-\w{4}$/m);
    await terminal.waitFor(/assume: waiting for sign-in \.\.\.$/);
    expect(fixture.hasToken()).toBe(false);
    expect(await (await fetch(shownUrl(screen))).text()).toContain('approved');
    expect(await ended(terminal)).toMatchObject({ status: 0, screen: expect.stringMatching(SIGNED_IN) });
    expect(terminal.screen()).not.toContain('waiting');
  });

  test('in the legacy form is saved under its start URL, which the message names', async () => {
    fixture.browse('follows');
    fixture.addProfile(
      `[profile old]\nsso_start_url = ${fixture.startUrl}\nsso_region = eu-west-1\nsso_account_id = 555566667777\nsso_role_name = Analyst`,
    );
    const { status, screen } = await ended(assume('login', 'old'));
    expect([status, screen]).toEqual([0, expect.stringContaining(`Signed in to ${fixture.startUrl} until `)]);
    expect(fixture.hasToken(fixture.startUrl)).toBe(true);
    expect((await ended(assume('exec', 'old', 'caller-identity'))).screen).toMatch(ANALYST);
  });

  describe('whose page is not of the web', () => {
    let page: string;
    const oidc = createServer((request, response) => {
      const isDevice = request.url === '/device_authorization';
      const registered = { clientId: 'c', clientSecret: 's', clientSecretExpiresAt: 4e9 };
      const device = { deviceCode: 'd', userCode: 'BCDF-GHJK', verificationUri: page, expiresIn: 600, interval: 1 };
      request.resume().on('end', () => response.end(JSON.stringify(isDevice ? device : registered)));
    });
    beforeAll(() => once(oidc.listen(0, '127.0.0.1'), 'listening'));
    afterAll(() => oidc.close());
    const opened = () =>
      existsSync(join(fixture.home, 'opened')) ? readFileSync(join(fixture.home, 'opened'), 'utf8') : '';
    beforeEach(() => {
      fixture.addProfile(
        `[profile old]\nsso_start_url = ${fixture.startUrl}\nsso_region = eu-west-1\nsso_account_id = 555566667777\nsso_role_name = Analyst`,
      );
      for (const name of ['xdg-open', 'open']) {
        fixture.write(join('bin', name), '#!/bin/sh\necho "$@" >"$HOME/opened"\n');
        chmodSync(join(fixture.home, 'bin', name), 0o755);
      }
    });

    test.each(['file:///etc/passwd', 'javascript:alert(1)', '--help', 'http://example.com/device'])(
      'such as %s is refused by name, and no browser is started',
      async (verificationUri) => {
        page = verificationUri;
        const url = `http://127.0.0.1:${(oidc.address() as AddressInfo).port}`;
        for (const words of [['old'], ['analyst', '--device']]) {
          const terminal = fixture.assume(['login', ...words], { AWS_ENDPOINT_URL_SSO_OIDC: url });
          open.push(terminal);
          const { status, screen } = await ended(terminal);
          expect([status, screen.replace(/\s+/g, ' ')]).toEqual([
            1,
            `assume: ${url} asks to open the sign-in page ${page}, but only https is opened, and http on this machine.`,
          ]);
        }
        expect(opened()).toBe('');
      },
    );

    test('because the configured service is not on this machine, is refused before anything is sent', async () => {
      const terminal = fixture.assume(['login', 'analyst'], { AWS_ENDPOINT_URL_SSO_OIDC: 'http://sso.invalid' });
      open.push(terminal);
      const { status, screen } = await ended(terminal);
      expect([status, screen]).toEqual([
        1,
        expect.stringContaining('open the sign-in page http://sso.invalid/authorize'),
      ]);
      expect(opened()).toBe('');
    });

    test('is opened if it is of the web, with nothing else', async () => {
      page = 'https://example.com/device?a b="c"';
      const url = `http://127.0.0.1:${(oidc.address() as AddressInfo).port}`;
      const terminal = fixture.assume(['login', 'old'], { AWS_ENDPOINT_URL_SSO_OIDC: url });
      open.push(terminal);
      expect(await terminal.waitFor(/BCDF-GHJK/)).toMatch(/^ {2}https:\/\/example\.com\/device\?a%20b=%22c%22$/m);
      while (!opened().endsWith('\n')) await new Promise((resolve) => setTimeout(resolve, 50));
      expect(opened()).toBe('https://example.com/device?a%20b=%22c%22\n');
      terminal.type('\x03');
      await ended(terminal);
    });
  });

  test('that is denied in the browser is exit 5, and the browser shows that it failed', async () => {
    fixture.sts.identityCenter.answerAlways('deny');
    const terminal = assume('login', 'analyst');
    const page = await fetch(shownUrl(await terminal.waitFor(/^ {2}http/m)));
    expect(await page.text()).toContain('See the terminal for details');
    const { status, screen } = await ended(terminal);
    expect([status, screen]).toEqual([5, expect.stringMatching(/^assume: The sign-in was denied in the browser\.$/m)]);
    expect(fixture.hasToken()).toBe(false);
  });

  test('accepts no redirect with another state', async () => {
    fixture.browse('waits');
    const terminal = assume('login', 'analyst');
    const screen = await terminal.waitFor(WAITING);
    const forged = redirect(screen);
    for (forged.search of ['code=forged&state=wrong', 'code=forged', 'error=access_denied'])
      expect((await fetch(forged)).status).toBe(404);
    await fetch(shownUrl(screen));
    expect(await ended(terminal)).toMatchObject({ status: 0, screen: expect.stringMatching(SIGNED_IN) });
    expect(fixture.actions()).toEqual(['RegisterClient', 'CreateToken']);
  });

  test('requires an existing profile that starts with IAM Identity Center', async () => {
    const [unknown, keys] = await Promise.all([assume('login', 'analist'), assume('login', 'prod')].map(ended));
    expect([unknown?.status, unknown?.screen]).toEqual([
      3,
      expect.stringMatching(/^assume: Profile "analist" not found in .*\nDid you mean: assume login analyst$/s),
    ]);
    expect([keys?.status, keys?.screen]).toEqual([
      3,
      'assume: Profile "prod" doesn\'t use IAM Identity Center (source: access key of profile "me").\n' +
        'Use it without signing in: assume prod',
    ]);
    expect(await ended(assume('login', 'analyst', '--no-input'))).toEqual({
      status: 4,
      screen: 'assume: Signing in needs a person, and --no-input forbids prompting.',
    });
    expect(await ended(assume('login', '--no-input'))).toEqual({
      status: 2,
      screen: expect.stringMatching(/^assume: No profile given\.\nRun: assume list\nRun: assume login --help$/),
    });
    expect(fixture.actions()).toEqual([]);
  });

  test('says what cannot be reached', async () => {
    const nothing = { AWS_ENDPOINT_URL_SSO_OIDC: 'http://127.0.0.1:9' };
    const terminal = fixture.assume(['login', 'analyst'], nothing);
    open.push(terminal);
    expect(await ended(terminal)).toEqual({
      status: 1,
      screen: expect.stringMatching(
        /^assume: http:\/\/127\.0\.0\.1:9 could not be reached: connection refused\s\[ECONNREFUSED\]\nCheck the connection: curl /,
      ),
    });
  });

  test('that cannot be saved says where, and not that AWS is unreachable', async () => {
    fixture.browse('follows');
    const there = { HOME: join(fixture.home, 'bin', 'assume'), AWS_CONFIG_FILE: join(fixture.home, '.aws', 'config') };
    const terminal = fixture.assume(['login', 'analyst'], there);
    open.push(terminal);
    expect(await ended(terminal)).toEqual({
      status: 1,
      screen: expect.stringMatching(/^assume: The sign-in could not be saved to\s\S+\.json:\s+ENOTDIR/m),
    });
  });

  test('works without HOME, and without a terminal', async () => {
    fixture.browse('follows');
    fixture.sts.identityCenter.answerAlways('deny');
    const there = { HOME: undefined, AWS_CONFIG_FILE: join(fixture.home, '.aws', 'config') };
    const terminal = fixture.assume(['login', 'analyst'], there);
    open.push(terminal);
    expect(await terminal.ended).toBe(5);
    fixture.sts.identityCenter.answerAlways('allow');
    const { status, stdout, stderr } = await fixture.assumeAlone(['login', 'analyst']);
    expect([status, stdout, stderr]).toEqual([0, '', expect.stringMatching(SIGNED_IN)]);
    expect(stderr).not.toContain('\x1b');
  });

  test('can be made twice at the same time', async () => {
    fixture.browse('waits');
    const both = [assume('login', 'analyst'), assume('login', 'analyst')];
    for (const terminal of both) await terminal.waitFor(WAITING);
    for (const terminal of both) await fetch(shownUrl(terminal.screen()));
    for (const terminal of both) expect((await ended(terminal)).screen).toMatch(SIGNED_IN);
    expect(readdirSync(dirname(fixture.token()))).toHaveLength(1);
    expect((await ended(assume('exec', 'analyst', 'caller-identity'))).screen).toMatch(ANALYST);
  });
});

describe('A profile whose sign-in is missing', () => {
  const ROLE = `[profile behind]\nrole_arn = arn:aws:iam::222233334444:role/Nope\nsource_profile = analyst`;

  test.each(['y\r', ' Yes\r', '\r'])('prompts for it at a terminal, and goes on after %j', async (answer) => {
    fixture.browse('follows');
    const terminal = assume('exec', 'analyst', '--', 'caller-identity');
    await terminal.waitFor(OFFER);
    terminal.type(answer);
    expect(await ended(terminal)).toEqual({ status: 0, screen: expect.stringMatching(ANALYST) });
  });

  test('prompts for it at the start of a role chain, too', async () => {
    fixture.browse('follows');
    fixture.addProfile(ROLE);
    const terminal = assume('exec', 'behind', 'caller-identity');
    await terminal.waitFor(OFFER);
    terminal.type('\r');
    expect(await ended(terminal)).toEqual({ status: 5, screen: expect.stringContaining('AWS rejected') });
    expect(fixture.sts.requests.at(-1)).toMatchObject({
      action: 'AssumeRole',
      signer: expect.stringMatching(ANALYST),
    });
  });

  test('fails at once without a terminal to prompt on (exit 4), and names the command', async () => {
    fixture.addProfile(ROLE);
    for (const profile of ['analyst', 'behind']) {
      for (const flags of [[], ['--no-input']]) {
        const run = await fixture.assumeAlone(['exec', profile, ...flags, '--', 'caller-identity']);
        expect(run).toEqual({
          status: 4,
          stdout: '',
          stderr: 'assume: You are not signed in to "acme".\nSign in: assume login analyst\n',
        });
      }
    }
    const terminal = assume('exec', 'analyst', '--no-input', 'caller-identity');
    expect(await ended(terminal)).toMatchObject({ status: 4, screen: expect.not.stringContaining('[Y/n]') });
    expect(fixture.actions()).toEqual([]);
  });

  describe('after an earlier one', () => {
    beforeEach(async () => {
      fixture.browse('follows');
      expect((await ended(assume('login', 'analyst'))).status).toBe(0);
      fixture.changeToken({ expiresAt: '2020-01-01T00:00:00Z' });
    });
    const identity = () => fixture.assumeAlone(['exec', 'analyst', 'caller-identity']);
    const since = () => fixture.actions().slice(2);

    test('is renewed without a prompt', async () => {
      expect((await identity()).stdout).toMatch(ANALYST);
      expect(since()).toEqual(['CreateToken', 'GetRoleCredentials', 'GetCallerIdentity']);
    });

    test('prompts for a new one if it cannot be renewed', async () => {
      fixture.changeToken({ refreshToken: undefined });
      const terminal = assume('exec', 'analyst', 'caller-identity');
      expect(await terminal.waitFor(OFFER)).toContain('has expired');
      terminal.type('y\r');
      expect((await ended(terminal)).screen).toMatch(ANALYST);
    });

    test.each([
      [
        'throttling',
        5,
        /^assume: AWS is throttling requests and rejected the renewal of your sign-in to "acme" \(Throttling\)/,
      ],
      [
        'internalFailure',
        1,
        /^assume: AWS failed to process the renewal of your sign-in to "acme" \(InternalFailure\)/,
      ],
    ] as const)('is still valid after %s at its renewal', async (fault, exit, words) => {
      fixture.sts.fault(fault, { action: 'CreateToken' });
      const { status, stderr } = await identity();
      expect([status, stderr]).toEqual([exit, expect.stringMatching(words)]);
      fixture.sts.clearFaults();
      expect((await identity()).status).toBe(0);
    });

    test.each([
      [
        'throttling',
        5,
        /^assume: AWS is throttling requests and rejected GetRoleCredentials on permission set Analyst in /,
      ],
      [
        'serviceUnavailable',
        1,
        /^assume: AWS failed to process GetRoleCredentials on permission set Analyst in account 555566667777 for /,
      ],
      ['close', 1, /^assume: http\S+ could not be reached: /],
      ['truncated', 1, /^assume: http\S+ returned HTTP status 200, but not an AWS response; /],
      ['htmlPage', 1, /^assume: http\S+ returned HTTP status 200, but not an AWS response; /],
    ] as const)('is still valid after %s at the portal', async (fault, exit, words) => {
      fixture.sts.fault(fault, { action: 'GetRoleCredentials' });
      const { status, stdout, stderr } = await identity();
      expect([status, stdout, stderr]).toEqual([exit, '', expect.stringMatching(words)]);
    });

    test('shows that the portal takes long, and clears that on Ctrl-C', async () => {
      fixture.sts.fault('hang', { action: 'GetRoleCredentials' });
      const terminal = assume('exec', 'analyst', 'caller-identity');
      await terminal.waitFor(/^assume: waiting for IAM Identity Center \.\.\.$/);
      terminal.type('\x03');
      expect((await ended(terminal)).screen).toBe('');
    });
  });
});

describeWithAwsCli('The sign-in is shared with the AWS CLI', () => {
  const aws = (...args: string[]) =>
    runAws(args, {
      home: fixture.home,
      sts: fixture.sts.url,
      env: { BROWSER: join(fixture.home, 'bin', 'xdg-open'), PATH: `${join(fixture.home, 'bin')}:/usr/bin:/bin` },
    });
  const byAws = () => aws('sts', 'get-caller-identity', '--profile', 'analyst');
  const byAssume = () => fixture.assumeAlone(['exec', 'analyst', '--no-cache', 'caller-identity']);
  beforeEach(() => fixture.browse('follows'));

  test('what `aws sso login` saves serves assume, which renews it', async () => {
    expect(await aws('sso', 'login', '--profile', 'analyst')).toMatchObject({ status: 0, stderr: '' });
    expect((await byAssume()).stdout).toMatch(ANALYST);
    fixture.changeToken({ expiresAt: '2020-01-01T00:00:00Z' });
    expect((await byAssume()).stdout).toMatch(ANALYST);
    expect((await byAws()).stdout).toMatch(ANALYST);
    expect(fixture.actions().filter((action) => action === 'RegisterClient')).toHaveLength(1);
  });

  test('what `assume login` saves serves the AWS CLI, which renews it and signs out', async () => {
    expect((await ended(assume('login', 'analyst'))).status).toBe(0);
    fixture.changeToken({ expiresAt: '2020-01-01T00:00:00Z' });
    expect((await byAws()).stdout).toMatch(ANALYST);
    expect((await byAssume()).stdout).toMatch(ANALYST);
    const grants = fixture.sts.requests.map(({ parameters }) => parameters.grantType).filter(Boolean);
    expect(grants).toEqual(['authorization_code', 'refresh_token']);
    expect(await aws('sso', 'logout')).toMatchObject({ status: 0 });
    expect((await byAssume()).status).toBe(4);
  });
});
