import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arn, keys } from '../plan/planFixtures';
import { bundle, MAIN } from '../support/bundles';
import { type Environment, runProgram } from '../support/shells';

const DISPATCH = bundle('dispatch');
const FEATURES = bundle('features');
const OCLIF = bundle('oclif');
const CONNECTIONS = bundle('connections');
const REQUEST_ROLE = bundle('requestRole');
const MFA = bundle('mfa');
const STS = bundle('sts');
/** What reports an error, in color if possible. */
const REPORT = [bundle('report'), bundle('chalk')];

const config = [
  `[default]\nregion = eu-west-1\n${keys('AKIADEFAULT')}`,
  `[profile static]\nregion = eu-west-1\n${keys('AKIASTATIC')}`,
  `[profile prod]\nregion = eu-west-2\n${keys('AKIAPROD')}aws_session_token = it's a "token" $(id)\naws_account_id = 123456789012\n`,
  `[profile "two words"]\n${keys('AKIAWORDS')}`,
  `[profile list]\n${keys('AKIALIST')}`,
  `[profile off]\n${keys('AKIAOFF')}`,
  `[profile -odd]\n${keys('AKIAODD')}`,
  `[profile constructor]\n${keys('AKIACONSTRUCTOR')}`,
  `[profile mfa]\nrole_arn = ${arn('mfa')}\nsource_profile = static\nmfa_serial = ${arn('x').replace('role/x', 'mfa/me')}\n`,
  `[profile far]\nrole_arn = ${arn('far')}\nsource_profile = static\nendpoint_url = http://127.0.0.1:9\n`,
  `[profile role]\nrole_arn = ${arn('role')}\nsource_profile = static\n`,
  `[profile remote]\nrole_arn = ${arn('remote')}\nsource_profile = static\nregion = xx-nowhere-1\n`,
  `[profile program]\ncredential_process = echo '{"Version": 1, "AccessKeyId": "AKIA", "SecretAccessKey": "secret"}'\n`,
  `[profile broken]\nrole_arn = ${arn('broken')}\nsource_profile = nowhere\n`,
].join('');

let home: string;
let env: Environment;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'assume dispatch-'));
  mkdirSync(join(home, '.aws'));
  writeFileSync(join(home, '.aws/config'), config);
  env = { HOME: home, AWS_REGION: 'ap-south-1', AWS_PROFILE: "it's mine", ASSUME_PREVIOUS: 'prod' };
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const portOf = (server: Server) => (server.address() as AddressInfo).port;

const assume = (...argv: string[]) => runProgram(process.execPath, [MAIN, ...argv], { env });

type Row = readonly [status: number, words: readonly string[]];

const ROWS: readonly Row[] = [
  [0, ['prod']],
  [0, ['use', 'prod']],
  [0, ['static']],
  [0, ['default']],
  [0, ['two words']],
  [0, ['use', 'list']],
  [0, ['use', 'off']],
  [0, ['off']],
  [0, ['-']],
  [0, ['use', '-']],
  [0, ['-r', 'us-east-2', 'prod']],
  [0, ['-rus-east-2', 'prod']],
  [0, ['prod', '-r', 'us-east-2']],
  [0, ['prod', '--region=us-east-2']],
  [0, ['--region=us-east-2', 'prod']],
  [0, ['--region', 'us-east-2', 'prod']],
  [0, ['use', '--region', 'us-east-2', 'prod']],
  [0, ['prod', '-t', '123456']],
  [0, ['prod', '--mfa-token', '123 456', '-r', 'us-east-2']],
  [0, ['--', 'prod']],
  [0, ['use', '--', 'prod']],
  [0, ['prod', '--']],
  [0, ['use', '--', '-odd']],
  [0, ['--', '-odd']],
  [0, ['-', '-r', 'us-east-2']],
  [1, ['far']],
  [2, []],
  [2, ['use']],
  [2, ['--']],
  [2, ['prod', 'static']],
  [2, ['use', 'prod', 'static']],
  [2, ['off', 'prod']],
  [2, ['off', '--no-such-flag']],
  [2, ['--no-such-flag', 'prod']],
  [2, ['prod', '--no-such-flag']],
  [2, ['prod', '-x']],
  [2, ['prod', '--region=']],
  [2, ['prod', '--region', 'eu west 1']],
  [2, ['prod', '--mfa-token', '12345']],
  [2, ['prod', '--mfa-token=']],
  [2, ['nowhere', '-t', 'x']],
  [3, ['nowhere']],
  [3, ['']],
  [3, ['pro']],
  [3, ['broken']],
  [4, ['mfa']],
];

/** Corner cases of the syntax. */
const CORNERS: readonly Row[] = [
  // `off` takes no options.
  [2, ['off', '--region', 'us-east-2']],
  // Only the first word can be a command; after an option it is a profile.
  [0, ['-r', 'us-east-2', 'off']],
  [2, ['-r', 'us-east-2', 'use', 'prod']],
  [0, ['--', 'off']],
  // A member of every object is not a command.
  [0, ['constructor']],
  // An option can only be given once.
  [2, ['prod', '-r', 'us-east-2', '-r', 'eu-west-3']],
  // An option without its value.
  [2, ['prod', '--region']],
];

describe('a shell integration gets a complete snippet, or an exit status and an error', () => {
  const expectAnswer = async (status: number, words: readonly string[]) => {
    const answer = await assume('--eval=bash/1', '--', ...words);
    expect(answer.status).toBe(status);
    // All or nothing: the shell evaluates stdout, so it must not contain half a snippet or human-readable text.
    // Nothing is assumed here, so `off` has nothing to change.
    const isEmpty = status !== 0 || words[0] === 'off';
    expect(answer.stdout).toMatch(isEmpty ? /^$/ : /^(\\builtin (export|unset) [^\n]*\n)+$/);
    if (status !== 0) expect(answer.stderr).toMatch(/^assume: ./);
  };

  test.each(ROWS)('exit %i: assume %j', expectAnswer);

  describe('in corner cases, too', () => {
    test.each(CORNERS)('exit %i: assume %j', expectAnswer);
  });

  test.each(['bash', 'zsh', 'fish', 'powershell', 'pwsh'])('for %s', async (shell) => {
    const answers = await Promise.all(
      [['prod'], ['off'], ['-'], ['prod', 'static']].map((words) => assume(`--eval=${shell}/1`, '--', ...words)),
    );
    expect(answers.map(({ status }) => status)).toEqual([0, 0, 0, 2]);
  });

  test('a shell integration of another version gets its snippet, too, and a notice on stderr how to upgrade', async () => {
    const now = await assume('--eval=bash/1', '--', 'prod');
    const other = await assume('--eval=bash/2', '--', 'prod');
    expect(other).toMatchObject({ status: 0, stdout: now.stdout });
    expect(now.stderr).toBe('');
    expect(other.stderr).toMatch(/^assume: .*assume init bash --install\n$/);
  });
});

describe('only what is needed is loaded', () => {
  /** Reports on stderr which files were loaded as modules, which modules were requested, and which files were read. */
  const HOOK = `
    const { writeSync } = require('node:fs');
    const Module = require('node:module');
    const load = Module._load;
    const requested = new Set();
    Module._load = function (request) {
      requested.add(request);
      return load.apply(this, arguments);
    };
    const { promises } = require('node:fs');
    const readFile = promises.readFile;
    const read = [];
    promises.readFile = function (path) {
      read.push(path);
      return readFile.apply(this, arguments);
    };
    process.on('exit', () => {
      const files = Object.keys(require.cache).filter((file) => file !== __filename);
      writeSync(2, '\\nLOADED' + JSON.stringify({ files, requested: [...requested], read }));
    });
  `;
  let hook: string;
  beforeAll(() => {
    hook = join(home, 'hook.cjs');
    writeFileSync(hook, HOOK);
  });

  interface Loaded {
    readonly status: number;
    readonly files: string[];
    readonly requested: string[];
    /** The files that were read with a promise, as the SDK reads them. */
    readonly read: string[];
  }

  const loadedBy = async (...argv: string[]): Promise<Loaded> => {
    const { stderr, status } = await runProgram(process.execPath, ['-r', hook, MAIN, ...argv], { env });
    return { status, ...JSON.parse(/\nLOADED(.*)$/.exec(stderr)?.[1] ?? 'null') };
  };

  test.each([
    [['--eval=bash/1', '--', 'prod']],
    [['--eval=fish/1', '--', 'use', 'static', '-r', 'us-east-2']],
    [['--eval=powershell/1', '--', 'off']],
    [['--eval=zsh/1', '--', '-']],
    [['--eval=bash/1', '--', 'list', '--json']],
    [['--eval=bash/1', '--', '--help']],
    [['--complete=bash/1', '--', '']],
    [['--complete=zsh/1', '--', 'init', '']],
    [['--complete=fish/1', '--', '--']],
  ])("%j: loads dispatch alone, and none of Node's network, crypto and process modules", async (argv) => {
    const { files, requested, status } = await loadedBy(...argv);
    expect(status).toBe(0);
    expect(files).toEqual([MAIN, DISPATCH]);
    const builtins = requested
      .filter((name) => ![MAIN, './dispatch.js'].includes(name))
      .map((name) => name.replace('node:', ''));
    expect(builtins.filter((name) => !['fs', 'module', 'os', 'path', 'util', 'tty', 'vm'].includes(name))).toEqual([]);
  });

  test.each([
    [['--eval=bash/1', '--', 'nowhere'], 3],
    [['--eval=bash/1', '--', 'broken'], 3],
    [['--eval=bash/1', '--', 'mfa'], 4],
  ])('%j: an error before any request loads only the report', async (argv, status) => {
    const { files, status: ended } = await loadedBy(...argv);
    expect(ended).toBe(status);
    expect(files.filter((file) => ![MAIN, DISPATCH, REQUEST_ROLE, MFA, ...REPORT].includes(file))).toEqual([]);
  });

  test('the hook sees what is loaded: a role needs the STS client', async () => {
    expect((await loadedBy('--eval=bash/1', '--', 'far')).files).toEqual([
      MAIN,
      DISPATCH,
      CONNECTIONS,
      REQUEST_ROLE,
      STS,
      ...REPORT,
    ]);
  });

  test.each([
    [['--eval=bash/1', '--', 'prod', '--no-such-flag']],
    [['list', '--no-such-flag']],
    [['init', 'no-such-shell']],
    [['cache', 'purge']],
  ])('%j: a usage error is explained without oclif', async (argv) => {
    const { files, status } = await loadedBy(...argv);
    expect({ files, status }).toEqual({ files: [MAIN, DISPATCH, ...REPORT], status: 2 });
  });

  test('a list loads a file of its own, and the matcher only for a filter that nothing contains', async () => {
    const filesFor = async (...argv: string[]) => (await loadedBy(...argv)).files;
    expect(await filesFor('list')).toEqual([MAIN, DISPATCH, bundle('list')]);
    expect(await filesFor('list', 'prod')).toEqual([MAIN, DISPATCH, bundle('list')]);
    expect(await filesFor('list', 'pd')).toEqual([MAIN, DISPATCH, bundle('list'), bundle('match')]);
  });

  test('oclif only explains: help pages load it, and no work of a command does', async () => {
    for (const argv of [['--help'], ['help', 'exec'], ['exec', 'prod', '-h', 'tool']]) {
      expect((await loadedBy(...argv)).files).toContain(OCLIF);
    }
    for (const argv of [
      ['plan', 'prod'],
      ['cache'],
      ['cache', 'clear'],
      ['init', 'bash'],
      ['version'],
      ['--version'],
    ]) {
      const { files, status } = await loadedBy(...argv);
      expect({ argv, status, files }).toEqual({ argv, status: 0, files: expect.arrayContaining([FEATURES]) });
      expect(files).not.toContain(OCLIF);
    }
  });

  test('TAB loads the names of regions only where they are offered, and nothing else', async () => {
    expect((await loadedBy('--complete=bash/1', '--', '-r', '')).files).toEqual([MAIN, DISPATCH, bundle('regions')]);
    for (const words of [
      ['cache', 'clear', ''],
      ['exec', 'prod', ''],
      ['export', '--format', ''],
    ])
      expect((await loadedBy('--complete=bash/1', '--', ...words)).files).toEqual([MAIN, DISPATCH]);
  });

  test('credential_process runs without the SDK', async () => {
    const { files, status } = await loadedBy('--eval=bash/1', '--', 'program');
    expect({ files, status }).toEqual({ files: [MAIN, DISPATCH, bundle('sources')], status: 0 });
  });

  test("the SDK doesn't read the AWS files again", async () => {
    expect((await loadedBy('--eval=bash/1', '--', 'far')).read).toEqual([]);
  });

  test("a request without TLS doesn't load it", async () => {
    const { requested } = await loadedBy('--eval=bash/1', '--', 'far');
    expect(requested).toContain('node:http');
    expect(requested).not.toContain('node:https');
  });

  test('a request with TLS begins with a handshake', async () => {
    const heard: number[] = [];
    const server = createServer((socket) =>
      socket.once('data', ([first = 0]) => heard.push(first) && socket.destroy()),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const AWS_ENDPOINT_URL_STS = `https://127.0.0.1:${portOf(server)}`;
    const argv = [MAIN, '--eval=bash/1', '--', 'role'];
    const { status } = await runProgram(process.execPath, argv, { env: { ...env, AWS_ENDPOINT_URL_STS } });
    server.close();
    expect(status).toBe(1);
    // RFC 8446, 5.1: a record whose type is handshake.
    expect(new Set(heard)).toEqual(new Set([22]));
  });
});

describe('stderr', () => {
  test('has only lines of this program, even after the SDK was loaded', async () => {
    const { status, stderr } = await assume('--eval=bash/1', '--', 'far');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^assume: .*http:\/\/127\.0\.0\.1:9.*\n\w[\w ]*: curl .*\n$/);
  });

  test('is empty after a success without a terminal', async () => {
    const { status, stderr } = await assume('--eval=bash/1', '--', 'prod');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

test("the endpoint_url of AWS_PROFILE doesn't apply to another profile", async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const aws = join(home, 'elsewhere');
  writeFileSync(aws, `${config}[profile elsewhere]\nendpoint_url = http://127.0.0.1:${portOf(server)}\n`);
  const changed = { ...env, AWS_CONFIG_FILE: aws, AWS_PROFILE: 'elsewhere' };
  // The host name of this region resolves on no network.
  const { status } = await runProgram(process.execPath, [MAIN, '--eval=bash/1', '--', 'remote'], { env: changed });
  server.close();
  expect({ status, connections }).toEqual({ status: 1, connections: 0 });
});

describe('without the shell integration', () => {
  const typed = assume;

  test.each([[['prod']], [['use', 'prod']], [['off']], [['-']]])(
    'assume %j: prints no snippet, and shows how to install the shell integration',
    async (argv) => {
      const { status, stdout, stderr } = await typed(...argv);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(
        /^assume: The assume shell integration isn't loaded.*\nInstall for \w+: assume init \w+ --install\n/,
      );
    },
  );

  test.each([[['--eval=bash/1']], [['--eval=nosuch/1', '--', 'prod']]])(
    '%j is not a valid call of a shell integration: nothing is printed',
    async (argv) => {
      const { status, stdout } = await typed(...argv);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    },
  );

  test.each([
    [['--help']],
    [['--version']],
    [['help']],
    [['version']],
    [['list']],
    [['init', 'bash']],
    [['list', '--json']],
  ])('%j is printed', async (argv) => {
    const { status, stdout, stderr } = await typed(...argv);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).not.toBe('');
  });

  test.each([
    [['help', 'cache', 'list'], ['cache', '--help'], 'assume cache'],
    [['help', 'help'], ['help', '-h'], 'assume help [COMMAND]'],
    [['help', 'version'], ['version', '-h'], 'assume version'],
  ])('assume %j and assume %j show the same page', async (one, other, usage) => {
    const { status, stdout, stderr } = await typed(...one);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`USAGE\n  $ ${usage}`);
    expect((await typed(...other)).stdout).toBe(stdout);
  });

  test.each([
    [['-v'], 'assume --help'],
    [['-hx'], 'assume --help'],
    [['prod', '-v'], 'assume use --help'],
    [['cache', 'list', '-v'], 'assume cache --help'],
  ])('a mistake in assume %j leads to %s', async (words, page) => {
    expect((await typed(...words)).stderr).toMatch(new RegExp(`\nRun: ${page}\n$`));
  });

  test('with --no-input, says that it forbids the prompt, and names the option that passes the code', async () => {
    for (const words of [
      ['exec', 'mfa', '--no-input', '--', 'true'],
      ['export', 'mfa', '--format', 'json', '--no-input'],
    ]) {
      const { status, stderr } = await typed(...words);
      expect({ status, stderr }).toEqual({
        status: 4,
        stderr:
          'assume: Profile "mfa" needs an MFA code (me, 123456789012), but --no-input forbids prompting.\n' +
          'Pass the code: --mfa-token <code>\n',
      });
    }
  });

  test('`list` prints no secret', async () => {
    expect((await typed('list')).stdout + (await typed('list', '--json')).stdout).not.toContain('secret-of');
  });
});
