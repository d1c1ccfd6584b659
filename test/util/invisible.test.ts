import { completionLines } from '../../src/completion/candidates';
import { drawTable, tabSeparated } from '../../src/terminal/columns';
import { printable } from '../../src/terminal/output';
import { formatTable } from '../../src/terminal/table';
import { escapeInvisible, hasInvisibleCharacter } from '../../src/util/invisible';
import { quoteForDisplay } from '../../src/util/quoteForDisplay';

/** Unicode's own names for what this is about. */
const IGNORABLE = /[\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/u;
const VARIATION = /\p{Variation_Selector}/u;
/** Reserved or deprecated code points that no font shows as anything, in planes that names have no letters of. */
const isFar = (code: number) => code > 0xe007f;

test('all that shows nothing, or turns the direction of text, is found, but for variation selectors', () => {
  const wrong: string[] = [];
  for (let code = 0; code <= 0x10ffff; code++) {
    if ((code >= 0xd800 && code <= 0xdfff) || isFar(code)) continue;
    const character = String.fromCodePoint(code);
    const expected = IGNORABLE.test(character) && !VARIATION.test(character);
    if (hasInvisibleCharacter(character) !== expected) wrong.push(code.toString(16));
  }
  expect(wrong).toEqual([]);
});

test.each([
  ['pro\u200bd', 'pro\\u{200b}d'],
  ['\u202edorp\u2066', '\\u{202e}dorp\\u{2066}'],
  ['a\u{e0061}b\ufeff', 'a\\u{e0061}b\\u{feff}'],
  ['prod', 'prod'],
  ['開発環境 ⚠️ naïve', '開発環境 ⚠️ naïve'],
])('%j is shown as %s', (text, shown) => {
  expect(escapeInvisible(text)).toBe(shown);
  expect(printable(text)).toBe(shown);
  expect(escapeInvisible(text)).toBe(shown); // a pattern remembers no position
});

describe('a name with such a character', () => {
  const NAME = 'pro\u200bd\u202e';
  const SHOWN = 'pro\\u{200b}d\\u{202e}';
  const layout = { width: 80, ellipsis: '…', header: String };

  test('is escaped in tables for people, and as it is in those for programs', () => {
    const columns = [{ title: 'PROFILE' }, { title: 'X' }];
    expect(drawTable(columns, [[NAME, 'x']], layout)).toBe(`PROFILE${' '.repeat(SHOWN.length - 5)}X\n${SHOWN}  x\n`);
    expect(formatTable([['PROFILE'], [NAME]])).toContain(SHOWN);
    expect(tabSeparated(columns, [[NAME, 'x\ty']])).toBe(`PROFILE\tX\n${NAME}\tx?y\n`);
  });

  test('is no word to copy', () => expect(quoteForDisplay(NAME)).toBe('<profile>'));

  test('is escaped in the descriptions of TAB, whose candidates must stay as they are', () => {
    const profile = { kind: 'profile', value: NAME, description: `111122223333 ${NAME}` } as const;
    expect(completionLines([profile])).toBe(`${NAME}\t111122223333 ${SHOWN}\n`);
  });
});
