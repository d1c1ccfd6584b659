import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keys } from '../plan/planFixtures';
import { runProgram } from '../support/shells';
import { expectRead, exporting, formatOf, HOSTILE, REAL, sayable } from './corpus';

/**
 * What the runner makes of the file (its `SetEnvFileCommand`): lines end with LF; a first line NAME<<WORD begins a value
 * that goes as far as the line WORD, without the line end before it; NAME=VALUE is a line of its own; empty lines are none.
 */
function runnerReads(text: string): Record<string, string> {
  const read: Record<string, string> = {};
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Error('the last line has no end');
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    if (line === '') continue;
    const [, name = '', operator, rest = ''] = /^(.*?)(<<|=)(.*)$/s.exec(line) ?? [];
    if (!name || !rest) throw new Error(`Invalid format '${line}'`);
    if (operator === '=') {
      read[name] = rest;
      continue;
    }
    const end = lines.indexOf(rest);
    if (end < 0) throw new Error(`Matching delimiter not found '${rest}'`);
    read[name] = lines
      .splice(0, end + 1)
      .slice(0, -1)
      .join('\n');
  }
  return read;
}

/** What the runner hides after these lines: the command's data, unescaped, and each line of it. */
function runnerMasks(text: string): string[] {
  const lines = text.split('\n');
  expect(lines.pop()).toBe('');
  return lines.flatMap((line) => {
    const [, data = ''] = /^::add-mask::([^\r]+)$/.exec(line) ?? [];
    if (data === '') throw new Error(`not masked: ${line}`);
    const secret = data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
    return [secret, ...secret.split(/[\r\n]+/)];
  });
}

describe('github', () => {
  const { write, append } = formatOf('github');

  test('the reader of these tests takes values of one line and of several, and refuses an open end', () => {
    expect(runnerReads('A=b<<c\nB<<X\n\nC=d\n\nX\n\nC<<X\nX\n')).toEqual({ A: 'b<<c', B: '\nC=d\n', C: '' });
    expect(() => runnerReads('A<<X\nb\n')).toThrow('Matching delimiter');
  });

  test('any value is read back by the rules of the runner', () => {
    const all = sayable('github');
    expect(Object.keys(all)).toHaveLength(HOSTILE.length);
    expectRead(runnerReads(append?.write(exporting(all), 'random') ?? ''), all);
  });

  test('hides the access key, the secret and the token, each line of them too, and nothing that is not secret', () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = REAL;
    expect(new Set(runnerMasks(write(exporting(REAL))))).toEqual(
      new Set([AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN]),
    );
    const AWS_SECRET = '100%\r\n%0A::stop-commands::x\n%25';
    expect(runnerMasks(write(exporting({ AWS_SECRET_ACCESS_KEY: AWS_SECRET })))).toEqual([
      AWS_SECRET,
      '100%',
      '%0A::stop-commands::x',
      '%25',
    ]);
  });

  test('says nothing about a token that is empty or not there: the runner would warn', () => {
    expect(write(exporting({ AWS_ACCESS_KEY_ID: 'a', AWS_SESSION_TOKEN: '' }))).toBe('::add-mask::a\n');
  });
});

describe('assume export --format github', () => {
  const MAIN = join(__dirname, '../../dist/main.js');
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'assume github-'));
    mkdirSync(join(home, '.aws'));
    writeFileSync(join(home, '.aws/config'), `[profile prod]\nregion = eu-west-2\n${keys('AKIAPROD')}`);
    writeFileSync(join(home, 'env'), 'BEFORE=kept\n');
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const run = (profile: string, GITHUB_ENV?: string) =>
    runProgram(process.execPath, [MAIN, 'export', profile, '--format', 'github'], { env: { HOME: home, GITHUB_ENV } });
  const file = () => readFileSync(join(home, 'env'), 'utf8');

  test('hides the secrets, and adds the variables to the file with a word that is another one each time', async () => {
    const results = [await run('prod', join(home, 'env')), await run('prod', join(home, 'env'))];
    for (const { stdout, ...rest } of results) {
      expect(rest).toEqual({ status: 0, stderr: '' });
      expect(new Set(runnerMasks(stdout))).toEqual(new Set(['AKIAPROD', 'secret-of-AKIAPROD']));
    }
    expect(runnerReads(file())).toEqual({
      BEFORE: 'kept',
      AWS_ACCESS_KEY_ID: 'AKIAPROD',
      AWS_SECRET_ACCESS_KEY: 'secret-of-AKIAPROD',
      AWS_REGION: 'eu-west-2',
      AWS_DEFAULT_REGION: 'eu-west-2',
    });
    expect(new Set(file().match(/(?<=<<ghadelimiter_)[\da-f-]{36}$/gm)).size).toBe(2);
  });

  test.each([
    ['no GITHUB_ENV', 2, 'prod', undefined, /GitHub Actions, which sets GITHUB_ENV/],
    ['an empty one', 2, 'prod', '', /GitHub Actions, which sets GITHUB_ENV/],
    ['a file that is not there', 1, 'prod', 'missing', /missing cannot be written: ENOENT/],
    ['a wrong profile', 3, 'prdo', 'env', /"prdo"/],
  ])('with %s nothing is printed and nothing written', async (_title, status, profile, path, says) => {
    const result = await run(profile, path && join(home, path));
    expect(result).toMatchObject({ status, stdout: '', stderr: expect.stringMatching(says) });
    expect(file()).toBe('BEFORE=kept\n');
  });
});
