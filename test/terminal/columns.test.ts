import { type Cell, type Column, drawTable, tabSeparated } from '../../src/terminal/columns';
import { textWidth } from '../../src/terminal/width';

const COLUMNS: readonly Column[] = [
  { title: 'NAME', cutTo: 6 },
  { title: 'ID', late: 2 },
  { title: 'ROLE', cutTo: 4, late: 1 },
  { title: 'PLACE', early: 2 },
  { title: 'FROM', early: 1 },
];
const ROWS = [
  ['payments-prod', '123456', 'Administrator', 'here', 'somebody'],
  ['dev', '654321', 'Reader', 'there', 'me'],
];
const draw = (width: number, rows: readonly (readonly Cell[])[] = ROWS) =>
  drawTable(COLUMNS, rows, { width, ellipsis: '…', header: (line) => `<${line}>` });

describe('a table on a terminal', () => {
  test.each([
    [
      'has columns two blanks apart, as wide as their widest cell',
      80,
      '<NAME           ID      ROLE           PLACE  FROM>\npayments-prod  123456  Administrator  here   somebody\ndev            654321  Reader         there  me\n',
    ],
    [
      'leaves out columns before it cuts anything, in their order',
      45,
      '<NAME           ID      ROLE           PLACE>\npayments-prod  123456  Administrator  here\ndev            654321  Reader         there\n',
    ],
    [
      'then cuts cells in the middle, the widest first',
      30,
      '<NAME        ID      ROLE>\npayme…prod  123456  Admin…ator\ndev         654321  Reader\n',
    ],
    ['then leaves out more columns', 18, '<NAME        ID>\npayme…prod  123456\ndev         654321\n'],
    ['keeps the first column in any case', 5, '<NAME>\npa…od\ndev\n'],
  ])('%s', (_, width, text) => {
    expect(draw(width)).toBe(text);
  });

  test('keeps its columns in spite of one long name', () => {
    const rows = [...ROWS, [`long-${'x'.repeat(300)}-name`, '1', 'Reader', 'here', 'me']];
    const [titles, , , long] = draw(80, rows).split('\n');
    expect([titles, long]).toEqual([
      `<NAME${' '.repeat(38)}ID      ROLE           PLACE  FROM>`,
      `long-${'x'.repeat(15)}…${'x'.repeat(14)}-name  1       Reader         here   me`,
    ]);
  });

  test('is never wider than the terminal', () => {
    const wide = [...ROWS, ['日本語-プロファイル', '1', '管理者の役割です', '東京', 'だれか']];
    for (let width = 4; width < 90; width++) {
      const lines = draw(width, wide).replace(/[<>]/g, '').split('\n');
      expect({ width, over: lines.filter((line) => textWidth(line) > width) }).toEqual({ width, over: [] });
    }
  });

  test('has no column in which nothing stands', () => {
    expect(draw(80, [['dev', '', 'Reader', '', '']])).toBe('<NAME  ROLE>\ndev   Reader\n');
  });

  test('cuts neither what stands around a text nor colors', () => {
    const paint = (text: string) => `\x1b[31m${text}\x1b[39m`;
    expect(draw(18, [[{ text: 'payments-prod', before: '└─ ', after: ' (loop)', paint }]])).toBe(
      '<NAME>\n└─ \x1b[31mpaym…rod\x1b[39m (loop)\n',
    );
  });

  test('shows no control character of a cell', () => {
    expect(draw(80, [['a\x1b[2Jb\n', '1', '', '', '']])).toBe('<NAME     ID>\na?[2Jb?  1\n');
  });
});

describe('a table for programs', () => {
  test('has all columns, TAB between the cells, and a line for each row', () => {
    expect(tabSeparated(COLUMNS.slice(0, 3), [['dev', '', 'Reader']])).toBe('NAME\tID\tROLE\ndev\t\tReader\n');
  });

  test('has no cell that ends its row or begins another cell', () => {
    expect(tabSeparated([{ title: 'NAME' }, { title: 'ID' }], [['a\tb\nc\r', '\x001']])).toBe('NAME\tID\na?b?c?\t?1\n');
  });
});
