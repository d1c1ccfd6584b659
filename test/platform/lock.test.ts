import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
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

  test.each<[string, () => unknown]>([
    ['a link that leads nowhere', () => symlinkSync('nowhere', path)],
    ['a FIFO, which nobody writes', () => execFileSync('mkfifo', [path])],
    ['a folder', () => mkdirSync(join(path, 'x'), { recursive: true })],
  ])('in whose place is %s is free', async (_what, prepare) => {
    mkdirSync(join(path, '..'));
    prepare();
    expect(await withLock(path, { waiting: () => expect('waiting').toBe('unnecessary') }, async () => 'done')).toBe(
      'done',
    );
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  test('without a start time, as on Windows, is that of a reused pid after ten minutes', async () => {
    mkdirSync(join(path, '..'));
    writeFileSync(path, `${process.pid}--abc`);
    const waited: number[] = [];
    const waiting = withLock(path, { waiting: (pid) => waited.push(pid) }, async () => 'done');
    await new Promise((done) => setTimeout(done, 10));
    expect(waited).toEqual([process.pid]);
    const past = Date.now() / 1000 - 601;
    utimesSync(path, past, past);
    expect(await waiting).toBe('done');
  });

  test('removes what killed processes have left beside it, and nothing of living ones', async () => {
    mkdirSync(join(path, '..'));
    const dead = `${process.pid}-1-abc`;
    writeFileSync(`${path}.99999-5-x`, dead); // a second lock, whose holder was killed
    writeFileSync(`${path}.99999-5-x.${dead}.aside`, '');
    writeFileSync(`${path}.${dead}.aside`, dead);
    writeFileSync(`${path}-of-another`, dead);
    const [counter, waited] = [join(folder, 'counter-living'), [] as number[]];
    writeFileSync(counter, '0');
    const living = await holder(counter);
    const living2 = start(counter);
    const mine = withLock(path, { waiting: (pid) => waited.push(pid) }, async () => readdirSync(join(path, '..')));
    await new Promise((done) => setTimeout(done, 300));
    living.kill('SIGKILL');
    const during = await mine;
    expect(during.filter((name) => name.includes('99999') || name.includes(dead))).toEqual([]);
    expect(during).toContain('lock-of-another');
    await ended(living2);
    expect(readFileSync(counter, 'utf8')).toBe('1');
    expect(readdirSync(join(path, '..'))).toEqual(['lock-of-another']);
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
