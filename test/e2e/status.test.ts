import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { Status, Verified } from '../../src/status/types';
import { MAIN } from '../support/bundles';
import { dumps, openDemo, scriptOf } from '../support/demo';
import { describeShell, type RunResult, run, runProgram } from '../support/shells';

type Environment = Readonly<Record<string, string>>;

describeShell('bash', 'assume status', () => {
  let demo: Awaited<ReturnType<typeof openDemo>>;
  /** What a child of the shell gets after `assume dev`. */
  let dev: Environment;
  beforeAll(async () => {
    demo = await openDemo();
    const lines = `${scriptOf('bash')}\nassume dev\ndump-environment`;
    dev = dumps((await run('bash', lines, { env: demo.home.env })).stdout)[0] ?? {};
  });
  afterAll(() => demo.close());

  const status = (words: readonly string[], env: Environment) =>
    runProgram(process.execPath, [MAIN, ...words], { env });
  const parsed = ({ stdout }: RunResult): Status & { verified?: Verified } => JSON.parse(stdout);
  const asked = () => demo.aws.requests.filter(({ action }) => action === 'GetCallerIdentity').length;
  /** Only what is about STS: the demo's endpoints are variables, which the rest of the environment keeps. */
  const verify = async (env: Environment) => {
    const before = asked();
    const result = await status(['status', '--verify', '--json'], env);
    return { ...result, requests: asked() - before, ...parsed(result) };
  };

  test('sends nothing, and says the same under both names, on the fast path and off it', async () => {
    const before = demo.aws.requests.length;
    const fast = await status(['status', '--json'], dev);
    expect(fast).toMatchObject({ status: 0, stderr: '' });
    expect(parsed(fast)).toMatchObject({
      state: 'valid',
      profile: 'dev',
      accountId: '222233334444',
      roleName: 'Developer',
      chain: ['me', 'dev'],
      endpoints: { AWS_ENDPOINT_URL_STS: demo.aws.url },
    });
    for (const words of [
      ['whoami', '--json'],
      ['status', '--json', '--json'],
      ['whoami', '--json', '--json'],
    ]) {
      const other = await status(words, dev);
      const same = ({ secondsLeft: _, ...rest }: Status) => rest;
      expect([words, same(parsed(other)), other.status]).toEqual([words, same(parsed(fast)), 0]);
    }
    const [text, slow] = [await status(['status'], dev), await status(['whoami', '--'], dev)];
    expect(text.stdout).toMatch(
      /^dev {2}\d+m left \(until \d\d:\d\d\)\n {3}account {7}222233334444\n {3}role {10}Developer\n/,
    );
    expect([slow.status, slow.stdout.split('\n').slice(1)]).toEqual([0, text.stdout.split('\n').slice(1)]);
    expect(demo.aws.requests.length).toBe(before);
  });

  test('never shows a secret', async () => {
    const { stdout } = await status(['status', '--json'], {
      ...dev,
      AWS_BEARER_TOKEN_BEDROCK: 'hidden',
      AWS_SECURITY_TOKEN: 'older',
    });
    for (const secret of [dev.AWS_SECRET_ACCESS_KEY, dev.AWS_SESSION_TOKEN, dev.AWS_ACCESS_KEY_ID, 'hidden', 'older'])
      expect(stdout).not.toContain(secret);
  });

  test('exits with 1 for what has expired, for nothing, and for what assume has not set', async () => {
    const expired = { ...dev, ASSUME_EXPIRES: '1600000000', AWS_CREDENTIAL_EXPIRATION: '2020-09-13T12:26:40Z' };
    const foreign = { ...dev, AWS_ACCESS_KEY_ID: 'AKIABYHAND' };
    for (const [env, state] of [
      [expired, 'expired'],
      [demo.home.env, 'none'],
      [foreign, 'foreign'],
    ] as const) {
      const result = await status(['status', '--json'], env);
      expect([parsed(result).state, result.status]).toEqual([state, 1]);
    }
    expect((await status(['status'], expired)).stdout).toMatch(
      /^dev {2}expired .* ago \(at .*\)\n[\s\S]*\nRenew them: assume dev\n$/,
    );
    expect((await status(['status'], demo.home.env)).stdout).toMatch(
      /^No profile assumed\.\n[\s\S]*\nRun: assume list\n$/,
    );
    expect((await status(['status'], foreign)).stdout).toMatch(
      /^These aren't the credentials of dev: .*[\s\S]*\nGet them back: assume dev\n$/,
    );
  });

  test('tells credentials that were pasted over those of assume, by the session file alone', async () => {
    const pasted = { ...dev, AWS_ACCESS_KEY_ID: 'ASIAPASTED', AWS_SECRET_ACCESS_KEY: 'x', AWS_SESSION_TOKEN: 'y' };
    const { state, overrides } = parsed(await status(['status', '--json'], pasted));
    expect([state, overrides[0]]).toEqual([
      'foreign',
      { name: 'AWS_ACCESS_KEY_ID', effect: 'It was changed after dev was assumed' },
    ]);
  });

  test('works in the child of exec, and below it', async () => {
    const env = {
      ...demo.home.env,
      AWS_ACCESS_KEY_ID: 'AKIAMINE',
      AWS_SECRET_ACCESS_KEY: 'mine',
      AWS_REGION: 'sa-east-1',
    };
    const result = await status(['exec', 'dev', '--', 'sh', '-c', 'env -u SHLVL assume status --json'], env);
    // `off` there can't set the credentials again that exec withholds.
    expect([parsed(result).profile, parsed(result).restores, result.status]).toEqual(['dev', ['AWS_REGION'], 0]);
  });

  test('still runs with a reader that exits, and says if stdout is full', () => {
    const sh = (line: string) => spawnSync('bash', ['-c', line], { env: { ...dev }, encoding: 'utf8' });
    expect(sh('assume status | true; echo "${PIPESTATUS[0]}"')).toMatchObject({ stdout: '0\n', stderr: '' });
    const { stdout, stderr } = sh('assume status >/dev/full; echo $?');
    expect([stdout, stderr]).toEqual(['1\n', "assume: Can't write to stdout: no space left on device.\n"]);
  });

  describe('--verify', () => {
    test('accepts the identity of the profile', async () => {
      const { status: code, verified, requests, stderr } = await verify(dev);
      expect([code, verified, requests, stderr]).toEqual([
        0,
        { arn: expect.stringMatching(/^arn:aws:sts::222233334444:assumed-role\/Developer\//), matches: true },
        1,
        '',
      ]);
      expect((await status(['status', '--verify'], dev)).stdout).toMatch(/\n {3}verified +arn:aws:sts::222233334444:/);
    });

    test('asks where the profile sends requests, not the environment of today', async () => {
      const env = { ...dev, AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_REGION: 'us-west-2' };
      expect(await verify(env)).toMatchObject({ status: 0, requests: 1 });
    });

    test('fails with 1 for another identity, and names both', async () => {
      const lines = `${scriptOf('bash')}\nassume audit\ndump-environment`;
      const audit = dumps((await run('bash', lines, { env: demo.home.env })).stdout)[0] ?? {};
      const keys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
      // Without an expiry nothing in the environment shows whose they are.
      const mixed = { ...dev, ...Object.fromEntries(keys.map((name) => [name, audit[name] ?? ''])) };
      const { ASSUME_EXPIRES: _, AWS_CREDENTIAL_EXPIRATION: __, ...env } = mixed;
      const { state, status: code, verified, stderr } = await verify(env);
      expect([state, code, verified?.matches]).toEqual(['valid', 1, false]);
      expect(stderr).toMatch(
        /^assume: STS says that these credentials are those of arn:aws:sts::444455556666:assumed-role\/Auditor\/\S+, but "dev" is role Developer in account 222233334444\.\nAssume it again: assume dev\n$/,
      );
    });

    test('fails with 5 for credentials that STS rejects', async () => {
      const { status: code, verified, stderr } = await verify({ ...dev, AWS_SECRET_ACCESS_KEY: 'wrong' });
      expect([code, verified]).toEqual([5, { arn: null, matches: null }]);
      expect(stderr).toMatch(/^assume: AWS rejected GetCallerIdentity \(SignatureDoesNotMatch\)/);
    });

    test('fails with 1 if nothing answers', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as { port: number };
      await new Promise((resolve) => server.close(resolve));
      const {
        status: code,
        verified,
        stderr,
      } = await verify({ ...dev, AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${port}` });
      expect([code, verified]).toEqual([1, { arn: null, matches: null }]);
      expect(stderr).toMatch(/^assume: http:\/\/127\.0\.0\.1:\d+ could not be reached: connection refused/);
    });

    test('says whose foreign credentials are, and asks nothing without any', async () => {
      const [{ accessKeyId = '', secretAccessKey = '' } = {}] = demo.accounts.users;
      const foreign = { ...demo.home.env, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
      expect(await verify(foreign)).toMatchObject({
        status: 1,
        state: 'foreign',
        verified: { arn: expect.stringMatching(/:user\//), matches: null },
      });
      expect(await verify(demo.home.env)).toMatchObject({
        status: 1,
        requests: 0,
        verified: { arn: null, matches: null },
      });
    });
  });
});
