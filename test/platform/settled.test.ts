import { lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isSettled } from '../../src/platform/settled';

let root: string;
const at = (path: string) => join(root, path);
const write = (path: string, text = path) => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
};
const link = (target: string, path: string) => {
  mkdirSync(dirname(at(path)), { recursive: true });
  symlinkSync(target, at(path));
};
const relink = (target: string, path: string) => {
  link(target, `${path}.new`);
  renameSync(at(`${path}.new`), at(path));
};
/** The clock of a file system may tick no more often than every 10 ms. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 30));
/** The time of the file system, not of the process: they may differ by a tick. */
const now = () => {
  write('clock', '');
  return lstatSync(at('clock')).mtimeMs;
};
const FILE = 'home/.aws/credentials';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assume-settled-'));
  mkdirSync(at('home/.aws'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

type Row = readonly [what: string, before: () => void, after: () => void];

const BEHIND_LINKS = () => {
  for (const name of ['a', 'b']) write(`home/top/${name}/credentials`);
  link('a', 'home/top/current');
  link('../top/current/credentials', FILE);
};

describe('a path isn’t settled after', () => {
  test.each<Row>([
    ['the file was written', () => write(FILE), () => write(FILE, 'new')],
    [
      'it was written and its time set back',
      () => write(FILE),
      () => {
        write(FILE, 'new');
        utimesSync(at(FILE), 1, 1);
      },
    ],
    ['it was removed', () => write(FILE), () => rmSync(at(FILE))],
    ['it came', () => {}, () => write(FILE)],
    [
      'an older file was renamed to it',
      () => {
        write(FILE);
        write('home/.aws/other');
      },
      () => renameSync(at('home/.aws/other'), at(FILE)),
    ],
    ['the link was changed', BEHIND_LINKS, () => relink('../top/b/credentials', FILE)],
    ['a link behind the link was changed', BEHIND_LINKS, () => relink('b', 'home/top/current')],
    [
      'the folder that a linked file lives in was exchanged',
      () => {
        for (const name of ['cur', 'other']) write(`home/${name}/credentials`);
        link('../cur/credentials', FILE);
      },
      () => {
        renameSync(at('home/cur'), at('home/old'));
        renameSync(at('home/other'), at('home/cur'));
      },
    ],
    [
      'a folder above that was exchanged',
      () => {
        for (const name of ['cur', 'other']) write(`home/${name}/sub/credentials`);
        link(at('home/cur/sub/credentials'), FILE);
      },
      () => {
        renameSync(at('home/cur'), at('home/old'));
        renameSync(at('home/other'), at('home/cur'));
      },
    ],
    [
      'the link ~/.aws was changed',
      () => {
        for (const name of ['a', 'b']) write(`home/${name}/credentials`);
        rmSync(at('home/.aws'), { recursive: true });
        link('a', 'home/.aws');
      },
      () => relink('b', 'home/.aws'),
    ],
    ['nothing, if it leads in a circle', () => link('credentials', FILE), () => {}],
  ])('%s', async (_what, before, after) => {
    before();
    await pause();
    const time = now();
    await pause();
    after();
    expect(isSettled(at(FILE), time, at('home'))).toBe(false);
  });
});

describe('a path stays settled after', () => {
  test.each<Row>([
    ['nothing', () => write(FILE), () => {}],
    ['nothing, with no file', () => {}, () => {}],
    ['nothing, behind links', BEHIND_LINKS, () => {}],
    ['a file came to the home folder and above', BEHIND_LINKS, () => ['home/new', 'new'].map((path) => write(path))],
    [
      'a file came to the home folder, which is reached through a link',
      () => link(at(`home/x`), FILE),
      () => write('home/new'),
    ],
    ['an entry came to the cache', () => write('home/.aws/cli/cache/one'), () => write('home/.aws/cli/cache/two')],
  ])('%s', async (_what, before, after) => {
    before();
    await pause();
    const time = now();
    await pause();
    after();
    expect([FILE, 'home/.aws/cli/cache'].map((path) => isSettled(at(path), time, at('home')))).toEqual([true, true]);
  });
});
