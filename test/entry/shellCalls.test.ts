import { COMMAND_SPECS, isCommand } from '../../src/argv/commandManifest';
import type { Context } from '../../src/context';
import { outcomeOf } from '../../src/entry/dispatch';
import { upgradeNotice } from '../../src/install/installHints';
import { type Call, parseCall, parseCaller } from '../../src/shells/call';
import { render, renderRun } from '../../src/shells/render';
import { SHELLS } from '../../src/shells/table';
import { contextWith, fakeSts, issued } from '../credentials/stsFixture';
import { arn, filesOf, HOME, keys, rejectionOf } from '../plan/planFixtures';

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

const call = (...words: string[]): Call => {
  const parsed = parseCall(['--eval=bash/1', '--', ...words]);
  if (!parsed) throw new Error('that is no call');
  return parsed;
};

/** The text that a shell integration gets. */
async function answer(to: Call, from: Context): Promise<string> {
  const outcome = await outcomeOf(to.words, to, from);
  if (outcome.kind === 'change') return render(outcome.change, to.shell.dialect);
  if (outcome.kind === 'run') return renderRun(['assume', ...outcome.words], to.shell.dialect);
  return outcome.kind === 'text' ? outcome.text : '';
}
const answerTo = (words: readonly string[], env?: Context['env']) => answer(call(...words), context(env));

describe('what the function in a shell says', () => {
  test.each([
    [['--eval=bash/1', '--'], 'eval', 'bash', 1, []],
    [['--eval=bash/1', '--', 'prod'], 'eval', 'bash', 1, ['prod']],
    [['--eval=zsh/1', '--', ''], 'eval', 'zsh', 1, ['']],
    [['--eval=fish/12', '--', '--', 'x'], 'eval', 'fish', 12, ['--', 'x']],
    [['--eval=pwsh/1', '--', '--eval=bash/1', '--'], 'eval', 'powershell', 1, ['--eval=bash/1', '--']],
    [['--complete=powershell/1', '--', 'pr'], 'complete', 'powershell', 1, ['pr']],
  ])('%j is understood', (argv, kind, shell, version, words) => {
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
  ])('%j are the words of a person', (argv) => {
    expect(parseCall(argv)).toBeUndefined();
  });

  test('of another version is understood, and told how it is renewed', () => {
    for (const { name, install } of SHELLS) {
      const caller = parseCaller(`${name}/2`);
      expect(caller && upgradeNotice(caller)).toBe(
        `The shell integration loaded here is from another version of assume. Upgrade it: ${name === 'cmd' ? install : `assume init ${name} --install`}`,
      );
    }
  });

  test('of this version is told nothing', () => {
    const caller = parseCaller('bash/1');
    expect(caller && upgradeNotice(caller)).toBeUndefined();
  });
});

describe('an assume is answered with the change of the environment', () => {
  test.each([[['prod']], [['use', 'prod']], [['--', 'prod']], [['use', '--', 'prod']], [['prod', '--']]])(
    '%j',
    async (words) => {
      const text = await answerTo(words);
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
  ])('flags may stand before the profile and after it: %j', async (words) => {
    expect(await answerTo(words)).toContain("\\builtin export AWS_REGION='us-east-2'\n");
  });

  test('- is the profile before', async () => {
    expect(await answerTo(['-'], { ASSUME_PREVIOUS: 'prod' })).toContain("ASSUME_PROFILE='prod'\n");
    expect(await answerTo(['use', '-'], { ASSUME_PREVIOUS: 'prod' })).toContain("ASSUME_PROFILE='prod'\n");
    expect(await answerTo(['-', '-r', 'us-east-2'], { ASSUME_PREVIOUS: 'prod' })).toContain("AWS_REGION='us-east-2'\n");
  });

  test('a profile that is called like a command is reached by `use`', async () => {
    expect(await answerTo(['use', 'list'])).toContain("AWS_ACCESS_KEY_ID='AKIALIST'\n");
    expect(await answerTo(['use', 'off'])).toContain("AWS_ACCESS_KEY_ID='AKIAOFF'\n");
  });

  test('a profile that begins with a dash is reached behind --', async () => {
    expect(await answerTo(['--', '-odd'])).toContain("AWS_ACCESS_KEY_ID='AKIAODD'\n");
  });

  test('a profile that is called like something every object has is no command', async () => {
    expect(await answerTo(['constructor'])).toContain("AWS_ACCESS_KEY_ID='AKIACONSTRUCTOR'\n");
  });

  test('in the language of the shell that asks', async () => {
    const texts = SHELLS.map(({ name }) => answer({ ...call('base'), ...parseCaller(`${name}/1`) } as Call, context()));
    expect(new Set(await Promise.all(texts)).size).toBe(SHELLS.length - 2); // bash and zsh are one, and nushell and xonsh
  });

  test('off puts everything back', async () => {
    const text = await answerTo(['off'], { ASSUME_PROFILE: 'prod', ASSUME_RESTORE: '{"AWS_PROFILE":"me"}' });
    expect(text).toContain("\\builtin export AWS_PROFILE='me'\n");
    expect(text).toContain('\\builtin unset -v ASSUME_PROFILE\n');
  });

  test('failures are thrown: nothing is answered', async () => {
    expect((await rejectionOf(answerTo(['nowhere']))).exitCode).toBe(3);
    expect((await rejectionOf(answerTo(['']))).exitCode).toBe(3);
    expect((await rejectionOf(answerTo(['-']))).exitCode).toBe(3);
    expect((await rejectionOf(answerTo(['prod', '--region', 'not a region']))).exitCode).toBe(2);
    expect((await rejectionOf(answerTo(['prod', '--region=']))).exitCode).toBe(2);
    expect((await rejectionOf(answerTo(['prod', '--mfa-token', '12345']))).exitCode).toBe(2);
  });
});

describe('a command line that is wrong', () => {
  const refused = (words: readonly string[]) => rejectionOf(answerTo(words));

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
    expect((await refused(words)).exitCode).toBe(2);
  });

  test('a flag that is there twice', async () => {
    expect((await refused(['prod', '-r', 'eu-west-1', '-r', 'eu-west-2'])).exitCode).toBe(2);
  });

  test('off with a flag of use', async () => {
    expect((await refused(['off', '--region', 'eu-west-1'])).exitCode).toBe(2);
  });
});

describe('a command for people is answered with a call of the binary, so that its text is never evaluated', () => {
  const forPeople = Object.keys(COMMAND_SPECS).filter((word) => isCommand(word) && word !== 'use' && word !== 'off');

  test.each(forPeople)('%s', async (verb) => {
    expect(await answerTo([verb])).toBe(`\\builtin command 'assume' '${verb}'\n`);
    expect(await answerTo([verb, "it's", '--x'])).toBe(`\\builtin command 'assume' '${verb}' 'it'\\''s' '--x'\n`);
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
    expect(await answerTo(words)).toBe(`\\builtin command 'assume' ${words.map((word) => `'${word}'`).join(' ')}\n`);
  });

  test('nothing is read or asked for it', async () => {
    const untouched = new Proxy({} as Context, {
      get: (_, name) => {
        throw new Error(`${String(name)} of the context was touched`);
      },
    });
    expect(await answer(call('list'), untouched)).toContain("'list'");
  });
});

describe('TAB', () => {
  const complete = async (...words: string[]) => answer({ ...call(...words), kind: 'complete' } as Call, context());

  test('is answered with lines', async () => {
    expect(await complete('')).toContain('prod\t123456789012 prod\n');
    const shells = COMMAND_SPECS.init?.args.shell?.options ?? [];
    expect(shells).toContain('bash');
    expect(await complete('init', '')).toBe(shells.map((shell) => `${shell}\t\tvalue\n`).join(''));
  });

  test('is answered with nothing where nothing may stand', async () => {
    expect(await complete('prod', '')).toBe('');
  });

  test('never fails: without readable AWS files, commands are still offered', async () => {
    const broken = { ...context(), files: filesOf({ config: 'not an AWS file\n' }) };
    const lines = await answer({ ...call(''), kind: 'complete' } as Call, broken);
    expect(lines).toMatch(/^list\t.*\tcommand$/m);
    expect(await answer({ ...call('use', ''), kind: 'complete' } as Call, broken)).toBe('');
  });

  test('never declines and never asks for help: the words are not a command line yet', async () => {
    for (const words of [
      ['--help', ''],
      ['--no-such-flag', ''],
      ['list', '--help', ''],
    ]) {
      expect(await complete(...words)).toEqual(expect.any(String));
    }
  });
});
