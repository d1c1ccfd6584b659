import { drawPicker, heightOf, pageOf, sizeOf, type View } from '../../../src/terminal/picker/frame';
import type { ShownRow, Style } from '../../../src/terminal/picker/rows';
import { textWidth } from '../../../src/terminal/width';

const PLAIN: Style = { isColored: false, ellipsis: '…' };
const COLORED: Style = { isColored: true, ellipsis: '…' };

const row = (name: string, more: Partial<ShownRow['row']> = {}, shown: Partial<ShownRow> = {}): ShownRow => ({
  row: { name, account: '431700112233', accountName: 'Payments', role: 'Admin', region: 'eu-central-1', ...more },
  positions: {},
  look: { color: undefined, secondsLeft: undefined },
  ...shown,
});

const ROWS = [
  row('payments-prod/Admin', {}, { look: { color: 'red', secondsLeft: 3599 } }),
  row('data-platform-staging/DataScientist', { role: 'DataScientist' }),
  row('開発環境', { accountName: undefined }, { look: { color: 'blue', secondsLeft: 599 } }),
];

const view = (changes: Partial<View> = {}): View => ({
  query: 'pay',
  shown: ROWS,
  selected: 0,
  matched: 3,
  total: 400,
  actions: ['Assume', 'Plan'],
  action: undefined,
  ...changes,
});

/** Without what only changes how letters look. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: SGR sequences begin with ESC
const plain = (line: string) => line.replace(/\x1b\[[\d;]*m/g, '');

const lines = (columns: number, rows: number, changes: Partial<View> = {}, style = PLAIN) =>
  drawPicker(view(changes), { columns, rows }, style).lines;

test('what can not be seen of a name is escaped, and the letters that match are still marked', () => {
  const odd = row('a\u200bbc', { account: '' }, { positions: { name: [2, 3] } });
  const [, line = ''] = lines(60, 30, { shown: [odd], matched: 1 });
  expect(plain(line)).toContain('a\\u{200b}bc');
  expect(line).toContain('\\u{200b}\x1b[1;4mbc\x1b[22;24m');
});

describe('a picture', () => {
  test('has the query, the rows, and the keys', () => {
    expect(lines(100, 30).map(plain)).toEqual([
      `Profile: pay${' '.repeat(82)}3/400`,
      '> ! payments-prod/Admin                431700112233  Payments  Admin          eu-central-1  59m',
      '  data-platform-staging/DataScientist  431700112233  Payments  DataScientist  eu-central-1',
      '  開発環境                             431700112233            Admin          eu-central-1  9m',
      'Enter: assume   Tab: more   Esc: cancel',
    ]);
  });

  test('at 40 columns cuts names rather than leaving out what tells profiles apart', () => {
    expect(lines(40, 20).map(plain)).toEqual([
      `Profile: pay${' '.repeat(22)}3/400`,
      '> ! payments…d/Admin  431700112233  59m',
      '  data-plat…cientist  431700112233',
      '  開発環境            431700112233  9m',
      'Enter: assume   Tab: more   Esc: cancel',
    ]);
    const alike = ['prod', 'billing', `long-${'x'.repeat(300)}-name`].map((name, at) => ({
      ...(ROWS[0] as (typeof ROWS)[number]),
      row: { name, account: '333344445555', role: at === 0 ? 'Admin' : 'BillingReader' },
      look: { color: undefined, secondsLeft: undefined },
    }));
    expect(lines(40, 20, { shown: alike }).map(plain).slice(1, 4)).toEqual([
      '> prod        333344445555  Admin',
      '  billing     333344445555  Billi…eader',
      '  long-…name  333344445555  Billi…eader',
    ]);
    const matched = ROWS.map((each) => ({ ...each, positions: { account: [0, 1, 2, 3] } }));
    expect(lines(40, 20, { shown: matched }).map(plain)[2]).toBe('  data-plat…cientist  431700112233');
  });

  test.each([
    [100, 30],
    [80, 24],
    [40, 20],
    [40, 10],
    [20, 5],
    [10, 2],
    [3, 3],
    [1, 1],
  ])('fits a terminal of %dx%d, with a column and a line to spare', (columns, rows) => {
    for (const action of [undefined, 1]) {
      const { lines: drawn, cursor } = drawPicker(
        view({ action, query: 'payments '.repeat(9) }),
        { columns, rows },
        COLORED,
      );
      expect(drawn.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
      expect(Math.max(...drawn.map((line) => textWidth(plain(line))))).toBeLessThan(columns);
      expect(cursor).toBeLessThan(columns);
    }
  });

  test('takes fourteen lines at most, and a terminal that says no size for one of 80x24', () => {
    expect([heightOf(50), heightOf(10), heightOf(1)]).toEqual([14, 9, 1]);
    expect([pageOf(50), pageOf(8), pageOf(1)]).toEqual([12, 6, 0]);
    expect(sizeOf({ columns: 0, rows: 0 })).toEqual({ columns: 80, rows: 24 });
  });

  test('keeps the end of a long query in sight, with the cursor behind it', () => {
    const { lines: drawn, cursor } = drawPicker(
      view({ query: `${'x'.repeat(60)} end` }),
      { columns: 40, rows: 20 },
      PLAIN,
    );
    expect(drawn[0]).toMatch(/^Profile: x+ end$/);
    expect(cursor).toBe(39);
    expect(drawPicker(view({ query: '開発' }), { columns: 40, rows: 20 }, PLAIN).cursor).toBe('Profile: '.length + 4);
  });

  test('says that nothing matches', () => {
    expect(lines(80, 24, { shown: [], matched: 0 }).map(plain).slice(1)).toEqual(['Nothing matches.   Esc: cancel']);
  });

  test('shows the menu of a row', () => {
    expect(lines(80, 24, { action: 1 }).map(plain)).toEqual([
      'payments-prod/Admin:',
      '  Assume',
      '> Plan',
      'Enter: choose   Esc: back',
    ]);
  });

  test('offers no menu where only one thing can be done', () => {
    expect(plain(lines(80, 24, { actions: ['Plan'] }).at(-1) ?? '')).toBe('Enter: plan   Esc: cancel');
  });

  test('shows control characters in a name as question marks', () => {
    expect(lines(80, 24, { shown: [row('a\u0007b')] }).join('')).toContain('a?b');
  });
});

describe('how letters look', () => {
  /** The line of a row, with `^` for ESC. */
  const drawn = (shown: ShownRow, at: 'selected' | 'other', style = COLORED, columns = 100) => {
    const rows = { shown: [row('x'), shown], selected: at === 'selected' ? 1 : 0 };
    return (lines(columns, 30, rows, style)[2] ?? '').replaceAll('\u001b', '^');
  };
  const production = row('café-prod', {}, { look: { color: 'red', secondsLeft: 60 } });

  test('those that match are bold and underlined', () => {
    const shown = row('café-prod', {}, { positions: { name: [0, 1, 2, 3] } });
    expect(drawn(shown, 'other')).toContain('  ^[1;4mcafé^[22;24m-prod');
  });

  test('in dim text, what follows them is dim again', () => {
    const shown = row('web', {}, { positions: { account: [0, 1] } });
    expect(drawn(shown, 'other')).toContain('^[2m^[1;4m43^[22;24m^[2m1700112233^[22m');
  });

  test('both halves of a character outside the basic plane', () => {
    const shown = row('😀x', {}, { positions: { name: [0] } });
    expect(drawn(shown, 'other')).toContain('^[1;4m😀^[22;24mx');
  });

  test('those that are left of a name that was cut', () => {
    const shown = row('data-platform-staging/DataScientist', {}, { positions: { name: [0, 1, 16, 17, 33, 34] } });
    expect(drawn(shown, 'other', COLORED, 30)).toMatch(/^ {2}\^\[1;4mda\^\[22;24m[a-z-]+…\w+\^\[1;4mst\^\[22;24m /);
  });

  test('the selected row is in reverse video, with > for those who do not see that', () => {
    expect(drawn(row('web'), 'selected')).toMatch(/^\^\[7m> web.*\^\[27m$/);
  });

  test('production is white on red, also where it is selected', () => {
    expect(drawn(production, 'other')).toContain('  ^[97;41mcafé-prod^[39;49m');
    expect(drawn(production, 'selected')).toContain('^[7m> ^[27m^[97;41mcafé-prod^[39;49m^[7m');
  });

  test('less than ten minutes are black on yellow', () => {
    expect(drawn(production, 'other')).toContain('^[30;43m1m^[39;49m');
    const later = row('web', {}, { look: { color: undefined, secondsLeft: 600 } });
    expect(drawn(later, 'other')).toMatch(/ {2}10m$/);
  });

  test('without colors there are none, and ! marks production', () => {
    expect(drawn(production, 'other', PLAIN)).toContain('  ! café-prod');
    expect(drawn(production, 'other', PLAIN)).not.toMatch(/\^\[\d*[34]\d/);
  });
});
