import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsAccounts } from '../../src/demo/aws/awsAccounts';
import { ARN, sampleAccounts } from '../../src/demo/sampleAccounts';
import { editHeader, writeOld } from '../support/sessionFiles';
import type { Environment } from '../support/shells';

/** A user's home: the paths in it, and the people who share it. */
export interface AttackedUser {
  readonly accounts: AwsAccounts;
  at(path: string): string;
  /** The session file of the profile. */
  readonly session: string;
  /** Signs in to Identity Center as the first person, a while ago. */
  signIn(): Promise<string>;
}

/** Something that happens between the first and the second `assume subject`. */
export interface SessionAttack {
  readonly title: string;
  /** Lays out the AWS files; the first assume leads to the account 222233334444, if nothing else is said. */
  readonly before: (user: AttackedUser) => unknown;
  readonly attack: (user: AttackedUser) => unknown;
  /** The environment of the first and the second assume. */
  readonly env?: (user: AttackedUser) => readonly [Environment, Environment];
  /** The account of the second assume, or its exit status. */
  readonly result: string | number;
  /** Whether there is no session file, to begin with. */
  readonly isNeverSaved?: true;
}

const FIRST = '222233334444';
const SECOND = '555566667777';

const OTHER_ROLE = `arn:aws:iam::${SECOND}:role/Other`;
const PROVIDERS = ['one', 'two'].map((name) => `arn:aws:iam::${FIRST}:oidc-provider/${name}`);

/** The sample accounts with a second role, a second person, and two web identities. */
export function attackedAccounts(): AwsAccounts {
  const sample = sampleAccounts();
  const [ada] = sample.users;
  if (!ada) throw new Error('no user');
  const { mfa: _, ...person } = ada;
  const grace = { ...person, name: 'grace', accessKeyId: 'AKIAGRACEGRACEGRACE1', secretAccessKey: 'g'.repeat(40) };
  const trust = { principals: [`arn:aws:iam::${ada.accountId}:user/ada`, PROVIDERS[0] ?? ''] };
  return {
    ...sample,
    users: [ada, grace],
    roles: [
      ...sample.roles.filter(({ arn }) => arn !== ARN.developer),
      ...[ARN.developer, OTHER_ROLE].map((arn) => ({ arn, trust, maxSessionDuration: 3600 })),
    ],
    webIdentities: PROVIDERS.map((provider) => ({
      token: `token of ${provider}`,
      provider,
      subject: 'pod',
      audience: 'sts.amazonaws.com',
    })),
  };
}

const config = (role: string) =>
  `[profile subject]\nrole_arn = ${role}\nsource_profile = me\nregion = eu-west-1\n[profile me]\nregion = eu-west-1\n`;

/** Seconds since 1970: long ago, and earlier still. */
const OLD = 1_600_000_000;
const OLDER = 1_500_000_000;

const link = (target: string, path: string) => {
  rmSync(path, { recursive: true, force: true });
  symlinkSync(target, path);
};

/** `~/.aws` is a link to one of two folders, which have two roles under one name. */
const twoFolders = (first: number, second: number) => (user: AttackedUser) => {
  const keys = readFileSync(user.at('.aws/credentials'), 'utf8');
  for (const [folder, role, time] of [
    ['one', ARN.developer, first],
    ['two', OTHER_ROLE, second],
  ] as const) {
    writeOld(user.at(`${folder}/config`), config(role).padEnd(400, '\n'), time);
    writeOld(user.at(`${folder}/credentials`), keys, time);
  }
  link(user.at('one'), user.at('.aws'));
};
const repoint = ({ at }: AttackedUser) => link(at('two'), at('.aws'));

const oneFile = ({ at }: AttackedUser) => writeOld(at('.aws/config'), config(ARN.developer), OLD);
const withBackup = (user: AttackedUser) => [oneFile(user), writeOld(user.at('backup'), config(OTHER_ROLE), OLDER)];

const signedIn = async (user: AttackedUser) => {
  const profile = `sso_session = acme\nsso_account_id = ${SECOND}\nsso_role_name = Analyst\nregion = eu-west-1\n`;
  const text = readFileSync(user.at('.aws/config'), 'utf8');
  writeOld(user.at('.aws/config'), text.replace('[profile analyst]\n', `[profile subject]\n${profile}$&`), OLD);
  writeOld(await user.signIn(), readFileSync(await user.signIn(), 'utf8'), OLD);
};

const environmentKeys = ({ accessKeyId, secretAccessKey }: AwsAccounts['users'][number]): Environment => ({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
});

/** What has gone wrong, or could: each was tried against the packed program. */
export const SESSION_ATTACKS: readonly SessionAttack[] = [
  { title: '~/.aws is linked to older files', before: twoFolders(OLD, OLDER), attack: repoint, result: SECOND },
  { title: 'both configs have one time stamp', before: twoFolders(OLD, OLD), attack: repoint, result: SECOND },
  {
    title: 'a link behind a link is changed',
    before: (user) => {
      twoFolders(OLD, OLDER)(user);
      link(user.at('one'), user.at('generation'));
      link(user.at('generation'), user.at('.aws'));
    },
    attack: ({ at }) => link(at('two'), at('generation')),
    result: SECOND,
  },
  {
    title: 'a backup is put back (cp -p)',
    before: withBackup,
    attack: ({ at }) => execFileSync('cp', ['-p', at('backup'), at('.aws/config')]),
    result: SECOND,
  },
  {
    title: 'a backup is moved into place',
    before: withBackup,
    attack: ({ at }) => renameSync(at('backup'), at('.aws/config')),
    result: SECOND,
  },
  { title: 'the config file is removed', before: oneFile, attack: ({ at }) => rmSync(at('.aws/config')), result: 3 },
  {
    title: 'the clock was ahead, and the config file is edited since',
    before: oneFile,
    attack: ({ at, session }) => {
      const future = Math.floor(Date.now() / 1000) + 1800;
      writeFileSync(
        session,
        editHeader(readFileSync(session, 'utf8'), () => ({ SINCE: future })),
      );
      utimesSync(session, future, future);
      writeFileSync(at('.aws/config'), config(OTHER_ROLE));
    },
    result: SECOND,
  },
  {
    title: 'the config file gets a time in the future',
    before: oneFile,
    attack: ({ at }) => writeOld(at('.aws/config'), config(OTHER_ROLE), 3e9),
    result: SECOND,
  },
  {
    title: 'the user signs out (aws sso logout)',
    before: signedIn,
    attack: ({ at }) => rmSync(at('.aws/sso'), { recursive: true }),
    result: 4,
  },
  {
    title: 'another person signs in, whose permission set it is not',
    before: signedIn,
    attack: async (user) => {
      const token = await user.signIn();
      writeFileSync(token, readFileSync(token, 'utf8').replace(/("accessToken":")[^"]*/, '$1another'));
    },
    result: 4,
  },
  {
    title: 'the token of a web identity is rotated to one that the role does not trust',
    before: ({ at, accounts: { webIdentities = [] } }) => {
      for (const [n, { token }] of webIdentities.entries()) writeOld(at(`mount/..${n}/token`), token, OLD);
      link('..0', at('mount/..data'));
      link('..data/token', at('mount/token'));
      const settings = `role_arn = ${ARN.developer}\nweb_identity_token_file = ${at('mount/token')}\n`;
      writeOld(at('.aws/config'), `[profile subject]\nregion = eu-west-1\n${settings}`, OLD);
    },
    attack: ({ at }) => link('..1', at('mount/..data')),
    result: 5,
  },
  {
    title: "another person's keys are in the environment (credential_source = Environment)",
    before: ({ at }) => {
      const settings = `role_arn = ${ARN.developer}\ncredential_source = Environment\n`;
      writeOld(at('.aws/config'), `[profile subject]\nregion = eu-west-1\n${settings}`, OLD);
    },
    attack: () => {},
    env: ({ accounts: { users } }) => {
      const [ada = {}, grace = {}] = users.map(environmentKeys);
      return [ada, grace];
    },
    result: 5,
    isNeverSaved: true,
  },
];

/** The path of the session file of the profile that is attacked. */
export const sessionIn = (home: string): string => join(home, '.cache/assume/sessions/subject');
