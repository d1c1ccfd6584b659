import { describeChange } from '../../src/entry/emit';
import { assumeChange, offChange } from '../../src/environment/change';
import { formatTable } from '../../src/terminal/table';

describe('a table', () => {
  test.each([
    [
      'columns are as wide as their widest cell',
      [
        ['A', 'BB'],
        ['ccc', 'd'],
      ],
      'A    BB\nccc  d\n',
    ],
    [
      'no blanks stand at the end of a line',
      [
        ['A', 'B'],
        ['a', ''],
      ],
      'A  B\na\n',
    ],
    [
      'a wide character counts as two',
      [
        ['日本', 'x'],
        ['abcd', 'y'],
      ],
      '日本  x\nabcd  y\n',
    ],
    [
      'an accent that is a character of its own counts as none',
      [
        ['e\u0301', 'x'],
        ['a', 'y'],
      ],
      'e\u0301  x\na  y\n',
    ],
    [
      'an emoji counts as two',
      [
        ['🔑', 'x'],
        ['ab', 'y'],
      ],
      '🔑  x\nab  y\n',
    ],
    ['one row is a table', [['A', 'B']], 'A  B\n'],
    ['none is no text', [], ''],
  ])('%s', (_, rows, text) => {
    expect(formatTable(rows)).toBe(text);
  });
});

describe('what a person is told about a change', () => {
  const expiration = new Date(2026, 7, 22, 9, 5); // in the zone of whoever runs the test
  const keys = { accessKeyId: 'AKIA1', secretAccessKey: 'the-secret' };
  const role = { ...keys, sessionToken: 'the-token', expiration, accountId: '123456789012' };

  test.each([
    ['a role', { region: 'eu-west-1', credentials: role }, 'prod: 123456789012, eu-west-1, until 09:05'],
    ['a role without a region', { credentials: role }, 'prod: 123456789012, until 09:05'],
    ['keys', { region: 'eu-west-1', credentials: keys }, 'prod: eu-west-1'],
    ['keys without a region', { credentials: keys }, 'prod'],
  ])('%s', (_, outcome, line) => {
    expect(describeChange(assumeChange({}, { profile: 'prod', ...outcome }))).toBe(line);
  });

  test('off', () => {
    expect(describeChange(offChange({ ASSUME_PROFILE: 'prod', ASSUME_RESTORE: '{}' }))).toBe(
      'Credentials cleared; environment restored.',
    );
  });

  test('no secret is in it', () => {
    const line = describeChange(assumeChange({}, { profile: 'prod', credentials: role }));
    expect(line).not.toMatch(/the-secret|the-token/);
  });
});
