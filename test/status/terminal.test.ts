import { MAIN } from '../support/bundles';
import { openDemo, scriptOf } from '../support/demo';
import { describeShell, SHELL_NAMES } from '../support/shells';
import { interactiveShell, openTerminal } from '../support/terminal';

const SOON = () => Math.floor(Date.now() / 1000);

/** What `assume prod` sets, with so many seconds left. */
function assumed(seconds: number): Record<string, string> {
  const end = SOON() + seconds;
  return {
    AWS_ACCESS_KEY_ID: 'ASIA',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_SESSION_TOKEN: 't',
    AWS_CREDENTIAL_EXPIRATION: new Date(end * 1000).toISOString(),
    AWS_REGION: 'eu-central-1',
    AWS_ACCOUNT_ID: '333344445555',
    ASSUME_PROFILE: 'prod',
    ASSUME_ROLE: 'Admin',
    ASSUME_COLOR: 'red',
    ASSUME_EXPIRES: String(end),
    ASSUME_RESTORE: '{"AWS_PROFILE":"x","AWS_REGION":"y"}',
    AWS_PROFILE: 'dev',
    AWS_SHARED_CREDENTIALS_FILE: '/tmp/elsewhere/credentials',
  };
}

/** The bytes and the screen of `assume status` in a terminal. */
async function shown(columns: number, env: Record<string, string>) {
  const terminal = openTerminal({ file: process.execPath, args: [MAIN, 'status'], env, cols: columns, rows: 40 });
  await terminal.ended;
  const [raw, screen] = [terminal.raw(), terminal.screen()];
  await terminal.close();
  return { raw, screen };
}

describe('assume status in a terminal', () => {
  test('fits 80 columns', async () => {
    const { screen } = await shown(80, assumed(3590));
    expect(screen.replace(/\d\d:\d\d/, '12:00')).toBe(`prod  59m left (until 12:00)
   account       333344445555
   role          Admin
   region        eu-central-1
   off restores  AWS_REGION, AWS_PROFILE
Also in effect
   AWS_PROFILE                  The AWS SDKs for JavaScript and Go v1 use
                                profile "dev" instead, and the AWS CLI takes
                                settings from it
   AWS_SHARED_CREDENTIALS_FILE  Access keys are read from
                                /tmp/elsewhere/credentials, not from
                                ~/.aws/credentials`);
  });

  test('fits 40 columns, where long names stand above what they do', async () => {
    const { screen } = await shown(40, assumed(3590));
    expect(screen.replace(/\d\d:\d\d/, '12:00')).toBe(`prod  59m left (until 12:00)
   account       333344445555
   role          Admin
   region        eu-central-1
   off restores  AWS_REGION, AWS_PROFILE
Also in effect
   AWS_PROFILE
      The AWS SDKs for JavaScript and Go
      v1 use profile "dev" instead, and
      the AWS CLI takes settings from it
   AWS_SHARED_CREDENTIALS_FILE
      Access keys are read from
      /tmp/elsewhere/credentials, not
      from ~/.aws/credentials`);
  });

  test('shows production in its color, and the last ten minutes in theirs', async () => {
    expect((await shown(80, assumed(3590))).raw).toContain('\x1b[97;41mprod\x1b[0m  59m left');
    expect((await shown(80, assumed(500))).raw.replace(/\d\d:\d\d/, '12:00')).toContain(
      '\x1b[97;41mprod\x1b[0m  \x1b[30;43m8m left (until 12:00)\x1b[0m',
    );
    expect((await shown(80, { ...assumed(3590), ASSUME_COLOR: 'cyan' })).raw).toContain('\x1b[30;46mprod');
  });

  test('has no colors with NO_COLOR, nor from a name that would be one', async () => {
    const env = { ...assumed(500), NO_COLOR: '1' };
    expect((await shown(80, env)).raw).not.toContain('\x1b[3');
    expect((await shown(80, env)).raw).not.toContain('\x1b[9');
    const { screen } = await shown(80, { ...env, ASSUME_PROFILE: 'a\x1b[31mb' });
    expect(screen).toContain('a?[31mb');
  });
});

for (const shell of SHELL_NAMES) {
  describeShell(shell, `assume status typed into ${shell}`, () => {
    test('tells who one is before, during and after an assume, also below sh, and a profile of its name is reached', async () => {
      const demo = await openDemo();
      const { folder: home, env } = demo.home;
      const terminal = await interactiveShell(shell, { home, env, init: scriptOf(shell) });
      try {
        expect(await terminal.enter('assume whoami')).toMatch(/^No profile assumed\./);
        await terminal.enter('assume dev');
        const during = await terminal.enter('assume status');
        expect(during).toMatch(/^dev {2}\d+m left \(until \d\d:\d\d\)\n {3}account +222233334444\n/);
        expect(await terminal.enter('sh -c "assume whoami"')).toBe(during);
        expect(await terminal.enter('assume status --verify')).toMatch(/verified +arn:aws:sts::222233334444:/);
        expect(await terminal.enter('assume use status')).toMatch(/Profile "status" not found/);
        await terminal.enter('assume off');
        expect(await terminal.enter('assume status')).toMatch(/^No profile assumed\./);
      } finally {
        await terminal.close();
        await demo.close();
      }
    });

    test('opens the demo in the same shell, with a card that fits', async () => {
      const demo = await openDemo();
      const { folder: home, env } = demo.home;
      const terminal = await interactiveShell(shell, {
        home,
        env: { ...env, SHELL: '/bin/sh' },
        init: scriptOf(shell),
        cols: 80,
      });
      try {
        terminal.type('assume demo\r');
        const prompt = { bash: /demo\$$/, zsh: /demo%$/, fish: /demo>$/, pwsh: /demo>$/ }[shell];
        const card = await terminal.waitFor(prompt, 30_000);
        expect(card).toMatch(/Its home folder is its own, and so are its settings:\n\S*assume-demo-\w+\n/);
        // A line that is too long would go on in the first column.
        const lines = card.slice(card.indexOf('\n  assume list'), card.indexOf('leave the sandbox')).split('\n');
        expect(lines.filter((line) => line !== '' && !line.startsWith('  '))).toEqual([]);
        terminal.type('exit\r');
        await terminal.prompt();
      } finally {
        await terminal.close();
        await demo.close();
      }
    });
  });
}
