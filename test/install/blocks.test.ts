import { findBlocks, withLine, withoutBlocks } from '../../src/install/blocks';

/** A line of ours. */
const OURS = 'true # assume init bash --install';

const without = (text: string) => withoutBlocks(text, findBlocks(text, 'rc'));

describe('blocks between markers', () => {
  test.each([
    ['a file that doesn’t exist', undefined],
    ['an empty file', ''],
    ['a file', 'mine\n'],
    ['a file without a final line ending', 'mine'],
    ['a file that begins with an end marker', '# <<< assume <<<\n# >>> other >>>\nmine\n'],
  ])('can be added to %s and removed without a trace', (_what, text) => {
    const once = withLine(text, OURS);
    expect(findBlocks(once, 'rc').map((block) => block.text.split('\n')[1])).toEqual([OURS]);
    expect(without(once)).toBe(text ?? '');
    expect(withLine(once, OURS, findBlocks(once, 'rc'))).toBe(once);
  });

  test('the second of two begins the file after the first was removed', () => {
    const other = OURS.replace('true', 'false');
    const both = withLine(withLine(undefined, OURS), other);
    const [first] = findBlocks(both, 'rc');
    expect(withoutBlocks(both, first ? [first] : [])).toBe(withLine(undefined, other));
  });

  test('need markers on lines of their own', () => {
    const text = 'echo "# >>> assume >>>"\n  # >>> assume >>>\n# >>> assume >>> x\n';
    expect(findBlocks(text, 'rc')).toEqual([]);
  });

  test.each([
    ['anything else between the markers', '# >>> assume >>>\nmine\n# <<< assume <<<\n'],
    ['anything else, and no end', '# >>> assume >>>\nmine\n'],
    ['a sentence about the command', '# >>> assume >>>\n# Run assume init bash --install now.\n# <<< assume <<<\n'],
    ['the line in a here-document', `cat >x <<'EOF'\n# >>> assume >>>\n${OURS}\n# <<< assume <<<\nEOF\n`],
    ['the line in an indented one', `\tcat <<-END >x\n# >>> assume >>>\n${OURS}\n# <<< assume <<<\n\tEND\n`],
    ['the line in a here-string', `$x = @'\r\n# >>> assume >>>\r\n${OURS}\r\n# <<< assume <<<\r\n'@\r\n`],
  ])('are not those with %s', (_what, text) => {
    expect(findBlocks(text, 'rc')).toEqual([]);
  });

  test.each([
    ['a shift', `x=$((1 << 2))\n`],
    ['a here-string of bash', `cat <<<EOF\n`],
    ['a comment', `# cat <<EOF\n`],
    ['a here-document that has ended', `cat <<EOF\nEOF\n`],
  ])('are found after %s', (_what, before) => {
    const block = `# >>> assume >>>\n${OURS}\n# <<< assume <<<`;
    expect(findBlocks(`${before}${block}\nEOF\n`, 'rc').map(({ text }) => text)).toEqual([block]);
  });

  test.each([
    [`# >>> assume >>>\n${OURS}\n`, 1],
    [`mine\n\n# >>> assume >>>\n${OURS}\n# >>> assume >>>\n# <<< assume <<<\n`, 3],
  ])('without an end are an error with file and line: %j', (text, line) => {
    expect(() => findBlocks(text, 'rc')).toThrow(`rc:${line}: "# >>> assume >>>" has no matching "# <<< assume <<<".`);
  });
});
