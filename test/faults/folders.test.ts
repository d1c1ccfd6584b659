import { chmodSync, lchownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { dumps, scriptOf } from '../support/demo';
import { describeShell, type Environment, run, runProgram, SHELL_NAMES } from '../support/shells';
import { testWith } from '../support/tools';
import { type Demo, expectPlain, filesBelow, openDemo } from './faultFixture';

const MAIN = resolve('dist/main.js');
const OTHER = 12345;

let demo: Demo;
let elsewhere: string;
beforeEach(async () => {
  demo = await openDemo();
  elsewhere = mkdtempSync(join(tmpdir(), 'assume-elsewhere-'));
});
afterEach(async () => {
  await demo.close();
  rmSync(elsewhere, { recursive: true, force: true });
});

const program = (args: readonly string[], env: Environment = {}) =>
  runProgram(process.execPath, [MAIN, ...args], { env: { ...demo.home.env, ...env }, cwd: elsewhere });

const awsFiles = () => ({
  AWS_CONFIG_FILE: join(demo.home.folder, '.aws/config'),
  AWS_SHARED_CREDENTIALS_FILE: join(demo.home.folder, '.aws/credentials'),
});

describe('a folder for caches that another user has prepared', () => {
  const KINDS: readonly [string, (assume: string) => void][] = [
    ['belongs to the other user', (assume) => lchownSync(assume, OTHER, OTHER)],
    ['can be written by all', (assume) => chmodSync(assume, 0o777)],
    ['is in one that can be written by all', (assume) => chmodSync(join(assume, '..'), 0o777)],
  ];

  testWith('root').each(KINDS)('is neither read nor written if it %s', async (_what, spoil) => {
    const cache = join(elsewhere, 'cache');
    const prepared = ['compiled', 'sessions', 'locks'].map((name) => join(cache, 'assume', name));
    for (const path of prepared) mkdirSync(path, { recursive: true, mode: 0o700 });
    spoil(join(cache, 'assume'));
    const env = { XDG_CACHE_HOME: cache };
    expect((await program(['list'], env)).status).toBe(0);
    const { status, stderr } = await program(['exec', 'billing', '-t', demo.mfaCode(), '--', 'true'], env);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(filesBelow(cache)).toEqual([]);
  });

  test('is used if only the user can write to it', async () => {
    const cache = join(elsewhere, 'cache');
    await program(['list'], { XDG_CACHE_HOME: cache });
    expect(filesBelow(cache).length).toBeGreaterThan(2);
  });

  test('is named by doctor', async () => {
    mkdirSync(join(elsewhere, 'cache'));
    chmodSync(join(elsewhere, 'cache'), 0o777);
    const { stdout } = await program(['doctor', '--json'], { XDG_CACHE_HOME: join(elsewhere, 'cache') });
    expect(JSON.parse(stdout).notes).toContainEqual({
      text: `Other users can write to ${join(elsewhere, 'cache')}; ignoring it.`,
      isProblem: true,
      hint: [`chmod go-w ${join(elsewhere, 'cache')}`, 'Make it yours alone'],
    });
  });
});

test('a runtime folder that others can write to gets no session file, and what is there is not cleared', async () => {
  const sessions = join(elsewhere, 'run/assume/sessions');
  mkdirSync(sessions, { recursive: true, mode: 0o700 });
  writeFileSync(join(sessions, 'mine'), '');
  chmodSync(join(elsewhere, 'run'), 0o777);
  const env = { XDG_RUNTIME_DIR: join(elsewhere, 'run') };
  expect((await program(['exec', 'dev', '--', 'true'], env)).status).toBe(0);
  expect((await program(['cache', 'clear'], env)).status).toBe(0);
  expect(readdirSync(sessions)).toEqual(['mine']);
});

test("credentials aren't cached in a ~/.aws that others can write to, and one line says so", async () => {
  chmodSync(join(demo.home.folder, '.aws'), 0o777);
  const { status, stderr } = await program(['exec', 'dev', '--', 'true']);
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: 'assume: Credentials could not be cached. Other users can write to ~/.aws; ignoring it.\n',
  });
  expect(readdirSync(join(demo.home.folder, '.aws'))).not.toContain('cli');
});

test('a sign-in where others can write is neither read nor made', async () => {
  const config = `[sso-session corp]\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\n
[profile corp]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = R\n`;
  writeFileSync(join(demo.home.folder, '.aws/config'), config);
  const sso = join(demo.home.folder, '.aws/sso');
  mkdirSync(sso);
  chmodSync(sso, 0o777);
  for (const args of [
    ['exec', 'corp', '--', 'true'],
    ['login', 'corp'],
  ]) {
    expect(await program(args)).toMatchObject({
      status: 3,
      stderr: 'assume: Other users can write to ~/.aws/sso; ignoring it.\nMake it yours alone: chmod go-w ~/.aws/sso\n',
    });
  }
});

test('settings that others can write are not used, and one line says so', async () => {
  const folder = join(elsewhere, 'config');
  mkdirSync(join(folder, 'assume'), { recursive: true });
  writeFileSync(join(folder, 'assume/config'), '[assume]\nproduction = dev\n');
  chmodSync(folder, 0o777);
  const { status, stderr } = await program(['list'], { XDG_CONFIG_HOME: folder });
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: `assume: Other users can write to ${folder}; ignoring it. Using the default settings.\n`,
  });
});

test('a script is not installed where others can write', async () => {
  chmodSync(elsewhere, 0o777);
  const { status, stderr } = await program(['init', 'zsh', '--install'], { XDG_DATA_HOME: elsewhere });
  expect({ status, stderr }).toEqual({
    status: 3,
    stderr: expect.stringMatching(/^assume: Other users can write to .*; ignoring it\. Nothing was installed\.\n/),
  });
  expect(readdirSync(elsewhere)).toEqual([]);
});

describe.each(SHELL_NAMES)('%s: without a home folder', (shell) => {
  describeShell(shell, 'HOME', () => {
    /** In an empty folder, where nothing may be written, and whose files must not be read. */
    const inShell = async (lines: string, env: Environment) => {
      const script = `${scriptOf(shell)}\ncd '${elsewhere}'\n${lines}\n`;
      return run(shell, script, { env: { ...demo.home.env, ...env }, cwd: elsewhere, ownProcess: true });
    };
    const status = { bash: '$?', zsh: '$?', fish: '$status', pwsh: '$LASTEXITCODE' }[shell];
    /** fish and PowerShell find the home folder of the account themselves, and export it. */
    const set = (home: string) =>
      ({ fish: `set -gx HOME '${home}'`, pwsh: `[Environment]::SetEnvironmentVariable('HOME', '${home}')` })[
        shell as 'fish' | 'pwsh'
      ] ?? `export HOME='${home}'`;

    test.each(['home', './home', ...(shell === 'pwsh' ? [] : [''])])(
      'that is "%s": nothing is cached, which is said once, if both AWS files have absolute paths',
      async (home) => {
        const lines = `${set(home)}\nassume dev\necho "status=${status}"\ndump-environment`;
        const { stdout, stderr } = await inShell(lines, awsFiles());
        expect(stdout).toContain('status=0\n');
        expect(dumps(stdout)[0]).toMatchObject({ ASSUME_PROFILE: 'dev', HOME: home });
        expect(stderr).toMatch(
          /^assume: Credentials could not be cached\. Can't find your home folder: HOME is [^\n]*\n$/,
        );
        expect(readdirSync(elsewhere)).toEqual([]);
        expectPlain(stderr, demo);
      },
    );

    test.each(['home', ...(shell === 'pwsh' ? [] : [''])])('that is "%s": otherwise it is an error', async (home) => {
      mkdirSync(join(elsewhere, 'home/.aws'), { recursive: true });
      writeFileSync(join(elsewhere, 'home/.aws/config'), '[profile dev]\ncredential_process = touch pwned\n');
      const { stdout, stderr } = await inShell(`${set(home)}\nassume dev\necho "status=${status}"`, {});
      expect(stdout).toContain('status=3\n');
      expect(stderr).toMatch(/^assume: Can't find your home folder: HOME is /m);
      expect(filesBelow(elsewhere)).toEqual(['home/.aws/config']);
    });

    test.each(['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'])(
      'or with one: %s names no file of the current folder',
      async (variable) => {
        writeFileSync(join(elsewhere, 'here'), '[profile dev]\ncredential_process = touch pwned\n');
        const { stdout, stderr } = await inShell(`assume dev\necho "status=${status}"`, { [variable]: 'here' });
        expect(stdout).toContain('status=3\n');
        expect(stderr).toContain(`${variable} is "here", which isn't an absolute path`);
        expect(readdirSync(elsewhere)).toEqual(['here']);
      },
    );
  });
});

test('a relative path of a web identity token or of sign-ins is an error', async () => {
  const config = `[profile web]\nrole_arn = arn:aws:iam::111122223333:role/R\nweb_identity_token_file = token
[profile login]\nlogin_session = arn:aws:iam::111122223333:user/me\nregion = eu-west-1\n`;
  writeFileSync(join(demo.home.folder, '.aws/config'), config);
  writeFileSync(join(elsewhere, 'token'), 'secret');
  expect(await program(['exec', 'web', '--', 'true'])).toMatchObject({
    status: 3,
    stderr: expect.stringMatching(
      /web_identity_token_file of profile "web" \(.*:3\) is "token", which isn't an absolute/,
    ),
  });
  expect(await program(['exec', 'login', '--', 'true'], { AWS_LOGIN_CACHE_DIRECTORY: 'x' })).toMatchObject({
    status: 3,
    stderr: expect.stringContaining(`AWS_LOGIN_CACHE_DIRECTORY is "x", which isn't an absolute path`),
  });
  expect(readdirSync(elsewhere)).toEqual(['token']);
});
