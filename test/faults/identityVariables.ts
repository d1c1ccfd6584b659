import { join } from 'node:path';
import { CONTAINER_TOKEN, type TwoAws } from './identityAws';
import { roleArn } from './identityFiles';
import type { Files, Identity, UserEnv, Wanted } from './identityModel';

export type Variables = Readonly<Record<string, string | undefined>>;

export const wordsOf = (wanted: Wanted): string[] =>
  'profile' in wanted
    ? [wanted.profile]
    : [roleArn(wanted.role), ...(wanted.source ? ['--source-profile', wanted.source] : [])];

export const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(' ');

/** All combinations of the parts of two states: what a program may have read while one became the other. */
export function between(before: Files, after: Files): Files[] {
  const names = Object.keys(before) as (keyof Files)[];
  return names.reduce<Files[]>(
    (states, name) => states.flatMap((state) => [state, { ...state, [name]: after[name] }]),
    [before],
  );
}

export const show = (identity: Identity) => identity ?? 'no credentials';

export const KEY_VARIABLES = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
export const EVERYTHING: UserEnv = { sts: 'A', all: 'A', sso: 'A', container: 'A', keys: 'ada1', configFile: 'second' };

export const isSetByUs = ({ ASSUME_ENDPOINTS = '', ...env }: Variables, name: string) =>
  ASSUME_ENDPOINTS.split('|').includes(`${name}=${env[name]}`);

/** The AWS variables of a shell in which nothing is assumed. */
export function baseVariables(
  home: string,
  { urls, secrets }: TwoAws,
  { sts, all, sso, container, keys, configFile }: UserEnv,
): Record<string, string> {
  return {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONTAINER_AUTHORIZATION_TOKEN: CONTAINER_TOKEN,
    ...(sso && { AWS_ENDPOINT_URL_SSO: urls[sso] }),
    ...(sts && { AWS_ENDPOINT_URL_STS: urls[sts] }),
    ...(configFile && { AWS_CONFIG_FILE: join(home, configFile, 'config') }),
    ...(all && { AWS_ENDPOINT_URL: urls[all] }),
    ...(container && { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${urls[container]}/container` }),
    ...(keys && {
      AWS_ACCESS_KEY_ID: secrets[keys].accessKeyId,
      AWS_SECRET_ACCESS_KEY: secrets[keys].secretAccessKey,
    }),
  };
}

export const sorted = (env: Variables) =>
  Object.fromEntries(Object.entries(env).sort(([one], [other]) => (one < other ? -1 : 1)));

export const fromLines = (text: string): Variables =>
  Object.fromEntries(
    text.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

export function fromJson(text: string): Variables {
  try {
    const { AccessKeyId, SecretAccessKey, SessionToken } = JSON.parse(text);
    return { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey, AWS_SESSION_TOKEN: SessionToken };
  } catch {
    return {};
  }
}
