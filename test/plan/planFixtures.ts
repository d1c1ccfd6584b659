import { AssumeError } from '../../src/errors';
import { draftPlan, planFor } from '../../src/plan/plan';
import type { PlanRequest, RoleOptions } from '../../src/plan/request';
import type { StaticSource } from '../../src/plan/sources';
import type { Draft, Plan } from '../../src/plan/types';
import type { Env } from '../../src/platform/env';
import type { Files } from '../../src/platform/files';
import { readProfiles } from '../../src/profiles/read';
import type { Profiles } from '../../src/profiles/types';

/** The paths of the AWS files in tests. */
export const CONFIG = '/home/me/.aws/config';
export const CREDENTIALS = '/home/me/.aws/credentials';

/** The contents of the two AWS files. */
export interface Texts {
  readonly config?: string;
  readonly credentials?: string;
}

/** A read-only file system in memory, with these two AWS files. */
export function filesOf({ config, credentials }: Texts): Files {
  const texts = new Map([
    [CONFIG, config],
    [CREDENTIALS, credentials],
  ]);
  return {
    read: (path) => texts.get(path),
    modified: (path) => (texts.get(path) === undefined ? undefined : 1_700_000_000_000),
    changed: () => undefined,
    isSettled: () => true,
    state: () => undefined,
    stamp: () => {},
    replace: () => {},
    appendLine: () => {},
    remove: () => {},
    list: () => [],
    removeLeftovers: () => {},
  };
}

export const HOME: Env = { HOME: '/home/me' };

export const profilesOf = (texts: Texts): Profiles => readProfiles(filesOf(texts), HOME);

/** Files that `--policy file://` may name. */
export const POLICY_FILES: Readonly<Record<string, string>> = {
  '/home/me/policy.json': '{"Version": "2012-10-17"}',
  'here.json': '{"Id": "here"}',
  'list.json': '[]',
};

/** A plan request, in an environment with HOME only. */
export const planRequest = (name: string | undefined, options: RoleOptions = {}, env: Env = {}): PlanRequest => ({
  name,
  options,
  env: { ...HOME, ...env },
  readFile: (path) => POLICY_FILES[path],
});

/** The plan for a profile in these files. */
export const planOf = (texts: Texts, name: string | undefined, env: Env = {}, options: RoleOptions = {}): Plan =>
  planFor(profilesOf(texts), planRequest(name, options, env));

/** The plan as far as it can be made, and all its problems. */
export const draftOf = (texts: Texts, name: string | undefined, env: Env = {}, options: RoleOptions = {}): Draft =>
  draftPlan(profilesOf(texts), planRequest(name, options, env));

/** The AssumeError that the action must throw. */
export function failureOf(action: () => unknown): AssumeError {
  try {
    action();
  } catch (error) {
    if (error instanceof AssumeError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The AssumeError that the promise must be rejected with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<AssumeError> {
  const outcome = await promise.then(
    () => new Error('the promise was fulfilled'),
    (error: unknown) => error,
  );
  if (outcome instanceof AssumeError) return outcome;
  throw outcome;
}

/** The error that planning a profile in these files must throw. */
export const refusalOf = (
  texts: Texts,
  name: string | undefined,
  env: Env = {},
  options: RoleOptions = {},
): AssumeError => failureOf(() => planOf(texts, name, env, options));

/** The lines with an access key, for either file. */
export const keys = (id = 'AKIA0000000000000001') =>
  `aws_access_key_id = ${id}\naws_secret_access_key = secret-of-${id}\n`;

/** The plan's source, which must be an access key in a file. */
export function staticOf({ source }: Plan): StaticSource {
  if (source.kind !== 'static') throw new Error(`the source is ${source.kind}, not static`);
  return source;
}

/** Endpoints of IAM Identity Center, for sources that are never asked. */
export const NOWHERE = { portal: { url: 'https://portal.invalid' }, oidc: { url: 'https://oidc.invalid' } };

export const arn = (role: string) => `arn:aws:iam::123456789012:role/${role}`;
