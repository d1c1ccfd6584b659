import type { Case, Row } from './row';
import { CONTAINER, environment, INSTANCE, keys, PLACE, PROCESS, role, SESSION, SET, SSO, WEB } from './words';
import { PORTAL, sessionArn, userArn, viewerArn } from './world';

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
export const ALL = KINDS.flatMap(rowsOf);
export const isOnSession = ({ title }: Case) => / on SSO$/.test(title);
/** Those that this AWS CLI can do. */
export const SOURCES: readonly Case[] = ALL.filter((row) => !isOnSession(row));
