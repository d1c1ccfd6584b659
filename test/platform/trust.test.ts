import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsFolder, cacheFolder, homeFolder, requireAbsolute, stateFolder } from '../../src/platform/env';
import { isTrusted, requireTrusted } from '../../src/platform/trust';
import { testWith } from '../support/tools';

const OTHER = 12345;

let folder: string;
let home: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assume trust-'));
  home = join(folder, 'home');
  mkdirSync(home);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function make(path: string, mode: number): string {
  mkdirSync(path, { recursive: true });
  chmodSync(path, mode);
  return path;
}

describe('a folder is trusted', () => {
  test('if it, or what is above it below the home folder, is missing', () => {
    expect(requireTrusted(join(home, '.cache', 'assume'), home)).toBe(join(home, '.cache', 'assume'));
    expect(isTrusted(join(folder, 'elsewhere', 'assume'), home)).toBe(true);
  });

  test('if others can only read it', () => expect(isTrusted(make(join(home, 'cache'), 0o755), home)).toBe(true));

  test('if the group that may write to it is the user’s own', () => {
    expect(isTrusted(make(join(home, 'cache'), 0o775), home)).toBe(true);
  });

  test('below a sticky folder that all can write to, such as /tmp', () => {
    expect(isTrusted(make(join(make(join(folder, 'tmp'), 0o1777), 'cache'), 0o700), home)).toBe(true);
  });

  test('through a link of the user’s', () => {
    symlinkSync(make(join(folder, 'real'), 0o700), join(home, '.cache'));
    expect(isTrusted(join(home, '.cache', 'assume'), home)).toBe(true);
  });

  test('whatever the mode of the home folder is', () => {
    chmodSync(home, 0o777);
    expect(isTrusted(join(home, '.cache'), home)).toBe(true);
    chmodSync(home, 0o755);
  });
});

describe('a folder is not trusted', () => {
  const shared: readonly [string, () => string][] = [
    ['all can write to it', () => make(join(home, 'cache'), 0o707)],
    ['all can write to it, and it is sticky: others could add files', () => make(join(home, 'cache'), 0o1777)],
    ['all can write to the one above it', () => make(join(make(join(home, 'x'), 0o777), 'cache'), 0o700)],
    ['all can write to one above it, and it is missing', () => join(make(join(home, 'x'), 0o777), 'cache')],
    [
      'a link leads to one that all can write to',
      () => symlinkSync(make(join(folder, 'real'), 0o777), join(home, 'link')) ?? join(home, 'link', 'assume'),
    ],
  ];
  test.each(shared)('if %s', (_why, prepare) => {
    const path = prepare();
    expect(isTrusted(path, home)).toBe(false);
    expect(() => requireTrusted(path, home)).toThrow(/^Other users can write to .*; ignoring it\.$/);
  });

  const foreign: readonly [string, () => string][] = [
    ['it belongs to another user', () => give(make(join(folder, 'cache'), 0o700))],
    ['the one above it does', () => join(give(make(join(folder, 'x'), 0o755)), 'cache')],
    [
      'a link on the way does',
      () => {
        symlinkSync(make(join(folder, 'real'), 0o700), join(folder, 'link'));
        return join(give(join(folder, 'link')), 'assume');
      },
    ],
    ['a group of others can write to it', () => give(make(join(folder, 'cache'), 0o775), 0)],
  ];
  function give(path: string, uid = OTHER): string {
    const { lchownSync }: typeof import('node:fs') = require('node:fs');
    lchownSync(path, uid, OTHER);
    return path;
  }
  testWith('root').each(foreign)('if %s', (_why, prepare) => {
    expect(() => requireTrusted(prepare(), home)).toThrow(/^(Other users can write to|.* is owned by another user)/);
  });

  testWith('root')('unless root finds it in its home folder, where root has put or mounted it', () => {
    const path = make(join(home, '.aws'), 0o755);
    chownSync(path, OTHER, OTHER);
    expect(isTrusted(path, home)).toBe(true);
  });
});

describe('the folders of ours and of the AWS CLI', () => {
  test.each<[string, (env: Record<string, string>) => string, string]>([
    ['XDG_CACHE_HOME', cacheFolder, '.cache/assume'],
    ['XDG_STATE_HOME', stateFolder, '.local/state/assume'],
  ])('%s is believed only if others can not write there', (variable, folderOf, byDefault) => {
    const open = make(join(folder, 'open'), 0o777);
    expect(folderOf({ HOME: home })).toBe(join(home, byDefault));
    expect(folderOf({ HOME: home, [variable]: 'relative' })).toBe(join(home, byDefault));
    expect(() => folderOf({ HOME: home, [variable]: open })).toThrow(`Other users can write to ${open}`);
  });

  test('~/.aws/cli/cache is not one that others can write to', () => {
    expect(awsFolder({ HOME: home }, 'cli', 'cache')).toBe(join(home, '.aws/cli/cache'));
    make(join(home, '.aws'), 0o777);
    expect(() => awsFolder({ HOME: home }, 'cli', 'cache')).toThrow(`Other users can write to ${join(home, '.aws')}`);
  });

  test.each(['', 'home', './home'])('nothing is there without a home folder: HOME is "%s"', (HOME) => {
    const env = { HOME, XDG_CACHE_HOME: folder, XDG_STATE_HOME: folder };
    for (const folderOf of [homeFolder, cacheFolder, stateFolder, awsFolder]) {
      expect(() => folderOf(env)).toThrow("Can't find your home folder: HOME is ");
    }
  });
});

test('a relative path is an error that names where it comes from', () => {
  expect(requireAbsolute('/x', 'AWS_CONFIG_FILE')).toBe('/x');
  expect(() => requireAbsolute('x', 'AWS_CONFIG_FILE')).toThrow(`AWS_CONFIG_FILE is "x", which isn't an absolute path`);
});

test('what can not be seen is left to whoever opens it', () => {
  writeFileSync(join(home, 'file'), '');
  expect(isTrusted(join(home, 'file', 'x'), home)).toBe(true);
  symlinkSync('b', join(home, 'a'));
  symlinkSync('a', join(home, 'b'));
  expect(isTrusted(join(home, 'a', 'x'), home)).toBe(true);
});
