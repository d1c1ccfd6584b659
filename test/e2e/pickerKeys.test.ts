import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAIN } from '../support/bundles';
import { MANY, manyProfiles } from '../support/manyProfiles';
import type { Environment } from '../support/shells';
import { openTerminal, type Terminal } from '../support/terminal';
import { describeWith } from '../support/tools';

/** The first line of the plan that follows a choice. */
const planOf = (name: string) => `Source: IAM Identity Center (profile ${name})`;

const PROD = 'payments-prod/Admin';
const QUERY = /^Profile: /m;

/** Runs `assume` with its pid in a file, then shows how it ended and what the terminal is like; what the last program prints can be lost. */
const SCRIPT = `export TERM=\${DUMB:-$TERM}; (echo $BASHPID >"$HOME/pid"; exec "$0" "$@"); echo "status $?"; stty -a; echo bye; read -r`;

interface Start {
  readonly args?: readonly string[];
  readonly env?: Environment;
  readonly cols?: number;
  readonly rows?: number;
  readonly wraps?: boolean;
}

describeWith('bash', 'the picker on a terminal', () => {
  const { home, remove } = manyProfiles();
  let terminal: Terminal | undefined;
  afterEach(async () => {
    await terminal?.close();
    terminal = undefined;
  });
  afterAll(remove);

  function start({ args = ['plan'], env, ...size }: Start = {}): Terminal {
    const words = ['--norc', '--noprofile', '-c', SCRIPT, process.execPath, MAIN, ...args];
    terminal = openTerminal({ file: 'bash', args: words, env: { HOME: home, ...env }, cwd: home, ...size });
    return terminal;
  }

  /** Starts it, and waits for the first picture. */
  async function open(options?: Start, shown: RegExp = QUERY): Promise<Terminal> {
    const opened = start(options);
    await opened.waitFor(shown, 20_000);
    return opened;
  }

  const pid = () => Number(readFileSync(join(home, 'pid'), 'utf8'));

  /** Waits for the end. The terminal must be in line mode with echo, with a visible cursor, and no longer mark pastes. */
  async function ended(opened: Terminal): Promise<string> {
    await opened.waitFor(/^bye$/m);
    const [screen, output] = [opened.screen(), opened.raw()];
    expect(screen).toMatch(/^opost .*\bisig icanon iexten echo /ms);
    expect(output.lastIndexOf('\x1b[?25h')).toBeGreaterThanOrEqual(output.lastIndexOf('\x1b[?25l'));
    expect(output.lastIndexOf('\x1b[?2004l')).toBeGreaterThanOrEqual(output.lastIndexOf('\x1b[?2004h'));
    expect(screen).not.toMatch(QUERY);
    return screen;
  }

  test('finds by words, chooses with Enter, and leaves nothing of itself', async () => {
    const picker = await open();
    picker.type('pay pro adm');
    await picker.waitFor(/^Profile: pay pro adm .*\n> payments-prod\/Admin /m);
    picker.type('\r');
    expect(await ended(picker)).toMatch(
      new RegExp(`^1\\. ${planOf(PROD).replace(/[()]/g, '\\$&')}[\\s\\S]*^status 0$`, 'm'),
    );
  });

  test.each([
    ['Esc', '\x1b'],
    ['Ctrl-C', '\x03'],
  ])('ends with %s: status 130, nothing printed', async (_, key) => {
    const picker = await open();
    picker.type(key);
    expect(await ended(picker)).toMatch(/^status 130\n/);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)('ends by %s, with the terminal restored', async (signal, status) => {
    const picker = await open();
    process.kill(pid(), signal);
    expect(await ended(picker)).toMatch(new RegExp(`status ${status}\n`));
  });

  test('ends when the terminal is closed', async () => {
    const picker = await open();
    const isAlive = () => {
      try {
        return process.kill(pid(), 0);
      } catch {
        return false;
      }
    };
    expect(isAlive()).toBe(true);
    picker.kill('SIGKILL');
    await picker.ended;
    for (let tries = 0; isAlive() && tries < 100; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isAlive()).toBe(false);
  });

  test('follows the size of its window, down to lines and columns that hold hardly anything', async () => {
    const picker = await open({ cols: 80, rows: 24, wraps: false });
    picker.type('pay pro');
    await picker.waitFor(/^Profile: pay pro .*\n> payments-prod\/Admin .* Admin$/m);
    for (const [columns, rows, shown] of [
      [40, 24, /^> paymen…Admin {2}\d{12} {2}paym…prod$/m],
      [100, 8, /^> payments-prod\/Admin .* eu-west-1$/m],
      [100, 3, /^Profile: pay pro .*\n> payments-prod/m],
      [10, 2, /^pay pro/m],
      [80, 24, /^> payments-prod\/Admin .* Admin$/m],
    ] as const) {
      picker.resize(columns, rows);
      await picker.waitFor((screen) => shown.test(screen.split('\n').slice(-rows).join('\n')));
    }
    picker.type('\x1b');
    expect((await ended(picker)).match(/payments-prod/g)).toBeNull();
  });

  test('an Enter that is pasted with a name chooses nothing, with or without paste marks', async () => {
    const picker = await open();
    picker.type('web-dev/Bil\r');
    await picker.waitFor(/^Profile: web-dev\/Bil .*\n> web-dev\/Billing /m);
    picker.type('\x15\x1b[200~web-prod/Sup\r\n\x1b[201~');
    await picker.waitFor(/^Profile: web-prod\/Sup .*\n> web-prod\/Support /m);
    picker.type('\r');
    expect(await ended(picker)).toContain(planOf('web-prod/Support'));
  });

  test('a pasted link becomes account number and role, to see and to edit', async () => {
    const picker = await open({ args: ['plan', 'web-prod/A'] });
    const account = /\d{12}/.exec(picker.screen())?.[0] ?? '';
    expect(picker.screen()).toMatch(/^Profile: web-prod\/A .*\n> web-prod\/Admin /m);
    picker.type('\x15');
    await picker.waitFor(/400\/400$/m);
    picker.type(`\x1b[200~https://acme.awsapps.com/start/#/console?account_id=${account}&role_name=Billing\x1b[201~`);
    await picker.waitFor(new RegExp(`^Profile: ${account} Billing .* 1/400\n> web-prod/Billing `, 'm'));
    picker.type('\r');
    expect(await ended(picker)).toContain(planOf('web-prod/Billing'));
  });

  test('a link as a word does too, and is offered', async () => {
    const { account } = (await import('../support/manyProfiles')).MANY[0] ?? { account: '' };
    const link = `https://${account}-abcdefgh.eu-west-1.console.aws.amazon.com/s3/home`;
    const picker = await open({ args: ['plan', link] }, /^Profile: \d{12} .* 7\/400$/m);
    picker.type('\x1b[F');
    await picker.waitFor(/^> payments-dev\/DataScientist /m);
    picker.type('\x03');
    expect(await ended(picker)).toContain('status 130');
  });

  test('begins with all words that were typed', async () => {
    const picker = await open(
      { args: ['plan', 'web', 'prod', 'bil'] },
      /^Profile: web prod bil .*\n> web-prod\/Billing /m,
    );
    picker.type('\r');
    expect(await ended(picker)).toContain(planOf('web-prod/Billing'));
  });

  test('puts an account number that begins with the word before one that contains it', async () => {
    const middle = MANY.find(({ account }) => MANY.some((other) => other.account.startsWith(account.slice(4, 6))));
    const word = middle?.account.slice(4, 6) ?? '';
    const first = MANY.find(({ account }) => account.startsWith(word));
    const picker = await open({ args: ['plan', word], cols: 120 });
    expect(middle?.account).not.toMatch(new RegExp(`^${word}`));
    await picker.waitFor(new RegExp(`^> ${first?.name} +${first?.account} `, 'm'));
    picker.type('\x1b');
    await ended(picker);
  });

  test('keeps what was typed before it was there', async () => {
    const picker = start();
    picker.type('café pro adm');
    await picker.waitFor(/^Profile: café pro adm .*\n> café-prod\/Admin /m, 20_000);
    picker.type('\r');
    expect(await ended(picker)).toContain(planOf('café-prod/Admin'));
  });

  test('moves by every key, through unknown ones, and at the edges', async () => {
    const picker = await open();
    const selected = (name: string) => picker.waitFor(new RegExp(`^> ${name} `, 'm'));
    /** What follows an unknown key at once is part of it, so the key after that may have to be typed again. */
    const typeAfterUnknown = async (unknown: string, key: string, name: string) => {
      picker.type(unknown);
      const again = setInterval(() => picker.type(key), 300);
      await selected(name).finally(() => clearInterval(again));
    };
    for (const [keys, name] of [
      ['\x1b[B', 'payments-dev/ReadOnly'],
      ['\x1bOB', 'payments-dev/Developer'],
      ['\x0e', 'payments-dev/Billing'],
      ['\x10', 'payments-dev/Developer'],
      ['\x1b[A', 'payments-dev/ReadOnly'],
      ['\x1b[6~', 'payments-test/DataScientist'],
      ['\x1b[5~', 'payments-dev/ReadOnly'],
    ] as const) {
      picker.type(keys);
      await selected(name);
    }
    await typeAfterUnknown('\x1b[27;5;13~\x1b[6~', '\x1b[F', '開発-dev/Admin|開発-\\S+');
    await typeAfterUnknown('\x1b[<0;10;10M', '\x1b[H', 'payments-dev/Admin'); // a mouse report
    picker.type('web x');
    await picker.waitFor(/^Profile: web x /m);
    picker.type('\x17\x7f\x08');
    await picker.waitFor(/^Profile: we /m);
    picker.type('\x1b');
    await ended(picker);
  });

  test('shows wide names in their columns', async () => {
    const picker = await open({ args: ['plan', '開発-d'] });
    const [one = '', two = ''] = picker.screen().split('\n').slice(1);
    expect(one).toMatch(/^> 開発-dev\/Admin +\d{12} /);
    // Both begin with the same two wide characters, so their columns agree in letters too.
    expect(two.search(/\d{12}/)).toBe(one.search(/\d{12}/));
    picker.type('\x1b');
    await ended(picker);
  });

  test('has no colors with NO_COLOR', async () => {
    const picker = await open({ args: ['plan', 'payments-pr'], env: { NO_COLOR: '1' } });
    expect(picker.screen()).toMatch(/^> ! payments-prod\/Admin /m);
    expect(picker.raw().replaceAll('\u001b', '^')).not.toMatch(/\^\[[\d;]*[34]\d/);
    picker.type('\x1b');
    await ended(picker);
  });

  test('is a numbered list with --plain, without any control sequence', async () => {
    const picker = await open({ args: ['plan', '--plain', 'web-pro'], cols: 140 }, /^Number, or words .*: ?$/m);
    expect(picker.screen()).toMatch(
      /^1\. web-prod\/Admin, account \d{12}, web prod, role Admin, eu-west-1, production$/m,
    );
    picker.type('nothing like it\r');
    await picker.waitFor(/^Nothing matches nothing like it\.\nNumber, .*: ?$/m);
    picker.type('data dr bil\r');
    await picker.waitFor(/^1\. data-platform-dr\/Billing, [\s\S]*\nNumber, .*: ?$/m);
    picker.type('1\r');
    await picker.waitFor(/^bye$/m);
    expect(picker.screen()).toContain(planOf('data-platform-dr/Billing'));
    expect(picker.raw().slice(0, picker.raw().lastIndexOf('(empty cancels)'))).not.toContain('\x1b');
  });

  test.each([
    ['an empty line', '\r'],
    ['Ctrl-D', '\x04'],
  ])('is a short one on a dumb terminal, which %s cancels', async (_, key) => {
    const picker = await open({ env: { DUMB: 'dumb' } }, /^380 more\. Type words to narrow the list\.\nNumber, /m);
    picker.type(key);
    await picker.waitFor(/^bye$/m);
    expect(picker.screen()).toMatch(/^status 130$/m);
  });

  test.each<[string, Start, RegExp]>([
    ['with CI', { env: { CI: 'true' } }, /^assume: No profile given\.[\s\S]*^status 2$/m],
    ['with --no-input', { args: ['exec', '--no-input', 'pay', 'true'] }, /Profile "pay" not found[\s\S]*^status 3$/m],
    [
      'for plan with --no-input',
      { args: ['plan', 'pay', '--no-input'] },
      /Profile "pay" not found[\s\S]*^Did you mean: assume plan payments[\s\S]*^status 3$/m,
    ],
    [
      'for words of which one is in nothing',
      { args: ['plan', 'web', 'nowhere'] },
      /^assume: Unexpected argument "nowhere"\.[\s\S]*^status 2$/m,
    ],
    [
      'for several words with another problem',
      { args: ['plan', 'web', 'prod', '--bogus'] },
      /^assume: Unknown option "--bogus"\.[\s\S]*^status 2$/m,
    ],
    ['for login with --no-input', { args: ['login', '--no-input'] }, /^assume: No profile given\.[\s\S]*^status 2$/m],
    [
      'for a word that nothing contains',
      { args: ['plan', 'nowhere'] },
      /Profile "nowhere" not found[\s\S]*^status 3$/m,
    ],
    ['for a name', { args: ['plan', PROD] }, /payments-prod\/Admin\)$[\s\S]*^status 0$/m],
    ['for the ARN of a role', { args: ['plan', 'arn:aws:iam::111122223333:role/web'] }, /status \d/],
    [
      'for `assume` without shell integration',
      { args: [] },
      /shell integration isn't loaded[\s\S]*^Show all commands: assume help[\s\S]*^status 2$/m,
    ],
    ['for a word without shell integration', { args: ['pay'] }, /shell integration isn't loaded[\s\S]*^status 2$/m],
    ['for export', { args: ['export', 'pay'] }, /Profile "pay" not found[\s\S]*^status 3$/m],
  ])('does not open %s', async (_, options, shown) => {
    const program = start(options);
    await program.waitFor(/^bye$/m);
    expect(program.screen()).toMatch(shown);
    expect(program.raw()).not.toContain('\x1b[?2004h');
  });
});
