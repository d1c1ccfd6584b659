import { chmodSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ADA_MFA_SERIAL, ARN } from '../../src/demo/sampleAccounts';
import { type Demo, expectAssumed, expectPlain, openDemo, outcome } from '../faults/faultFixture';
import { describeShell, runProgram, SHELL_NAMES } from '../support/shells';

const DEBUG = { ASSUME_DEBUG: '1' };

let demo: Demo;
beforeEach(async () => {
  demo = await openDemo();
});
afterEach(() => demo.close());

/** The steps on stderr, without times. Fails if there is anything else on it. */
const stepsIn = (stderr: string) =>
  stderr
    .split('\n')
    .filter(Boolean)
    .map((line) => /^assume debug: +\+\d+ ms {2}(.+)$/.exec(line)?.[1] ?? `not a step: ${line}`);

for (const shell of SHELL_NAMES) {
  describeShell(shell, `ASSUME_DEBUG in ${shell}`, () => {
    test('shows files, hosts and results of a request, then the session file, and the shell changes as ever', async () => {
      const asked = await outcome(shell, demo, 'dev', DEBUG);
      expectAssumed(asked, 'dev');
      const steps = stepsIn(asked.stderr);
      expect(steps[0]).toMatch(/^assume \d\S+, Node \d\S+, \w+ \w+$/);
      expect(steps[1]).toMatch(/^variables: ASSUME_DEBUG, AWS_/);
      const endpoint = demo.aws.url;
      expect(steps).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^session file of dev: none$/),
          'read ~/.aws/config',
          'read ~/.aws/credentials',
          'credentials of role 1 of 1: not cached for it',
          `sent POST to ${endpoint}`,
          `${endpoint} answered with status 200`,
          expect.stringMatching(/^wrote ~\/\.aws\/cli\/cache\/[0-9a-f]{40}\.json$/),
          expect.stringMatching(/^wrote ~\/\.cache\/assume\/sessions\/dev$/),
        ]),
      );
      expect(steps.at(-1)).toMatch(/^exit status 0, \d+ ms in all$/);

      const again = await outcome(shell, demo, 'dev', DEBUG);
      expectAssumed(again, 'dev');
      expect([again.requests, stepsIn(again.stderr)]).toEqual([
        [],
        expect.arrayContaining(['session file of dev: valid']),
      ]);

      const quiet = await outcome(shell, demo, 'dev');
      expectAssumed(quiet, 'dev');
      expect(quiet.stderr).toBe('');
    });
  });
}

describe('ASSUME_DEBUG', () => {
  const assume = async (args: readonly string[], env: Record<string, string> = DEBUG) => {
    const run = await runProgram(join(demo.home.folder, 'bin', 'assume'), args, { env: { ...demo.home.env, ...env } });
    const secrets = /"(?:SecretAccessKey|SessionToken)": *"([^"]+)"/g;
    expectPlain(
      run.stderr,
      demo,
      [...run.stdout.matchAll(secrets)].map(([, secret = '']) => secret),
    );
    return { ...run, steps: stepsIn(run.stderr) };
  };

  test.each([
    [['export', 'dev', '--format', 'process'], 0],
    [['exec', 'dev', '--', process.execPath, '-e', 'process.exitCode = 7'], 7],
    [['plan', 'dev'], 0],
    [['status'], 1],
    [['list'], 0],
  ])('works for %j, and leaves stdout and status alone', async (args, status) => {
    const [plain, traced] = [await assume(args, {}), await assume(args)];
    expect([traced.status, traced.stdout]).toEqual([status, plain.stdout]);
    expect(plain.stderr).toBe('');
    expect(traced.steps.at(-1)).toMatch(`exit status ${status}, `);
  });

  test('that is empty, and TAB, show nothing', async () => {
    expect((await assume(['plan', 'dev'], { ASSUME_DEBUG: '' })).stderr).toBe('');
    expect((await assume(['--complete=bash/1', '--', 'de'])).stderr).toBe('');
  });

  test('shows programs, locks and caches, but no code, no arguments, and nothing that a program prints', async () => {
    const [config, helper] = [join(demo.home.folder, 'config'), join(demo.home.folder, 'bin', 'helper')];
    const output = JSON.stringify({ Version: 1, AccessKeyId: 'AKIAX', SecretAccessKey: 'hush' });
    writeFileSync(helper, `#!/bin/sh\necho '${output}'\n`);
    chmodSync(helper, 0o755);
    const role = `role_arn = ${ARN.billing}\nsource_profile = me\nmfa_serial = ${ADA_MFA_SERIAL}\nregion = eu-west-1`;
    writeFileSync(
      config,
      `[profile p]\ncredential_process = ${helper} --password sesame\n[profile m]\n${role}\nmfa_process = authenticator sesame\n`,
    );
    const here = { ...DEBUG, AWS_CONFIG_FILE: config };
    const [bySource, byCode] = [await assume(['export', 'p'], here), await assume(['export', 'm'], here)];
    expect(bySource.steps).toContain('credential_process of profile "p" (~/config:2): ran');
    expect(byCode.steps).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^lock ~\/\.cache\/assume\/locks\/[0-9a-f]{40}: taken$/),
        'mfa_process (~/config:8): ran',
        expect.stringMatching(/^wrote ~\/\.aws\/cli\/cache\/[0-9a-f]{40}\.json$/),
      ]),
    );
    const { tokenCode } = Object.fromEntries(
      demo.aws.requests.flatMap(({ parameters: { TokenCode } }) => (TokenCode ? [['tokenCode', TokenCode]] : [])),
    );
    expect(tokenCode).toMatch(/^\d{6}$/);
    for (const secret of ['sesame', 'hush', tokenCode]) expect(bySource.stderr + byCode.stderr).not.toContain(secret);
  });

  test('shows where a tunnel through a proxy leads, and nothing that the proxy is told', async () => {
    const script = `
      require(${JSON.stringify(resolve('dist/debugLog.js'))}).startDebugLog({});
      const headers = { 'Proxy-Authorization': 'Basic sesame' };
      require('http').request({ method: 'CONNECT', path: 'sts.amazonaws.com:443', port: 9, headers }).on('error', () => {}).end();`;
    const { stderr } = await runProgram(process.execPath, ['-e', script]);
    expect(stepsIn(stderr)).toEqual(
      expect.arrayContaining([
        'sent CONNECT to the proxy for sts.amazonaws.com:443',
        expect.stringMatching(/^the proxy for sts\.amazonaws\.com:443 failed: /),
      ]),
    );
    expect(stderr).not.toContain('sesame');
  });

  test('says why a request failed', async () => {
    const nowhere = { ...DEBUG, AWS_ENDPOINT_URL_STS: 'http://user:sesame@127.0.0.1:9' };
    const { stderr } = await runProgram(join(demo.home.folder, 'bin', 'assume'), ['export', 'dev'], {
      env: { ...demo.home.env, ...nowhere },
    });
    expect(stderr).toMatch(/ {2}127\.0\.0\.1:9 failed: connect ECONNREFUSED/);
    expect(stderr).not.toContain('sesame');
  });
});
