import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { sessionKey } from '../../src/credentials/cache/cacheKeys';
import { CacheSlot } from '../../src/credentials/cache/cacheSlot';
import { openCache } from '../../src/credentials/cache/credentialCache';
import { sourceIdentity } from '../../src/credentials/cache/sourceIdentity';
import type { Issued } from '../../src/credentials/types';
import { planFor } from '../../src/plan/plan';
import { isKeySource } from '../../src/plan/sources';
import { realFiles } from '../../src/platform/files';
import { readProfiles } from '../../src/profiles/read';
import { MAIN } from '../support/bundles';
import { plainEnvironment } from '../support/shells';
import { openTerminal } from '../support/terminal';

const role = (name: string, account: string, more: string) =>
  `role_arn = arn:aws:iam::${account}:role/${name}\n${more}\n`;

const CONFIG = `[profile me]
region = eu-central-1
mfa_serial = arn:aws:iam::111122223333:mfa/ada
[profile prod]
${role('Admin', '333344445555', 'source_profile = me\nregion = eu-central-1\nassume_account_name = Acme')}
[profile payments-platform-nonprod-administrator]
${role('AdministratorAccess', '222233334444', 'source_profile = me\nregion = us-east-2')}
[profile payments-read-only-dev]
${role('ReadOnly', '222233334444', 'source_profile = payments-platform-nonprod-administrator')}
[profile 日本語-プロファイル-本番-prod]
${role('管理者', '444455556666', 'source_profile = prod')}
[profile café]
sso_session = corp
sso_account_id = 431700112233
sso_role_name = Developer
assume_color = green
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
`;

/** Loops, missing sources, and roles on something else than a profile. */
const ODD = `[profile a]
${role('A', '111122223333', 'source_profile = b')}
[profile b]
${role('B', '111122223333', 'source_profile = a')}
[profile c]
${role('C', '111122223333', 'source_profile = b')}
[profile lost]
${role('Lost', '111122223333', 'source_profile = prdo')}
[profile none]
${role('None', '111122223333', '')}
[profile box]
${role('Box', '111122223333', 'credential_source = Ec2InstanceMetadata')}
[profile self]
${role('Self', '111122223333', 'source_profile = self\naws_access_key_id = AKIA0000000000000002\naws_secret_access_key = s')}
[profile other]
${role('Other', '111122223333', 'source_profile = self')}
[profile gone]
sso_session = nowhere
sso_account_id = 111122223333
sso_role_name = R
`;

let home: string;
let env: Record<string, string>;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assume-list-'));
  mkdirSync(join(home, '.aws'));
  writeFileSync(join(home, '.aws', 'config'), CONFIG);
  const key = 'aws_access_key_id = AKIA0000000000000001\naws_secret_access_key = secret\n';
  writeFileSync(join(home, '.aws', 'credentials'), `[me]\n${key}`);
  env = { HOME: home, LANG: 'C.UTF-8' };
});
afterEach(() => rmSync(home, { recursive: true }));

const configure = (config: string) => writeFileSync(join(home, '.aws', 'config'), config);

/** `assume list`, as a program gets it. */
const piped = (...words: string[]) => {
  const options = { env: plainEnvironment(env), encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'list', ...words], options);
  return { status, stdout, stderr };
};

const rowsOf = (stdout: string) =>
  stdout
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split('\t'));
const names = (...words: string[]) => rowsOf(piped(...words).stdout).map(([name]) => name);

/** `assume list`, as a person sees it. */
async function seen(cols: number, rows: number, ...words: string[]): Promise<string> {
  const terminal = openTerminal({ file: process.execPath, args: [MAIN, 'list', ...words], env, cols, rows });
  try {
    expect(await terminal.ended).toBe(0);
    return terminal.screen();
  } finally {
    await terminal.close();
  }
}

test.each(['', './h'])('works without a home folder (HOME=%j), if both AWS files have absolute paths', (HOME) => {
  env = {
    HOME,
    AWS_CONFIG_FILE: join(home, '.aws', 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, '.aws', 'credentials'),
  };
  expect(piped()).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('\nme\t') });
  expect(names('333344445555')).toEqual(['prod']);
});

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000 + 30_000);

/** This shell has assumed a profile. */
const assumed = (profile: string, minutes: number) => {
  const seconds = Math.floor(inMinutes(minutes).getTime() / 1000);
  Object.assign(env, { ASSUME_PROFILE: profile, ASSUME_EXPIRES: String(seconds) });
};

describe('assume list, on a terminal', () => {
  test('of 100 columns shows all that there is room for, and marks the current profile', async () => {
    assumed('prod', 59);
    configure(CONFIG.replaceAll('payments-platform-nonprod-administrator', 'nonprod'));
    expect(await seen(100, 30)).toBe(
      [
        '  PROFILE                        ACCOUNT       ROLE                 MFA  ACCOUNT NAME  LEFT',
        '  me                             111122223333                       yes',
        '* prod                           333344445555  Admin                     Acme          59m',
        '  nonprod                        222233334444  AdministratorAccess',
        '  payments-read-only-dev         222233334444  ReadOnly',
        '  日本語-プロファイル-本番-prod  444455556666  管理者',
        '  café                           431700112233  Developer',
      ].join('\n'),
    );
  });

  test('of 80 columns leaves out what there is no room for, the source and the region first', async () => {
    expect(await seen(80, 24)).toBe(
      [
        'PROFILE                                  ACCOUNT       ROLE                 MFA',
        'me                                       111122223333                       yes',
        'prod                                     333344445555  Admin',
        'payments-platform-nonprod-administrator  222233334444  AdministratorAccess',
        'payments-read-only-dev                   222233334444  ReadOnly',
        '日本語-プロファイル-本番-prod            444455556666  管理者',
        'café                                     431700112233  Developer',
      ].join('\n'),
    );
  });

  test('of 40 columns cuts names and roles in the middle, and still shows accounts and the time that is left', async () => {
    assumed('prod', 9);
    expect(await seen(40, 20)).toBe(
      [
        '  PROFILE     ACCOUNT       ROLE    LEFT',
        '  me          111122223333',
        '* prod        333344445555  Admin   9m',
        '  payme…ator  222233334444  Adm…ss',
        '  payme…-dev  222233334444  Rea…ly',
        '  日本…-prod  444455556666  管理者',
        '  café        431700112233  Dev…er',
      ].join('\n'),
    );
  });
});

describe('colors', () => {
  /** The bytes that a terminal gets. */
  const written = () =>
    new Promise<string>((resolve) => {
      const options = { name: 'xterm', cols: 80, rows: 24, env: plainEnvironment({ ...env, TERM: 'xterm' }) };
      const terminal = spawn(process.execPath, [MAIN, 'list'], options);
      let text = '';
      terminal.onData((data) => {
        text += data;
      });
      terminal.onExit(() => resolve(text));
    });

  test('show production, a color of its own, and what ends soon', async () => {
    assumed('prod', 9);
    const text = await written();
    expect(text).toContain('* \x1b[97;41mprod\x1b[39;49m ');
    expect(text).toContain('  \x1b[30;42mcafé\x1b[39;49m ');
    expect(text).toContain('\x1b[30;43m9m\x1b[39;49m');
  });

  test('are absent with NO_COLOR, where `!` marks production', async () => {
    assumed('prod', 9);
    env.NO_COLOR = '1';
    const text = await written();
    expect(text).not.toContain('\x1b');
    expect(text).toMatch(/^\*! prod /m);
    expect(text).toMatch(/^ ! 日本語/m);
    expect(text).toMatch(/^ {3}me /m);
  });
});

describe('assume list, for programs', () => {
  const HEADER = 'PROFILE\tACCOUNT\tROLE\tREGION\tMFA\tSOURCE\tACCOUNT NAME\tMINUTES LEFT\tCURRENT';

  test('prints tab-separated values in the order of the files; what is unknown is empty', () => {
    assumed('prod', 59);
    expect(piped()).toEqual({
      status: 0,
      stderr: '',
      stdout: `${[
        HEADER,
        'me\t111122223333\t\teu-central-1\tyes\taccess key\t\t\t',
        'prod\t333344445555\tAdmin\teu-central-1\t\tme\tAcme\t59\tyes',
        'payments-platform-nonprod-administrator\t222233334444\tAdministratorAccess\tus-east-2\t\tme\t\t\t',
        'payments-read-only-dev\t222233334444\tReadOnly\t\t\tpayments-platform-nonprod-administrator\t\t\t',
        '日本語-プロファイル-本番-prod\t444455556666\t管理者\t\t\tprod\t\t\t',
        'café\t431700112233\tDeveloper\t\t\tIAM Identity Center\t\t\t',
      ].join('\n')}\n`,
    });
  });

  test('keeps a row on its line, whatever stands in the files', () => {
    configure('[profile "a\tb"]\nregion = x\ty\n[profile c]\nregion = one\n two\n');
    const rows = rowsOf(piped().stdout);
    expect(rows.map((row) => row.length)).toEqual([9, 9, 9]);
    expect(rows.map(([name, , , region]) => [name, region])).toEqual([
      ['a?b', 'x?y'],
      ['c', 'one?two'],
      ['me', ''],
    ]);
  });

  test('prints JSON with what the table has no room for', () => {
    assumed('prod', 59);
    const [, prod, , , , sso] = JSON.parse(piped('--json').stdout);
    expect(prod).toEqual({
      profile: 'prod',
      account: '333344445555',
      role: 'Admin',
      region: 'eu-central-1',
      source: 'me',
      accountName: 'Acme',
      roleArn: 'arn:aws:iam::333344445555:role/Admin',
      sourceKind: 'profile',
      current: true,
      expiration: expect.stringMatching(/Z$/),
      file: join(home, '.aws', 'config'),
      line: 4,
    });
    expect(sso).toMatchObject({ profile: 'café', sourceKind: 'sso', ssoSession: 'corp', role: 'Developer' });
    expect(sso).not.toHaveProperty('roleArn');
  });
});

describe('the time that is left', () => {
  const issued = (minutes: number, role?: string): Issued => ({
    credentials: {
      accessKeyId: 'ASIA0000000000000001',
      secretAccessKey: 'secret',
      sessionToken: 'token',
      expiration: inMinutes(minutes),
    },
    ...(role && { assumedRole: { id: 'AROA:me', arn: `arn:aws:sts::${role}/me` } }),
  });

  /** What assuming a profile leaves in the cache. */
  function fill(name: string, entry: Issued): void {
    const profiles = readProfiles(realFiles, env);
    const request = { name, options: {}, env, readFile: realFiles.read };
    const plan = planFor(profiles, request);
    const cache = openCache(realFiles, env, (line) => expect(line).toBe('no warning'));
    const context = { env, files: realFiles, cache, now: () => new Date() };
    if (plan.mfaSession && isKeySource(plan.source)) {
      const credentials = { accessKeyId: 'AKIA0000000000000001' };
      cache.put(sessionKey({ ...plan.sts, credentials }, plan.mfaSession.mfaSerial), entry);
    } else {
      const identity = sourceIdentity(plan.source, context) ?? '';
      CacheSlot.of({ links: plan, link: plan.hops.length, identity, inputs: { profiles, request } }, context)?.write(
        entry,
      );
    }
  }
  const minutes = () =>
    Object.fromEntries(rowsOf(piped().stdout).flatMap(([name, , , , , , , left]) => (left ? [[name, left]] : [])));

  const ADMIN = '333344445555:assumed-role/Admin';

  test('is that of cached credentials which assuming the profile would use, whichever profile obtained them', () => {
    const lines = role('Admin', '333344445555', 'source_profile = me');
    configure(`${CONFIG}[profile again]\n${lines}[profile twin]\n${lines}`);
    fill('prod', issued(50, ADMIN));
    fill('me', issued(600));
    expect(minutes()).toEqual({ prod: '50', again: '50', twin: '50', me: '600' });
  });

  test('is absent for what would be renewed, and for what another source obtained', () => {
    fill('prod', issued(10, ADMIN));
    fill('payments-read-only-dev', issued(40, '222233334444:assumed-role/ReadOnly'));
    expect(minutes()).toEqual({ 'payments-read-only-dev': '40' });
    const other = 'aws_access_key_id = AKIA0000000000000009\naws_secret_access_key = secret\n';
    writeFileSync(join(home, '.aws', 'credentials'), `[me]\n${other}`);
    expect(minutes()).toEqual({});
  });

  test('of the current profile is that of this shell, even if it has expired', () => {
    fill('prod', issued(50, ADMIN));
    assumed('prod', 20);
    expect(minutes()).toEqual({ prod: '20' });
    assumed('prod', -20);
    expect(minutes()).toEqual({ prod: '0' });
  });
});

describe('a filter', () => {
  test.each([
    ['part of a name', ['pay'], ['payments-platform-nonprod-administrator', 'payments-read-only-dev']],
    ['several words, in any order', ['dev', 'pay'], ['payments-read-only-dev']],
    ['words in one argument', ['pay dev'], ['payments-read-only-dev']],
    ['part of an account number', ['4317'], ['café']],
    ['a role and an account', ['admin', '3333'], ['prod', 'payments-platform-nonprod-administrator']],
    ['an account name', ['acme'], ['prod']],
    ['a region', ['us-east'], ['payments-platform-nonprod-administrator']],
    ['an ARN', ['arn:aws:iam::333344445555:role/Admin'], ['prod']],
    ['letters without their accents', ['cafe'], ['café']],
    ['scattered letters, if nothing has the words themselves', ['prdonly'], ['payments-read-only-dev']],
  ])('finds %s', (_, words, found) => {
    expect(names(...words)).toEqual(found);
  });

  test('does not find scattered letters where a row has the words', () => {
    // Those of `prod` are in payments-read-only-dev.
    expect(names('prod')).toEqual(['prod', 'payments-platform-nonprod-administrator', '日本語-プロファイル-本番-prod']);
  });

  test('puts the best match first on a terminal', async () => {
    expect((await seen(80, 24, 'prod')).split('\n')[1]).toMatch(/^prod /);
  });

  test('that matches nothing is an error, and an empty array as JSON', () => {
    const nothing = { status: 3, stdout: '', stderr: 'assume: No profile matches "pay" "zzz".\nRun: assume list\n' };
    expect(piped('pay', 'zzz')).toEqual(nothing);
    expect(piped('--tree', 'pay', 'zzz')).toEqual(nothing);
    expect(piped('--json', 'pay', 'zzz')).toEqual({ status: 0, stdout: '[]\n', stderr: '' });
  });
});

describe('assume list --tree', () => {
  const columns = (text: string) => text.split('\n').map((line) => line.split(/ {2,}(?=\d|ACC)/)[0]?.trimEnd());

  test('shows who assumes whom, from the sources down', async () => {
    expect(columns(await seen(100, 30, '--tree'))).toEqual([
      'PROFILE',
      'me',
      '├─ prod',
      '│  └─ 日本語-プロファイル-本番-prod',
      '└─ payments-platform-nonprod-administrator',
      '   └─ payments-read-only-dev',
      'corp (IAM Identity Center)',
      '└─ café',
    ]);
    const narrow = await seen(40, 20, '--tree', 'pay', 'dev');
    expect(columns(narrow)).toEqual(['PROFILE', 'me', '└─ paymen…trator', '   └─ payme…-dev']);
  });

  test('shows loops and missing sources as such, in ASCII where the locale is not UTF-8', () => {
    configure(ODD);
    writeFileSync(join(home, '.aws', 'credentials'), '');
    env.LC_ALL = 'C';
    const { status, stdout, stderr } = piped('--tree');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(columns(stdout.trimEnd())).toEqual([
      'PROFILE',
      'prdo (not found)',
      '`- lost',
      'no source profile',
      '`- none',
      'EC2 instance credentials',
      '`- box',
      'self (access key)',
      '|- self',
      '`- other',
      'nowhere (sso-session not found)',
      '`- gone',
      'a',
      '`- b',
      '   |- a (loop)',
      '   `- c',
    ]);
  });

  test('shows of a filter only what it matches, and what leads there', () => {
    expect(columns(piped('--tree', '日本').stdout.trimEnd())).toEqual([
      '  PROFILE',
      '  me',
      '! └─ prod',
      '!    └─ 日本語-プロファイル-本番-prod',
    ]);
  });
});
