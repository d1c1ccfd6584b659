import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { withLock } from '../../src/platform/lock';

const silent = { waiting: () => {} };

let folder: string;
let path: string;
const children: ChildProcess[] = [];

/** Increments the number in a file slowly, so two processes at once would lose a count. */
const COUNT = `
const { readFileSync, writeFileSync } = require('node:fs');
const { withLock } = require('./lock.js');
const [path, counter, mode] = process.argv.slice(2);
withLock(path, { waiting: () => {} }, async () => {
  if (mode === 'hold') { console.log('held'); await new Promise((done) => setTimeout(done, 60_000)); }
  const before = Number(readFileSync(counter, 'utf8'));
  await new Promise((done) => setTimeout(done, 2));
  writeFileSync(counter, String(before + 1));
  if (mode === 'die') process.kill(process.pid, 'SIGKILL');
});`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assume-lock-'));
  const outfile = join(folder, 'lock.js');
  buildSync({ entryPoints: [resolve('src/platform/lock.ts')], outfile, bundle: true, platform: 'node', format: 'cjs' });
  writeFileSync(join(folder, 'count.js'), COUNT);
});
beforeEach(() => {
  path = join(mkdtempSync(join(folder, 'locks-')), 'locks', 'lock');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(counter: string, mode = ''): ChildProcess {
  const child = spawn(process.execPath, [join(folder, 'count.js'), path, counter, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

const ended = async (child: ChildProcess) =>
  (child.exitCode ?? child.signalCode ?? (await once(child, 'exit'))) && child;

async function holder(counter: string): Promise<ChildProcess> {
  const child = start(counter, 'hold');
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

describe('a lock', () => {
  test('exists during the work, and is removed afterwards, even after a failure', async () => {
    expect(await withLock(path, silent, async () => existsSync(path))).toBe(true);
    const failing = withLock(path, silent, () => Promise.reject(new Error('work')));
    await expect(failing).rejects.toThrow('work');
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  test('reports its holder once', async () => {
    const pids: number[] = [];
    let free = () => {};
    const first = withLock(
      path,
      silent,
      () =>
        new Promise<void>((done) => {
          free = done;
        }),
    );
    await new Promise((done) => setTimeout(done, 10));
    const second = withLock(path, { waiting: (pid) => pids.push(pid) }, async () => 'done');
    setTimeout(() => free(), 350);
    await first;
    expect(await second).toBe('done');
    expect(pids).toEqual([process.pid]);
  });

  test('lets fifty processes count one at a time, though half of them are killed while they hold it', async () => {
    const counter = join(folder, 'counter');
    writeFileSync(counter, '0');
    const killed = await holder(counter);
    const all = Array.from({ length: 50 }, (_, at) => start(counter, at % 2 ? 'die' : ''));
    setTimeout(() => killed.kill('SIGKILL'), 500);
    await Promise.all(all.map(ended));
    expect(readFileSync(counter, 'utf8')).toBe('50');
    await withLock(path, silent, async () => {}); // the last process may have been killed
    expect(readdirSync(join(path, '..'))).toEqual([]);
  }, 60_000);

  test.each(['SIGKILL', 'SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'is free if its holder ended by %s',
    async (signal) => {
      const counter = join(folder, 'free');
      writeFileSync(counter, '0');
      const child = await holder(counter);
      child.kill(signal);
      await ended(child);
      const waited: number[] = [];
      expect(await withLock(path, { waiting: (pid) => waited.push(pid) }, async () => 'done')).toBe('done');
      expect(waited).toEqual([]);
    },
  );

  test.each([
    ['whose pid now belongs to another process', `${process.pid}-1-abc`],
    ['that is empty, as after a power failure', ''],
    ['that holds anything else', '../../x\n'],
  ])('%s is free', async (_what, text) => {
    mkdirSync(join(path, '..'));
    writeFileSync(path, text);
    expect(await withLock(path, { waiting: () => expect('waiting').toBe('unnecessary') }, async () => 'done')).toBe(
      'done',
    );
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  test('left by a dead process is free, even if another process died while it was removing it', async () => {
    mkdirSync(join(path, '..'));
    writeFileSync(path, `${process.pid}-1-abc`);
    writeFileSync(`${path}.${process.pid}-1-abc`, `${process.pid}-2-def`);
    expect(await withLock(path, silent, async () => 'done')).toBe('done');
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  test('is not waited for beyond the patience, and stays with its holder', async () => {
    const counter = join(folder, 'patience');
    writeFileSync(counter, '0');
    const child = await holder(counter);
    const pids: number[] = [];
    const impatient = { waiting: (pid: number) => pids.push(pid), patience: 150 };
    expect(await withLock(path, impatient, async () => 'done')).toBe('done');
    expect([pids, readFileSync(path, 'utf8')]).toEqual([[child.pid], expect.stringMatching(`^${child.pid}-`)]);
  });

  test("that can't be created is skipped", async () => {
    writeFileSync(join(path, '..'), 'a file where the folder should be');
    expect(await withLock(path, silent, async () => 'done')).toBe('done');
  });

  test('is private', async () => {
    const mode = process.umask(0);
    try {
      await withLock(path, silent, async () => {
        expect([statSync(path).mode & 0o777, statSync(join(path, '..')).mode & 0o777]).toEqual([0o600, 0o700]);
      });
    } finally {
      process.umask(mode);
    }
  });
});
