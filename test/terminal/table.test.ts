import type { ChalkInstance } from 'chalk';
import { formatRows, formatTable } from '../../src/terminal/table';

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
      'no line ends with blanks',
      [
        ['A', 'B'],
        ['a', ''],
      ],
      'A  B\na\n',
    ],
    [
      'a wide character takes two columns',
      [
        ['日本', 'x'],
        ['abcd', 'y'],
      ],
      '日本  x\nabcd  y\n',
    ],
    [
      'a combining accent takes no column',
      [
        ['e\u0301', 'x'],
        ['a', 'y'],
      ],
      'e\u0301  x\na  y\n',
    ],
    [
      'an emoji takes two columns',
      [
        ['🔑', 'x'],
        ['ab', 'y'],
      ],
      '🔑  x\nab  y\n',
    ],
    ['one row is a table', [['A', 'B']], 'A  B\n'],
    ['no rows are no text', [], ''],
  ])('%s', (_, rows, text) => {
    expect(formatTable(rows)).toBe(text);
  });

  test('only the first line is formatted as the header', () => {
    expect(formatTable([['A'], ['b'], ['c']], (line) => `*${line}*`)).toBe('*A*\nb\nc\n');
  });
});

describe('Rows', () => {
  const plain = { bold: (text: string) => text, dim: (text: string) => text } as unknown as ChalkInstance;

  test('wrap a heading at its words, and a word that is too long at the width', () => {
    expect(formatRows(['one two three'], 12, plain)).toBe('one two\n   three\n');
    expect(formatRows(['abcdefghijkl'], 12, plain)).toBe('abcdefghi\n   jkl\n');
  });
});
