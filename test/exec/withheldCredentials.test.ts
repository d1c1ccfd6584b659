import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arn, keys } from '../plan/planFixtures';
import { MAIN } from '../support/bundles';
import { runProgram } from '../support/shells';
import { describeWith } from '../support/tools';

const SECRETS = ['AKIAEARLIER', 'earlier/secret', 'earlier-token', 'older-token'];
const EARLIER = {
  AWS_ACCESS_KEY_ID: 'AKIAEARLIER',
  AWS_SECRET_ACCESS_KEY: 'earlier/secret',
  AWS_SESSION_TOKEN: 'earlier-token',
  AWS_SECURITY_TOKEN: 'older-token',
  AWS_REGION: 'sa-east-1',
  AWS_VAULT: 'elsewhere',
};
/** What the child of `assume exec` gets to know of it. */
const WITHHELD = {
  AWS_ACCESS_KEY_ID: null,
  AWS_SECRET_ACCESS_KEY: null,
  AWS_SESSION_TOKEN: null,
  AWS_REGION: 'sa-east-1',
  AWS_SECURITY_TOKEN: null,
  AWS_VAULT: 'elsewhere',
};
const CONFIG = `[default]
${keys('AKIADEFAULT')}[profile prod]
region = eu-west-2
${keys('AKIAPROD')}[profile env]
role_arn = ${arn('Env')}
credential_source = Environment
`;

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'assume-withheld-'));
  mkdirSync(join(home, '.aws'));
  writeFileSync(join(home, '.aws/config'), CONFIG);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

type Env = Record<string, string>;
const SHOW = [process.execPath, '-e', 'console.log(JSON.stringify(process.env))'];
const start = (env: Env, ...words: string[]) =>
  runProgram(process.execPath, [MAIN, ...words], { env: { HOME: home, AWS_EC2_METADATA_DISABLED: 'true', ...env } });
/** The environment of a command that `assume exec` starts. */
const inside = async (env: Env): Promise<Env> => JSON.parse((await start(env, 'exec', 'prod', '--', ...SHOW)).stdout);

describe('the command of assume exec', () => {
  test('gets no earlier credentials, only the names of those that were set', async () => {
    const env = await inside(EARLIER);
    expect(SECRETS.filter((secret) => JSON.stringify(env).includes(secret))).toEqual([]);
    expect(JSON.parse(env.ASSUME_RESTORE ?? '')).toEqual(WITHHELD);
  });

  test('gets none in a shell that has assumed a profile before, and none from another assume exec', async () => {
    const assumed = { ...(await inside({})), ASSUME_RESTORE: JSON.stringify(EARLIER) };
    const first = await inside(assumed);
    const second = await inside(first);
    for (const env of [first, second]) {
      expect(JSON.parse(env.ASSUME_RESTORE ?? '')).toEqual(WITHHELD);
      expect(SECRETS.filter((secret) => JSON.stringify(env).includes(secret))).toEqual([]);
    }
  });

  test('gets nothing of an ASSUME_RESTORE that is not as it was written', async () => {
    const assumed = await inside({});
    const text = JSON.stringify(EARLIER);
    for (const damaged of [text.slice(0, -1), `[${text}]`, text.replace('{', '{"AWS_NEWER":"earlier-token",'), '']) {
      expect((await inside({ ...assumed, ASSUME_RESTORE: damaged })).ASSUME_RESTORE).toBe('');
    }
  });

  test('keeps what holds no secret as it was: empty variables, and an environment without any', async () => {
    expect((await inside({})).ASSUME_RESTORE).toBe('{}');
    expect((await inside({ AWS_ACCESS_KEY_ID: '', AWS_PROFILE: '' })).ASSUME_RESTORE).toBe(
      JSON.stringify({ AWS_ACCESS_KEY_ID: '', AWS_PROFILE: '' }),
    );
  });

  test.each([
    ['a role by ARN', ['export', arn('Other')], /^assume: The role uses environment variables, but /],
    ['the plan of one', ['plan', arn('Other')], /^assume: The role uses environment variables, but /],
    ['a role by flag', ['exec', '--role-arn', arn('Other'), '--', ...SHOW], /^assume: The role uses /],
    ['credential_source = Environment', ['export', 'env'], /^assume: Profile "env" \(.*config:\d+\) uses environment /],
  ])('fails instead of using others for %s', async (_, words, says) => {
    const env = await inside(EARLIER);
    const { status, stdout, stderr } = await start(env, ...words);
    expect(status).toBe(3);
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/the access key from before `assume exec` is not passed on to its command\.\n.*: exit\n$/);
    expect(stdout).not.toMatch(/AKIA/);
    const lost = await start({ ...env, ASSUME_RESTORE: '' }, ...words);
    expect(lost.status).toBe(3);
    expect(lost.stderr).toMatch(/not known \(ASSUME_RESTORE is missing or damaged\)\.\n.*: assume off\n$/);
  });

  test('uses the default profile as before if there were no keys to keep', async () => {
    const env = await inside({ AWS_REGION: 'sa-east-1', AWS_SECURITY_TOKEN: 'older-token' });
    const { stdout, stderr } = await start(env, 'plan', arn('Other'));
    expect({ stdout, stderr }).toEqual({ stdout: expect.stringContaining('AKIADEFAULT'), stderr: '' });
  });
});

describeWith('bash', 'assume off in a shell that assume exec has started', () => {
  test('restores the rest without a warning, and nothing uses other credentials in place of the withheld ones', async () => {
    const env = await inside(EARLIER);
    const program = join(home, 'assume');
    writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`, { mode: 0o755 });
    const script = join(__dirname, '../../shell/assume.bash');
    // Without the tools that a bare machine lacks.
    const show = 'for name in "${!A@}"; do case $name in A*_*) echo "$name=${!name}" ;; esac; done';
    const lines = `. '${script}'; assume off; echo $?; ${show}; assume '${arn('Other')}'; echo $?`;
    const path = `${home}:${process.env.PATH}`;
    const { stdout, stderr } = await runProgram('bash', ['-c', lines], { env: { ...env, PATH: path } });
    expect({ stdout, stderr }).toEqual({
      stdout:
        '0\nASSUME_WITHHELD=AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_SECURITY_TOKEN\nAWS_EC2_METADATA_DISABLED=true\nAWS_REGION=sa-east-1\nAWS_VAULT=elsewhere\n3\n',
      stderr: expect.stringMatching(
        /^assume: The role uses environment variables, but the access key from before .*\n.*exit\n$/,
      ),
    });
  });
});
