import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AwsAccounts, MfaDevice, Role, Trust, User } from '../../src/demo/aws/awsAccounts';
import { type FakeAws, startFakeAws } from '../../src/demo/aws/fakeAws';
import { sampleAccounts } from '../../src/demo/sampleAccounts';
import { makeDemoHome } from '../../src/demo/startDemo';
import { type AwsResult, runAws } from '../support/awsCli';
import { scriptOf } from '../support/demo';
import { type Environment, type RunResult, run, type ShellName } from '../support/shells';
import { type InteractiveShell, interactiveShell } from '../support/terminal';

const ROOT = resolve(__dirname, '../..');
const ACCOUNT_ID = '111122223333';

const device = (name: string, secret: string): MfaDevice => ({
  serialNumber: `arn:aws:iam::${ACCOUNT_ID}:mfa/${name}`,
  secret,
});
const user = (name: string, mfa: MfaDevice, more: Partial<User> = {}): User => ({
  name,
  accountId: ACCOUNT_ID,
  accessKeyId: `AKIA${name.toUpperCase().padEnd(16, '2')}`,
  secretAccessKey: `secret/of+${name}`,
  mfa,
  ...more,
});
const role = (name: string, trust: Partial<Trust> = {}): Role => ({
  arn: `arn:aws:iam::222233334444:role/${name}`,
  trust: { principals: [ACCOUNT_ID], mfa: true, ...trust },
  maxSessionDuration: 4 * 3600,
});

/** Each user's access key is in the profile of the same name. */
const ADA = user('ada', device('ada', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'));
const BOB = user('bob', device('bob', 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK'), { denied: ['sts:GetSessionToken'] });

/** The maximum age of the MFA code for the role `fresh`, in seconds. */
export const MFA_AGE = 60;
export const TEN = Array.from({ length: 10 }, (_, at) => `r${at}`);

const ACCOUNTS: AwsAccounts = {
  ...sampleAccounts(),
  users: [ADA, BOB],
  roles: [
    ...TEN.map((name) => role(name)),
    role('long'),
    role('fresh', { mfaAge: MFA_AGE }),
    role('open', { mfa: false }),
    role('top', { principals: [role('open').arn], mfa: false }),
  ],
};

const roleProfile = (name: string, { mfa, name: source }: User, lines = '', arn = role(name).arn) =>
  `[profile ${name}]\nregion = eu-west-1\nrole_arn = ${arn}\nsource_profile = ${source}\nmfa_serial = ${mfa?.serialNumber}\n${lines}\n`;

const CONFIG = [
  ...TEN.map((name) => roleProfile(name, ADA)),
  roleProfile('long', ADA, 'duration_seconds = 7200'),
  roleProfile('fresh', ADA),
  roleProfile('bobs', BOB, '', role('r0').arn),
  roleProfile('open', ADA).replace(/mfa_serial.*/, ''),
  roleProfile('top', ADA).replace(/source_profile.*\nmfa_serial.*/, 'source_profile = open'),
  roleProfile('foreign', ADA, '', role('r0').arn).replace('mfa/ada', 'mfa/bob'),
  '[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n',
  '[profile analyst]\nsso_session = acme\nsso_account_id = 555566667777\nsso_role_name = Analyst\nregion = eu-west-1\n',
].join('\n');
const CREDENTIALS = [ADA, BOB]
  .map(
    ({ name, accessKeyId, secretAccessKey }) =>
      `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
  )
  .join('\n');

/** Users with MFA devices, their roles, and a home that `aws` and `assume` share. */
export interface MfaFixture {
  readonly sts: FakeAws;
  readonly home: string;
  readonly env: Environment;
  /** An MFA code that will be accepted. If all current ones were used, the clock of AWS moves on by 30 seconds. */
  code(name?: string): string;
  /** Moves the clock of AWS on. After more than five minutes in total, signatures are too old. */
  wait(seconds: number): void;
  /** Removes the session files, so that `assume` has to read the AWS CLI's cache. */
  forgetSessions(): void;
  /** The requests since the last call: action, name of the role, `+code`, and the error code. */
  log(): string[];
  aws(args: readonly string[], mfaCode?: string): Promise<AwsResult>;
  /** Runs lines in a shell with the shell integration, without a terminal. */
  run(shell: ShellName, lines: string): Promise<RunResult>;
  terminal(shell: ShellName): Promise<InteractiveShell>;
  close(): Promise<void>;
}

export async function openMfaFixture(): Promise<MfaFixture> {
  let ahead = 0;
  const clock = () => new Date(Date.now() + ahead * 1000);
  const sts = await startFakeAws(ACCOUNTS, { clock, answer: 'allow' });
  const service = { url: sts.url, serial: ADA.mfa?.serialNumber ?? '' };
  const { folder: home, env, remove } = makeDemoHome(ROOT, ACCOUNTS, service, { PATH: process.env.PATH });
  writeFileSync(join(home, '.aws', 'config'), CONFIG);
  writeFileSync(join(home, '.aws', 'credentials'), CREDENTIALS);
  // `aws sso login` opens this instead of a browser. Visiting the page allows the sign-in.
  const browser = join(home, 'bin', 'browser');
  writeFileSync(browser, `#!/bin/sh\nexec '${process.execPath}' -e 'fetch(process.argv[1])' "$1"\n`);
  chmodSync(browser, 0o700);
  let seen = 0;
  return {
    sts,
    home,
    env,
    code: (name = 'ada') => {
      const serial = `arn:aws:iam::${ACCOUNT_ID}:mfa/${name}`;
      try {
        return sts.mfaCode(serial);
      } catch {
        ahead += 30;
        return sts.mfaCode(serial);
      }
    },
    wait: (seconds) => {
      ahead += seconds;
    },
    log: () => {
      const recent = sts.requests.slice(seen);
      seen = sts.requests.length;
      return recent.map(({ action, parameters: { RoleArn: arn, TokenCode: code }, errorCode }) =>
        [action, arn?.split('/').at(-1), code && '+code', errorCode].filter(Boolean).join(' '),
      );
    },
    aws: (args, mfaCode) =>
      runAws(args, {
        home,
        sts: sts.url,
        env: { BROWSER: `${browser} %s` },
        ...(mfaCode !== undefined && { mfaCode }),
      }),
    forgetSessions: () => rmSync(join(home, '.cache', 'assume', 'sessions'), { recursive: true, force: true }),
    run: (shell, lines) =>
      run(
        shell,
        `${scriptOf(shell)}
${lines}
`,
        { env: { ...env, HOME: home } },
      ),
    terminal: (shell) => interactiveShell(shell, { home, env, init: scriptOf(shell) }),
    close: async () => {
      remove();
      await sts.close();
    },
  };
}

/** The access keys in the AWS CLI's cache. */
export function cachedKeys(home: string): string[] {
  const folder = join(home, '.aws', 'cli', 'cache');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map(
    (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).Credentials.AccessKeyId,
  );
}

/** Everything in a folder: paths, modes, sizes, times to the nanosecond, and hashes of the contents. */
export function listing(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .concat(folder)
    .sort()
    .map((path) => {
      const { mode, mtimeNs, ctimeNs, size } = lstatSync(path, { bigint: true });
      const hash = lstatSync(path).isFile() ? createHash('sha1').update(readFileSync(path)).digest('hex') : '';
      return [path, mode, size, mtimeNs, ctimeNs, hash].join(' ');
    });
}
