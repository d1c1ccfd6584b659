import type { Row } from './both';
import { DEVICE, EXTERNAL_ID, PORTAL, roleArn, sessionArn, userArn, userOf, viewerArn } from './world';

/**
 * A row, and who one is in the end; `null`: nobody, both refuse. `isKept`: whether the AWS CLI's cache holds what came of it.
 */
export type Case = Row & { readonly who: string | null; readonly isKept?: boolean };

const keys = (name: string) => {
  const { accessKeyId, secretAccessKey } = userOf(name);
  return `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
};
const environment = () => {
  const { accessKeyId, secretAccessKey } = userOf('environment');
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
};
/** A profile for a role of the same first letter as One, Two, Three. */
const role = (profile: string, name: string, lines: string, partition = 'aws') =>
  `[profile ${profile}]\nrole_arn = ${roleArn(name, partition)}\n${lines}\n`;
const user = (profile: string, name = 'config', lines = '') => `[profile ${profile}]\n${keys(name)}${lines}\n`;

const PROCESS = 'credential_process = /bin/cat "%HOME%/process.json"\n';
const [ASSIGNED] = PORTAL.assignments;
const SET = `sso_account_id = ${ASSIGNED?.accountId}\nsso_role_name = ${ASSIGNED?.roleName}\n`;
const PLACE = `sso_start_url = ${PORTAL.startUrl}\nsso_region = ${PORTAL.region}\n`;
const SSO = `sso_session = acme\n${SET}`;
const SESSION = `[sso-session acme]\n${PLACE}\n`;
const WEB = `role_arn = ${roleArn('Web')}\nweb_identity_token_file = %HOME%/token\n`;
const CONTAINER = {
  AWS_CONTAINER_CREDENTIALS_FULL_URI: '%URL%/container',
  AWS_CONTAINER_AUTHORIZATION_TOKEN: 'let me in',
};
const INSTANCE = { AWS_EC2_METADATA_DISABLED: undefined, AWS_EC2_METADATA_SERVICE_ENDPOINT: '%URL%/' };

interface Kind {
  readonly name: string;
  /** The lines of a profile that has it. */
  readonly lines: string;
  /** Who one is with it; absent for a `credential_source`, which is for a role only. */
  readonly who?: string;
  readonly also?: Partial<Row>;
}

const KINDS: readonly Kind[] = [
  { name: 'keys in the config file', lines: keys('config'), who: userArn('config') },
  {
    name: 'keys in the credentials file',
    lines: '',
    who: userArn('credentials'),
    also: { credentials: `[SOURCE]\n${keys('credentials')}` },
  },
  {
    name: 'keys in both files',
    lines: keys('config'),
    who: userArn('credentials'),
    also: { credentials: `[SOURCE]\n${keys('credentials')}` },
  },
  { name: 'a process', lines: PROCESS, who: userArn('process') },
  { name: 'SSO', lines: SSO, who: viewerArn, also: { signedIn: 'acme' } },
  { name: 'SSO in its older form', lines: PLACE + SET, who: viewerArn, also: { signedIn: PORTAL.startUrl } },
  { name: 'web identity', lines: WEB, who: sessionArn('Web') },
  {
    name: 'the environment',
    lines: 'credential_source = Environment\n',
    also: { env: environment() },
  },
  { name: 'a container', lines: 'credential_source = EcsContainer\n', also: { env: CONTAINER } },
  { name: 'an instance', lines: 'credential_source = Ec2InstanceMetadata\n', also: { env: INSTANCE } },
];

/** AWS hands these out for a while; the rest is asked for each time. */
const KEPT = /^(role_arn|sso_)/m;

/** The profile `a` that has a source, or leads to it through one role or two. */
function rowsOf({ name, lines, who, also: { credentials = '', ...also } = {} }: Kind): Case[] {
  const of = (title: string, source: string, config: string, arn: string | null, isKept = true): Case => ({
    title,
    config: SESSION + config,
    credentials: credentials.replace('SOURCE', source),
    who: arn,
    isKept,
    ...also,
  });
  const [one, two] = [sessionArn('One'), sessionArn('Two')];
  const [onB, onC] = [role('a', 'One', 'source_profile = b'), role('a', 'Two', 'source_profile = b')];
  if (who === undefined)
    return [
      of(`a role by ${name}`, 'a', role('a', 'One', lines), one),
      of(`a role on a role by ${name}`, 'a', onC + role('b', 'One', lines), two),
    ];
  return [
    of(name, 'a', `[profile a]\n${lines}`, who, KEPT.test(lines)),
    of(`a role on ${name}`, 'b', `${onB}[profile b]\n${lines}`, one),
    of(`two roles on ${name}`, 'c', `${onC}${role('b', 'One', 'source_profile = c')}[profile c]\n${lines}`, two),
  ];
}

/** Each kind of source: alone, and as the first link of a chain of one and of two roles. */
const ALL = KINDS.flatMap(rowsOf);
const isOnSession = ({ title }: Case) => / on SSO$/.test(title);
export const SOURCES: readonly Case[] = ALL.filter((row) => !isOnSession(row));

const ONE = sessionArn('One');
const TWO = sessionArn('Two');
const MFA = `mfa_serial = ${DEVICE}\n`;
/** So long that no session of GetSessionToken can serve: the code goes to AssumeRole, as with the AWS CLI. */
const LONG = 'duration_seconds = 7200\n';

/** What counts where a profile says several things. */
export const PRECEDENCE: readonly Case[] = [
  {
    title: 'a role beside keys: the role',
    config: role('a', 'One', `source_profile = b\n${keys('ada')}`) + user('b'),
    who: ONE,
  },
  {
    title: 'a role beside keys, in a source: the keys',
    config: role('a', 'Two', 'source_profile = b') + role('b', 'One', `source_profile = c\n${keys('ada')}`) + user('c'),
    who: TWO,
  },
  {
    title: 'a role in the config file and keys in the other, in a source: the keys',
    config: role('a', 'Two', 'source_profile = b') + role('b', 'One', 'source_profile = c') + user('c'),
    credentials: `[b]\n${keys('credentials')}`,
    who: TWO,
  },
  {
    title: 'a process beside keys of the config file: the process',
    config: user('a', 'config', PROCESS),
    who: userArn('process'),
  },
  {
    title: 'a process beside keys of the credentials file: the keys',
    config: `[profile a]\n${PROCESS}`,
    credentials: `[a]\n${keys('credentials')}`,
    who: userArn('credentials'),
  },
  {
    title: 'SSO beside keys of both files and a process: SSO',
    config: SESSION + user('a', 'config', SSO + PROCESS),
    credentials: `[a]\n${keys('credentials')}`,
    signedIn: 'acme',
    who: viewerArn,
  },
  {
    title: 'an sso_session alone beside keys: the keys',
    config: SESSION + user('a', 'config', 'sso_session = acme'),
    who: userArn('config'),
  },
  {
    title: 'web identity beside source_profile and keys: web identity',
    config: `[profile a]\n${WEB}source_profile = b\n${user('b')}`,
    credentials: `[a]\n${keys('credentials')}`,
    who: sessionArn('Web'),
  },
  {
    title: 'web identity with a session name',
    config: `[profile a]\n${WEB}role_session_name = job-1\n`,
    who: sessionArn('Web', 'job-1'),
  },
  {
    title: 'a role in the credentials file, its source in the config file',
    config: user('b'),
    credentials: `[a]\nrole_arn = ${roleArn('One')}\nsource_profile = b\n`,
    who: ONE,
  },
  {
    title: 'the role of the credentials file, not the one of the config file',
    config: role('a', 'One', 'source_profile = b') + user('b'),
    credentials: `[a]\nrole_arn = ${roleArn('Two')}\n`,
    who: TWO,
  },
  {
    title: 'the profile, not the environment',
    config: user('a'),
    env: environment(),
    who: userArn('config'),
  },
  {
    title: 'a profile, not AWS_PROFILE and AWS_ROLE_ARN',
    config: role('a', 'One', 'source_profile = b') + user('b'),
    env: { AWS_PROFILE: 'b', AWS_ROLE_ARN: roleArn('Two'), AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere' },
    who: ONE,
  },
  {
    title: 'a session token that is not of these keys',
    config: user('a', 'config', 'aws_session_token = stale'),
    who: null,
  },
  {
    title: 'other files, by AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE',
    config: `[profile a]\n${keys('config')}`,
    env: { AWS_CONFIG_FILE: '~/.aws/credentials', AWS_SHARED_CREDENTIALS_FILE: '~/.aws/none' },
    credentials: `[profile a]\n${keys('credentials')}`,
    who: userArn('credentials'),
  },
];

/** How profiles lead to each other, and what AssumeRole is told. */
export const CHAINS: readonly Case[] = [
  {
    title: 'three roles',
    config:
      role('a', 'Three', 'source_profile = b') +
      role('b', 'Two', 'source_profile = c') +
      role('c', 'One', 'source_profile = d') +
      user('d'),
    who: sessionArn('Three'),
  },
  {
    title: 'itself as its source, with keys',
    config: role('a', 'One', `source_profile = a\n${keys('config')}`),
    who: ONE,
  },
  { title: 'itself as its source, without keys', config: role('a', 'One', 'source_profile = a'), who: null },
  {
    title: 'a circle',
    config: role('a', 'One', 'source_profile = b') + role('b', 'Two', 'source_profile = a'),
    who: null,
  },
  {
    title: 'a circle back to a first profile with keys: they sign',
    config: role('a', 'One', `source_profile = b\n${keys('config')}`) + role('b', 'Two', 'source_profile = a'),
    who: null,
  },
  { title: 'a source that is missing', config: role('a', 'One', 'source_profile = b'), who: null },
  {
    title: 'a source without credentials',
    config: `${role('a', 'One', 'source_profile = b')}[profile b]\nregion = eu-west-1\n`,
    who: null,
  },
  {
    title: 'both source_profile and credential_source',
    config: role('a', 'One', 'source_profile = b\ncredential_source = Environment') + user('b'),
    env: environment(),
    who: null,
  },
  { title: 'neither of them', config: role('a', 'One', ''), env: environment(), who: null },
  { title: 'a profile that is missing', config: user('b'), who: null },
  {
    title: 'a role that trusts somebody else',
    config: role('a', 'Stranger', 'source_profile = b') + user('b'),
    who: null,
  },
  {
    title: 'a role_arn that is none',
    config: `[profile a]\nrole_arn = admin\nsource_profile = b\n${user('b')}`,
    who: null,
  },
  { title: 'nobody has signed in', config: `${SESSION}[profile a]\n${SSO}`, who: null },
  { title: 'nobody has signed in, in the older form', config: `[profile a]\n${PLACE}${SET}`, who: null },
  {
    title: 'a permission set that one does not have',
    config: `[profile a]\n${PLACE}${SET.replace('= Viewer', '= Admin')}`,
    signedIn: PORTAL.startUrl,
    who: null,
  },
  {
    title: 'a web identity token that is not there',
    config: `[profile a]\n${WEB.replace('/token', '/nothing')}`,
    who: null,
  },
  {
    title: 'a web identity token of somebody else',
    config: `[profile a]\n${WEB.replace('/token', '/process.json')}`,
    who: null,
  },
  { title: 'a process that fails', config: '[profile a]\ncredential_process = /bin/false\n', who: null },
  {
    title: 'a process that prints no credentials',
    config: '[profile a]\ncredential_process = /bin/echo {}\n',
    who: null,
  },
  {
    title: 'the environment, with nothing in it',
    config: role('a', 'One', 'credential_source = Environment'),
    who: null,
  },
  { title: 'a line that cannot be read', config: `${user('a')}this is no setting\n`, who: null },
  { title: 'two profiles of one name', config: user('a') + user('a', 'ada'), who: null },
  { title: 'keys that AWS does not know', config: user('a').replace('AKIA', 'AKIB'), who: null },
  {
    title: 'an external ID',
    config: role('a', 'External', `source_profile = b\nexternal_id = ${EXTERNAL_ID}`) + user('b'),
    who: sessionArn('External'),
  },
  { title: 'the external ID of another', config: role('a', 'External', 'source_profile = b') + user('b'), who: null },
  {
    title: 'a session name, a duration, a path',
    config: role('a', 'teams/web/Deep', `source_profile = b\nrole_session_name = me@work\n${LONG}`) + user('b'),
    who: sessionArn('Deep', 'me@work'),
  },
  {
    title: 'a session name and a duration that are empty: as if they were not there',
    config: role('a', 'One', 'source_profile = b\nrole_session_name =\nduration_seconds =') + user('b'),
    who: ONE,
  },
  {
    title: 'a code, and a duration of two hours',
    config: role('a', 'Mfa', `source_profile = b\n${MFA}${LONG}`) + user('b', 'ada'),
    mfa: true,
    who: sessionArn('Mfa'),
  },
  {
    title: 'a code for the first of two roles',
    config:
      role('a', 'Two', 'source_profile = b') + role('b', 'Mfa', `source_profile = c\n${MFA}${LONG}`) + user('c', 'ada'),
    mfa: true,
    who: TWO,
  },
  {
    title: 'a code for the second of two roles: a role has no device',
    config: role('a', 'Mfa', `source_profile = b\n${MFA}`) + role('b', 'One', 'source_profile = c') + user('c', 'ada'),
    mfa: true,
    who: null,
  },
  {
    title: 'an mfa_serial of a profile with no role means nothing',
    config: role('a', 'One', 'source_profile = b') + user('b', 'ada', MFA),
    who: ONE,
  },
  {
    title: 'the region of the profile that is asked for signs all calls',
    config:
      role('a', 'Two', 'source_profile = b\nregion = eu-central-1') +
      role('b', 'One', 'source_profile = c\nregion = us-east-2') +
      user('c', 'config', 'region = ap-south-1'),
    env: { AWS_DEFAULT_REGION: undefined },
    who: TWO,
  },
  {
    title: 'the region of a source is not handed up',
    config: role('a', 'One', 'source_profile = b') + user('b', 'config', 'region = ap-south-1'),
    who: ONE,
  },
  {
    title: 'AWS_REGION wins over AWS_DEFAULT_REGION',
    config: role('a', 'One', 'source_profile = b') + user('b'),
    env: { AWS_REGION: 'us-west-1', AWS_DEFAULT_REGION: 'us-west-2' },
    who: ONE,
  },
  {
    title: 'another partition',
    config: role('a', 'China', 'source_profile = b\nregion = cn-north-1', 'aws-cn') + user('b'),
    env: { AWS_DEFAULT_REGION: undefined },
    who: sessionArn('China', undefined, 'aws-cn'),
  },
  {
    title: 'a name with blanks',
    profile: 'my team',
    config: `${role('"my team"', 'One', 'source_profile = old shop')}[profile 'old shop']\n${keys('config')}`,
    who: ONE,
  },
  {
    title: 'a name in another script, its source in the credentials file',
    profile: '開発環境',
    config: role('開発環境', 'One', 'source_profile = 本番'),
    credentials: `[本番]\n${keys('credentials')}`,
    who: ONE,
  },
];

/** What we do otherwise than this AWS CLI, each with its reason. Both sides are stated, so that a change of either shows. */
export interface Difference {
  readonly row: Row;
  readonly reason: string;
  /** Who one is, and what was asked of AWS: `AssumeRole One`; with what AWS said, if it refused. */
  readonly theirs: readonly [who: string | null, ...requests: string[]];
  readonly ours: readonly [who: string | null, ...requests: string[]];
}

const onOne = (lines: string, env: Row['env'] = {}): Pick<Row, 'config' | 'env'> => ({
  config: role('a', 'One', `source_profile = b\n${lines}`) + user('b', 'ada'),
  env,
});
const ASSUMED = ['AssumeRole One', 'GetCallerIdentity'];

export const DIFFERENCES: readonly Difference[] = [
  ...ALL.filter(isOnSession).map((row) => ({
    row,
    reason: "this version fails with 'NoneType' object has no attribute 'get_frozen_token'; newer ones do as we do",
    theirs: [null] as const,
    ours: [
      row.who,
      'GetRoleCredentials',
      'AssumeRole One',
      ...(row.who === TWO ? ['AssumeRole Two'] : []),
      'GetCallerIdentity',
    ] as const,
  })),
  {
    row: { title: 'a code, and a duration of an hour', ...onOne(MFA), mfa: true },
    reason: 'the code opens a session that serves the next roles too',
    theirs: [ONE, ...ASSUMED],
    ours: [ONE, 'GetSessionToken', ...ASSUMED],
  },
  {
    row: { title: 'no region', ...onOne('', { AWS_DEFAULT_REGION: undefined }) },
    reason: 'the AWS CLI wants one for its own command; STS needs none, and credentials have none',
    theirs: [null],
    ours: [ONE, ...ASSUMED],
  },
  {
    row: {
      title: 'two hours in a chain',
      config: role('a', 'Two', `source_profile = b\n${LONG}`) + role('b', 'One', 'source_profile = c') + user('c'),
    },
    reason: 'STS refuses that always, so nobody is asked for a code first',
    theirs: [null, 'AssumeRole One', 'AssumeRole Two: ValidationError'],
    ours: [null],
  },
  {
    row: { title: 'a duration that is no number', ...onOne('duration_seconds = 2h') },
    reason: 'dropped without a word, it makes a session shorter than its user thinks',
    theirs: [ONE, ...ASSUMED],
    ours: [null],
  },
  {
    row: { title: 'a duration that STS refuses, with a code', ...onOne(`${MFA}duration_seconds = 50000`), mfa: true },
    reason: 'it is refused before anyone is asked for a code, and no code is used up',
    theirs: [null, 'AssumeRole One: ValidationError'],
    ours: [null],
  },
  {
    row: {
      title: 'an AWS_CREDENTIAL_EXPIRATION that is over',
      config: role('a', 'One', 'credential_source = Environment'),
      env: { ...environment(), AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z' },
    },
    reason: 'one that another program has left stops nobody; AWS knows whether a key has expired',
    theirs: [null],
    ours: [ONE, ...ASSUMED],
  },
  {
    row: { title: 'nothing but a region, in a container', config: '[profile a]\nregion = eu-west-1\n', env: CONTAINER },
    reason: 'a profile has to say where its credentials come from: a forgotten line would else make one the machine',
    theirs: [sessionArn('Container', 'container'), 'GetContainerCredentials', 'GetCallerIdentity'],
    ours: [null],
  },
];

/** Where we send a request to one region and the AWS CLI to another. */
export const REGION_OF_PROFILE: Row = {
  title: 'the region of the profile, where the environment has another',
  ...onOne('region = eu-central-1', { AWS_DEFAULT_REGION: 'us-west-2' }),
};
