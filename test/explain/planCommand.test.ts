import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openDemo } from '../support/demo';
import { type RunResult, runProgram } from '../support/shells';
import { openTerminal } from '../support/terminal';

const MAIN = resolve(__dirname, '../../dist/main.js');

describe('assume plan', () => {
  let demo: Awaited<ReturnType<typeof openDemo>>;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  const plan = (...words: string[]): Promise<RunResult> =>
    runProgram(process.execPath, [MAIN, 'plan', ...words], { env: demo.home.env });
  const everything = () => readdirSync(demo.home.folder, { recursive: true }).sort();
  /** The folder of compiled code, which any run may make, aside. */
  const files = () => everything().filter((file) => !String(file).includes('compiled'));

  test('shows the chain, with status 0 and no colors in a pipe', async () => {
    const { status, stdout, stderr } = await plan('audit');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^1\. The access key, of the profile me\n[\s\S]*\n3\. The role Auditor in 444455556666/);
    expect(stdout).toMatch(/external_id +audit-2025 +~\/\.aws\/config:\d+\n/);
    expect(stdout).not.toContain('\u001b');
  });

  test('asks nobody, sends nothing, writes nothing, and shows no secret', async () => {
    await plan('prod');
    const before = files();
    for (const words of [['prod'], ['prod', '--json'], ['prod', '--one-liner', 'bash'], ['broken']]) {
      const { stdout, stderr } = await plan(...words);
      for (const { secretAccessKey } of demo.world.users) expect(stdout + stderr).not.toContain(secretAccessKey);
    }
    expect(files()).toEqual(before);
    expect(demo.sts.requests).toEqual([]);
  });

  test('is as far as it goes where something is wrong: every problem on stderr, the status of the first', async () => {
    const config = join(demo.home.folder, 'broken-config');
    writeFileSync(
      config,
      `[profile a]\nrole_arn = arn:aws:iam::1:role/A\nsource_profile = b\n[profile b]\nrole_arn = arn:aws:iam::123456789012:role/B\nsource_profile = a\nduration_seconds = ten\nexternal_id = a b\n`,
    );
    const { status, stdout, stderr } = await runProgram(process.execPath, [MAIN, 'plan', 'a'], {
      env: { ...demo.home.env, AWS_CONFIG_FILE: config },
    });
    expect(status).toBe(3);
    expect(stdout).toMatch(/^1\. Not known: see what is wrong\n\n2\. The role B in 123456789012, of the profile b\n/);
    expect(stderr.split('\n').filter((line) => line.startsWith('assume: '))).toHaveLength(4);
    expect(stderr).toContain('a -> b -> a');
    expect(stderr).toContain('aws configure set duration_seconds 3600 --profile b');
  });

  test('--json is JSON with and without problems, and says nothing on stderr', async () => {
    const good = await plan('prod', '--json');
    expect([good.status, good.stderr]).toEqual([0, '']);
    expect(JSON.parse(good.stdout)).toMatchObject({ profile: 'prod', asked: [{ kind: 'mfaCode' }], problems: [] });
    const bad = await plan('broken', '--json');
    expect([bad.status, bad.stderr]).toEqual([3, '']);
    expect(JSON.parse(bad.stdout).problems).toEqual([expect.objectContaining({ exitCode: 3 })]);
    const none = await plan('nix', '--json');
    expect([none.status, JSON.parse(none.stdout).roles]).toEqual([3, []]);
  });

  test('--one-liner is one line, or nothing and the reason', async () => {
    const line = await plan('audit', '--one-liner', 'fish');
    expect([line.status, line.stderr]).toEqual([0, '']);
    expect(line.stdout).toMatch(/^begin; [^\n]+; end\n$/);
    for (const profile of ['broken', 'me', 'nix']) {
      const { status, stdout, stderr } = await plan(profile, '--one-liner', 'bash');
      expect([status, stdout]).toEqual([3, '']);
      expect(stderr).toMatch(/^assume: /);
    }
  });

  test('--one-liner says what somebody who pastes it must know', async () => {
    const env = { ...demo.home.env, AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'hush' };
    const words = ['plan', '--role-arn', 'arn:aws:iam::123456789012:role/A', '--one-liner', 'sh'];
    const { status, stdout, stderr } = await runProgram(process.execPath, [MAIN, ...words], { env });
    expect(status).toBe(0);
    expect(stdout).not.toContain('--profile');
    expect(stderr).toMatch(/^assume: the first call is signed with what the AWS CLI finds by itself/);
    expect(stdout + stderr).not.toContain('hush');
  });

  test.each([
    [['prod', '--json', '--one-liner', 'bash'], 2],
    [['prod', '--one-liner', 'tcsh'], 2],
    [['prod', '--duration', '20h'], 2],
    [[], 2],
  ])('%j is status %i', async (words, status) => {
    expect((await plan(...words)).status).toBe(status);
  });

  test('what it says of what is kept comes true', async () => {
    const assume = (...words: string[]) =>
      runProgram(process.execPath, [MAIN, '--eval=bash/1', '--', ...words], { env: demo.home.env });
    const asked = async (...words: string[]) => {
      const { asked: questions, roles } = JSON.parse((await plan(...words, '--json')).stdout);
      return [
        questions.map(({ answer }: { answer: string }) => answer),
        roles.map(({ cachedUntil }: never) => Boolean(cachedUntil)),
      ];
    };
    const first = await assume('prod', '--duration', '1h', '-t', demo.mfaCode());
    expect([first.status, first.stderr]).toEqual([0, '']);
    const sent = demo.sts.requests.length;

    expect(await asked('prod', '--duration', '1h')).toEqual([[], [true]]);
    expect((await assume('prod', '--duration', '1h', '--no-input')).status).toBe(0);
    expect(demo.sts.requests).toHaveLength(sent);

    expect(await asked('prod', '--duration', '30m')).toEqual([['mfaSession'], [false]]);
    expect((await plan('prod', '--duration', '30m')).stdout).toMatch(
      / there is a session until 20\d\d-.* \(11 h 59 min\)\n/,
    );
    expect((await assume('prod', '--duration', '30m', '--no-input')).status).toBe(0);

    expect(await asked('prod', '--duration', '2h')).toEqual([['person'], [false]]);
    expect((await assume('prod', '--duration', '2h', '--no-input')).status).toBe(4);
  });

  test.each([80, 50])(
    'on a terminal of %i columns no line is broken by the screen, and there are colors',
    async (cols) => {
      const terminal = openTerminal({
        file: process.execPath,
        args: [MAIN, 'plan', 'audit'],
        env: demo.home.env,
        cols,
      });
      try {
        expect(await terminal.ended).toBe(0);
        const screen = await terminal.waitFor(/asked +nothing/);
        expect(screen.split('\n').every((line) => /^(\d\.|Then$| {3}|$)/.test(line))).toBe(true);
        expect(screen).toMatch(/^3\. The role Auditor/m);
      } finally {
        await terminal.close();
      }
    },
  );
});
