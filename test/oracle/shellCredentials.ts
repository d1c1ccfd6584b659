import { CONTAINER, environment, INSTANCE, keys, PROCESS, role, SESSION, SSO, user, WEB } from './fixtures';
import type { Row } from './row';
import { roleArn, sessionArn, userArn, viewerArn } from './world';

/** What a shell can have, and whose credentials sign the call for a role there; `null` if both programs fail. */
export type ShellRow = Row & { readonly signer: string | null };

const POD = { AWS_WEB_IDENTITY_TOKEN_FILE: '%HOME%/token', AWS_ROLE_ARN: roleArn('Web') };
const KEYS = `[default]\n${keys('config')}`;
const ROLE = `[default]\nrole_arn = ${roleArn('Two')}\nsource_profile = b\n${user('b', 'ada')}`;
const POD_NAMED = { ...POD, AWS_ROLE_SESSION_NAME: 'pod-1' };

/** In botocore's order: each step with everything that comes after it. */
export const SHELL_ROWS: readonly ShellRow[] = [
  {
    title: 'keys in the environment, before everything else',
    config: ROLE,
    credentials: `[default]\n${keys('credentials')}`,
    env: { ...environment(), ...POD, ...CONTAINER },
    signer: userArn('environment'),
  },
  {
    title: 'keys in the environment, before AWS_PROFILE',
    config: user('b'),
    env: { ...environment(), AWS_PROFILE: 'b' },
    signer: userArn('environment'),
  },
  { title: 'the role of the default profile', config: ROLE, env: { ...POD, ...CONTAINER }, signer: sessionArn('Two') },
  {
    title: 'the role of the default profile, before its keys',
    config: ROLE.replace('[default]\n', KEYS),
    signer: sessionArn('Two'),
  },
  {
    title: 'the role of the profile that AWS_PROFILE names',
    config: KEYS + role('a', 'Two', 'source_profile = b') + user('b', 'ada'),
    env: { ...POD, AWS_PROFILE: 'a' },
    signer: sessionArn('Two'),
  },
  { title: 'a web identity in variables', env: { ...POD, ...CONTAINER }, signer: sessionArn('Web') },
  { title: 'a web identity with a session name', env: POD_NAMED, signer: sessionArn('Web', 'pod-1') },
  {
    title: 'a web identity, before keys in both files',
    config: KEYS,
    credentials: KEYS,
    env: POD,
    signer: sessionArn('Web'),
  },
  {
    title: 'a web identity, before the keys that AWS_PROFILE names',
    config: user('b'),
    env: { ...POD, AWS_PROFILE: 'b' },
    signer: sessionArn('Web'),
  },
  {
    title: 'a web identity, before Identity Center',
    config: `${SESSION}[default]\n${SSO}`,
    signedIn: 'acme',
    env: POD,
    signer: sessionArn('Web'),
  },
  { title: 'a web identity of the profile', config: `[default]\n${WEB}`, signer: sessionArn('Web') },
  {
    title: 'a web identity of the profile, with a session name in a variable',
    config: `[default]\n${WEB}`,
    env: { AWS_ROLE_SESSION_NAME: 'pod-1' },
    signer: sessionArn('Web', 'pod-1'),
  },
  {
    title: 'a token in a variable and a role in the profile, which has another token',
    config: `[default]\n${WEB.replace('/token', '/nothing')}`,
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: '%HOME%/token' },
    signer: sessionArn('Web'),
  },
  { title: 'a token without a role', config: KEYS, env: { AWS_WEB_IDENTITY_TOKEN_FILE: '%HOME%/token' }, signer: null },
  {
    title: 'a role without a token: the keys',
    config: KEYS,
    env: { AWS_ROLE_ARN: roleArn('Web') },
    signer: userArn('config'),
  },
  {
    title: 'a missing token, although there are keys',
    config: KEYS,
    env: { ...POD, AWS_WEB_IDENTITY_TOKEN_FILE: '/nothing' },
    signer: null,
  },
  {
    title: 'Identity Center, before keys in both files',
    config: `${SESSION}[default]\n${SSO}${keys('config')}`,
    credentials: `[default]\n${keys('credentials')}`,
    signedIn: 'acme',
    signer: viewerArn,
  },
  {
    title: 'keys in the credentials file, before a process',
    config: `[default]\n${PROCESS}`,
    credentials: `[default]\n${keys('credentials')}`,
    env: CONTAINER,
    signer: userArn('credentials'),
  },
  {
    title: 'a process, before keys in the config file',
    config: KEYS + PROCESS,
    env: CONTAINER,
    signer: userArn('process'),
  },
  { title: 'keys in the config file', config: KEYS, env: CONTAINER, signer: userArn('config') },
  {
    title: 'AWS_DEFAULT_PROFILE',
    config: KEYS + user('b', 'ada'),
    env: { AWS_DEFAULT_PROFILE: 'b' },
    signer: userArn('ada'),
  },
  {
    title: 'AWS_PROFILE, before AWS_DEFAULT_PROFILE',
    config: user('a') + user('b', 'ada'),
    env: { AWS_PROFILE: 'b', AWS_DEFAULT_PROFILE: 'a' },
    signer: userArn('ada'),
  },
  {
    title: 'the container, for a default profile without credentials',
    config: '[default]\nregion = eu-west-1\n',
    env: { ...CONTAINER, ...INSTANCE },
    signer: sessionArn('Container', 'container'),
  },
  {
    title: 'the container, for a profile without credentials',
    config: '[profile b]\nregion = eu-west-1\n',
    env: { ...CONTAINER, AWS_PROFILE: 'b' },
    signer: sessionArn('Container', 'container'),
  },
  {
    title: 'the container, for a profile with half a key',
    config: '[default]\naws_secret_access_key = half\n',
    env: CONTAINER,
    signer: sessionArn('Container', 'container'),
  },
  { title: 'the EC2 instance', env: INSTANCE, signer: sessionArn('Instance', 'i-0123456789abcdef0') },
  { title: 'nothing at all', signer: null },
  {
    title: 'a missing AWS_PROFILE, next to keys in the environment',
    config: KEYS,
    env: { ...environment(), AWS_PROFILE: 'gone' },
    signer: null,
  },
  { title: 'a missing AWS_PROFILE, in a pod', config: KEYS, env: { ...POD, AWS_PROFILE: 'gone' }, signer: null },
  {
    title: 'half a key in the environment, next to another one',
    config: KEYS,
    env: { AWS_ACCESS_KEY_ID: 'AKIAHALF' },
    signer: null,
  },
  {
    title: 'only a secret in the environment: the keys',
    config: KEYS,
    env: { AWS_SECRET_ACCESS_KEY: 'half' },
    signer: userArn('config'),
  },
  {
    title: 'the region of the environment, before that of the profile',
    config: `${KEYS}region = eu-central-1\n`,
    env: { AWS_REGION: 'us-west-2' },
    signer: userArn('config'),
  },
  {
    title: 'the region of the profile',
    config: `${KEYS}region = eu-central-1\n`,
    env: { AWS_DEFAULT_REGION: undefined },
    signer: userArn('config'),
  },
  {
    title: 'the region of the default profile, for keys in the environment',
    config: '[default]\nregion = eu-central-1\n',
    env: { ...environment(), AWS_DEFAULT_REGION: undefined },
    signer: userArn('environment'),
  },
];
