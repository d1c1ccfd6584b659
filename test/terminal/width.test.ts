import { cutMiddle, ellipsisFor, isUtf8, textWidth } from '../../src/terminal/width';

describe('the width of a text', () => {
  test.each([
    ['letters', 'prod', 4],
    ['wide characters', '日本', 4],
    ['an accent of its own', 'e\u0301', 1],
    ['an emoji', '🔑', 2],
    ['nothing', '', 0],
  ])('counts %s', (_, text, width) => {
    expect(textWidth(text)).toBe(width);
  });
});

describe('a text cut in its middle', () => {
  test.each([
    ['stays whole where it fits', 'prod', 4, 'prod'],
    ['keeps both ends', 'payments-prod', 8, 'paym…rod'],
    ['never splits a wide character', '日本語プロファイル', 8, '日本…ル'],
    ['keeps an accent with its letter', 'caf\u00e9e\u0301e\u0301e\u0301x', 5, 'ca…e\u0301x'],
    ['has no room for what stands for the rest', 'prod', 2, 'pr'],
    ['has no room at all', 'prod', 0, ''],
  ])('%s', (_, text, width, cut) => {
    expect(cutMiddle(text, width, '…')).toBe(cut);
  });
});

describe('the locale', () => {
  test.each([
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LC_CTYPE: 'de_DE.utf8' }, true],
    [{ LC_ALL: '', LANG: 'C.UTF-8' }, true],
    [{ LC_ALL: 'C', LANG: 'C.UTF-8' }, false],
    [{}, false],
  ])('%j is UTF-8: %s', (env, expected) => {
    expect(isUtf8(env)).toBe(expected);
    expect(ellipsisFor(env)).toBe(expected ? '…' : '..');
  });
});
