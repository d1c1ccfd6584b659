import {
  CONTAINER,
  environment,
  INSTANCE,
  keys,
  PERMISSION_SET,
  PORTAL_LINES,
  PROCESS,
  role,
  SESSION,
  SSO,
  WEB,
} from './fixtures';
import type { Case, Row } from './row';
import { PORTAL, sessionArn, userArn, viewerArn } from './world';

interface Kind {
  readonly name: string;
  /** The lines of a profile with it. */
  readonly lines: string;
  /** Its identity; absent for a `credential_source`, which only works for a role. */
  readonly who?: string;
  readonly also?: Partial<Row>;
  /** Why roles on it share no entries with the AWS CLI; for one that is cached itself, why it doesn't. */
  readonly notShared?: string;
}

const AMBIENT =
  'the key of the AWS CLI is the same in every shell and container, so it would serve one person another one’s role';

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
  {
    name: 'SSO in the legacy form',
    lines: PORTAL_LINES + PERMISSION_SET,
    who: viewerArn,
    also: { signedIn: PORTAL.startUrl },
  },
  {
    name: 'web identity',
    lines: WEB,
    who: sessionArn('Web'),
    notShared: 'since 2.37.9 the key has the token in it; Debian’s version serves one token’s role for another',
  },
  {
    name: 'the environment',
    lines: 'credential_source = Environment\n',
    also: { env: environment() },
    notShared: AMBIENT,
  },
  { name: 'a container', lines: 'credential_source = EcsContainer\n', also: { env: CONTAINER }, notShared: AMBIENT },
  {
    name: 'an instance',
    lines: 'credential_source = Ec2InstanceMetadata\n',
    also: { env: INSTANCE },
    notShared: AMBIENT,
  },
];

/** AWS issues these for a while, so they are cached; the rest is read each time. */
const CACHED = /^(role_arn|sso_)/m;

/** The profile `a` with a source, or with one role or two on top of it. */
function rowsOf({ name, lines, who, also: { credentials = '', ...also } = {}, notShared }: Kind): Case[] {
  const row = (title: string, source: string, config: string, arn: string | null, isCached = true): Case => ({
    title,
    config: SESSION + config,
    credentials: credentials.replace('SOURCE', source),
    who: arn,
    isCached,
    ...also,
  });
  const [one, two] = [sessionArn('One'), sessionArn('Two')];
  const [onB, onC] = [role('a', 'One', 'source_profile = b'), role('a', 'Two', 'source_profile = b')];
  if (who === undefined)
    return [
      { ...row(`a role by ${name}`, 'a', role('a', 'One', lines), one), notShared },
      { ...row(`a role on a role by ${name}`, 'a', onC + role('b', 'One', lines), two), notShared },
    ];
  return [
    { ...row(name, 'a', `[profile a]\n${lines}`, who, CACHED.test(lines)), notShared },
    row(`a role on ${name}`, 'b', `${onB}[profile b]\n${lines}`, one),
    row(`two roles on ${name}`, 'c', `${onC}${role('b', 'One', 'source_profile = c')}[profile c]\n${lines}`, two),
  ];
}

/** Each kind of source: alone, and at the start of a chain of one role and of two. */
export const ALL = KINDS.flatMap(rowsOf);
export const isOnSession = ({ title }: Case) => / on SSO$/.test(title);
/** Those that Debian's AWS CLI supports. */
export const SOURCES: readonly Case[] = ALL.filter((row) => !isOnSession(row));
