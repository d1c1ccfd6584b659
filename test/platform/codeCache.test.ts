import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Node 20 has no compile cache of its own; this one works in every Node, so it is tested in all of them. */
describe('the cache of compiled code', () => {
  let root: string;
  let folder: string;
  let module: string;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'assume-code-'));
    folder = join(root, 'compiled');
    module = join(root, 'module.js');
    mkdirSync(folder, { mode: 0o700 });
    buildSync({
      entryPoints: [join(__dirname, '../../src/platform/codeCache.ts')],
      outfile: join(root, 'codeCache.js'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
    });
    writeFileSync(
      join(root, 'main.js'),
      `require('./codeCache.js').cacheCode(process.argv[2]);
       process.stdout.write(JSON.stringify(require('./module.js')()));`,
    );
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    writeModule('one');
  });

  const writeModule = (word: string) =>
    writeFileSync(
      module,
      `const { sep } = require('node:path');
       const self = typeof this;
       module.exports = () => ['${word}', sep, self, __filename, __dirname];`,
    );

  const run = (at = folder) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'main.js'), at], { encoding: 'utf8' });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    return JSON.parse(stdout) as unknown[];
  };
  const entry = () => join(folder, readdirSync(folder).find((name) => name.includes('module.js')) ?? 'none');
  const answer = (word: string) => [word, '/', 'object', module, root];

  test('holds one private file for each module, which runs as without it', () => {
    expect(run()).toEqual(answer('one'));
    expect(readdirSync(folder)).toHaveLength(1);
    expect(statSync(entry()).mode & 0o777).toBe(0o600);
    const { ino } = statSync(entry());
    expect(run()).toEqual(answer('one'));
    expect(statSync(entry()).ino).toBe(ino);
  });

  test('a module of the same length that has been changed is compiled again', () => {
    run();
    writeModule('two');
    expect(run()).toEqual(answer('two'));
    expect(run()).toEqual(answer('two'));
  });

  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['its key alone', (bytes: Buffer) => bytes.subarray(bytes.lastIndexOf('v'))],
    ['of another Node', (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace(/v\d+/g, 'v1'), 'latin1')],
    ['zeroed in one sector', (bytes: Buffer) => Buffer.from(bytes).fill(0, 256, 768)],
    ['zeros before its key', (bytes: Buffer) => Buffer.from(bytes).fill(0, 0, bytes.lastIndexOf('v'))],
  ])('an entry that is %s is ignored, and replaced', (_, damage) => {
    run();
    const whole = readFileSync(entry());
    writeFileSync(entry(), damage(whole));
    expect(run()).toEqual(answer('one'));
    expect(readFileSync(entry()).length).toBeGreaterThan(whole.length / 2);
  });

  test('a folder that is gone changes nothing', () => {
    expect(run(join(root, 'nowhere'))).toEqual(answer('one'));
  });
});
