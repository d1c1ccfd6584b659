import { type Case, type Flat, files } from './cases';

export interface Difference {
  readonly title: string;
  readonly texts: Case;
  /** What the SDK for JavaScript reads. */
  readonly sdk: Flat;
  /** What we and the AWS CLI read. */
  readonly us: Flat | 'rejected';
}

/** Every known difference from the SDK for JavaScript, in which the AWS CLI decides. */
export const DIFFERENCES: readonly Difference[] = [
  {
    title: 'a quoted name may contain blanks',
    texts: files('[profile "my team"]\nx = 1\n'),
    sdk: {},
    us: { 'my team': { x: '1' } },
  },
  {
    title: 'several blanks in a header count as one',
    texts: files('[profile  a]\nx = 1\n[profile b ]\nx = 1\n'),
    sdk: {},
    us: { a: { x: '1' }, b: { x: '1' } },
  },
  {
    title: 'quotes and backslashes in a header work as in a shell',
    texts: files('[profile a"b"]\nx = 1\n[profile c\\ d]\nx = 1\n'),
    sdk: {},
    us: { ab: { x: '1' }, 'c d': { x: '1' } },
  },
  {
    title: 'a name may have letters of any script',
    texts: files('[profile 開発環境]\nx = 1\n'),
    sdk: {},
    us: { 開発環境: { x: '1' } },
  },
  {
    title: 'a name may have any punctuation',
    texts: files('[profile a=b,c~d!]\nx = 1\n'),
    sdk: {},
    us: { 'a=b,c~d!': { x: '1' } },
  },
  {
    title: 'the start of a header decides the kind of its section',
    texts: files('[profiles a]\nx = 1\n'),
    sdk: {},
    us: { a: { x: '1' } },
  },
  {
    title: 'text may follow a header',
    texts: files('[profile a] x\ny = 1\n'),
    sdk: {},
    us: { a: { y: '1' } },
  },
  {
    title: 'blanks in a header of the credentials file are part of the name',
    texts: files('', '[my team]\nx = 1\n[ a ]\ny = 1\n'),
    sdk: { ' a ': { y: '1' } },
    us: { 'my team': { x: '1' }, ' a ': { y: '1' } },
  },
  {
    title: 'a header of the credentials file has no kind',
    texts: files('', '[profile a]\nx = 1\n'),
    sdk: { 'profile.a': { x: '1' } },
    us: { 'profile a': { x: '1' } },
  },
  {
    title: 'a section without settings is a profile',
    texts: files('[profile a]\n', '[b]\n'),
    sdk: {},
    us: { a: {}, b: {} },
  },
  {
    title: 'the last of [default] and [profile default] counts',
    texts: files('[profile default]\nx = 1\n[default]\nx = 2\n'),
    sdk: { default: { x: '1' } },
    us: { default: { x: '2' } },
  },
  {
    title: 'only the last of two spellings of a profile counts',
    texts: files('[profile a]\nx = 1\n[profile "a"]\ny = 2\n'),
    sdk: { a: { x: '1', y: '2' } },
    us: { a: { y: '2' } },
  },
  {
    title: 'settings of [DEFAULT] apply in every section',
    texts: files('[DEFAULT]\nx = 1\n[profile a]\ny = 2\n'),
    sdk: { a: { y: '2' } },
    us: { a: { x: '1', y: '2' } },
  },
  {
    title: '[DEFAULT] of the credentials file is not a profile',
    texts: files('', '[DEFAULT]\nx = 1\n'),
    sdk: { DEFAULT: { x: '1' } },
    us: {},
  },
  {
    title: 'keys are lowercase',
    texts: files('[default]\nREGION = a\n'),
    sdk: { default: { REGION: 'a' } },
    us: { default: { region: 'a' } },
  },
  {
    title: 'a comment after a value is part of the value',
    texts: files('[default]\nx = a # b\ny = c ;d\n'),
    sdk: { default: { x: 'a', y: 'c' } },
    us: { default: { x: 'a # b', y: 'c ;d' } },
  },
  {
    title: 'a colon is a delimiter too',
    texts: files('[default]\nx: 1\ny:z=2\n'),
    sdk: { default: { 'y:z': '2' } },
    us: { default: { x: '1', y: 'z=2' } },
  },
  {
    title: 'an empty value is a value',
    texts: files('[default]\nx =\ny = 1\n'),
    sdk: { default: { y: '1' } },
    us: { default: { x: '', y: '1' } },
  },
  {
    title: 'a deeper line continues a value',
    texts: files('[default]\nx = 1\n  y = 2\n\n  z\n'),
    sdk: { default: { x: '1', y: '2' } },
    us: { default: { x: '1\ny = 2\n\nz' } },
  },
  {
    title: 'a deeper header continues a value',
    texts: files('[default]\nx = 1\n  [profile b]\ny = 2\n'),
    sdk: { default: { x: '1' }, b: { y: '2' } },
    us: { default: { x: '1\n[profile b]', y: '2' } },
  },
  {
    title: 'only more deeply indented lines are in a nested block',
    texts: files('[default]\n  x =\n  y = 1\n'),
    sdk: { default: { 'x.y': '1' } },
    us: { default: { x: '', y: '1' } },
  },
  {
    title: 'a nested block of the credentials file replaces that of the config file',
    texts: files('[default]\nx =\n  y = 1\n', '[default]\nx =\n  z = 2\n'),
    sdk: { default: { 'x.y': '1', 'x.z': '2' } },
    us: { default: { 'x.z': '2' } },
  },
  {
    title: 'CR alone ends a line',
    texts: files('[default]\rx = 1\r'),
    sdk: {},
    us: { default: { x: '1' } },
  },
  {
    title: 'any name is a name',
    texts: files('', '[__proto__]\nx = 1\n[a]\nx = 1\n'),
    sdk: {},
    us: { ['__proto__']: { x: '1' }, a: { x: '1' } },
  },
  {
    title: 'any key is a key',
    texts: files('[default]\n__proto__ = 1\nx = 2\n'),
    sdk: { default: { x: '2' } },
    us: { default: { ['__proto__']: '1', x: '2' } },
  },
  {
    title: 'a duplicate section is rejected',
    texts: files('[default]\nx = 1\n[default]\ny = 2\n'),
    sdk: { default: { x: '1', y: '2' } },
    us: 'rejected',
  },
  {
    title: 'a duplicate key is rejected',
    texts: files('[default]\nx = 1\nx = 2\n'),
    sdk: { default: { x: '2' } },
    us: 'rejected',
  },
  {
    title: 'a line without a delimiter is rejected',
    texts: files('[default]\nx\ny = 1\n'),
    sdk: { default: { y: '1' } },
    us: 'rejected',
  },
  {
    title: 'a line without a key is rejected',
    texts: files('[default]\n= x\ny = 1\n'),
    sdk: { default: { y: '1' } },
    us: 'rejected',
  },
  {
    title: 'a line before any section is rejected',
    texts: files('x = 1\n[default]\ny = 1\n'),
    sdk: { default: { y: '1' } },
    us: 'rejected',
  },
  {
    title: 'a line without = in a nested block is rejected',
    texts: files('[default]\nx =\n  y\n  z = 1\n'),
    sdk: { default: { 'x.z': '1' } },
    us: 'rejected',
  },
];
