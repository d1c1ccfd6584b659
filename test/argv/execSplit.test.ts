import { tokenize } from '../../src/argv/tokenize';
import { commandAtCursor } from '../../src/entry/completion';

const ARN = 'arn:aws:iam::123456789012:role/Admin';

const ROWS: readonly [words: readonly string[], own: readonly string[], command: readonly string[]][] = [
  [['prod', 'ls'], ['prod'], ['ls']],
  [['prod', '--', 'ls'], ['prod'], ['ls']],
  [['prod', 'ls', '-l', '--help', '--', ''], ['prod'], ['ls', '-l', '--help', '--', '']],
  [['prod', '--', 'ls', '--', '-x'], ['prod'], ['ls', '--', '-x']],
  [['prod', '--', '--', 'x'], ['prod'], ['--', 'x']],
  [['prod', '--', '-x'], ['prod'], ['-x']],
  [['prod', ''], ['prod'], ['']],
  [['', 'ls'], [''], ['ls']],
  [['-', 'ls', '-'], ['-'], ['ls', '-']],
  [
    ['-r', 'eu-west-1', 'prod', 'tf', '-auto-approve'],
    ['-r', 'eu-west-1', 'prod'],
    ['tf', '-auto-approve'],
  ],
  [['-reu-west-1', 'prod', 'tf'], ['-reu-west-1', 'prod'], ['tf']],
  [
    ['prod', '--region', 'x', '--', 'cmd', '--region', 'y'],
    ['prod', '--region', 'x'],
    ['cmd', '--region', 'y'],
  ],
  [
    ['prod', '--region=x', 'cmd', '--region', 'y'],
    ['prod', '--region=x'],
    ['cmd', '--region', 'y'],
  ],
  [['prod', '--refresh', '-t', '123456', 'cmd'], ['prod', '--refresh', '-t', '123456'], ['cmd']],
  [['prod', '--tag', 'a=b', '--tag', 'c=d', 'cmd'], ['prod', '--tag', 'a=b', '--tag', 'c=d'], ['cmd']],
  [['prod', '--bogus', 'cmd'], ['prod', '--bogus'], ['cmd']],
  [['prod', '--help', 'cmd'], ['prod', '--help'], ['cmd']],
  [
    ['--role-arn', ARN, '--', 'cmd', '-x'],
    ['--role-arn', ARN],
    ['cmd', '-x'],
  ],
  [
    ['--role-arn', ARN, 'cmd', '-x'],
    ['--role-arn', ARN],
    ['cmd', '-x'],
  ],
  [
    ['-r', 'x', `--role-arn=${ARN}`, 'cmd', '-x'],
    ['-r', 'x', `--role-arn=${ARN}`],
    ['cmd', '-x'],
  ],
  [['prod', '--role-arn', ARN, 'cmd'], ['prod', '--role-arn', ARN], ['cmd']],
  [['--', '-odd', 'cmd'], ['--', '-odd'], ['cmd']],
  [['--', '-odd', '--', 'cmd'], ['--', '-odd'], ['cmd']],
  [['--session-name', '--role-arn', 'prod', 'cmd'], ['--session-name', '--role-arn', 'prod'], ['cmd']],
  [[], [], []],
  [['prod'], ['prod'], []],
  [['prod', '--'], ['prod'], []],
  [['--'], ['--'], []],
  [['prod', '--region'], ['prod', '--region'], []],
];

/** The options and names of `exec`, and the command. */
const split = (words: readonly string[]) => {
  const { flags, names, command } = tokenize(['exec', ...words]);
  return { flags, names, command };
};

/** The index of the command's first word, counted after `exec`. */
const commandStart = (words: readonly string[]) => {
  const word = commandAtCursor(['exec', ...words]);
  return word === undefined ? undefined : word - 1;
};

describe('`exec` takes words up to the profile and its options; the rest is the command', () => {
  test.each(ROWS)('%j', (words, own, command) => {
    expect(split(words)).toEqual({ ...split(own), command });
    expect(split(own).command).toEqual([]);
  });

  const whole = ROWS.filter(([, , command]) => command.length > 0);
  test.each(whole)('%j: the line means the same with --', (_words, own, command) => {
    expect(split([...own, '--', ...command])).toEqual({ ...split(own), command });
  });
});

describe('where the command starts while it is being typed', () => {
  test.each<[string[], number | undefined]>([
    [[''], undefined],
    [['pr'], undefined],
    [['--', 'pr'], undefined],
    [['prod', ''], 1],
    [['prod', 'te'], 1],
    [['prod', '-'], undefined],
    [['prod', '--'], undefined],
    [['prod', '--re'], undefined],
    [['prod', '--', '-'], 2],
    [['prod', '--', ''], 2],
    [['prod', '--', 'cmd', '--re'], 2],
    [['prod', 'cmd', '-'], 1],
    [['prod', '--region', ''], undefined],
    [['prod', '-r', 'eu-west-1', '--no-input', ''], 4],
    [['-r', 'eu-west-1', 'prod', ''], 3],
    [['--role-arn', 'x', ''], 2],
    [['--role-arn=x', '--', 'cmd', '--', ''], 2],
    [['--', '-odd', '--', ''], 3],
  ])('%j', (words, start) => {
    expect(commandStart(words)).toBe(start);
  });
});
