import { COMMAND_SPECS, findCommand, firstCommandWords } from '../../src/argv/commandManifest';
import { type Completion, completionLines, profileCandidates } from '../../src/completion/candidates';
import { completions, plainValue, type ValueSources } from '../../src/completion/complete';
import { arn, keys, profilesOf } from '../plan/planFixtures';

const config = [
  `[default]\n${keys()}`,
  `[profile prod]\nrole_arn = ${arn('path/to/Admin')}\nsource_profile = default\n`,
  '[profile corp]\nsso_account_id = 210987654321\nsso_role_name = ReadOnly\nsso_session = corp\n',
  '[profile tool]\ncredential_process = vend\n',
  '[profile bare]\nregion = eu-west-1\n',
].join('');
const PROFILES = ['default', 'prod', 'corp', 'tool', 'bare'];
const COMMANDS = [...firstCommandWords()].map(([word]) => word);

const profiles = jest.fn(() => profilesOf({ config }));
const VALUES: ValueSources = {
  profile: () => profileCandidates(profiles()),
  'cache:clear.profile': () => [plainValue('cached')],
  region: (_, typed) => [plainValue('eu-west-1'), plainValue(`typed:${typed}`)],
  policy: () => [{ kind: 'files', prefix: 'file://' }],
};
const offered = (...words: string[]) => completions(words, VALUES);
const candidates = async (...words: string[]) =>
  (await offered(...words)).flatMap((each) => ('value' in each ? [each] : []));
const values = async (...words: string[]) => (await candidates(...words)).map(({ value }) => value);
const sorted = (list: readonly string[]) => [...list].sort();

describe('the first word', () => {
  test('is a profile, in the order of the files, or a command', async () => {
    expect(await values('')).toEqual([...PROFILES, ...COMMANDS]);
  });

  test('is completed alike whatever is typed: the shell keeps what matches', async () => {
    expect(await values('pr')).toEqual(await values(''));
    expect(await values('$(id)')).toEqual(await values(''));
  });

  test('is described: account and role, or the kind of credentials', async () => {
    const described = Object.fromEntries((await candidates('')).map(({ value, description }) => [value, description]));
    expect(described).toMatchObject({
      default: 'access key',
      prod: '123456789012 Admin',
      corp: '210987654321 ReadOnly',
      tool: 'credential_process',
      bare: '',
    });
    for (const command of COMMANDS) {
      const { id, summary } = findCommand(command) ?? {};
      expect(described[command]).toBe(command === id ? summary : `Same as ${id}`);
    }
  });

  test('of a command is marked, so that a shell can tell it from a profile', async () => {
    const marked = (await candidates('')).filter(({ kind }) => kind === 'command');
    expect(marked.map(({ value }) => value)).toEqual(COMMANDS);
  });

  test('is completed alike for no words and for an empty word', async () => {
    expect(await values()).toEqual(await values(''));
  });
});

describe('the next word', () => {
  test.each<[string[], readonly string[]]>([
    [['use'], PROFILES],
    [['exec'], PROFILES],
    [['export'], PROFILES],
    [['login'], PROFILES],
    [['plan'], PROFILES],
    [['init'], COMMAND_SPECS.init?.args.shell?.options ?? []],
    [['demo'], COMMAND_SPECS.demo?.args.shell?.options ?? []],
    [['cache'], ['list', 'clear']],
    [['cache', 'clear'], ['cached']],
    [['list'], []],
    [['off'], []],
    [['status'], []],
    [['whoami'], []],
    [['prod'], []],
    [['no-such-profile'], []],
    [['constructor'], []],
    [['__proto__'], []],
    [['use', 'prod'], []],
    [['init', 'bash'], []],
    [['prod', 'x'], []],
    [['list', 'x'], []],
    [['cache', 'clear', 'prod'], []],
  ])('after %j', async (words, expected) => {
    expect(await values(...words, '')).toEqual(expected);
  });

  test('profiles are read only where profiles are offered: elsewhere TAB reads no file', async () => {
    profiles.mockClear();
    for (const words of [['init', ''], ['list', ''], ['prod', ''], ['-'], ['--region', ''], ['use', 'prod', '']]) {
      await completions(words, VALUES);
    }
    expect(profiles).not.toHaveBeenCalled();
  });

  test.each<[string[], readonly string[]]>([
    [['--region', 'eu-west-1'], PROFILES],
    [['-r', 'eu-west-1'], PROFILES],
    [['-reu-west-1'], PROFILES],
    [['--region=eu-west-1'], PROFILES],
    [['--no-cache'], PROFILES],
    [['use', '--region', 'eu-west-1'], PROFILES],
    [['use', '--region', 'prod'], PROFILES],
    [['plan', '--json'], PROFILES],
    [['exec', '-r', 'eu-west-1', '--no-input'], PROFILES],
    [['prod', '--region', 'eu-west-1'], []],
    // After a flag no word is a command: `assume` reads the line like that.
    [['--mfa-token', '123456', 'use'], []],
  ])("flags and their values don't count as words: after %j", async (words, expected) => {
    expect(await values(...words, '')).toEqual(expected);
  });

  test('after -- no word is a flag', async () => {
    expect(await values('use', '--', '-')).toEqual(PROFILES);
    expect(await values('--', '')).toEqual(PROFILES);
    expect(await values('use', '--', '-odd', '')).toEqual([]);
  });
});

describe('flags', () => {
  const USE = [
    ...[
      '--region',
      '--duration',
      '--long-term',
      '--session-name',
      '--external-id',
      '--tag',
      '--transitive-tag',
      '--source-identity',
    ],
    ...['--policy', '--policy-arn', '--role-arn', '--source-profile'],
    ...['--mfa-token', '--refresh', '--no-cache', '--no-input', '--quiet', '--plain', '--help'],
  ];
  const without = (...names: string[]) => USE.filter((name) => !names.includes(name));

  test.each<[string[], string[]]>([
    [['-'], [...USE, '--version']],
    [['--'], [...USE, '--version']],
    [['--re'], [...USE, '--version']],
    [['prod', '-'], USE],
    [['use', '--'], USE],
    [['use', 'prod', '--'], USE],
    [['exec', '--'], without('--quiet')],
    [
      ['list', '--'],
      ['--json', '--tree', '--help'],
    ],
    [
      ['off', '--'],
      ['--quiet', '--help'],
    ],
    [['demo', '--'], ['--help']],
    [
      ['init', '--'],
      ['--auto-renew', '--install', '--prompt', '--uninstall', '--help'],
    ],
    [['prod', '--region', 'eu-west-1', '--'], without('--region')],
    [['prod', '-r', 'eu-west-1', '--no-input', '--'], without('--region', '--no-input')],
    [['-reu-west-1', '--external-id=x', '--'], without('--region', '--external-id')],
    [['--tag', 'a=b', '--policy-arn=x', '--'], USE],
    [['--no-such-flag', '--'], USE],
  ])('%j: what can still be given', async (words, expected) => {
    expect(sorted(await values(...words))).toEqual(sorted(expected));
  });

  test('a flag that excludes a given one is not offered', async () => {
    expect(await values('plan', 'prod', '--json', '--')).not.toContain('--one-liner');
    expect(await values('plan', 'prod', '--one-liner', 'sh', '--')).not.toContain('--json');
    expect(await values('plan', 'prod', '--')).toEqual(expect.arrayContaining(['--json', '--one-liner']));
  });

  test('every flag has a description', async () => {
    for (const { description } of await candidates('--')) expect(description).not.toBe('');
  });

  test('the protocol of the shell integration is not offered', async () => {
    expect((await values('--')).join()).not.toMatch(/eval|complete/);
  });
});

describe('the value of a flag', () => {
  test.each(['--external-id', '--mfa-token', '-t'])("of %s is the user's own: nothing is offered", async (flag) => {
    expect(await values(flag, '')).toEqual([]);
    expect(await values('prod', flag, '')).toEqual([]);
    expect(await values('use', flag, 'x')).toEqual([]);
  });

  test('is offered as the next word, after the long and the short name', async () => {
    expect(await values('--region', 'eu')).toEqual(['eu-west-1', 'typed:eu']);
    expect(await values('prod', '-r', '')).toEqual(['eu-west-1', 'typed:']);
    expect(await values('exec', 'prod', '-r', '')).toEqual(['eu-west-1', 'typed:']);
    expect(await values('plan', '--one-liner', '')).toEqual(COMMAND_SPECS.plan?.flags['one-liner']?.options);
  });

  test('is offered after =, as the whole word', async () => {
    expect(await values('--region=eu')).toEqual(['--region=eu-west-1', '--region=typed:eu']);
    expect(await values('use', 'prod', '--region=a=b')).toEqual(['--region=eu-west-1', '--region=typed:a=b']);
    expect(await values('plan', '--one-liner=')).toContain('--one-liner=bash');
  });

  test('is not offered after the = of a flag without a value', async () => {
    expect(await values('--no-cache=')).toEqual([]);
    expect(await values('--no-such=')).toEqual([]);
    expect(await values('list', '--region=')).toEqual([]);
    expect(await values('-r=')).toEqual([]);
  });

  test('can be a path, which the shell completes after what is typed', async () => {
    expect(await offered('--policy', '')).toEqual([{ kind: 'files', prefix: 'file://' }]);
    expect(await offered('--policy=')).toEqual([{ kind: 'files', prefix: '--policy=file://' }]);
  });
});

describe('the lines that a shell reads', () => {
  test.each<[Completion, string]>([
    [{ kind: 'profile', value: 'prod', description: '1 Admin' }, 'prod\t1 Admin\n'],
    [{ kind: 'profile', value: 'bare', description: '' }, 'bare\t\n'],
    [{ value: 'list', description: 'Show', kind: 'command' }, 'list\tShow\tcommand\n'],
    [{ kind: 'offset', word: 2 }, '\t2\toffset\n'],
    [{ kind: 'profile', value: 'two words', description: "it's $(id)" }, "two words\tit's $(id)\n"],
    [{ kind: 'profile', value: '日本', description: '🔑' }, '日本\t🔑\n'],
  ])('%j', (candidate, line) => {
    expect(completionLines([candidate])).toBe(line);
  });

  test.each(['a\tb', 'a\nb', 'a\rb', '\n', 'a\u001b[2Jb', 'a\u0085b'])(
    'a name that would break its line or the terminal is left out: %j',
    (value) => {
      expect(
        completionLines([
          { kind: 'profile', value, description: '' },
          { kind: 'profile', value: 'prod', description: '' },
        ]),
      ).toBe('prod\t\n');
    },
  );

  test('control characters in a description become blanks', () => {
    expect(completionLines([{ kind: 'profile', value: 'prod', description: 'a\tb\u001b]0;c\u0007' }])).toBe(
      'prod\ta b ]0;c \n',
    );
  });
});
