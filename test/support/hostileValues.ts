/** Numbers in [0, 1), the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ASCII = Array.from({ length: 127 }, (_, at) => String.fromCharCode(at + 1));
const QUOTES = ["'", '\u2018', '\u2019', '\u201a', '\u201b', '"', '\u201c', '\u201d', '\u201e', '`'];
const UNICODE = [
  '\u00e9',
  '\u0085',
  '\u00a0',
  '\u2013',
  '\u2028',
  '\ufeff',
  '\uf600',
  '\ufffd',
  '\u958b\u767a',
  '😀',
  '👩‍👩‍👧',
];
const PIECES = [
  ...[
    '$(id)',
    '`id`',
    '${HOME}',
    '$HOME',
    '$env:HOME',
    '$(',
    '${',
    '(id)',
    '{a,b}',
    '!!',
    '!$',
    '~',
    '%self',
    '*',
    '?',
    '[a]',
  ],
  ...[
    '\\',
    '\\\\',
    "\\'",
    "''",
    "'\\''",
    '\r',
    '\n',
    '\r\n',
    '\t',
    '\x1b[31m',
    '--',
    '-e',
    '#',
    ';',
    '&',
    '|',
    '<',
    '>',
    ' ',
    '=',
  ],
  ...QUOTES,
  ...UNICODE,
];

/** Values that are as odd as possible, the same in every run. None contains a NUL. */
export function hostileValues(): string[] {
  const random = seeded(20240229);
  const pick = () => PIECES[Math.floor(random() * PIECES.length)] ?? '';
  const mixes = Array.from({ length: 250 }, () => Array.from({ length: 1 + Math.floor(random() * 12) }, pick).join(''));
  const around = [...ASCII, ...PIECES].flatMap((piece) => [piece, `a${piece}b`]);
  const repeated = ["'", '\\', '"', '\n', '\u2019', '$(id)'].map((piece) => piece.repeat(512));
  const long = ['x'.repeat(65_536), "it's\\\n".repeat(8_192), '\u00e9\u2019'.repeat(4_096)];
  const shaped = [
    '',
    ' ',
    '-',
    '-n',
    '-gx A',
    '~/x',
    '~root',
    '=ls',
    'a=b',
    '@x',
    '\\\n',
    "'\n'",
    'ends with \\',
    '\n\n',
    ' a ',
  ];
  return [...shaped, ...around, ...repeated, ...long, ...mixes];
}
