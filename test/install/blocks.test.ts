import { findBlocks, withLine, withoutBlocks } from '../../src/install/blocks';

const without = (text: string) => withoutBlocks(text, findBlocks(text, 'rc'));

describe('blocks between markers', () => {
  test.each([
    ['a file that doesn’t exist', undefined],
    ['an empty file', ''],
    ['a file', 'mine\n'],
    ['a file without a final line ending', 'mine'],
    ['a file that begins with an end marker', '# <<< assume <<<\n# >>> other >>>\nmine\n'],
  ])('can be added to %s and removed without a trace', (_what, text) => {
    const once = withLine(text, 'the line');
    expect(findBlocks(once, 'rc').map((block) => block.text.split('\n')[1])).toEqual(['the line']);
    expect(without(once)).toBe(text ?? '');
    expect(withLine(once, 'the line', findBlocks(once, 'rc'))).toBe(once);
  });

  test('the second of two begins the file after the first was removed', () => {
    const both = withLine(withLine(undefined, 'one'), 'other');
    const [first] = findBlocks(both, 'rc');
    expect(withoutBlocks(both, first ? [first] : [])).toBe(withLine(undefined, 'other'));
  });

  test('need markers on lines of their own', () => {
    const text = 'echo "# >>> assume >>>"\n  # >>> assume >>>\n# >>> assume >>> x\n';
    expect(findBlocks(text, 'rc')).toEqual([]);
  });

  test.each([
    ['# >>> assume >>>\nmine\n', 1],
    ['mine\n\n# >>> assume >>>\n# >>> assume >>>\n# <<< assume <<<\n', 3],
  ])('without an end are an error with file and line: %j', (text, line) => {
    expect(() => findBlocks(text, 'rc')).toThrow(`rc:${line}: "# >>> assume >>>" has no matching "# <<< assume <<<".`);
  });
});
