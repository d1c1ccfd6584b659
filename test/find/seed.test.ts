import { beginsWith, containing, seedPositions } from '../../src/find/seed';

const ROWS = [
  { name: 'Web-Prod', account: '431700112233', accountName: 'Shop (EU)', role: 'Admin', region: 'eu-west-1' },
  { name: 'café', account: '111122223333', description: 'web' },
];
const names = (query: string) => containing(ROWS, query).map(({ name }) => name);

describe('a word on the command line', () => {
  test.each<[string, string[]]>([
    ['web', ['Web-Prod']],
    ['PROD', ['Web-Prod']],
    ['4317', ['Web-Prod']],
    ['shop (', ['Web-Prod']],
    ['adm', ['Web-Prod']],
    ['CAFÉ', ['café']],
    ['431700112233 Admin', ['Web-Prod']],
    ['web admin nothing', []],
    ['wbprd', []],
    ['eu-west', []],
    ['w.b', []],
    ['', ['Web-Prod', 'café']],
  ])('"%s" is part of what these are called: %s', (word, found) => {
    expect(names(word)).toEqual(found);
  });

  test('is looked for in the whole line of a row first', () => {
    expect(containing([{ ...ROWS[0], name: 'web', line: 'nothing of it' }], 'web')).toEqual([]);
  });

  test.each([
    ['web', true],
    ['43', true],
    ['nothing PROD web', true],
    ['prod', false],
    ['17', false],
    ['admin', false],
    ['', false],
  ])('"%s" is at the beginning of a name or account number: %s', (word, is) => {
    const [row = { name: '' }] = ROWS;
    expect(beginsWith(row, word)).toBe(is);
  });

  test('is shown where it stands', () => {
    const [row = { name: '' }] = ROWS;
    expect(seedPositions(row, 'PROD 4317')).toEqual({ name: [4, 5, 6, 7], account: [0, 1, 2, 3] });
  });
});
