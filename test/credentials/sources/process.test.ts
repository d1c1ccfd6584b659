import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runForCode } from '../../../src/credentials/askSource';
import { openSourceFixture, type SourceFixture, thrown } from '../sourceFixture';

let fixture: SourceFixture;
beforeEach(async () => {
  fixture = await openSourceFixture();
});
afterEach(() => fixture.close());

const GOOD = { Version: 1, AccessKeyId: 'AKIA', SecretAccessKey: 'hush', SessionToken: 't', AccountId: '123456789012' };

const source = (value: string) =>
  ({ kind: 'process', profile: 'p', command: { value, file: '/home/me/config', line: 7 } }) as const;

/** A program that prints this text. */
const printing = (text: string) => source(`cat '${fixture.write('out', text).replaceAll("'", `'"'"'`)}'`);

test('A program prints credentials, with and without the optional members', async () => {
  const until = new Date(Date.now() + 3_600_000);
  const json = JSON.stringify({ ...GOOD, Expiration: until.toISOString() });
  expect(await fixture.ask(printing(json))).toEqual({
    credentials: {
      accessKeyId: 'AKIA',
      secretAccessKey: 'hush',
      sessionToken: 't',
      accountId: '123456789012',
      expiration: until,
    },
  });
  const least = JSON.stringify({ Version: 1, AccessKeyId: 'AKIA', SecretAccessKey: 'hush', SessionToken: null });
  expect(await fixture.ask(printing(least))).toEqual({ credentials: { accessKeyId: 'AKIA', secretAccessKey: 'hush' } });
});

test('A program runs without a shell: words are split like Python does, and nothing else is special', async () => {
  const log = join(fixture.home, 'log');
  const script = fixture.write('a b/show', '#!/bin/sh\nout=$1; shift; printf "%s|" "$@" >"$out"; echo "$JSON"\n');
  const line = `sh "${script}" "${log}" 'one two' "a\\"b" $HOME ~ ; > x & '$(touch y)' \\$z`;
  await fixture.ask(source(line), { JSON: JSON.stringify(GOOD) });
  const { readFileSync } = await import('node:fs');
  expect(readFileSync(log, 'utf8')).toBe('one two|a"b|$HOME|~|;|>|x|&|$(touch y)|$z|');
  expect(existsSync(join(fixture.home, 'y'))).toBe(false);
});

test.each([
  ['no JSON', 'hush', 'did not print credential JSON'],
  ['a list', '["hush"]', 'a Version other than 1'],
  ['nothing', '', 'did not print credential JSON'],
  ['version 2', JSON.stringify({ ...GOOD, Version: 2 }), 'a Version other than 1'],
  ['no version', JSON.stringify({ ...GOOD, Version: undefined }), 'a Version other than 1'],
  ['no key', JSON.stringify({ ...GOOD, AccessKeyId: undefined }), 'without AccessKeyId'],
  ['an empty secret', JSON.stringify({ ...GOOD, SecretAccessKey: '' }), 'without SecretAccessKey'],
  ['a number', JSON.stringify({ ...GOOD, SessionToken: 4 }), "whose SessionToken isn't a string"],
  [
    'no time',
    JSON.stringify({ ...GOOD, Expiration: 'hush' }),
    "whose Expiration isn't an ISO 8601 time with a time zone",
  ],
  ['an empty time', JSON.stringify({ ...GOOD, Expiration: '' }), "whose Expiration isn't an ISO 8601 time"],
  ['a NUL', JSON.stringify({ ...GOOD, SecretAccessKey: 'hu\0sh' }), 'whose SecretAccessKey contains a NUL character'],
  [
    'the past',
    JSON.stringify({ ...GOOD, Expiration: '2020-01-01T00:00:00Z' }),
    'whose Expiration is in the past (2020-01-01T00:00:00Z)',
  ],
])('A program that prints %s fails, and what it printed is not shown', async (_, text, words) => {
  const error = await thrown(fixture.ask(printing(text)));
  expect(error).toMatchObject({ name: 'AssumeError', exitCode: 1, message: expect.stringContaining(words) });
  expect(error.message).toContain('"p" (/home/me/config:7)');
  expect(error.message).not.toContain('hush');
});

test('A program that requires the profile it runs for is stopped at once', async () => {
  const home = fixture.write('config', '');
  const assume = join(__dirname, '../../../dist/main.js');
  const command = `'${process.execPath}' '${assume}' export p --format process`;
  writeFileSync(home, `[profile p]\nregion = eu-west-1\ncredential_process = ${command}\n`);
  const env = { PATH: process.env.PATH, HOME: fixture.home, AWS_CONFIG_FILE: home };
  const { status, stderr } = spawnSync(process.execPath, [assume, 'export', 'p', '--format', 'json'], {
    encoding: 'utf8',
    env,
  });
  expect(status).toBe(1);
  expect(stderr).toContain('credential_process of profile "p"');
  expect(stderr).toContain('requires the credentials of that same profile');
});

test('A program that fails is reported with its status and its stderr, not with its stdout', async () => {
  const error = await thrown(fixture.ask(source(`sh -c 'echo hush; echo "vault is locked" >&2; exit 3'`)));
  expect([error.exitCode, error.message]).toEqual([
    1,
    expect.stringContaining('exited with status 3: vault is locked'),
  ]);
  expect(error.message).not.toContain('hush');
});

test.each([
  ['/no/such/program x', "can't be run: /no/such/program not found."],
  ['/ x', "can't be run: permission denied."],
  [`sh 'open`, "can't be parsed"],
  ['""', 'is empty'],
])('A command that cannot run is a configuration error: %s', async (command, words) => {
  expect(await thrown(fixture.ask(source(command)))).toMatchObject({
    exitCode: 3,
    message: expect.stringContaining(words),
  });
});

describe('mfa_process', () => {
  test('prints a code, and runs in a shell', async () => {
    expect(await runForCode("printf '123 456\\n' | cat", 'f:1')).toBe('123456');
  });

  test.each(['echo 12345', 'echo hush-654321', 'true'])(
    'must print a code, not what %s does, which is not shown',
    async (line) => {
      const error = await thrown(runForCode(line, 'f:1'));
      expect([error.exitCode, error.message]).toEqual([1, expect.stringContaining('mfa_process (f:1)')]);
      expect(error.message).not.toMatch(/hush|654321|12345/);
    },
  );

  test('fails with its status', async () => {
    expect(await thrown(runForCode('echo 123456; exit 9', 'f:1'))).toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('mfa_process (f:1) exited with status 9.'),
    });
  });
});

test('A program is terminated when this process is', async () => {
  const main = join(__dirname, '../../../dist/sources.js');
  const script = `require(${JSON.stringify(main)}).askSource(
    { kind: 'process', profile: 'p', command: { value: 'sh -c "echo $$ > pid; exec sleep 600"', file: 'f', line: 1 } },
    { env: process.env });`;
  const child = spawn(process.execPath, ['-e', script], { cwd: fixture.home, stdio: ['ignore', 'ignore', 'inherit'] });
  const pidFile = join(fixture.home, 'pid');
  const { readFileSync } = await import('node:fs');
  const pid = async (): Promise<number> => {
    const text = existsSync(pidFile) ? readFileSync(pidFile, 'utf8') : '';
    if (text.endsWith('\n')) return Number(text);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return pid();
  };
  const program = await pid();
  child.kill('SIGTERM');
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGTERM');
  const gone = async (): Promise<void> => {
    try {
      process.kill(program, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    return gone();
  };
  await gone();
});
