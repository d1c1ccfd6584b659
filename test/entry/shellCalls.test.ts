import { COMMAND_SPECS, isCommand } from '../../src/argv/commandManifest';
import type { Context } from '../../src/context';
import { outcomeOf } from '../../src/entry/dispatch';
import { upgradeNotice } from '../../src/install/installHints';
import { parseCall, parseCaller, type ShellCall } from '../../src/shells/call';
import { render, renderRun } from '../../src/shells/render';
import { findShell, SHELLS } from '../../src/shells/table';
import { contextWith, fakeSts, issued } from '../credentials/stsFixture';
import { arn, filesOf, HOME, keys, rejectionOf } from '../plan/planFixtures';
import { hostileValues } from '../support/hostileValues';

const config = [
  `[profile base]\nregion = eu-west-1\n${keys('AKIABASE')}`,
  `[profile prod]\nrole_arn = ${arn('prod')}\nsource_profile = base\nregion = eu-west-2\n`,
  `[profile list]\n${keys('AKIALIST')}`,
  `[profile off]\n${keys('AKIAOFF')}`,
  `[profile -odd]\n${keys('AKIAODD')}`,
  `[profile constructor]\n${keys('AKIACONSTRUCTOR')}`,
].join('');

const context = (env: Context['env'] = {}): Context => ({
  ...contextWith(fakeSts().sts),
  env: { ...HOME, ...env },
  files: filesOf({ config }),
});

const call = (...words: string[]): ShellCall => {
  const parsed = parseCall(['--eval=bash/1', '--', ...words]);
  if (!parsed) throw new Error('not a call of a shell integration');
  return parsed;
};

/** What the shell integration evaluates. */
async function evaluated(to: ShellCall, from: Context): Promise<string> {
  const outcome = await outcomeOf(to.words, to, from);
  if (outcome.kind === 'change') return render(outcome.change, to.shell.dialect);
  if (outcome.kind === 'run') return renderRun(['assume', ...outcome.words], to.shell.dialect);
  return outcome.kind === 'text' ? outcome.text : '';
}
const snippetFor = (words: readonly string[], env?: Context['env']) => evaluated(call(...words), context(env));

describe('a call of a shell integration', () => {
  test.each([
    [['--eval=bash/1', '--'], 'eval', 'bash', 1, []],
    [['--eval=bash/1', '--', 'prod'], 'eval', 'bash', 1, ['prod']],
    [['--eval=zsh/1', '--', ''], 'eval', 'zsh', 1, ['']],
    [['--eval=fish/12', '--', '--', 'x'], 'eval', 'fish', 12, ['--', 'x']],
    [['--eval=pwsh/1', '--', '--eval=bash/1', '--'], 'eval', 'powershell', 1, ['--eval=bash/1', '--']],
    [['--complete=powershell/1', '--', 'pr'], 'complete', 'powershell', 1, ['pr']],
  ])('%j is parsed', (argv, kind, shell, version, words) => {
    const parsed = parseCall(argv);
    expect(parsed && { ...parsed, shell: parsed.shell.name }).toEqual({ kind, shell, version, words });
  });

  test.each([
    [[]],
    [['prod']],
    [['--eval']],
    [['--eval=bash/1']],
    [['--eval=bash/1', 'prod']],
    [['--eval', 'bash/1', '--', 'prod']],
    [['prod', '--eval=bash/1', '--']],
    [['--eval=bash', '--', 'prod']],
    [['--eval=bash/', '--', 'prod']],
    [['--eval=bash/x', '--', 'prod']],
    [['--eval=bash/-1', '--', 'prod']],
    [['--eval=bash/1/2', '--', 'prod']],
    [['--eval=/1', '--', 'prod']],
    [['--eval=nosuch/1', '--', 'prod']],
    [['--eval=constructor/1', '--', 'prod']],
    [['--eval=BASH/1', '--', 'prod']],
    [['--eval= bash/1', '--', 'prod']],
    [['--eval=bash/1\n', '--', 'prod']],
    [['--source=bash/1', '--', 'prod']],
    [['-eval=bash/1', '--', 'prod']],
  ])('%j are arguments of a user', (argv) => {
    expect(parseCall(argv)).toBeUndefined();
  });

  test('of another version is parsed, and gets a notice how to upgrade', () => {
    for (const { name, install } of SHELLS) {
      const caller = parseCaller(`${name}/2`);
      expect(caller && upgradeNotice(caller)).toBe(
        `The shell integration loaded here is from another version of assume. Upgrade it: ${name === 'cmd' ? install : `assume init ${name} --install`}`,
      );
    }
  });

  test('of this version gets no notice', () => {
    const caller = parseCaller('bash/1');
    expect(caller && upgradeNotice(caller)).toBeUndefined();
  });
});

describe('an assume returns the change of the environment', () => {
  test.each([[['prod']], [['use', 'prod']], [['--', 'prod']], [['use', '--', 'prod']], [['prod', '--']]])(
    '%j',
    async (words) => {
      const text = await snippetFor(words);
      expect(text).toContain("\\builtin export ASSUME_PROFILE='prod'\n");
      expect(text).toContain(`\\builtin export AWS_SESSION_TOKEN='${issued(arn('prod')).sessionToken}'\n`);
      expect(text).toContain("\\builtin export AWS_REGION='eu-west-2'\n");
    },
  );

  test.each([
    [['-r', 'us-east-2', 'prod']],
    [['-rus-east-2', 'prod']],
    [['--region', 'us-east-2', 'prod']],
    [['--region=us-east-2', 'prod']],
    [['prod', '-r', 'us-east-2']],
    [['use', 'prod', '--region', 'us-east-2']],
    [['use', '--region', 'us-east-2', 'prod']],
    [['--mfa-token', '123456', 'prod', '-r', 'us-east-2']],
    [['prod', '-t', '123456', '--region=us-east-2']],
  ])('options may come before and after the profile: %j', async (words) => {
    expect(await snippetFor(words)).toContain("\\builtin export AWS_REGION='us-east-2'\n");
  });

  test('- switches to the previous profile', async () => {
    expect(await snippetFor(['-'], { ASSUME_PREVIOUS: 'prod' })).toContain("ASSUME_PROFILE='prod'\n");
    expect(await snippetFor(['use', '-'], { ASSUME_PREVIOUS: 'prod' })).toContain("ASSUME_PROFILE='prod'\n");
    expect(await snippetFor(['-', '-r', 'us-east-2'], { ASSUME_PREVIOUS: 'prod' })).toContain(
      "AWS_REGION='us-east-2'\n",
    );
  });

  test('`use` reaches a profile named like a command', async () => {
    expect(await snippetFor(['use', 'list'])).toContain("AWS_ACCESS_KEY_ID='AKIALIST'\n");
    expect(await snippetFor(['use', 'off'])).toContain("AWS_ACCESS_KEY_ID='AKIAOFF'\n");
  });

  test('-- comes before a profile that starts with a dash', async () => {
    expect(await snippetFor(['--', '-odd'])).toContain("AWS_ACCESS_KEY_ID='AKIAODD'\n");
  });

  test('a profile named like a member of every object is not a command', async () => {
    expect(await snippetFor(['constructor'])).toContain("AWS_ACCESS_KEY_ID='AKIACONSTRUCTOR'\n");
  });

  test('each shell gets its own syntax', async () => {
    const texts = SHELLS.map(({ name }) =>
      evaluated({ ...call('base'), ...parseCaller(`${name}/1`) } as ShellCall, context()),
    );
    expect(new Set(await Promise.all(texts)).size).toBe(SHELLS.length - 2); // bash and zsh share one, and so do nushell and xonsh
  });

  test('off restores the environment', async () => {
    const text = await snippetFor(['off'], { ASSUME_PROFILE: 'prod', ASSUME_RESTORE: '{"AWS_PROFILE":"me"}' });
    expect(text).toContain("\\builtin export AWS_PROFILE='me'\n");
    expect(text).toContain('\\builtin unset -v ASSUME_PROFILE\n');
  });

  test('off never fails, whatever it restores: what a shell cannot set is removed, and named', async () => {
    const isRefused = (value: string, shell: string) =>
      value.includes('\ufffd') || findShell(shell)?.dialect.refuses?.characters.test(value) === true;
    for (const { name } of SHELLS) {
      for (const value of hostileValues()) {
        const env = { ASSUME_PROFILE: 'x', ASSUME_RESTORE: JSON.stringify({ AWS_PROFILE: value, AWS_REGION: 'eu' }) };
        const words = parseCall([`--eval=${name}/1`, '--', 'off']) as ShellCall;
        const outcome = await outcomeOf(['off'], words, context(env));
        if (outcome.kind !== 'change') throw new Error(outcome.kind);
        expect(render(outcome.change, words.shell.dialect)).not.toBe('');
        expect(outcome.change).toContainEqual(['AWS_REGION', 'eu']);
        expect(outcome.change).toContainEqual(['AWS_PROFILE', isRefused(value, name) ? null : value]);
        expect(outcome.warning !== undefined).toBe(isRefused(value, name));
      }
    }
    const tcsh = parseCall(['--eval=tcsh/1', '--', 'off']);
    const env = { ASSUME_PROFILE: 'x', ASSUME_RESTORE: '{"AWS_PROFILE":"two\\nlines","AWS_REGION":1}' };
    expect(await outcomeOf(['off'], tcsh, context(env))).toMatchObject({
      warning:
        "Credentials cleared, but AWS_PROFILE could not be restored (it contains a line feed, which tcsh can't represent), and AWS_REGION could not be restored (ASSUME_RESTORE is damaged).",
    });
  });

  test.each([
    ['{"AWS_PROFILE":"a\\u0000b","AWS_REGION":"\\ud800x","AWS_VAULT":"ok"}', 'AWS_REGION, AWS_PROFILE', 'damaged'],
    ['{"AWS_PROFILE":null,"ASSUME_RESTORE":"x","HOME":1,"AWS_VAULT":"ok"}', 'AWS_PROFILE', 'damaged'],
    ['{"HOME":"x","AWS_VAULT":"ok"}', 'the earlier AWS_* variables', 'missing or damaged'],
    ['["AWS_PROFILE"]', 'the earlier AWS_* variables', 'missing or damaged'],
  ])('off names what a damaged ASSUME_RESTORE has lost: %s', async (ASSUME_RESTORE, names, state) => {
    const words = parseCall(['--eval=bash/1', '--', 'off']);
    const outcome = await outcomeOf(['off'], words, context({ ASSUME_PROFILE: 'x', ASSUME_RESTORE }));
    expect(outcome).toMatchObject({
      warning: `Credentials cleared, but ${names} could not be restored (ASSUME_RESTORE is ${state}).`,
    });
  });

  test('a failure is thrown, and returns nothing', async () => {
    expect((await rejectionOf(snippetFor(['nowhere']))).exitCode).toBe(3);
    expect((await rejectionOf(snippetFor(['']))).exitCode).toBe(3);
    expect((await rejectionOf(snippetFor(['-']))).exitCode).toBe(3);
    expect((await rejectionOf(snippetFor(['prod', '--region', 'not a region']))).exitCode).toBe(2);
    expect((await rejectionOf(snippetFor(['prod', '--region=']))).exitCode).toBe(2);
    expect((await rejectionOf(snippetFor(['prod', '--mfa-token', '12345']))).exitCode).toBe(2);
  });
});

describe('an invalid command line has exit status 2', () => {
  const rejected = (words: readonly string[]) => rejectionOf(snippetFor(words));

  test.each([
    [[]],
    [['use']],
    [['--']],
    [['prod', 'dev']],
    [['use', 'prod', 'dev']],
    [['off', 'prod']],
    [['--no-such-flag']],
    [['prod', '--no-such-flag']],
    [['prod', '--no-such-flag=x']],
    [['prod', '-x']],
    [['prod', '--region']],
    [['prod', '--region', '--mfa-token']],
    [['prod', '--eval=bash/1']],
    [['prod', '--json']],
    [['off', '--no-such-flag']],
    [['--region', 'eu-west-1']],
  ])('%j', async (words) => {
    expect((await rejected(words)).exitCode).toBe(2);
  });

  test('an option given twice', async () => {
    expect((await rejected(['prod', '-r', 'eu-west-1', '-r', 'eu-west-2'])).exitCode).toBe(2);
  });

  test('off with an option of use', async () => {
    expect((await rejected(['off', '--region', 'eu-west-1'])).exitCode).toBe(2);
  });
});

describe('a command that prints text returns a call of the program, so its text is never evaluated', () => {
  const printing = Object.keys(COMMAND_SPECS).filter((word) => isCommand(word) && word !== 'use' && word !== 'off');

  test.each(printing)('%s', async (command) => {
    expect(await snippetFor([command])).toBe(`\\builtin command 'assume' '${command}'\n`);
    expect(await snippetFor([command, "it's", '--x'])).toBe(
      `\\builtin command 'assume' '${command}' 'it'\\''s' '--x'\n`,
    );
  });

  test.each([
    [['--help']],
    [['-h']],
    [['--version']],
    [['prod', '--help']],
    [['use', '--help']],
    [['off', '-h']],
    [['no-such-profile', '--no-such-flag', '--help']],
    [['list', '--json']],
  ])('%j', async (words) => {
    expect(await snippetFor(words)).toBe(`\\builtin command 'assume' ${words.map((word) => `'${word}'`).join(' ')}\n`);
  });

  test('nothing is read, and no prompt appears', async () => {
    const untouched = new Proxy({} as Context, {
      get: (_, name) => {
        throw new Error(`${String(name)} of the context was touched`);
      },
    });
    expect(await evaluated(call('list'), untouched)).toContain("'list'");
  });
});

describe('TAB', () => {
  const complete = async (...words: string[]) =>
    evaluated({ ...call(...words), kind: 'complete' } as ShellCall, context());

  test('returns one line per candidate', async () => {
    expect(await complete('')).toContain('prod\t123456789012 prod\n');
    const shells = COMMAND_SPECS.init?.args.shell?.options ?? [];
    expect(shells).toContain('bash');
    expect(await complete('init', '')).toBe(shells.map((shell) => `${shell}\t\tvalue\n`).join(''));
  });

  test('returns nothing where no argument is allowed', async () => {
    expect(await complete('prod', '')).toBe('');
  });

  test('never fails: it offers commands even without readable AWS files', async () => {
    const broken = { ...context(), files: filesOf({ config: 'not an AWS file\n' }) };
    const lines = await evaluated({ ...call(''), kind: 'complete' } as ShellCall, broken);
    expect(lines).toMatch(/^list\t.*\tcommand$/m);
    expect(await evaluated({ ...call('use', ''), kind: 'complete' } as ShellCall, broken)).toBe('');
  });

  test("never rejects the arguments and never shows help, because the command line isn't complete yet", async () => {
    for (const words of [
      ['--help', ''],
      ['--no-such-flag', ''],
      ['list', '--help', ''],
    ]) {
      expect(await complete(...words)).toEqual(expect.any(String));
    }
  });
});
