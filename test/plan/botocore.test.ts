import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { AssumeError } from '../../src/errors';
import { accessKeyIdOf, isKeySource, type Source } from '../../src/plan/sources';
import type { Hop } from '../../src/plan/types';
import type { Env } from '../../src/platform/env';
import { plainEnvironment } from '../support/shells';
import { describeWith, pythonOf } from '../support/tools';
import { arn, keys, planOf } from './planFixtures';

/**
 * Compares role chains with those of botocore, the AWS CLI's own code (Debian's package awscli): who signs, which roles
 * are assumed with which parameters, in which order; and what is rejected.
 */

interface Case {
  readonly title: string;
  readonly profile: string;
  readonly config?: string;
  readonly credentials?: string;
  readonly env?: Env;
}

interface Call {
  readonly signer: string;
  readonly roleArn: string;
  readonly roleSessionName: string | null;
  readonly externalId: string | null;
  readonly mfaSerial: string | null;
  readonly durationSeconds: number | null;
}

/** The calls, the access key of the last credentials and, if there were no calls, the session token; or the error. */
type Decision =
  | { readonly calls: readonly Call[]; readonly key: string; readonly token: string | null }
  | { readonly error: string };

/** The access key that botocore.py gives to the credentials of a source. */
function keyOf(source: Source): string {
  switch (source.kind) {
    case 'static':
    case 'environment':
      return accessKeyIdOf(source);
    case 'process':
      return `process ${source.command.value}`;
    case 'sso': {
      const { session, accountId, roleName } = source;
      return `sso ${session.name ?? '-'} ${session.startUrl} ${session.region} ${accountId} ${roleName}`;
    }
    case 'webIdentity':
      return source.roleArn;
    default:
      return source.kind;
  }
}

const call = (
  signer: string,
  hop: Pick<Hop, 'roleArn' | 'roleSessionName' | 'hasDefaultName'> & Partial<Hop>,
): Call => ({
  signer,
  roleArn: hop.roleArn,
  roleSessionName: hop.hasDefaultName ? null : hop.roleSessionName,
  externalId: hop.externalId ?? null,
  mfaSerial: hop.mfaSerial ?? null,
  durationSeconds: hop.durationSeconds ?? null,
});

const tokenOf = (source: Source) =>
  isKeySource(source)
    ? (source.sessionToken ?? null)
    : source.kind === 'container' || source.kind === 'instance'
      ? 'token'
      : null;

function decide({ profile, config = '', credentials = '', env = {} }: Case): Decision {
  try {
    const { source, hops } = planOf({ config, credentials }, profile, env);
    // The last resort for a profile without any source is not in the classes compared here; test/oracle has it.
    if (source.kind === 'container' && hops.length === 0) return { error: 'the container' };
    const signers = [keyOf(source), ...hops.map(({ roleArn }) => roleArn)];
    const first = source.kind === 'webIdentity' ? [call(`token ${source.tokenFile.value}`, source)] : [];
    const calls = [...first, ...hops.map((hop, at) => call(signers[at] ?? '', hop))];
    return { calls, key: signers.at(-1) ?? '', token: calls.length > 0 ? null : tokenOf(source) };
  } catch (error) {
    if (!(error instanceof AssumeError)) throw error;
    return { error: error.message };
  }
}

const role = (name: string, lines: string) => `[profile ${name}]\nrole_arn = ${arn(name)}\n${lines}\n`;
const user = (name: string, lines = '') => `[profile ${name}]\n${keys(`AKIA${name.toUpperCase()}`)}${lines}\n`;
const MFA = 'mfa_serial = arn:aws:iam::123456789012:mfa/me';
const SSO = 'sso_account_id = 123456789012\nsso_role_name = R\nsso_start_url = https://x\nsso_region = eu-west-1';
const HALF = 'aws_access_key_id = AKIAHALF';
const OTHER_HALF = 'aws_secret_access_key = secret';
const CORP = '[sso-session corp]\nsso_start_url = https://corp\nsso_region = eu-west-1\n';
const ROLE_OF_CORP = 'sso_session = corp\nsso_account_id = 123456789012\nsso_role_name = R';

/** The environment of all cases, for credential_source. */
const ENV: Env = {
  AWS_ACCESS_KEY_ID: 'AKIAENV',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SECURITY_TOKEN: 'old',
  AWS_SESSION_TOKEN: 'new',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/',
  AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/env',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/env-token',
};

/** The target is always the profile `a`. */
const CORPUS: readonly (readonly [title: string, config: string, credentials?: string, env?: Env])[] = [
  ['keys in the config file', user('a')],
  ['keys in the credentials file', '', `[a]\n${keys('AKIACRED')}`],
  ['keys in both files: the credentials file wins', user('a'), `[a]\n${keys('AKIACRED')}`],
  ['keys with a session token', user('a', 'aws_session_token = t')],
  ['keys with a session token under both names', user('a', 'aws_session_token = new\naws_security_token = old')],
  [
    'keys in the credentials file with both tokens',
    '',
    `[a]\n${keys()}aws_session_token = new\naws_security_token = old`,
  ],
  ['an access key without its secret', `[profile a]\n${HALF}`],
  ['a secret without its access key', `[profile a]\n${OTHER_HALF}`],
  ['nothing at all', '[profile a]\nregion = eu-west-1'],
  ['no such profile', user('b')],
  ['a default profile', `[default]\n${keys('AKIADEFAULT')}${role('a', 'source_profile = default')}`],
  ['one role', role('a', 'source_profile = b') + user('b')],
  ['one role, its source in the credentials file', role('a', 'source_profile = b'), `[b]\n${keys('AKIACRED')}`],
  ['all parameters', role('a', `source_profile = b\n${MFA}\nexternal_id = ext\nduration_seconds = 1800`) + user('b')],
  [
    'parameters of a source do not affect the target',
    role('a', 'source_profile = b') + user('b', `${MFA}\nexternal_id = x1`),
  ],
  [
    'MFA for the first of two roles',
    role('a', 'source_profile = b') + role('b', `source_profile = c\n${MFA}`) + user('c'),
  ],
  ['MFA for both roles', role('a', `source_profile = b\n${MFA}`) + role('b', `source_profile = c\n${MFA}`) + user('c')],
  [
    'three roles',
    role('a', 'source_profile = b') + role('b', 'source_profile = c') + role('c', 'source_profile = d') + user('d'),
  ],
  ['a role in the credentials file', '', `[a]\nrole_arn = ${arn('a')}\nsource_profile = b\n[b]\n${keys('AKIAB')}`],
  [
    'role_arn in the config, source_profile in the credentials file',
    role('a', ''),
    `[a]\nsource_profile = b\n[b]\n${keys('AKIAB')}`,
  ],
  ['the profile itself as its source', role('a', `source_profile = a\n${keys('AKIASELF')}`)],
  ['itself as its source, keys in the credentials file', role('a', 'source_profile = a'), `[a]\n${keys('AKIASELF')}`],
  ['itself as its source, without keys', role('a', 'source_profile = a')],
  ['itself as its source, with half a key', role('a', `source_profile = a\n${HALF}`)],
  ['role and keys in the first profile: the role', role('a', `source_profile = b\n${keys('AKIAUNUSED')}`) + user('b')],
  [
    'role and keys in the second profile: the keys',
    role('a', 'source_profile = b') + role('b', `source_profile = c\n${keys('AKIAB')}`) + user('c'),
  ],
  [
    'role in one file and keys in the other, as a source',
    role('a', 'source_profile = b') + role('b', 'source_profile = c') + user('c'),
    `[b]\n${keys('AKIAB')}`,
  ],
  [
    'a role and half a key in the second profile',
    role('a', 'source_profile = b') + role('b', `source_profile = c\n${HALF}`) + user('c'),
  ],
  [
    'the second profile names itself, with keys',
    role('a', 'source_profile = b') + role('b', `source_profile = b\n${keys('AKIAB')}`),
  ],
  ['the second profile names itself, without keys', role('a', 'source_profile = b') + role('b', 'source_profile = b')],
  ['a loop of two', role('a', 'source_profile = b') + role('b', 'source_profile = a')],
  [
    'a loop of three, not through the first',
    role('a', 'source_profile = b') + role('b', 'source_profile = c') + role('c', 'source_profile = b'),
  ],
  [
    'a loop back to a first profile with keys',
    role('a', `source_profile = b\n${keys('AKIAA')}`) + role('b', 'source_profile = a'),
  ],
  ['a missing source', role('a', 'source_profile = b')],
  ['an empty source', role('a', 'source_profile =')],
  ['a missing source of a source', role('a', 'source_profile = b') + role('b', 'source_profile = c')],
  ['a source without credentials', `${role('a', 'source_profile = b')}[profile b]\nregion = eu-west-1`],
  [
    'a source_profile without role_arn in a source has no effect',
    role('a', 'source_profile = b') + user('b', 'source_profile = c'),
  ],
  ['a source_profile and no role_arn', `[profile a]\nsource_profile = b\n${user('b')}`],
  ['neither source_profile nor credential_source', role('a', '')],
  ['neither, but keys of its own', role('a', keys('AKIAA'))],
  ['neither, in a source', role('a', 'source_profile = b') + role('b', '')],
  [
    'both source_profile and credential_source',
    role('a', 'source_profile = b\ncredential_source = Environment') + user('b'),
  ],
  ['credential_source Environment', role('a', 'credential_source = Environment')],
  ['credential_source Environment, with no variables', role('a', 'credential_source = Environment'), '', {}],
  [
    'credential_source Environment, without the secret',
    role('a', 'credential_source = Environment'),
    '',
    { AWS_ACCESS_KEY_ID: 'AKIAENV' },
  ],
  [
    'credential_source Environment, with an invalid expiry',
    role('a', 'credential_source = Environment'),
    '',
    { ...ENV, AWS_CREDENTIAL_EXPIRATION: 'soon' },
  ],
  ['credential_source Ec2InstanceMetadata', role('a', 'credential_source = Ec2InstanceMetadata')],
  [
    'credential_source Ec2InstanceMetadata, disabled',
    role('a', 'credential_source = Ec2InstanceMetadata'),
    '',
    { AWS_EC2_METADATA_DISABLED: 'True' },
  ],
  ['credential_source EcsContainer', role('a', 'credential_source = EcsContainer')],
  [
    'credential_source EcsContainer, with the relative URI',
    role('a', 'credential_source = EcsContainer'),
    '',
    { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' },
  ],
  ['credential_source EcsContainer, without a URI', role('a', 'credential_source = EcsContainer'), '', {}],
  ['credential_source in another case', role('a', 'credential_source = environment')],
  ['an unknown credential_source', role('a', 'credential_source = SharedConfig')],
  ['an empty credential_source', role('a', 'credential_source =')],
  [
    'credential_source in a source',
    role('a', 'source_profile = b') + role('b', 'credential_source = Ec2InstanceMetadata'),
  ],
  ['credential_source alone, no role', '[profile a]\ncredential_source = Environment\n'],
  ['credential_source next to keys, no role', user('a', 'credential_source = Environment')],
  ['a process', '[profile a]\ncredential_process = vend'],
  ['a process as the source', `${role('a', 'source_profile = b')}[profile b]\ncredential_process = vend`],
  ['a process next to keys in the config file: the process', user('a', 'credential_process = vend')],
  [
    'a process next to keys in the credentials file: the keys',
    '[profile a]\ncredential_process = vend',
    `[a]\n${keys('AKIACRED')}`,
  ],
  ['a role next to a process: the role', role('a', 'source_profile = b\ncredential_process = vend') + user('b')],
  [
    'a process next to a role in a source: the role',
    role('a', 'source_profile = b') + role('b', 'source_profile = c\ncredential_process = vend') + user('c'),
  ],
  ['SSO', `[profile a]\n${SSO}`],
  ['SSO with a session', `[profile a]\n${ROLE_OF_CORP}\n${CORP}`],
  ['SSO with a session that does not exist', `[profile a]\n${ROLE_OF_CORP}\n${CORP.replace('corp]', 'other]')}`],
  [
    'SSO with a session in quotes',
    `[profile a]\n${ROLE_OF_CORP.replace('corp', 'my corp')}\n${CORP.replace('corp]', '"my corp"]')}`,
  ],
  ['SSO with a session, the same region in both', `[profile a]\n${ROLE_OF_CORP}\nsso_region = eu-west-1\n${CORP}`],
  [
    'SSO with a session, another region in the profile',
    `[profile a]\n${ROLE_OF_CORP}\nsso_region = eu-west-2\n${CORP}`,
  ],
  [
    'SSO with a session without region, which the profile has',
    `[profile a]\n${ROLE_OF_CORP}\nsso_region = eu-west-2\n${CORP.replace(/sso_region.*/, '')}`,
  ],
  ['SSO with a session without region', `[profile a]\n${ROLE_OF_CORP}\n${CORP.replace(/sso_region.*/, '')}`],
  [
    'SSO with a session that has the account',
    `[profile a]\nsso_session = corp\nsso_role_name = R\n${CORP}sso_account_id = 123456789012\n`,
  ],
  [
    'SSO with a session that has account and role',
    `[profile a]\nsso_session = corp\n${CORP}sso_account_id = 123456789012\nsso_role_name = R\n`,
  ],
  ...['sso_account_id', 'sso_role_name', 'sso_start_url', 'sso_region'].map(
    (key) => [`SSO without ${key}`, `[profile a]\n${SSO.replace(new RegExp(`${key}.*`), '')}\n`] as const,
  ),
  ['an sso_session of the credentials file, in the config file', CORP, `[a]\n${ROLE_OF_CORP}\n`],
  ['an [sso-session] in the credentials file does not count', `[profile a]\n${ROLE_OF_CORP}\n`, CORP],
  ['incomplete SSO next to keys: SSO', user('a', 'sso_role_name = R')],
  ['an sso_session next to keys: the keys', user('a', 'sso_session = corp')],
  ['an sso_session next to a process: the process', '[profile a]\nsso_session = corp\ncredential_process = vend\n'],
  ['SSO as the source', `${role('a', 'source_profile = b')}[profile b]\n${SSO}`],
  ['SSO next to keys in the credentials file: SSO', `[profile a]\n${SSO}`, `[a]\n${keys('AKIACRED')}`],
  ['a role next to SSO: the role', role('a', `source_profile = b\n${SSO}`) + user('b')],
  ['web identity', role('a', 'web_identity_token_file = /token')],
  ['web identity with a session name', role('a', 'web_identity_token_file = /token\nrole_session_name = me')],
  ['web identity without a role', '[profile a]\nweb_identity_token_file = /token\n'],
  ['web identity with an empty file name', role('a', 'web_identity_token_file =')],
  ['web identity with an empty file name, next to keys', role('a', `web_identity_token_file =\n${keys('AKIAA')}`)],
  ['web identity next to SSO and keys', role('a', `web_identity_token_file = /token\n${SSO}`), `[a]\n${keys()}`],
  [
    'a source with web identity and keys: web identity',
    role('a', 'source_profile = b') + role('b', `web_identity_token_file = /token\n${keys('AKIAB')}`),
  ],
  [
    'three roles on top of SSO',
    `${role('a', 'source_profile = b')}${role('b', 'source_profile = c')}${role('c', 'source_profile = d')}[profile d]\n${SSO}`,
  ],
  ['a session name', role('a', 'source_profile = b\nrole_session_name = me@work') + user('b')],
  [
    'web identity next to source_profile: web identity',
    role('a', 'source_profile = b\nweb_identity_token_file = /token') + user('b'),
  ],
  ['web identity as the source', role('a', 'source_profile = b') + role('b', 'web_identity_token_file = /token')],
  ['a name with spaces', `${role('a', 'source_profile = two words')}[profile "two words"]\n${keys('AKIAWORDS')}`],
  ['[profile b] of the credentials file is not b', role('a', 'source_profile = b'), `[profile b]\n${keys('AKIAB')}`],
  ['[b] of the config file is not b', `${role('a', 'source_profile = b')}[b]\n${keys('AKIAB')}`],
  ['keys in capitals', `[profile a]\nROLE_ARN = ${arn('a')}\nSource_Profile = b\n${user('b')}`],
  [
    'a duration of exactly an hour in a role chain',
    role('a', 'source_profile = b\nduration_seconds = 3600') + role('b', 'source_profile = c') + user('c'),
  ],
];

/** Intended differences from botocore, with reasons. Both results are stated, so that a change of either shows. */
const DIFFERENCES: readonly {
  readonly title: string;
  readonly reason: string;
  readonly config: string;
  readonly credentials?: string;
  readonly ours: object;
  readonly theirs: object;
}[] = [
  {
    title: 'a duration that is not a number',
    reason: 'botocore drops it silently, and the session is shorter than its user expects',
    config: role('a', 'source_profile = b\nduration_seconds = 1h') + user('b'),
    ours: { error: expect.stringContaining('duration_seconds') },
    theirs: { calls: [expect.objectContaining({ durationSeconds: null })] },
  },
  {
    title: 'a duration that STS rejects',
    reason: 'it is rejected before any prompt for an MFA code',
    config: role('a', 'source_profile = b\nduration_seconds = 60') + user('b'),
    ours: { error: expect.stringContaining('duration_seconds') },
    theirs: { calls: [expect.objectContaining({ durationSeconds: 60 })] },
  },
  {
    title: 'more than an hour in a role chain',
    reason: 'STS always rejects it',
    config: role('a', 'source_profile = b\nduration_seconds = 7200') + role('b', 'source_profile = c') + user('c'),
    ours: { error: expect.stringContaining('must be at most one hour in a role chain') },
    theirs: { calls: [expect.anything(), expect.objectContaining({ durationSeconds: 7200 })] },
  },
  {
    title: 'an invalid role_arn',
    reason: 'it is rejected before any prompt for an MFA code',
    config: `[profile a]\nrole_arn = admin\nsource_profile = b\n${user('b')}`,
    ours: { error: expect.stringContaining('role_arn') },
    theirs: { calls: [expect.objectContaining({ roleArn: 'admin' })] },
  },
  {
    title: 'an invalid mfa_serial',
    reason: 'it is rejected before any prompt for an MFA code',
    config: role('a', 'source_profile = b\nmfa_serial = phone') + user('b'),
    ours: { error: expect.stringContaining('mfa_serial') },
    theirs: { calls: [expect.objectContaining({ mfaSerial: 'phone' })] },
  },
  {
    title: 'aws login',
    reason:
      "Debian's AWS CLI is older than it (the order is botocore 1.43's: after the credentials file, before a process)",
    config: '[profile a]\nlogin_session = arn:aws:iam::123456789012:user/me\ncredential_process = vend\n',
    ours: { key: 'login' },
    theirs: { key: 'process vend' },
  },
  {
    title: 'an empty process',
    reason: 'botocore starts a program without a name',
    config: '[profile a]\ncredential_process =\n',
    ours: { error: expect.stringContaining('credential_process') },
    theirs: { key: 'process ' },
  },
  {
    title: 'an invalid account ID',
    reason: 'it is rejected before anyone has to sign in',
    config: `[profile a]\n${SSO.replace('123456789012', '1234')}\n`,
    ours: { error: expect.stringContaining('sso_account_id') },
    theirs: { key: 'sso - https://x eu-west-1 1234 R' },
  },
  {
    title: 'a role chain across partitions',
    reason: 'no partition accepts the credentials of another one',
    config:
      role('a', 'source_profile = b').replace('arn:aws:', 'arn:aws-cn:') + role('b', 'source_profile = c') + user('c'),
    ours: { error: expect.stringContaining('partition') },
    theirs: { calls: [expect.anything(), expect.anything()] },
  },
  {
    title: 'an empty secret',
    reason: 'botocore signs with it, and AWS rejects the signature',
    config: '[profile a]\naws_access_key_id = AKIAEMPTY\naws_secret_access_key =\n',
    ours: { error: expect.stringContaining('aws_secret_access_key') },
    theirs: { key: 'AKIAEMPTY' },
  },
];

/** Cases in which earlier versions differed. */
const REGRESSIONS: readonly (readonly [title: string, config: string, credentials: string])[] = [
  [
    'a session token of the config file does not belong to keys of the credentials file',
    '[profile a]\naws_session_token = stale',
    `[a]\n${keys('AKIACRED')}`,
  ],
  [
    'a session token of the credentials file does not belong to keys of the config file',
    user('a'),
    '[a]\naws_session_token = stale',
  ],
  ['half a key in each file does not make one', `[profile a]\n${OTHER_HALF}`, `[a]\n${HALF}`],
  ['half a key in each file does not make one, the other way round', `[profile a]\n${HALF}`, `[a]\n${OTHER_HALF}`],
  [
    'a secret alone in the credentials file loses to a process',
    '[profile a]\ncredential_process = vend',
    `[a]\n${OTHER_HALF}`,
  ],
];

/** Numerical Recipes' generator: the same cases in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Three profiles with random settings in random files, each with its keys in one of them. */
function randomCase(next: () => number, number: number): Case {
  const names = ['a', 'b', 'c'];
  const chance = (probability: number, line: string) => (next() < probability ? [line] : []);
  const source = () => names[Math.floor(next() * names.length)];
  const files = new Map(names.map((name) => [name, next() < 0.6 ? 'config' : 'credentials']));
  const section = (header: string, name: string, file: string) =>
    [
      `[${header}]`,
      ...chance(0.6, `role_arn = ${arn(`${name}-${file}`)}`),
      ...chance(0.6, `source_profile = ${source()}`),
      ...(files.get(name) === file ? chance(0.5, keys(`AKIA${name}${file}`)) : []),
      ...chance(0.1, `external_id = ${file}`),
      ...chance(0.1, MFA),
      ...chance(0.05, 'credential_source = Environment'),
      ...chance(0.03, 'credential_source = EcsContainer'),
      ...chance(0.05, ROLE_OF_CORP),
      ...chance(0.07, 'credential_process = vend'),
      ...chance(0.04, 'web_identity_token_file = /token'),
      ...chance(0.04, SSO),
      '',
    ].join('\n');
  return {
    title: `random case ${number}`,
    profile: 'a',
    config: CORP + names.flatMap((name) => chance(0.9, section(`profile ${name}`, name, 'config'))).join(''),
    credentials: names.flatMap((name) => chance(0.4, section(name, name, 'credentials'))).join(''),
    env: ENV,
  };
}

const RANDOM = Array.from({ length: 300 }, (_, at) => at).map(
  (
    (next) => (at: number) =>
      randomCase(next, at)
  )(random(20_260_101)),
);

const ask = (cases: readonly Case[]): Decision[] => {
  const python = pythonOf('awscli');
  const child = spawnSync(python, [join(__dirname, 'botocore.py')], {
    input: JSON.stringify(cases),
    env: plainEnvironment({ PYTHONDONTWRITEBYTECODE: '1' }),
    encoding: 'utf8',
  });
  if (child.status !== 0) throw new Error(`${python}: ${child.error ?? child.stderr}`);
  return JSON.parse(child.stdout);
};

const title = "role chains are those of botocore's AssumeRoleProvider";

const caseOf = ([name, config, credentials = '', env = ENV]: readonly [string, string, string?, Env?]): Case => ({
  title: name,
  profile: 'a',
  config,
  credentials,
  env,
});

function expectSame(ours: Decision, theirs: Decision | undefined) {
  // Both reject it, each in its own words.
  if (theirs && 'error' in theirs) expect(ours).toEqual({ error: expect.any(String) });
  else expect(ours).toEqual(theirs);
}

function tests() {
  const answers = new Map<Case, Decision>();
  const corpus = CORPUS.map(caseOf);
  const regressions = REGRESSIONS.map(caseOf);
  const differences = DIFFERENCES.map(({ title: name, config, credentials }) =>
    caseOf([name, config, credentials ?? '']),
  );
  beforeAll(() => {
    const all = [...corpus, ...regressions, ...differences, ...RANDOM];
    ask(all).forEach((answer, at) => {
      answers.set(all[at] as Case, answer);
    });
  });

  test.each(corpus)('$title', (each) => expectSame(decide(each), answers.get(each)));

  test('300 random cases', () => {
    const kinds = RANDOM.map((each) => {
      const theirs = answers.get(each);
      const same = { ...each, decision: decide(each) };
      expectSame(same.decision, theirs);
      return Object.keys(theirs ?? {})[0];
    });
    // If all of them were rejected, nothing would have been compared.
    expect(kinds.filter((kind) => kind === 'calls').length).toBeGreaterThan(20);
  });

  describe('also for', () => {
    test.each(regressions)('$title', (each) => expectSame(decide(each), answers.get(each)));
  });

  describe('except, on purpose,', () => {
    test.each(differences.map((each, at) => ({ ...each, ...DIFFERENCES[at], each })))(
      'for $title: $reason',
      ({ each, ours, theirs }) => {
        expect(decide(each)).toMatchObject(ours as object);
        expect(answers.get(each)).toMatchObject(theirs as object);
      },
    );
  });
}

describeWith('awscli', title, tests);
