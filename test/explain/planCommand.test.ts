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
  /** Without the folder of compiled code, which any run can create. */
  const files = () => everything().filter((file) => !String(file).includes('compiled'));

  test('shows the chain, with status 0 and no colors in a pipe', async () => {
    const { status, stdout, stderr } = await plan('audit');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      /^1\. Source: access key \(profile me\)\n[\s\S]*\n3\. Role Auditor in 444455556666 \(profile audit\)\n/,
    );
    expect(stdout).toMatch(/external_id +audit-2025 +~\/\.aws\/config:\d+\n/);
    expect(stdout).not.toContain('\u001b');
  });

  test('prompts for nothing, sends nothing, writes nothing, and shows no secret', async () => {
    await plan('prod');
    const before = files();
    for (const words of [['prod'], ['prod', '--json'], ['prod', '--one-liner', 'bash'], ['broken']]) {
      const { stdout, stderr } = await plan(...words);
      for (const { secretAccessKey } of demo.accounts.users) expect(stdout + stderr).not.toContain(secretAccessKey);
    }
    expect(files()).toEqual(before);
    expect(demo.aws.requests).toEqual([]);
  });

  test('shows a broken chain as far as it can be read: every problem on stderr, the status of the first', async () => {
    const config = join(demo.home.folder, 'broken-config');
    writeFileSync(
      config,
      `[profile a]\nrole_arn = arn:aws:iam::1:role/A\nsource_profile = b\n[profile b]\nrole_arn = arn:aws:iam::123456789012:role/B\nsource_profile = a\nduration_seconds = ten\nexternal_id = a b\n`,
    );
    const { status, stdout, stderr } = await runProgram(process.execPath, [MAIN, 'plan', 'a'], {
      env: { ...demo.home.env, AWS_CONFIG_FILE: config },
    });
    expect(status).toBe(3);
    expect(stdout).toMatch(/^1\. Unknown \(see error below\)\n\n2\. Role B in 123456789012 \(profile b\)\n/);
    expect(stderr.split('\n').filter((line) => line.startsWith('assume: '))).toHaveLength(4);
    expect(stderr).toContain('a -> b -> a');
    expect(stderr).toContain('aws configure set duration_seconds 3600 --profile b');
  });

  test('--json prints JSON with and without problems, and nothing on stderr', async () => {
    const good = await plan('prod', '--json');
    expect([good.status, good.stderr]).toEqual([0, '']);
    expect(JSON.parse(good.stdout)).toMatchObject({ profile: 'prod', prompts: [{ kind: 'mfaCode' }], problems: [] });
    const bad = await plan('broken', '--json');
    expect([bad.status, bad.stderr]).toEqual([3, '']);
    expect(JSON.parse(bad.stdout).problems).toEqual([expect.objectContaining({ exitCode: 3 })]);
    const none = await plan('nix', '--json');
    expect([none.status, JSON.parse(none.stdout).roles]).toEqual([3, []]);
  });

  test('--one-liner prints one line, or nothing and the reason', async () => {
    const line = await plan('audit', '--one-liner', 'fish');
    expect([line.status, line.stderr]).toEqual([0, '']);
    expect(line.stdout).toMatch(/^begin; [^\n]+; end\n$/);
    for (const profile of ['broken', 'me', 'nix']) {
      const { status, stdout, stderr } = await plan(profile, '--one-liner', 'bash');
      expect([status, stdout]).toEqual([3, '']);
      expect(stderr).toMatch(/^assume: /);
    }
  });

  test('--one-liner explains what to know before pasting the line', async () => {
    const env = { ...demo.home.env, AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'hush' };
    const words = ['plan', '--role-arn', 'arn:aws:iam::123456789012:role/A', '--one-liner', 'sh'];
    const { status, stdout, stderr } = await runProgram(process.execPath, [MAIN, ...words], { env });
    expect(status).toBe(0);
    expect(stdout).not.toContain('--profile');
    expect(stderr).toMatch(
      /^assume: The first call is signed with the credentials that the AWS CLI finds where you paste the line/,
    );
    expect(stdout + stderr).not.toContain('hush');
  });

  test.each([
    [['prod', '--json', '--one-liner', 'bash'], 2],
    [['prod', '--one-liner', 'tcsh'], 2],
    [['prod', '--duration', '20h'], 2],
    [[], 2],
  ])('%j exits with %i', async (words, status) => {
    expect((await plan(...words)).status).toBe(status);
  });

  test('what it says about cached credentials comes true', async () => {
    const assume = (...words: string[]) =>
      runProgram(process.execPath, [MAIN, '--eval=bash/1', '--', ...words], { env: demo.home.env });
    const promptsOf = async (...words: string[]) => {
      const { prompts, roles } = JSON.parse((await plan(...words, '--json')).stdout);
      return [
        prompts.map(({ answer }: { answer: string }) => answer),
        roles.map(({ cachedUntil }: never) => Boolean(cachedUntil)),
      ];
    };
    const first = await assume('prod', '--duration', '1h', '-t', demo.mfaCode());
    expect([first.status, first.stderr]).toEqual([0, '']);
    const sent = demo.aws.requests.length;

    expect(await promptsOf('prod', '--duration', '1h')).toEqual([[], [true]]);
    expect((await assume('prod', '--duration', '1h', '--no-input')).status).toBe(0);
    expect(demo.aws.requests).toHaveLength(sent);

    expect(await promptsOf('prod', '--duration', '30m')).toEqual([['mfaSession'], [false]]);
    expect((await plan('prod', '--duration', '30m')).stdout).toMatch(
      /MFA +not needed: session of arn:\S+\n +11h 59m left \(until (20\d\d-\d\d-\d\d )?\d\d:\d\d\)\n/,
    );
    expect((await assume('prod', '--duration', '30m', '--no-input')).status).toBe(0);

    expect(await promptsOf('prod', '--duration', '2h')).toEqual([['person'], [false]]);
    expect((await assume('prod', '--duration', '2h', '--no-input')).status).toBe(4);
  });

  test.each([80, 50])(
    'on a terminal of %i columns no line is wrapped by the terminal, and there are colors',
    async (cols) => {
      const terminal = openTerminal({
        file: process.execPath,
        args: [MAIN, 'plan', 'audit'],
        env: demo.home.env,
        cols,
      });
      try {
        expect(await terminal.ended).toBe(0);
        const screen = await terminal.waitFor(/MFA +not needed/);
        expect(screen.split('\n').every((line) => /^(\d\.|Result$| {3}|$)/.test(line))).toBe(true);
        expect(screen).toMatch(/^3\. Role Auditor/m);
      } finally {
        await terminal.close();
      }
    },
  );
});
