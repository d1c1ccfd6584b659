import { type Key, Selection } from '../../../src/terminal/picker/selection';

const ROWS = Array.from({ length: 30 }, (_, n) => ({ name: `team-${n}` }));
const PAGE = 10;

const opened = (query = '', actions = 2) => new Selection(query, ROWS, actions);

/** Presses keys in turn. */
function pressed(selection: Selection<(typeof ROWS)[number]>, ...keys: Key[]) {
  for (const key of keys) selection.press(key, PAGE);
  return selection;
}

describe('keys in the list', () => {
  test.each<[Key[], number]>([
    [['down'], 1],
    [['up'], 0],
    [['down', 'down', 'up'], 1],
    [['pageDown'], 10],
    [['pageDown', 'pageDown', 'pageDown', 'pageDown'], 29],
    [['last'], 29],
    [['last', 'down'], 29],
    [['last', 'pageUp'], 19],
    [['last', 'first'], 0],
  ])('%s select row %d', (keys, at) => {
    expect(pressed(opened(), ...keys).at).toBe(at);
  });

  test('Enter picks the selected row, for the first action', () => {
    expect(pressed(opened(), 'down', 'enter').picked).toEqual({ row: ROWS[1], action: 0 });
  });

  test.each<Key>(['escape', 'cancel'])('%s cancels', (key) => {
    const selection = pressed(opened(), key);
    expect([selection.isCanceled, selection.picked]).toEqual([true, undefined]);
  });

  test('nothing is picked from an empty list', () => {
    const selection = opened();
    selection.show([]);
    expect(pressed(selection, 'down', 'enter', 'tab')).toMatchObject({ picked: undefined, action: undefined });
  });
});

describe('keys in the query', () => {
  test.each<[string, Key, string]>([
    ['pay prod', 'erase', 'pay pro'],
    ['cafe\u0301', 'erase', 'caf'],
    ['a😀', 'erase', 'a'],
    ['', 'erase', ''],
    ['pay prod', 'eraseWord', 'pay '],
    ['pay prod  ', 'eraseWord', 'pay '],
    ['pay', 'eraseWord', ''],
    ['pay prod', 'eraseAll', ''],
  ])('in "%s", %s leaves "%s"', (query, key, left) => {
    expect(pressed(opened(query), key).query).toBe(left);
  });

  test('an Enter that comes with text picks nothing: the list on the screen is of another query', () => {
    const selection = opened();
    selection.edit('pay');
    expect(pressed(selection, 'enter', 'down', 'tab')).toMatchObject({ picked: undefined, at: 0, action: undefined });
    selection.show([ROWS[7] as (typeof ROWS)[number]]);
    expect(pressed(selection, 'enter').picked?.row).toBe(ROWS[7]);
  });

  test('the best match is selected again once the query has changed', () => {
    const selection = pressed(opened(), 'last');
    selection.edit('t');
    selection.show(ROWS);
    expect(selection.at).toBe(0);
  });
});

describe('keys in the menu', () => {
  test('Tab opens it, and goes on in it', () => {
    const selection = pressed(opened(), 'down', 'tab');
    expect([selection.action, selection.at]).toEqual([0, 1]);
    expect(pressed(selection, 'tab').action).toBe(1);
    expect(pressed(selection, 'tab').action).toBe(0);
  });

  test('Enter does the selected action with the row', () => {
    expect(pressed(opened(), 'down', 'tab', 'down', 'enter').picked).toEqual({ row: ROWS[1], action: 1 });
  });

  test('Esc goes back to the list, Ctrl-C cancels, and typing goes on with the query', () => {
    expect(pressed(opened(), 'tab', 'escape')).toMatchObject({ action: undefined, isCanceled: false });
    expect(pressed(opened(), 'tab', 'cancel').isCanceled).toBe(true);
    const selection = pressed(opened(), 'tab');
    selection.edit('x');
    expect(selection).toMatchObject({ action: undefined, query: 'x', isStale: true });
  });

  test('there is none where only one thing can be done', () => {
    expect(pressed(opened('', 1), 'tab').action).toBeUndefined();
  });
});
