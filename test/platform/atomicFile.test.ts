import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isTemporary, replaceFile } from '../../src/platform/atomicFile';
import { MAIN } from '../support/bundles';
import { runProgram } from '../support/shells';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assume-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Reports on stderr, in order, which files are synced to disk and which are renamed to what. */
const HOOK = `
  const fs = require('node:fs');
  const { openSync, fsyncSync, renameSync } = fs;
  const names = new Map();
  const say = (...words) => fs.writeSync(2, 'DISK ' + words.join(' ') + '\\n');
  fs.openSync = (path, ...rest) => { const fd = openSync(path, ...rest); names.set(fd, path); return fd; };
  fs.fsyncSync = (fd) => { say('sync', names.get(fd)); return fsyncSync(fd); };
  fs.renameSync = (from, to) => { say('rename', from, to); return renameSync(from, to); };
`;

describe("the user's file", () => {
  test('is synced to disk before it replaces the old one', async () => {
    writeFileSync(join(folder, '.bashrc'), 'PS1=x\n');
    writeFileSync(join(folder, 'hook.cjs'), HOOK);
    const args = ['-r', join(folder, 'hook.cjs'), MAIN, 'init', 'bash', '--install'];
    const { status, stderr } = await runProgram(process.execPath, args, { env: { HOME: folder } });
    expect(status).toBe(0);
    const disk = [...stderr.matchAll(/^DISK (.*)$/gm)].map(([, line = '']) => line.split(' '));
    const renamed = disk.findIndex(([action, , to]) => action === 'rename' && to === join(folder, '.bashrc'));
    expect(disk[renamed - 1]).toEqual(['sync', disk[renamed]?.[1]]);
  });
});

describe('replacing a file', () => {
  const path = () => join(folder, 'file');

  test.each(['durable', 'disposable'] as const)('%s: writes the content, and leaves no other file', (durability) => {
    replaceFile(path(), 'old', { mode: 0o600, durability });
    replaceFile(path(), 'new', { mode: 0o600, durability });
    expect(readFileSync(path(), 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test('keeps the old file, and leaves nothing else, if anything fails', () => {
    writeFileSync(path(), 'old');
    const finish = () => {
      throw new Error('disk full');
    };
    expect(() => replaceFile(path(), 'new', { mode: 0o600, durability: 'durable', finish })).toThrow('disk full');
    expect(readFileSync(path(), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test('uses temporary names that no reader of the folder mistakes for its own files', () => {
    expect(isTemporary('prod.k3j9x0ab.aside')).toBe(true);
    expect(['prod', 'prod.aside', `${'0'.repeat(40)}.json`, 'a.b.aside'].filter(isTemporary)).toEqual([]);
  });
});
