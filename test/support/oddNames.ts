/** The oddest names that profiles can have. Each has a unique start, so its first letters and TAB complete it. */
export const NAMES = [
  ...[
    'p01:admin',
    'p02@corp',
    'p03=ops',
    'p04+x.y/z%w',
    'p05 two words',
    "p06it's",
    'p07"quoted"',
    'p08$HOME',
    'p09\\back',
  ],
  ...[
    'p10[ab]',
    'p11*',
    'p12?',
    'p13開発環境',
    'p14$(touch pwned)',
    'p15`touch pwned`',
    'p16(touch pwned)',
    'p17;touch pwned',
  ],
  ...['p18{a,b}', 'p19#hash', 'p20 ', 'p21&', 'p22|x', 'p23<y>', 'p24~', 'p25\'"', 'p26!!'],
];
