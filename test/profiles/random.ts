import { type Case, files } from './cases';

/** Pseudorandom numbers from 0 to 1, the same in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Dice {
  constructor(private readonly next: () => number) {}
  readonly below = (limit: number) => Math.floor(this.next() * limit);
  readonly of = <T>(...choices: readonly T[]): T => choices[this.below(choices.length)] as T;
  readonly times = <T>(most: number, make: (index: number) => T): T[] =>
    Array.from({ length: this.below(most + 1) }, (_, index) => make(index));
  readonly some = <T>(most: number, choices: readonly T[]): T[] => [
    ...new Set(this.times(most, () => this.of(...choices))),
  ];
}

const KEYS = ['region', 'role_arn', 'source_profile', 'x', 'output', 'a-b', 'mfa_serial', 'k.1'];
const VALUES = ['a', 'arn:aws:iam::1:role/X', 'a=b', 'a#b', '"q q"', "it's", '開発', '[x]', 'x y  z', '%(x)s', '\\'];
const NAMES = ['a', 'prod', 'a.b', 'a:b', '1', 'a+b@c', 'a/b%c', 'x-y_z', 'default'];

/** A file that all readers read alike. */
function tame(dice: Dice, blockName: string, header: (name: string) => string): string {
  const end = dice.of('\n', '\r\n');
  const filler = () => dice.times(1, () => dice.of('', '# c = d', ' ; e = f', '\t', '#'));
  const setting = (key: string) => `${key}${dice.of('', ' ', '\t')}=${dice.of('', ' ', '  ')}${dice.of(...VALUES)}`;
  const block = () => [
    `${blockName} =`,
    '  always = 1',
    ...dice.some(3, KEYS).map((key) => `${dice.of('  ', '\t')}${setting(key)}`),
  ];
  const section = (name: string) => [
    header(name),
    // The SDK drops an empty section.
    setting('always'),
    ...dice.some(5, KEYS).flatMap((key) => [...filler(), setting(key)]),
    ...dice.of([], block()),
  ];
  return [...filler(), ...dice.some(4, NAMES).flatMap(section)].join(end) + dice.of('', end);
}

/** Pairs of files that the SDK for JavaScript reads as the AWS CLI does. */
export function tameCases(count: number): Case[] {
  const dice = new Dice(numbers(1));
  const header = (name: string) => (name === 'default' ? '[default]' : `[profile ${dice.of(name, `"${name}"`)}]`);
  return Array.from({ length: count }, () =>
    files(
      tame(dice, 's3', header),
      tame(dice, 'ec2', (name) => `[${name}]`),
    ),
  );
}

const LINES = [
  '[default]',
  '[profile a]',
  '[profile  a]',
  '[profile "b c"]',
  '[a]',
  '[DEFAULT]',
  '[profile a] x',
  '[]',
];
const MORE_LINES = [
  's3 =',
  'x',
  '= y',
  '#',
  '; z',
  'x: y',
  'X=1',
  '',
  ' ',
  '\u3000',
  '[profile "',
  "[profile 'a'\\ b]",
];

/** A file of random lines, pieces of lines and blanks. */
function wild(dice: Dice): string {
  const word = () =>
    dice.of('a', 'b', 'Ab', '"', "'", '\\', '=', ':', '[', ']', '#', ';', ' ', '\t', 'profile', '開', '\u00a0');
  const setting = () =>
    `${dice.of(...KEYS, ...KEYS.map((key) => `${key}${dice.below(99)}`))}${dice.of('=', ' = ', ':')}`;
  const value = () => dice.of('', ...VALUES, '#x', 'x # y');
  const line = () => {
    const kind = dice.below(20);
    if (kind < 12) return setting() + value();
    if (kind < 16) return `[profile ${dice.of(...NAMES)}${dice.below(50)}]`;
    return kind < 19 ? dice.of(...LINES, ...MORE_LINES) : dice.times(8, word).join('');
  };
  const indented = () => dice.of('', '', '', '', '', '', ' ', '  ', '\t', '    ') + line() + dice.of('', '', ' ');
  const end = () => dice.of('\n', '\n', '\n', '\n', '\r\n', '\n\n', '\r');
  return dice.of('[default]\n', '[default]\n', '') + dice.times(12, () => indented() + end()).join('');
}

/** Pairs of files of any kind, many of them rejected. */
export function wildCases(count: number): Case[] {
  const dice = new Dice(numbers(2));
  return Array.from({ length: count }, () => files(wild(dice), dice.of('', '', wild(dice))));
}
