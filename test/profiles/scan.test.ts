import { AssumeError } from '../../src/errors';
import { scan } from '../../src/profiles/scan';
import type { Setting } from '../../src/profiles/types';
import { plainSection } from './cases';

const FILE = '/home/me/.aws/config';
const at = (line: number) => `${FILE}:${line}`;

const thrownFor = (text: string): unknown => {
  try {
    return scan(text, FILE);
  } catch (error) {
    return error;
  }
};

describe('scan', () => {
  it('gives the location of each section and each setting', () => {
    const text = '# here\n\n[a]\nx = 1\r\n\r\n  ; no\nY : 2\n[ "b" ]\n\tz=\n';
    expect(scan(text, FILE)).toEqual([
      {
        name: 'a',
        file: FILE,
        line: 3,
        settings: new Map<string, Setting>([
          ['x', { value: '1', file: FILE, line: 4 }],
          ['y', { value: '2', file: FILE, line: 7 }],
        ]),
      },
      { name: ' "b" ', file: FILE, line: 8, settings: new Map([['z', { value: '', file: FILE, line: 9 }]]) },
    ]);
  });

  it('gives the location of each setting of a nested block, and keeps its key as written', () => {
    const [section] = scan('[a]\ns3 =\n\n  Max = 1\n  # no\n  b = c = d\nx = y\n', FILE);
    const nested = new Map([
      ['Max', { value: '1', file: FILE, line: 4 }],
      ['b', { value: 'c = d', file: FILE, line: 6 }],
    ]);
    expect(section?.settings.get('s3')).toEqual({ value: '', file: FILE, line: 2, nested });
    expect(section?.settings.get('x')).toEqual({ value: 'y', file: FILE, line: 7 });
  });

  it('keeps the location of a setting from [DEFAULT]', () => {
    const [section, ...others] = scan('[a]\ny = 1\n[DEFAULT]\nx = 1\ny = 2\n', FILE);
    expect(section?.settings.get('x')).toEqual({ value: '1', file: FILE, line: 4 });
    expect(section?.settings.get('y')).toEqual({ value: '1', file: FILE, line: 2 });
    expect(others).toEqual([]);
  });

  it('accepts a byte order mark', () => {
    expect(scan('\ufeff[a]\nx = 1\n', FILE).map(plainSection)).toEqual(scan('[a]\nx = 1\n', FILE).map(plainSection));
  });

  it.each([
    ['[a]\n[b]\n[a]\n', `${at(3)}: duplicate [a], first defined at ${at(1)}. Keep only one.`],
    ['[a]\nx = 1\n\nX: 2\n', `${at(4)}: duplicate "x", first defined at ${at(2)}. Keep only one.`],
    ['\nx = 1\n[a]\n', `${at(2)}: not in any section. Put it under a [section] header.`],
    ['x\n', `${at(1)}: not in any section. Put it under a [section] header.`],
    ['[a]\nx\n', `${at(2)}: neither a [section] nor a setting. Write it as "name = value".`],
    ['[a]\n\n = x\n', `${at(3)}: neither a [section] nor a setting. Write it as "name = value".`],
    ['[profile a\nx = 1\n', `${at(1)}: "[profile a" isn't a valid section header. Close it with "]".`],
    ['[a]\n[b\n', `${at(2)}: "[b" isn't a valid section header. Close it with "]".`],
    ['[]\nx = 1\n', `${at(1)}: "[]" isn't a valid section header. Put a name between the brackets.`],
    ['[a = 1\n', `${at(1)}: not in any section. Put it under a [section] header.`],
    ['[a]\ns3 =\n  x\n', `${at(3)}: not a setting of the nested block. Write it as "name = value".`],
  ])('rejects %j', (text, message) => {
    const error = thrownFor(text);
    expect(error).toBeInstanceOf(AssumeError);
    expect(error).toMatchObject({ message, exitCode: 3 });
  });

  it.each([
    ['a line before any section', 'aws_secret_access_key = SECRET\n'],
    ['a header with a setting', '[a aws_secret_access_key = SECRET\n'],
    ['a line without a delimiter', '[a]\naws_secret_access_key SECRET\n'],
    ['a line without a key', '[a]\n= SECRET\n'],
    ['a nested line', '[a]\ns3 =\n  SECRET\n'],
    ['a duplicate key', '[a]\naws_secret_access_key = SECRET1\naws_secret_access_key = SECRET2\n'],
    ['a duplicate section', '[a]\nx = SECRET\n[a]\nx = SECRET\n'],
  ])('never repeats a value when it rejects %s', (_, text) => {
    const error = thrownFor(text);
    expect(error).toBeInstanceOf(AssumeError);
    expect(JSON.stringify([error, String(error)])).not.toContain('SECRET');
  });
});
