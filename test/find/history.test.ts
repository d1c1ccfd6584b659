import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyPath, readUsage, recordUse, usageOf } from '../../src/find/history';
import { realFiles } from '../../src/platform/files';
import { runProgram } from '../support/shells';

const NOW = 1_800_000_000_000;
const WEEK = 7 * 24 * 3600;
const ago = (seconds: number, profile: string) => `${NOW / 1000 - seconds}\t${profile}\n`;

let home: string;
let path: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assume history-'));
  path = historyPath({ HOME: home });
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const record = (profile: string) => recordUse(profile, { HOME: home }, realFiles, NOW);
const text = () => readFileSync(path, 'utf8');
const mode = (file: string) => (statSync(file).mode & 0o7777).toString(8);

describe('a use', () => {
  test('is a line in a file for the user alone', () => {
    record('prod');
    record('old shop');
    expect(text()).toBe(`${NOW / 1000}\tprod\n${NOW / 1000}\told shop\n`);
    expect([mode(path), mode(join(path, '..'))]).toEqual(['600', '700']);
  });

  test('is remembered in XDG_STATE_HOME, unless that is a relative path', () => {
    expect(historyPath({ HOME: '/home/me', XDG_STATE_HOME: '/state' })).toBe('/state/assume/history');
    expect(historyPath({ HOME: '/home/me', XDG_STATE_HOME: 'state' })).toBe('/home/me/.local/state/assume/history');
  });

  test('pushes out the oldest of a thousand', () => {
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
    writeFileSync(path, Array.from({ length: 1_100 }, (_, n) => `1\tteam-${n}\n`).join(''));
    record('prod');
    const lines = text().trimEnd().split('\n');
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([1_000, '1\tteam-101', `${NOW / 1000}\tprod`]);
    expect(mode(path)).toBe('600');
  });

  test('is not written through a link, nor into a folder that others can write to', () => {
    const elsewhere = join(home, 'elsewhere');
    writeFileSync(elsewhere, 'mine\n');
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
    symlinkSync(elsewhere, path);
    record('prod');
    expect(readFileSync(elsewhere, 'utf8')).toBe('mine\n');
    rmSync(path);
    chmodSync(join(path, '..'), 0o777);
    record('prod');
    expect(existsSync(path)).toBe(false);
    rmSync(join(path, '..'), { recursive: true });
    mkdirSync(join(home, 'folder'));
    chmodSync(join(home, 'folder'), 0o777);
    symlinkSync(join(home, 'folder'), join(path, '..'));
    record('prod');
    expect(existsSync(path)).toBe(false);
  });

  test('waits for nobody where a FIFO stands in place of the file', async () => {
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
    await runProgram('mkfifo', [path]);
    record('prod');
    expect(readUsage({ HOME: home }, realFiles, NOW).size).toBe(0);
    expect(statSync(path).isFIFO()).toBe(true);
  });

  test('that can not be remembered changes nothing else', () => {
    writeFileSync(join(home, '.local'), '');
    expect(() => record('prod')).not.toThrow();
    expect(() => recordUse('prod', { HOME: 'here' }, realFiles, NOW)).not.toThrow();
    record('a\tb\nc');
    expect(existsSync(path)).toBe(false);
  });

  test('is added whole while shells add theirs', async () => {
    record('first');
    const script = `for i in 1 2 3 4 5 6 7 8 9 10; do printf '%s\\t%s\\n' 1 shell >>"$1"; done`;
    const shells = Array.from({ length: 3 }, () => runProgram('sh', ['-c', script, 'sh', path]));
    for (let n = 0; n < 10; n++) {
      record('program');
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(shells);
    expect(text()).toMatch(/^(\d+\t[a-z]+\n){41}$/);
  });
});

describe('what was used lately', () => {
  test('counts 1 for a use now, and half as much for each week since', () => {
    const usage = usageOf(ago(0, 'prod') + ago(WEEK, 'prod') + ago(2 * WEEK, 'dev'), NOW);
    expect([...usage]).toEqual([
      ['prod', 1.5],
      ['dev', 0.25],
    ]);
  });

  test('leaves out what is no use of a profile, and what a wrong clock has put into the future', () => {
    expect([...usageOf(`x\tprod\n\n5\n${ago(-2 * WEEK, 'later')}`, NOW)]).toEqual([]);
    expect(usageOf(ago(-60, 'prod'), NOW).get('prod')).toBe(1);
  });

  test('is nothing without a history, or if it can not be read', () => {
    expect(readUsage({ HOME: home }, realFiles, NOW).size).toBe(0);
    expect(readUsage({ HOME: 'here' }, realFiles, NOW).size).toBe(0);
    mkdirSync(path, { recursive: true });
    expect(readUsage({ HOME: home }, realFiles, NOW).size).toBe(0);
  });
});
