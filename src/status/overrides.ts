import { isDestinationName, ownDestination } from '../environment/destination';
import type { Env } from '../platform/env';
import type { Override } from './types';

/** What a variable does; `undefined` if it has no effect in this environment. */
type Effect = (value: string, env: Env) => string | undefined;
type Rules = Readonly<Record<string, Effect>>;

/** Where it matters whether there are keys in the environment: then they win over every other source but these. */
const BESIDE_KEYS: Rules = {
  // https://github.com/aws/aws-sdk-js-v3/issues/2549
  AWS_PROFILE: (name) =>
    `The AWS SDKs for JavaScript and Go v1 use profile "${name}" instead, and the AWS CLI takes settings from it`,
  AWS_DEFAULT_PROFILE: (name) => `The AWS CLI and boto3 take settings from profile "${name}"`,
  // botocore, EnvProvider.
  AWS_SECURITY_TOKEN: (token, env) =>
    token === env.AWS_SESSION_TOKEN ? undefined : 'The AWS CLI and boto3 sign with it instead of AWS_SESSION_TOKEN',
  // The JavaScript SDK, fromEnv.
  AWS_CREDENTIAL_SCOPE: () => 'The AWS SDK for JavaScript signs requests for it instead of the region',
};

/** What AWS clients find if there are no keys in the environment. Which one they use depends on the profile. */
const WITHOUT_KEYS: Rules = {
  AWS_PROFILE: (name) => `AWS clients use profile "${name}"`,
  AWS_DEFAULT_PROFILE: (name, env) =>
    env.AWS_PROFILE ? `boto3 uses profile "${name}"` : `The AWS CLI and boto3 use profile "${name}"`,
  AWS_WEB_IDENTITY_TOKEN_FILE: (_, env) =>
    env.AWS_ROLE_ARN ? `AWS clients may use role ${env.AWS_ROLE_ARN} with this web identity` : undefined,
  AWS_CONTAINER_CREDENTIALS_FULL_URI: () => 'AWS clients may use credentials from there',
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: () => 'AWS clients may use the credentials of this container',
};

const ALWAYS: Rules = {
  // The newer SDKs sign with it, whatever the credentials.
  AWS_BEARER_TOKEN_BEDROCK: () => "Amazon Bedrock acts as this token's account",
  AWS_DEFAULT_REGION: (region, env) =>
    env.AWS_REGION && env.AWS_REGION !== region
      ? `boto3 uses region ${region}; the AWS CLI and most SDKs use ${env.AWS_REGION}`
      : undefined,
  AWS_CONFIG_FILE: (path) => `Settings are read from ${path || 'no file'}, not from ~/.aws/config`,
  AWS_SHARED_CREDENTIALS_FILE: (path) => `Access keys are read from ${path || 'no file'}, not from ~/.aws/credentials`,
};

/** These count also if they are empty: they name no file then. */
const EMPTY_COUNTS = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'];

const applied = (rules: Rules, env: Env): Override[] =>
  Object.entries(rules).flatMap(([name, effectOf]) => {
    const value = env[name];
    if (value === undefined || (value === '' && !EMPTY_COUNTS.includes(name))) return [];
    const effect = effectOf(value, env);
    return effect === undefined ? [] : [{ name, effect }];
  });

/** The variables that say where AWS clients send requests; those of the AWS CLI that are empty count as unset. */
export const destinationsIn = (env: Env): [name: string, value: string][] =>
  Object.entries(env)
    .filter((entry): entry is [string, string] => isDestinationName(entry[0]) && Boolean(entry[1]))
    .sort(([one], [other]) => (one < other ? -1 : 1));

/** What the user has set wins over the profile's settings, if a profile is assumed. */
function destinationOverrides(env: Env): Override[] {
  const own = ownDestination(env).map(([name]) => name);
  const suffix = env.ASSUME_PROFILE ? ', whatever the profile says' : '';
  return destinationsIn(env)
    .filter(([name]) => !own.includes(name))
    .map(([name, value]) => ({ name, effect: value + suffix }));
}

/**
 * What in an environment is used instead of what `assume` has set, or is used because nothing is assumed. By the rules of
 * the AWS CLI and the SDKs.
 * @param hasKeys whether there are credentials in the environment
 */
export const overridesIn = (env: Env, hasKeys: boolean): Override[] => [
  ...applied(hasKeys ? BESIDE_KEYS : WITHOUT_KEYS, env),
  ...applied(ALWAYS, env),
  ...destinationOverrides(env),
];
