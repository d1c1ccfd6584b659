import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwsAccounts, Role } from '../../src/demo/aws/awsAccounts';
import { type FakeAws, startFakeAws } from '../../src/demo/aws/fakeAws';
import { oneLiner } from '../../src/explain/oneLiner/oneLiner';
import { planFor } from '../../src/plan/plan';
import type { RoleOptions } from '../../src/plan/request';
import type { Env } from '../../src/platform/env';
import { realFiles } from '../../src/platform/files';
import { readProfiles } from '../../src/profiles/read';
import { awsCommand } from '../support/awsCli';
import { type RunResult, run, runProgram, type ShellName } from '../support/shells';

export const ADA = {
  name: 'ada',
  accountId: '111122223333',
  accessKeyId: 'AKIAADAADAADAADAADA2',
  secretAccessKey: 'a/secret+of/ada',
  mfa: { serialNumber: 'arn:aws:iam::111122223333:mfa/ada', secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' },
};

export const EXTERNAL_ID = 'a=b,c.@:/+_-';
const arn = (name: string) => `arn:aws:iam::222233334444:role/${name}`;
const role = (name: string, trust: Role['trust']): Role => ({ arn: arn(name), trust, maxSessionDuration: 43_200 });
const ada = ['arn:aws:iam::111122223333:user/ada'];

const WORLD: AwsAccounts = {
  users: [ADA],
  roles: [
    role('Plain', { principals: ada }),
    role('Odd', { principals: ada, externalId: EXTERNAL_ID }),
    role('WithMfa', { principals: ada, mfa: true }),
    role('Second', { principals: [arn('Plain')] }),
    role('Third', { principals: [arn('Second')] }),
  ],
};

const profile = (name: string, roleName: string, source: string, more = '') =>
  `[profile "${name}"]\nrole_arn = ${arn(roleName)}\nsource_profile = ${source}\n${more}`;

const keys = `aws_access_key_id = ${ADA.accessKeyId}\naws_secret_access_key = ${ADA.secretAccessKey}\n`;

const config = (names: readonly string[]) =>
  [
    '[profile me]\nregion = eu-west-1\n',
    profile('one', 'Plain', 'me', 'region = eu-north-1\n'),
    profile('two', 'Second', 'one'),
    profile('three', 'Third', 'two', 'region = eu-west-3\n'),
    profile('odd', 'Odd', 'me', `external_id = ${EXTERNAL_ID}\nduration_seconds = 7200\n`),
    profile('careful', 'WithMfa', 'me', `mfa_serial = ${ADA.mfa.serialNumber}\n`),
    profile('denied', 'Third', 'me'),
    `[profile secure]\nmfa_serial = ${ADA.mfa.serialNumber}\nduration_seconds = 3600\nregion = eu-west-1\n${keys}`,
    profile('late', 'Third', 'one'),
    `[profile here]\nrole_arn = ${arn('Plain')}\ncredential_source = Environment\n`,
    ...names.map((name, index) => profile(`r${index}`, 'Plain', name)),
  ].join('\n');

/** A machine with AWS files, an STS and the AWS CLI, but no `assume`. */
export interface Machine {
  readonly home: string;
  readonly env: Env;
  readonly sts: FakeAws;
  line(name: string, shell: string, flags?: RoleOptions): string;
  /** The words of each call of `aws` so far. */
  calls(): string[];
  /** The first four words of each call of the `aws` in `fake`, which does nothing but fail. */
  faked(): string[][];
  close(): Promise<void>;
}

/** @param names profiles with keys; the profiles `r0`, `r1` … assume a role with each of them */
export async function openMachine(names: readonly string[] = []): Promise<Machine> {
  const home = mkdtempSync(join(tmpdir(), 'assume-line-'));
  const sts = await startFakeAws(WORLD);
  mkdirSync(join(home, '.aws'));
  mkdirSync(join(home, '.local/share/fish/generated_completions'), { recursive: true });
  writeFileSync(join(home, '.aws/config'), config(names));
  writeFileSync(join(home, '.aws/credentials'), ['me', ...names].map((name) => `[${name}]\n${keys}`).join('\n'));
  mkdirSync(join(home, 'bin'));
  const command = (await awsCommand()).map((word) => `'${word}'`).join(' ');
  // Debian's AWS CLI doesn't read AWS_ENDPOINT_URL yet.
  const aws = `#!/bin/sh\nprintf '%s\\n' "$*" >>'${home}/calls'\nexec ${command} "$@" --endpoint-url '${sts.url}'\n`;
  writeFileSync(join(home, 'bin/aws'), aws);
  chmodSync(join(home, 'bin/aws'), 0o755);
  mkdirSync(join(home, 'fake'));
  writeFileSync(join(home, 'fake/aws'), `#!/bin/sh\nprintf '%s\\0' "$1" "$2" "$3" "$4" >>'${home}/faked'\nexit 1\n`);
  chmodSync(join(home, 'fake/aws'), 0o755);
  const profiles = readProfiles(realFiles, { HOME: home });
  return {
    home,
    env: { HOME: home, PATH: `${join(home, 'bin')}:${process.env.PATH}`, AWS_EC2_METADATA_DISABLED: 'true' },
    sts,
    line: (name, shell, flags = {}) => {
      const env = { AWS_ACCESS_KEY_ID: ADA.accessKeyId, AWS_SECRET_ACCESS_KEY: ADA.secretAccessKey };
      return oneLiner(planFor(profiles, { name, options: flags, env, readFile: realFiles.read }), shell, profiles).line;
    },
    calls: () =>
      existsSync(join(home, 'calls')) ? readFileSync(join(home, 'calls'), 'utf8').split('\n').slice(0, -1) : [],
    faked: () => {
      const words = readFileSync(join(home, 'faked'), 'utf8').split('\0').slice(0, -1);
      return words.flatMap((_word, at) => (at % 4 === 0 ? [words.slice(at, at + 4)] : []));
    },
    close: async () => {
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
      await sts.close();
    },
  };
}

export interface LineShell {
  readonly name: string;
  readonly needs: ShellName;
  /** A script that runs a line, then prints its status and the environment. */
  readonly script: (line: string) => string;
  /** Writes the names of all variables to a file. */
  readonly names: (file: string) => string;
}

const DUMP = `'${process.execPath}' -e 'console.log(JSON.stringify(process.env))'`;
const posix = (line: string) => `${line}\necho "status=$?"\n${DUMP}\n`;

export const LINE_SHELLS: readonly LineShell[] = [
  { name: 'bash', needs: 'bash', script: posix, names: (file) => `compgen -v >${file}` },
  { name: 'zsh', needs: 'zsh', script: posix, names: (file) => `print -l \${(ko)parameters} >${file}` },
  { name: 'sh', needs: 'bash', script: posix, names: (file) => `set >${file}` },
  {
    name: 'fish',
    needs: 'fish',
    script: (line) => `${line}\necho "status=$status"\n${DUMP}\n`,
    names: (file) => `set -n >${file}`,
  },
  {
    name: 'powershell',
    needs: 'pwsh',
    script: (line) => `try { ${line}; 'status=0' } catch { 'status=1' }\n& ${DUMP.replaceAll('"', '""')}\n`,
    names: (file) => `[IO.File]::WriteAllLines("$PWD/${file}", [string[]](Get-ChildItem Variable:).Name)`,
  },
];

/** Runs a script in a shell on the machine. */
export const inShell = ({ name, needs }: LineShell, script: string, { home, env }: Machine, more: Env = {}) => {
  const options = { cwd: home, env: { ...env, ...more } };
  return name === 'sh' ? runProgram('sh', ['-c', script], options) : run(needs, script, options);
};

/** The output of a script of {@link LineShell}. */
export function shown({ stdout }: RunResult): { status: string; env: Record<string, string> } {
  const lines = stdout.trim().split('\n');
  return { status: lines.at(-2) ?? '', env: JSON.parse(lines.at(-1) ?? '{}') };
}
