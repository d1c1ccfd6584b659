import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../../src/platform/makeFolder';
import { MAIN, ROOT } from '../install/homeFixture';
import { runProgram } from '../support/shells';

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'assume-folder-'));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

test('makes a folder and those above it, for the user alone, once', () => {
  const path = join(top, 'a/b');
  makeFolder(path);
  makeFolder(path);
  expect([join(top, 'a'), path].map((each) => statSync(each).mode & 0o777)).toEqual([0o700, 0o700]);
});

test('refuses a path that leads through a file or a dangling link', () => {
  writeFileSync(join(top, 'file'), '');
  symlinkSync(join(top, 'nowhere'), join(top, 'link'));
  expect(() => makeFolder(join(top, 'file'))).toThrow('EEXIST');
  // Node 24 has no error for a look behind a file, so there it is that of the folder above.
  expect(() => makeFolder(join(top, 'file/a'))).toThrow(/ENOTDIR|EEXIST/);
  expect(() => makeFolder(join(top, 'link/a'))).toThrow('EEXIST');
});

(process.platform === 'linux' ? test : test.skip)(
  'a home folder in which nothing can be made doesn’t stop the program',
  async () => {
    const env = { HOME: '/proc/1', PATH: process.env.PATH };
    const done = await runProgram(process.execPath, [MAIN, 'init', 'bash'], { env, cwd: ROOT });
    expect(done).toMatchObject({ status: 0, stderr: '' });
  },
);
