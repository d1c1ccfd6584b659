import { scanPlain } from '../../src/profiles/plainScan';
import { scanAll } from '../../src/profiles/scan';
import type { Section } from '../../src/profiles/types';
import { plainSection } from './cases';

const FILE = '/home/me/.aws/config';

// biome-ignore format: a list of lines
/** Lines that make many plain files, and some that are nearly so. */
const LINES = [
  '[a]', '[profile b]', '[profile c] ', '[DEFAULT]', '[]', '[a]]', ' [d]', '[e', '',  '  ', '\t', '# x = 1', '; y', ' # z',
  'x = 1', 'y=2  ', 'z   =   3 = 4', 'x = # no', 'X = 5', 'k.1 = 6', 'w =', 'v = ', '  more', 's3 =', '  u = 7', 't: 8', '= 9', 'word',
  'q = [a]', 'aws_access_key_id = AKIA', 'role_arn=arn:aws:iam::1:role/R', '\ufeff', 'x = 開発', 'y = a # b', 'r = \u00a0',
];

function* texts(count: number): Generator<string> {
  let seed = 7;
  const below = (limit: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
  const plain = LINES.filter((line) => /^([a-z_]+ *= *[^\s#].*|\[[^\]]+\]|#.*|)$/.test(line));
  for (let made = 0; made < count; made++) {
    const from = below(3) === 0 ? LINES : plain;
    const lines = Array.from({ length: below(9) }, () => from[below(from.length)]);
    yield lines.join('\n') + (below(2) ? '\n' : '');
  }
}

const attempt = (read: () => Section[] | undefined) => {
  try {
    return read()?.map(plainSection);
  } catch (error) {
    return (error as Error).message;
  }
};

test('scanPlain finds what scanAll finds, or leaves the file to it', () => {
  let scanned = 0;
  for (const text of texts(20_000)) {
    const sections = attempt(() => scanPlain(text, FILE));
    if (sections === undefined) continue;
    scanned++;
    expect({ text, sections }).toEqual({ text, sections: attempt(() => scanAll(text, FILE)) });
  }
  expect(scanned).toBeGreaterThan(3_000);
});

test('scanPlain counts lines correctly, in whatever order the sections are read', () => {
  const sections = scanPlain('# one\n[a]\nx = 1\n\n[b]\ny = 2\n[c]\n\nz = 3', FILE) ?? [];
  const lines = [...sections].reverse().map(({ settings }) => [...settings.values()].map(({ line }) => line));
  expect([lines, sections.map(({ line }) => line)]).toEqual([
    [[9], [6], [3]],
    [2, 5, 7],
  ]);
});
