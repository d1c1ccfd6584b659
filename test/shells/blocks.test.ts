import { findBlocks, withLine, withoutBlocks } from '../../src/install/blocks';

const without = (text: string) => withoutBlocks(text, findBlocks(text, 'rc'));

describe('blocks between markers', () => {
  test.each([
    ['a file of our own', undefined],
    ['an empty file', ''],
    ['a file', 'mine\n'],
    ['a file without its last line end', 'mine'],
    ['a file that begins with a marker of its own', '# <<< assume <<<\n# >>> other >>>\nmine\n'],
  ])('come and go without a trace: %s', (_what, text) => {
    const once = withLine(text, 'the line');
    expect(findBlocks(once, 'rc').map((block) => block.text.split('\n')[1])).toEqual(['the line']);
    expect(without(once)).toBe(text ?? '');
    expect(withLine(once, 'the line', findBlocks(once, 'rc'))).toBe(once);
  });

  test('of two, the second is the beginning of its file when the first has gone', () => {
    const both = withLine(withLine(undefined, 'one'), 'other');
    const [first] = findBlocks(both, 'rc');
    expect(withoutBlocks(both, first ? [first] : [])).toBe(withLine(undefined, 'other'));
  });

  test('are markers alone in their line, and nothing that looks like them', () => {
    const text = 'echo "# >>> assume >>>"\n  # >>> assume >>>\n# >>> assume >>> x\n';
    expect(findBlocks(text, 'rc')).toEqual([]);
  });

  test.each([
    ['# >>> assume >>>\nmine\n', 1],
    ['mine\n\n# >>> assume >>>\n# >>> assume >>>\n# <<< assume <<<\n', 3],
  ])('that have no end are refused, with file and line: %j', (text, line) => {
    expect(() => findBlocks(text, 'rc')).toThrow(
      `rc:${line}: after "# >>> assume >>>" there is no "# <<< assume <<<".`,
    );
  });
});
