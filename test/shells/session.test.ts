import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import type { Env } from '../../src/platform/env';
import { CHILD_PAGES } from '../support/childPages';
import {
  edit,
  editHeader,
  type Header,
  managedIn,
  SECRET,
  SESSION_SHELLS,
  type SessionOptions,
  writeOld,
  writeSession,
} from '../support/sessionFiles';
import { describeShell, plainEnvironment, run, runProgram, type ShellName } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';

const ROOT = join(__dirname, '../..');
const ESC = '\x1b';
const isRoot = process.getuid?.() === 0;

interface Syntax {
  readonly script: string;
  readonly shellName: string;
  /** Makes the shell integration run the program. */
  readonly without: string;
}

const POSIX = { without: '__assume_session() { return 1; }' };
const SYNTAX: Record<ShellName, Syntax> = {
  bash: { script: 'assume.bash', shellName: 'bash', ...POSIX },
  zsh: { script: 'assume.zsh', shellName: 'zsh', ...POSIX },
  fish: {
    script: 'assume.fish',
    shellName: 'fish',
    without: 'function __assume_session; return 1; end',
  },
  pwsh: {
    script: 'assume.ps1',
    shellName: 'powershell',
    without: 'function global:__assume_session { $false }',
  },
};

/** Shells that can't see a file's mode. The folder protects the files there. */
const BLIND: readonly ShellName[] = ['bash', 'fish'];

describe.each(SESSION_SHELLS)('a fresh session file', (shell) => {
  const { script, shellName, without } = SYNTAX[shell];
  const children = CHILD_PAGES[shell];
  const load = `. '${join(ROOT, 'shell', script)}'`;

  describeShell(shell, `in ${shell}`, () => {
    let stub: Stub;
    let path: string;
    beforeEach(() => {
      stub = makeStub();
      ({ path } = writeSession(stub));
    });
    afterEach(() => stub.remove());

    const inShell = (lines: string, env: Env = {}) =>
      run(shell, `${load}\n${lines}`, { env: { ...stub.env, ...env }, cwd: stub.home });
    const environmentAfter = async (lines = 'assume prod', env: Env = {}) => {
      const { status, stdout, stderr } = await inShell(`${lines}\nenv`, env);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      return managedIn(stdout);
    };
    const useRealProgram = () => stub.does(`exec '${process.execPath}' '${join(ROOT, 'dist/main.js')}' "$@"`);

    test('changes the shell without a process, and prints nothing in a script', async () => {
      const { status, stdout, stderr } = await inShell(
        `${children}\nassume prod\n${children}\nassume prod\n${children}\nenv\n${children}`,
      );
      expect({ status, stderr, calls: stub.calls() }).toEqual({ status: 0, stderr: '', calls: [] });
      const { values } = writeSession(stub);
      const found = managedIn(stdout);
      expect({ ...found, ASSUME_EXPIRES: '', AWS_CREDENTIAL_EXPIRATION: '' }).toEqual({
        ...values,
        ASSUME_EXPIRES: '',
        AWS_CREDENTIAL_EXPIRATION: '',
        ASSUME_RESTORE: '{}',
      });
      expect(found.AWS_SECRET_ACCESS_KEY).toBe(SECRET);
      expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
      const pages = stdout.match(/^pages \d+$/gm) ?? [];
      expect(pages).toHaveLength(4);
      expect(new Set(pages.slice(0, 3)).size).toBe(1);
      expect(pages[3]).not.toBe(pages[2]); // so a process would have been noticed
    });

    const ASSUMED = { ASSUME_PROFILE: 'dev', AWS_PROFILE: 'old', AWS_SECURITY_TOKEN: 'st ale' };
    test.each<[string, Env]>([
      ['no AWS variables', {}],
      ['another profile assumed', { ...ASSUMED, ASSUME_RESTORE: '{"AWS_REGION":"us-east-1"}', ASSUME_PREVIOUS: 'x' }],
      [
        'the same profile assumed',
        { ...ASSUMED, ASSUME_RESTORE: '{}', ASSUME_PROFILE: 'prod', ASSUME_PREVIOUS: 'x y' },
      ],
      ['the same profile assumed first', { ASSUME_RESTORE: '{}', ASSUME_PROFILE: 'prod' }],
      ['no profile, but something to restore', { ASSUME_RESTORE: '{"AWS_PROFILE":"it\'s"}', ASSUME_PREVIOUS: 'x' }],
    ])('with %s has the same effect as the program', async (_, env) => {
      const found = await environmentAfter('assume prod', env);
      expect(stub.calls()).toEqual([]);
      useRealProgram();
      expect(await environmentAfter(`${without}\nassume prod`, env)).toEqual(found);
      expect(stub.calls()).toEqual([[`--eval=${shellName}/1`, '--', 'prod']]);
      expect(found.AWS_ACCESS_KEY_ID).toBe('ASIAFRESH');
    });

    const SETTINGS: Record<ShellName, Readonly<Record<string, string>>> = {
      bash: {},
      zsh: {},
      fish: { 'a trace': 'set fish_trace 1' },
      pwsh: {
        'the strictest options': 'Set-StrictMode -Version Latest; $ErrorActionPreference = "Stop"',
        'a trace': 'Set-PSDebug -Trace 2',
        'another scope': 'function inner { & { assume prod } }; inner',
      },
    };
    const settings = Object.entries(SETTINGS[shell]);
    if (settings.length > 0) {
      // bash and zsh have their settings in their own tests, with test/support/scriptContract.ts.
      test.each(settings)('is used with %s, which shows no secret', async (_, setting) => {
        const { status, stdout, stderr } = await inShell(`${setting}\nassume prod\nenv >after`);
        expect(status).toBe(0);
        expect(stdout + stderr).not.toMatch(/wJalr|ASIAFRESH/);
        expect(managedIn(readFileSync(join(stub.home, 'after'), 'utf8')).AWS_SECRET_ACCESS_KEY).toBe(SECRET);
        expect(stub.calls()).toEqual([]);
      });

      test('leaves no variable of its own', async () => {
        const names = { fish: 'set --names | sort', pwsh: '(Get-Item variable:*).Name' }[shell as 'fish' | 'pwsh'];
        const { stdout } = await inShell(`assume nothing\n${names}\necho ----\nassume prod\n${names}`);
        const [before, later] = stdout.split('----\n').map((text) => text.split('\n'));
        const left = later?.filter((name) => !before?.includes(name) && !name.startsWith('A'));
        expect(left).toEqual([]);
      });
    }

    if (shell === 'bash') {
      test('is silently ignored by a bash that is too old to read it', async () => {
        await environmentAfter('enable -n mapfile\nassume prod');
        expect(stub.calls()).toHaveLength(1);
      });
    }

    if (shell === 'fish') {
      test('preserves variables with the names of its own', async () => {
        const names = [
          ...new Set(readFileSync(join(ROOT, 'shell', script), 'utf8').match(/(?<=set -l |\?<)[a-z]+\b/g)),
        ];
        const own = names.filter((name) => name !== 'fish').map((name) => `set -g ${name} mine\n`);
        const { stdout } = await inShell(`${own.join('')}assume prod\nset --global --long`);
        for (const name of names.filter((each) => each !== 'fish'))
          expect(stdout).toMatch(new RegExp(`^${name} mine$`, 'm'));
        expect(stub.calls()).toEqual([]);
      });
    }

    if (shell === 'fish') {
      /** With universal variables, which --no-config would switch off. */
      const inUsersFish = (lines: string) =>
        runProgram('fish', [stub.write('script.fish', `${lines}\n`)], { env: stub.env, cwd: stub.home });

      test.each([
        ['a universal variable', 'set -Ux AWS_CONFIG_FILE /elsewhere'],
        ['a universal variable that is not exported', 'set -U AWS_PROFILE old'],
        ['a variable that is not exported', 'set -g AWS_ENDPOINT_URL_STS http://a'],
        ['a list', 'set -gx AWS_CONFIG_FILE a b'],
        ['a local variable of the caller', 'set -lx AWS_USE_FIPS_ENDPOINT true'],
      ])('is ignored if %s says otherwise', async (_, setting) => {
        await inUsersFish(`${load}\n${setting}\nassume prod`);
        expect(stub.calls()).toHaveLength(1);
      });

      test('puts its variables over universal ones, which stay', async () => {
        const set = 'set -Ux AWS_REGION mine; set -gx ASSUME_RESTORE "{}"';
        const { stdout } = await inUsersFish(`${load}\n${set}\nassume prod\nenv\nset --show AWS_REGION`);
        expect(managedIn(stdout).AWS_REGION).toBe('eu-central-1');
        expect(stdout).toMatch(/universal scope.*\n.*\|mine\|/);
        expect(stub.calls()).toEqual([]);
      });
    }

    if (shell === 'pwsh') {
      test('is ignored in constrained language mode', async () => {
        const lines = `$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'\n${load}\nassume prod`;
        expect(await run(shell, lines, { env: stub.env })).toEqual({ status: 0, stdout: '', stderr: '' });
        expect(stub.calls()).toHaveLength(1);
      });
    }

    /** Everything that a terminal receives, byte for byte. */
    const shown = (lines: string, env: Env) =>
      new Promise<string>((resolve) => {
        const file = stub.write(`shown.${script.split('.')[1]}`, `${load}\n${lines}\n`);
        const args = { bash: ['--norc'], zsh: ['-f'], fish: ['--no-config'], pwsh: ['-NoProfile', '-File'] }[shell];
        const pty = spawn(shell, [...args, file], {
          cols: 100,
          env: plainEnvironment({ TZ: process.env.TZ, ...stub.env, ...env }),
        });
        let seen = '';
        pty.onData((data) => {
          seen += data;
        });
        // PowerShell switches the mode of the cursor keys at any time, and sets the title after each program.
        const own = new RegExp(`${ESC}\\[\\?1h${ESC}=|${ESC}\\]0;[^\\x07]*\\x07`, 'g');
        pty.onExit(() => resolve(seen.replace(own, '')));
      });

    const UTF8 = { LC_ALL: 'C.UTF-8' };
    const colored = (sgr: string) => `${ESC}[${sgr}mprod${ESC}[39;49m`;
    const role = (color: string): SessionOptions => ({ values: { ASSUME_ROLE: 'Admin', ASSUME_COLOR: color } });
    const routes = (text: string): SessionOptions => ({
      values: {
        ...Object.fromEntries(text.split('|').map((pair) => pair.split(/=(.*)/s).slice(0, 2))),
        ASSUME_ENDPOINTS: text,
      },
    });
    const PLACE = '333344445555  eu-central-1';
    test.each<[string, Env, SessionOptions, string]>([
      ['in a UTF-8 locale', UTF8, {}, `✓ prod  ${PLACE}  1h 1m left`],
      ['in another locale', { LC_ALL: '', LC_CTYPE: 'C', LANG: 'C.UTF-8' }, {}, `ok prod  ${PLACE}  1h 1m left`],
      ['with LANG alone', { LC_ALL: '', LC_CTYPE: '', LANG: 'en_US.utf8' }, {}, `✓ prod  ${PLACE}  1h 1m left`],
      ['without a locale', { LC_ALL: '', LC_CTYPE: '', LANG: '' }, {}, `ok prod  ${PLACE}  1h 1m left`],
      ['for less than an hour', UTF8, { left: 59 * 60 + 30 }, `✓ prod  ${PLACE}  59m left`],
      ['for whole hours', UTF8, { left: 2 * 3600 + 30 }, `✓ prod  ${PLACE}  2h left`],
      ['for more than a day', UTF8, { left: 35 * 3600 + 330 }, `✓ prod  ${PLACE}  35h 5m left`],
      ['without an account ID', UTF8, { accountId: undefined }, '✓ prod  eu-central-1  1h 1m left'],
      ['with a role', UTF8, role('none'), `✓ prod  Admin @ ${PLACE}  1h 1m left`],
      [
        'with a role, without an account ID',
        UTF8,
        { ...role('none'), accountId: undefined },
        '✓ prod  Admin  eu-central-1  1h 1m left',
      ],
      ['in production', UTF8, role('red'), `✓ ${colored('97;41')}  Admin @ ${PLACE}  1h 1m left`],
      ['in yellow', UTF8, role('yellow'), `✓ ${colored('30;43')}  Admin @ ${PLACE}  1h 1m left`],
      ['in green', UTF8, role('green'), `✓ ${colored('30;42')}  Admin @ ${PLACE}  1h 1m left`],
      ['in blue', UTF8, role('blue'), `✓ ${colored('97;44')}  Admin @ ${PLACE}  1h 1m left`],
      ['in magenta', UTF8, role('magenta'), `✓ ${colored('97;45')}  Admin @ ${PLACE}  1h 1m left`],
      ['in cyan', UTF8, role('cyan'), `✓ ${colored('30;46')}  Admin @ ${PLACE}  1h 1m left`],
      ['in production with NO_COLOR', { NO_COLOR: '1' }, role('red'), `✓ ! prod  Admin @ ${PLACE}  1h 1m left`],
      ['in production with TERM=dumb', { TERM: 'dumb' }, role('red'), `✓ ! prod  Admin @ ${PLACE}  1h 1m left`],
      ['in green with NO_COLOR', { NO_COLOR: '1' }, role('green'), `✓ prod  Admin @ ${PLACE}  1h 1m left`],
      ['with an empty NO_COLOR', { NO_COLOR: '' }, role('red'), `✓ ${colored('97;41')}  Admin @ ${PLACE}  1h 1m left`],
      [
        'with an endpoint',
        UTF8,
        routes('AWS_ENDPOINT_URL=http://me:pw@localhost:4566/x?y|AWS_ENDPOINT_URL_S3=http://s3'),
        `✓ prod  ${PLACE}  at localhost:4566  1h 1m left`,
      ],
      [
        'with the endpoint of a service',
        UTF8,
        routes('AWS_USE_FIPS_ENDPOINT=false|AWS_ENDPOINT_URL_S3_CONTROL=https://[::1]:9000#a@b'),
        `✓ prod  ${PLACE}  s3_control at [::1]:9000  1h 1m left`,
      ],
      [
        'with the endpoints of several services',
        UTF8,
        routes('AWS_ENDPOINT_URL_S3=h:1|AWS_ENDPOINT_URL_EC2=http://b|AWS_ENDPOINT_URL_KMS=http://c'),
        `✓ prod  ${PLACE}  s3 at h:1 and 2 more  1h 1m left`,
      ],
      ['with FIPS alone', UTF8, routes('AWS_USE_FIPS_ENDPOINT=true'), `✓ prod  ${PLACE}  1h 1m left`],
    ])('is announced %s, as by the program', async (_, env, options, line) => {
      writeSession(stub, { left: 3690, ...options });
      const seen = await shown('assume prod', env);
      expect(stub.calls()).toEqual([]);
      expect(seen).toBe(`${line}\r\n`);
      useRealProgram();
      expect(await shown(`${without}\nassume prod`, env)).toBe(seen);
      expect(stub.calls()).toHaveLength(1);
    });

    test('is not announced with --quiet', async () => {
      expect(await shown('assume prod --quiet; echo $ASSUME_PROFILE; env', {})).toMatch(/ASSUME_PROFILE=prod\r\n/);
      expect(await shown('assume prod --quiet', {})).toBe('');
      expect(stub.calls()).toEqual([]);
      useRealProgram();
      expect(await shown(`${without}\nassume prod --quiet`, {})).toBe('');
      expect(stub.calls()).toEqual([
        ['--eval', '--', 'prod', '--quiet'].map((word) => word.replace('--eval', `--eval=${shellName}/1`)),
      ]);
    });

    describe('is recorded', () => {
      const now = () => Math.floor(Date.now() / 1000);
      const history = (folder: string) => writeOld(join(stub.home, folder, 'assume/history'), '1\tdev\n');
      const lines = (file: string) => readFileSync(file, 'utf8').split('\n');

      test('in the history that the program keeps', async () => {
        const before = now();
        for (const [folder, env] of [
          ['.local/state', {}],
          ['.local/state', { XDG_STATE_HOME: 'state' }],
          ['x y', { XDG_STATE_HOME: join(stub.home, 'x y') }],
        ] as const) {
          const file = history(folder);
          const { stderr } = await inShell('assume prod\nassume prod --quiet', env);
          expect({ stderr, calls: stub.calls() }).toEqual({ stderr: '', calls: [] });
          const [first, second = '', third = '', ...rest] = lines(file);
          expect([first, rest]).toEqual(['1\tdev', ['']]);
          for (const line of [second, third]) {
            expect(line).toMatch(/^\d{10}\tprod$/);
            expect(Number(line.slice(0, 10))).toBeGreaterThanOrEqual(before);
            expect(Number(line.slice(0, 10))).toBeLessThanOrEqual(now());
          }
          rmSync(file);
        }
      });

      test('nowhere else', async () => {
        const folder = join(stub.home, '.local/state/assume');
        const target = join(stub.home, 'target');
        await environmentAfter();
        expect(existsSync(folder)).toBe(false);
        writeOld(target, 'x');
        mkdirSync(folder, { recursive: true });
        symlinkSync(target, join(folder, 'history'));
        expect((await environmentAfter()).ASSUME_PROFILE).toBe('prod');
        expect(readFileSync(target, 'utf8')).toBe('x');
        rmSync(join(folder, 'history'));
        mkdirSync(join(folder, 'history'));
        expect((await environmentAfter()).ASSUME_PROFILE).toBe('prod');
        rmSync(join(folder, 'history'), { recursive: true });
        await runProgram('mkfifo', [join(folder, 'history')]); // to open one waits for a reader
        expect((await environmentAfter()).ASSUME_PROFILE).toBe('prod');
        if (!isRoot) return;
        rmSync(join(folder, 'history'));
        chownSync(writeOld(join(folder, 'history'), ''), 12345, 12345);
        expect((await environmentAfter()).ASSUME_PROFILE).toBe('prod');
        expect(lines(join(folder, 'history'))).toEqual(['']);
      });
    });

    test('is found in XDG_CACHE_HOME, and with any plain name', async () => {
      const { path: odd } = writeSession(stub, { profile: 'dev@eu+1=x:y.z_' });
      mkdirSync(join(stub.home, 'x/assume'), { recursive: true });
      symlinkSync(join(odd, '..'), join(stub.home, 'x/assume/sessions'));
      const env = { XDG_CACHE_HOME: join(stub.home, 'x') };
      expect((await environmentAfter("assume 'dev@eu+1=x:y.z_'", env)).ASSUME_PROFILE).toBe('dev@eu+1=x:y.z_');
      expect(stub.calls()).toEqual([]);
    });

    test('of another endpoint is used with the same endpoint', async () => {
      const env = { AWS_ENDPOINT_URL: 'http://b', AWS_ENDPOINT_URL_STS: 'http://a' };
      writeOver({ env });
      expect((await environmentAfter('assume prod', env)).AWS_ACCESS_KEY_ID).toBe('ASIAFRESH');
      expect(stub.calls()).toEqual([]);
    });

    /** Fails unless nothing changed, and the program got the arguments. */
    const expectIgnored = async (env: Env = {}, words = ['prod']) => {
      const lines = `assume ${words.map((word) => `'${word}'`).join(' ')}`;
      expect((await environmentAfter(lines, env)).AWS_ACCESS_KEY_ID).toBe(env.AWS_ACCESS_KEY_ID);
      expect(stub.calls()).toEqual([[`--eval=${shellName}/1`, '--', ...words]]);
    };
    /** Changes fields of the header. */
    const header = (change: (fields: Header) => Partial<Record<keyof Header, string | number>>) =>
      edit(path, (text) => editHeader(text, change));
    /** Changes the expiry time in both of its places, and the life, from which fish knows it. */
    const expiring = (change: (end: string) => string) =>
      edit(path, (text) => {
        const [, end = ''] = /^ASSUME_EXPIRES\t(.*)/m.exec(text) ?? [];
        const changed = text.replaceAll(`\t${end}`, `\t${change(end)}`);
        return editHeader(changed, ({ END, SINCE }) => ({ LIFE: Math.max(0, Number(END) - Number(SINCE) - 900) }));
      });
    const writeOver = (options: SessionOptions) => {
      rmSync(path);
      writeSession(stub, options);
    };
    const line = (text: string) => (old: string) => `${old}${text}`;

    describe('is ignored', () => {
      test.each<[string, () => void]>([
        ['truncated', () => edit(path, (text) => text.slice(0, -20))],
        ['without the end of its last line', () => edit(path, (text) => text.slice(0, -2))],
        ['without its last line', () => edit(path, (text) => text.replace(/.*\n$/, ''))],
        ['without its last two lines', () => edit(path, (text) => text.replace(/.*\n.*\n$/, ''))],
        ['without the variables to unset', () => edit(path, (text) => text.replace(/^unset.*\n/m, ''))],
        ['with an extra line', () => edit(path, line('PATH\t/tmp\n'))],
        ['with an extra line of a blank', () => edit(path, line(' \n'))],
        ['with an extra line that has no name', () => edit(path, line('\tx\n'))],
        ['with a line in it that has no name', () => edit(path, (text) => text.replace(/^AWS_REGION/m, '\tx\n$&'))],
        ['with an empty name to unset', () => edit(path, (text) => text.replace(/^unset/m, '$&\t'))],
        ['with an empty line in it', () => edit(path, (text) => text.replace(/^AWS_REGION/m, '\n$&'))],
        ['with only a header and a newline', () => edit(path, (text) => text.replace(/\n[\s\S]*/, '\n\n'))],
        ['without a variable', () => edit(path, (text) => text.replace(/\n[\s\S]*(?=\nunset)/, ''))],
        ['without a profile name', () => edit(path, (text) => text.replace(/^(ASSUME_PROFILE)\t.*/m, '$1'))],
        ['without a value', () => edit(path, (text) => text.replace(/^(AWS_ACCOUNT_ID)\t.*/m, '$1'))],
        [
          'without the expiry time among the variables',
          () => edit(path, (text) => text.replace(/^(ASSUME_EXPIRES)\t.*/m, '$1')),
        ],
        ['with the start of an extra line', () => edit(path, line('PATH'))],
        ['with another variable', () => edit(path, (text) => text.replace(/^AWS_ACCOUNT_ID/m, 'PATH'))],
        ['with another variable to unset', () => edit(path, (text) => text.replace('AWS_PROFILE', 'PATH'))],
        [
          'with a name in small letters',
          () => edit(path, (text) => text.replace(/^AWS_ACCOUNT_ID/m, 'AWS_account_id')),
        ],
        [
          'with a name that runs a command',
          () => edit(path, (text) => text.replace('AWS_VAULT', 'AWS_X[$(touch pwned)]')),
        ],
        ['with a name that contains another', () => edit(path, (text) => text.replace('AWS_VAULT', 'XAWS_VAULT'))],
        ['with an extra field', () => edit(path, (text) => text.replace('ASIAFRESH', 'ASIA\tFRESH'))],
        ['of another profile', () => edit(path, (text) => text.replaceAll('prod', 'dev'))],
        ['of a profile in uppercase', () => edit(path, (text) => text.replaceAll('prod', 'PROD'))],
        ['whose two expiry times differ', () => header(({ END }) => ({ END: Number(END) + 1 }))],
        [
          'whose expiry time is an expression',
          () => edit(path, (text) => text.replace(/\t\d{10}(?=\t|$)/gm, '\tPATH[$(touch pwned)]')),
        ],
        ['whose expiry time has eleven digits', () => expiring((end) => `${end}0`)],
        ['whose expiry time has a leading zero', () => expiring((end) => `0${end.slice(1)}`)],
        ["whose start isn't a number", () => header(() => ({ SINCE: 'x' }))],
        ['of an older version', () => header(() => ({ VERSION: 2 }))],
        [
          'of the version that had the end on a clock',
          () => header(({ LIFE }) => ({ VERSION: 2, LIFE: `${LIFE}\t10:00` })),
        ],
        ['of another program', () => header(() => ({ MAGIC: 'expires' }))],
        ['without a place', () => header(() => ({ PLACE: '' }))],
        [
          'whose generation is elsewhere',
          () => header(({ GENERATION }) => ({ GENERATION: `../sessions/%${GENERATION}` })),
        ],
        ['that names no files', () => header(() => ({ FILES: 'settings' }))],
        ['that names an unknown file', () => header(({ FILES }) => ({ FILES: `${FILES}+other` }))],
        ['that lasts longer than credentials can', () => header(({ END }) => ({ SINCE: Number(END) - 129_601 }))],
        ['written for another HOME', () => header(({ PLACE }) => ({ PLACE: `/home/ada${PLACE}` }))],
        ['written for another endpoint', () => writeOver({ env: { AWS_ENDPOINT_URL: 'http://a' } })],
        ['that is empty', () => edit(path, () => '')],
        ['that is a folder', () => rmSync(path) ?? mkdirSync(path)],
        ['in whose place is a FIFO', () => rmSync(path) ?? execFileSync('mkfifo', ['-m', '600', path])],
        ['that no longer exists', () => rmSync(path)],
        ['with less than 15 minutes left', () => writeOver({ left: 900 })],
        ['that has expired', () => expiring(() => String(Math.floor(Date.now() / 1000) - 1))],
        ['from the future, after the clock was set back', () => writeOver({ age: -60 })],
        ...(BLIND.includes(shell)
          ? []
          : [
              ['that others can read', () => chmodSync(path, 0o640)] as [string, () => void],
              ['that others can write', () => chmodSync(path, 0o602)] as [string, () => void],
            ]),
        ...(isRoot ? [['of another user', () => chownSync(path, 12345, 12345)] as [string, () => void]] : []),
        ...(isRoot && BLIND.includes(shell)
          ? [['in a folder of another user', () => chownSync(join(path, '..'), 12345, 12345)] as [string, () => void]]
          : []),
      ])('%s', async (_, spoil) => {
        spoil();
        await expectIgnored();
        expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
      });

      test.each<[string, Env]>([
        ['AWS_CONFIG_FILE', { AWS_CONFIG_FILE: '/elsewhere' }],
        ['an empty AWS_CONFIG_FILE', { AWS_CONFIG_FILE: '' }],
        ['AWS_SHARED_CREDENTIALS_FILE', { AWS_SHARED_CREDENTIALS_FILE: '/elsewhere' }],
        ['another folder of `aws login`', { AWS_LOGIN_CACHE_DIRECTORY: '/elsewhere' }],
        ['FIPS endpoints', { AWS_USE_FIPS_ENDPOINT: 'true' }],
        ['dual-stack endpoints', { AWS_USE_DUALSTACK_ENDPOINT: '' }],
        ['configured endpoints ignored', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' }],
        ['an access key that must be restored', { AWS_ACCESS_KEY_ID: 'AKIAOWN' }],
        ['an AWS_PROFILE', { AWS_PROFILE: 'old' }],
        ['the last managed variable', { AWS_SSO_PROFILE: 'x' }],
        ['another cache folder', { XDG_CACHE_HOME: '/elsewhere' }],
        ['another AWS endpoint', { AWS_ENDPOINT_URL: 'http://a' }],
        ['another STS endpoint', { AWS_ENDPOINT_URL_STS: 'http://a' }],
        ['another endpoint of Identity Center', { AWS_ENDPOINT_URL_SSO: 'http://a' }],
        ['another OIDC endpoint', { AWS_ENDPOINT_URL_SSO_OIDC: 'http://a' }],
        ['another sign-in endpoint', { AWS_ENDPOINT_URL_SIGNIN: 'http://a' }],
        ['a relative cache folder that happens to be here', { XDG_CACHE_HOME: '.cache' }],
      ])('with %s', async (_, env) => expectIgnored(env));

      test.each([
        [['prod', '-r', 'eu-west-1']],
        [['-r', 'prod']],
        [['prod', 'prod']],
        [['use', 'prod']],
        [['../sessions/prod']],
        [['']],
        [['off']],
        [['use']],
        [['.']],
      ])('for the arguments %j', async (words) => {
        for (const profile of ['off', 'use']) writeSession(stub, { profile });
        await expectIgnored({}, words);
      });
    });

    if (BLIND.includes(shell)) {
      test('is used whatever its mode, because the folder is private', async () => {
        chmodSync(path, 0o640);
        expect((await environmentAfter()).AWS_ACCESS_KEY_ID).toBe('ASIAFRESH');
      });
    }
  });
});
