import { CONTAINER, environment, keys, ONE, PROCESS, role, SESSION, SSO, TWO, user, WEB } from './fixtures';
import type { Case } from './row';
import { roleArn, sessionArn, userArn, viewerArn } from './world';

/** What applies if a profile has several kinds of credentials, or none. */
export const PRECEDENCE: readonly Case[] = [
  {
    title: 'only a region, in a container: the container',
    config: '[profile a]\nregion = eu-west-1\n',
    env: CONTAINER,
    who: sessionArn('Container', 'container'),
  },
  {
    title: 'a role next to keys: the role',
    config: role('a', 'One', `source_profile = b\n${keys('ada')}`) + user('b'),
    who: ONE,
  },
  {
    title: 'a role next to keys, in a source: the keys',
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
    title: 'a process next to keys in the config file: the process',
    config: user('a', 'config', PROCESS),
    who: userArn('process'),
  },
  {
    title: 'a process next to keys in the credentials file: the keys',
    config: `[profile a]\n${PROCESS}`,
    credentials: `[a]\n${keys('credentials')}`,
    who: userArn('credentials'),
  },
  {
    title: 'SSO next to keys in both files and a process: SSO',
    config: SESSION + user('a', 'config', SSO + PROCESS),
    credentials: `[a]\n${keys('credentials')}`,
    signedIn: 'acme',
    who: viewerArn,
  },
  {
    title: 'an sso_session alone next to keys: the keys',
    config: SESSION + user('a', 'config', 'sso_session = acme'),
    who: userArn('config'),
  },
  {
    title: 'web identity next to source_profile and keys: web identity',
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
    title: 'the role in the credentials file, not the one in the config file',
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
    title: 'a session token that belongs to other keys',
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
