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
    [
      'the line in a here-document that ends at a word in quotes with a blank',
      `cat <<-"E T" >x\n# >>> assume >>>\n${OURS}\n# <<< assume <<<\n\tE T\n`,
    ],
    [
      'the line in a here-document that ends at a word quoted in part',
      `cat <<E"O"T\n# >>> assume >>>\n${OURS}\n# <<< assume <<<\nEOT\n`,
    ],
    [
      'the line in a here-document that ends at a word with a dollar sign',
      `cat <<$EOT\n# >>> assume >>>\n${OURS}\n# <<< assume <<<\n$EOT\n`,
    ],
    [
      'the line in a here-document that ends at an escaped word',
      `cat <<\\E\\'T\n# >>> assume >>>\n${OURS}\n# <<< assume <<<\nE'T\n`,
    ],
    [
      'the line in a here-document that ends at an escape in double quotes',
      `cat <<"E\\"\\T"\n# >>> assume >>>\n${OURS}\n# <<< assume <<<\nE"\\T\n`,
    ],
    [
      'the line in a here-document that ends at no word but quotes',
      `cat <<''\n# >>> assume >>>\n${OURS}\n# <<< assume <<<\n\n`,
    ],
    [
      'the line in a here-document that ends at a word of punctuation',
      `cat <<!\n# >>> assume >>>\n${OURS}\n# <<< assume <<<\n!\n`,
    ],
    [
      'the line in a here-document that ends at the second word of a line',
      `cat <<A 3<<B\nA\n# >>> assume >>>\n${OURS}\n# <<< assume <<<\nB\n`,
    ],
    [
      'the line in a here-document that ends at the second word of a continued line',
      `cat <<A \\\n3<<'B'\nA\n# >>> assume >>>\n${OURS}\n# <<< assume <<<\nB\n`,
    ],
    ['the line in a here-string', `$x = @'\r\n# >>> assume >>>\r\n${OURS}\r\n# <<< assume <<<\r\n'@\r\n`],
  ])('are not those with %s', (_what, text) => {
    expect(findBlocks(text, 'rc')).toEqual([]);
  });

  test('are found before a backslash that ends the file', () => {
    expect(findBlocks(`# >>> assume >>>\n${OURS}\n# <<< assume <<<\necho \\`, 'rc')).toHaveLength(1);
  });

  test.each([
    ['a shift', `x=$((1 << 2))\n`],
    ['a here-string of bash', `cat <<<EOF\n`],
    ['a comment', `# cat <<EOF\n`],
    ['a here-document that has ended', `cat <<EOF\nEOF\n`],
    ['two that have ended', `cat <<EOF 3<<"B C"\nEOF\nB C\n`],
    ['a shift and one that has ended', `cat <<B $((1<<2))\nB\n`],
    ['a comment that ends with a backslash', `# cat \\\n`],
    ['one that names another', `cat <<B\ncat <<EOF\nB\n`],
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
