import {
  environment,
  keys,
  LONG,
  MFA,
  ONE,
  PERMISSION_SET,
  PORTAL_LINES,
  role,
  SESSION,
  SSO,
  TWO,
  user,
  WEB,
} from './fixtures';
import type { Case } from './row';
import { EXTERNAL_ID, PORTAL, sessionArn } from './world';

/** Role chains, and the parameters of AssumeRole. */
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
    title: 'a loop',
    config: role('a', 'One', 'source_profile = b') + role('b', 'Two', 'source_profile = a'),
    who: null,
  },
  {
    title: 'a loop back to a first profile with keys',
    config: role('a', 'One', `source_profile = b\n${keys('config')}`) + role('b', 'Two', 'source_profile = a'),
    who: null,
  },
  { title: 'a missing source', config: role('a', 'One', 'source_profile = b'), who: null },
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
  {
    title: 'expired credentials in the environment',
    config: role('a', 'One', 'credential_source = Environment'),
    env: { ...environment(), AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z' },
    who: null,
  },
  { title: 'a missing profile', config: user('b'), who: null },
  {
    title: 'a role that trusts another account',
    config: role('a', 'Stranger', 'source_profile = b') + user('b'),
    who: null,
  },
  {
    title: 'an invalid role_arn',
    config: `[profile a]\nrole_arn = admin\nsource_profile = b\n${user('b')}`,
    who: null,
  },
  { title: 'not signed in', config: `${SESSION}[profile a]\n${SSO}`, who: null },
  { title: 'not signed in, in the legacy form', config: `[profile a]\n${PORTAL_LINES}${PERMISSION_SET}`, who: null },
  {
    title: 'a permission set without access',
    config: `[profile a]\n${PORTAL_LINES}${PERMISSION_SET.replace('= Viewer', '= Admin')}`,
    signedIn: PORTAL.startUrl,
    who: null,
  },
  {
    title: 'a missing web identity token',
    config: `[profile a]\n${WEB.replace('/token', '/nothing')}`,
    who: null,
  },
  {
    title: 'an unknown web identity token',
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
    title: 'the environment without variables',
    config: role('a', 'One', 'credential_source = Environment'),
    who: null,
  },
  { title: 'an invalid line', config: `${user('a')}this is no setting\n`, who: null },
  { title: 'a duplicate profile', config: user('a') + user('a', 'ada'), who: null },
  { title: 'unknown keys', config: user('a').replace('AKIA', 'AKIB'), who: null },
  {
    title: 'an external ID',
    config: role('a', 'External', `source_profile = b\nexternal_id = ${EXTERNAL_ID}`) + user('b'),
    who: sessionArn('External'),
  },
  { title: 'a missing external ID', config: role('a', 'External', 'source_profile = b') + user('b'), who: null },
  {
    title: 'a session name, a duration, a path',
    config: role('a', 'teams/web/Deep', `source_profile = b\nrole_session_name = me@work\n${LONG}`) + user('b'),
    who: sessionArn('Deep', 'me@work'),
  },
  {
    title: 'an empty session name and duration, which count as unset',
    config: role('a', 'One', 'source_profile = b\nrole_session_name =\nduration_seconds =') + user('b'),
    who: ONE,
  },
  {
    title: 'MFA, and a duration of two hours',
    config: role('a', 'Mfa', `source_profile = b\n${MFA}${LONG}`) + user('b', 'ada'),
    mfa: true,
    who: sessionArn('Mfa'),
  },
  {
    title: 'MFA for the first of two roles',
    config:
      role('a', 'Two', 'source_profile = b') + role('b', 'Mfa', `source_profile = c\n${MFA}${LONG}`) + user('c', 'ada'),
    mfa: true,
    who: TWO,
  },
  {
    title: 'MFA for the second of two roles: a role has no device',
    config: role('a', 'Mfa', `source_profile = b\n${MFA}`) + role('b', 'One', 'source_profile = c') + user('c', 'ada'),
    mfa: true,
    who: null,
  },
  {
    title: 'the mfa_serial of a source is not inherited',
    config: role('a', 'One', 'source_profile = b') + user('b', 'ada', MFA),
    who: ONE,
  },
  {
    title: 'the region of the target is that of all calls',
    config:
      role('a', 'Two', 'source_profile = b\nregion = eu-central-1') +
      role('b', 'One', 'source_profile = c\nregion = us-east-2') +
      user('c', 'config', 'region = ap-south-1'),
    env: { AWS_DEFAULT_REGION: undefined },
    who: TWO,
  },
  {
    title: 'the region of a source has no effect',
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
    title: 'a name with spaces',
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
