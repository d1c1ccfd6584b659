import { type Candidate, candidateLines, candidates } from '../../src/completion/candidates';
import { VERBS } from '../../src/verbs';
import { arn, keys, profilesOf } from '../plan/memory';

const config = [
  `[default]\n${keys()}`,
  `[profile prod]\nrole_arn = ${arn('path/to/Admin')}\nsource_profile = default\n`,
  '[profile corp]\nsso_account_id = 210987654321\nsso_role_name = ReadOnly\nsso_session = corp\n',
  '[profile tool]\ncredential_process = vend\n',
  '[profile bare]\nregion = eu-west-1\n',
].join('');
const PROFILES = ['default', 'prod', 'corp', 'tool', 'bare'];
const COMMANDS = Object.keys(VERBS);

const profiles = () => profilesOf({ config });
const offered = (...words: string[]) => candidates(words, profiles);
const values = (...words: string[]) => offered(...words).map(({ value }) => value);

describe('what may stand first', () => {
  test('is a profile, in the order of the files, or a command', () => {
    expect(values('')).toEqual([...PROFILES, ...COMMANDS]);
  });

  test('is the same whatever is typed already: the shell keeps what fits', () => {
    expect(values('pr')).toEqual(values(''));
    expect(values('$(id)')).toEqual(values(''));
  });

  test('is described: account and role, else where the credentials come from', () => {
    const described = Object.fromEntries(offered('').map(({ value, description }) => [value, description]));
    expect(described).toMatchObject({
      default: 'access key',
      prod: '123456789012 Admin',
      corp: '210987654321 ReadOnly',
      tool: 'process',
      bare: '',
    });
    for (const command of COMMANDS) expect(described[command]).toBe(VERBS[command]?.summary);
  });

  test('commands are marked, so that a shell can tell them from profiles', () => {
    const marked = offered('').filter(({ isCommand }) => isCommand);
    expect(marked.map(({ value }) => value)).toEqual(COMMANDS);
  });

  test('without any profile is a command', () => {
    expect(candidates([''], () => profilesOf({})).map(({ value }) => value)).toEqual(COMMANDS);
  });

  test('no words at all are as good as an empty one', () => {
    expect(values()).toEqual(values(''));
  });
});

describe('what may stand second', () => {
  test.each([
    ['use', PROFILES],
    ['init', VERBS.init?.args.shell?.options ?? []],
    ['list', []],
    ['off', []],
    ['prod', []],
    ['no-such-profile', []],
    ['constructor', []],
    ['__proto__', []],
  ])('after %s', (first, expected) => {
    expect(values(first, '')).toEqual(expected);
  });

  test('only the profile is read where profiles are offered: elsewhere TAB costs no file', () => {
    const read = jest.fn(profiles);
    for (const words of [['init', ''], ['list', ''], ['prod', ''], ['-'], ['--region', ''], ['use', 'prod', '']]) {
      candidates(words, read);
    }
    expect(read).not.toHaveBeenCalled();
  });
});

describe('what may stand third is nothing', () => {
  test.each([
    ['use', 'prod'],
    ['init', 'bash'],
    ['prod', 'x'],
    ['list', 'x'],
  ])('after %s %s', (...words) => {
    expect(values(...words, '')).toEqual([]);
  });
});

describe('flags', () => {
  const USE = [
    ...['--region', '--duration', '--session-name', '--external-id', '--tag', '--transitive-tag', '--source-identity'],
    ...['--policy', '--policy-arn', '--role-arn', '--source-profile'],
    ...['--mfa-token', '--refresh', '--no-cache', '--no-input', '--help'],
  ];
  const sorted = (list: readonly string[]) => [...list].sort();

  test.each([
    [['-'], [...USE, '--version']],
    [['--'], [...USE, '--version']],
    [['--re'], [...USE, '--version']],
    [['prod', '-'], USE],
    [['prod', '--region', 'eu-west-1', '--'], USE],
    [['use', '--'], USE],
    [['use', 'prod', '--'], USE],
    [
      ['list', '--'],
      ['--json', '--help'],
    ],
    [['off', '--'], ['--help']],
    [
      ['init', '--'],
      ['--install', '--uninstall', '--help'],
    ],
  ])('%j', (words, expected) => {
    expect(sorted(values(...words))).toEqual(sorted(expected));
  });

  test('each is described', () => {
    for (const { description } of offered('--')) expect(description).not.toBe('');
  });

  test('those between functions and binary are not shown', () => {
    expect(values('--').join()).not.toMatch(/eval|complete/);
  });

  test.each(['--region', '-r', '--mfa-token', '-t'])(
    "the value of %s is the user's own: nothing is offered",
    (flag) => {
      expect(values(flag, '')).toEqual([]);
      expect(values('prod', flag, '')).toEqual([]);
      expect(values('use', flag, 'x')).toEqual([]);
    },
  );

  test.each([
    [
      ['--region', 'eu-west-1', ''],
      [...PROFILES, ...COMMANDS],
    ],
    [
      ['-r', 'eu-west-1', ''],
      [...PROFILES, ...COMMANDS],
    ],
    [
      ['--region=eu-west-1', ''],
      [...PROFILES, ...COMMANDS],
    ],
    [['--mfa-token', '123456', 'use', ''], PROFILES],
    [['use', '--region', 'eu-west-1', ''], PROFILES],
    [['use', '--region', 'prod', ''], PROFILES],
    [['prod', '--region', 'eu-west-1', ''], []],
  ])('are no words: %j', (words, expected) => {
    expect(values(...words)).toEqual(expected);
  });
});

describe('the lines that a shell reads', () => {
  test.each<[Candidate, string]>([
    [{ value: 'prod', description: '1 Admin' }, 'prod\t1 Admin\n'],
    [{ value: 'bare', description: '' }, 'bare\t\n'],
    [{ value: 'list', description: 'Show', isCommand: true }, 'list\tShow\tcommand\n'],
    [{ value: 'two words', description: "it's $(id)" }, "two words\tit's $(id)\n"],
    [{ value: '日本', description: '🔑' }, '日本\t🔑\n'],
  ])('%j', (candidate, line) => {
    expect(candidateLines([candidate])).toBe(line);
  });

  test.each(['a\tb', 'a\nb', 'a\rb', '\n'])('a name that would break its line is left out: %j', (value) => {
    expect(
      candidateLines([
        { value, description: '' },
        { value: 'prod', description: '' },
      ]),
    ).toBe('prod\t\n');
  });

  test('so is one whose description would', () => {
    expect(candidateLines([{ value: 'prod', description: 'a\tb' }])).toBe('');
  });
});
