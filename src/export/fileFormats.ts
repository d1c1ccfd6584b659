import { type Exported, unrepresentable, variables } from './types';

/** The docker CLI reads lines with Go's bufio.Scanner, which takes no longer one (MaxScanTokenSize). */
const LONGEST = 64 * 1024;

function line(name: string, value: string): string {
  if (/[\0\r\n]/.test(value)) throw unrepresentable(name, 'docker', 'a value there is one line');
  // Some versions take such quotes away, others do not.
  if (/^(['"]).*\1$/.test(value)) throw unrepresentable(name, 'docker', 'the quotes around it might be lost');
  const text = `${name}=${value}\n`;
  if (Buffer.byteLength(text) > LONGEST) throw unrepresentable(name, 'docker', 'it is too long for a line');
  return text;
}

/** A file for `docker run --env-file`: a value is all there is up to the end of the line. */
export const docker = (exported: Exported): string =>
  variables(exported)
    .map(([name, value]) => line(name, value))
    .join('');

/**
 * What npm's dotenv, python-dotenv and compose-go read alike: CR becomes LF, python-dotenv replaces `${…}` between any
 * quotes, and only some of them take a backslash before a quote or another backslash for an escape.
 */
const ODD = /[\0\r]|\$\{/;
const BETWEEN_SINGLE = /^(?:[^'\\]|\\(?![\\']|$))*$/;
const BETWEEN_DOUBLE = /^[^"\\$`]*$/;

function quote(name: string, value: string): string {
  if (!ODD.test(value)) {
    if (BETWEEN_SINGLE.test(value)) return `'${value}'`;
    if (BETWEEN_DOUBLE.test(value)) return `"${value}"`;
  }
  throw unrepresentable(name, 'dotenv', 'its readers would not agree on what it holds');
}

/** A `.env` file, which is also a script for sh. */
export const dotenv = (exported: Exported): string =>
  variables(exported)
    .map(([name, value]) => `${name}=${quote(name, value)}\n`)
    .join('');

/** What holds one line, ends where it seems to end, and has no comment: the SDKs end a value at ` #` and ` ;`. */
const isPlain = (text: string) => text !== '' && text === text.trim() && !/\p{Cc}|(^|\s)[#;]/u.test(text);

/** configparser gives what stands there to every section; the JavaScript SDK then refuses the whole file. */
const RESERVED = /^(?:DEFAULT|(?:profile )?__proto__)$/;

function header(profile: string): string {
  if (isPlain(profile) && !/[[\]]/.test(profile) && !RESERVED.test(profile)) return `[${profile}]\n`;
  throw unrepresentable("The profile's name", 'ini', 'the AWS CLI or an SDK would read another one');
}

/** A section of `~/.aws/credentials`. Its keys are named like the variables; when they expire it cannot say. */
export function ini({ profile, values }: Exported): string {
  const line = (key: string, name: keyof typeof values) => {
    const value = values[name];
    if (value === undefined) return '';
    if (!isPlain(value)) throw unrepresentable(name, 'ini', 'it would be cut, or taken for a comment');
    return `${key} = ${value}\n`;
  };
  return [
    header(profile),
    line('aws_access_key_id', 'AWS_ACCESS_KEY_ID'),
    line('aws_secret_access_key', 'AWS_SECRET_ACCESS_KEY'),
    line('aws_session_token', 'AWS_SESSION_TOKEN'),
    line('aws_account_id', 'AWS_ACCOUNT_ID'),
    line('region', 'AWS_REGION'),
  ].join('');
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** One object: the name of each variable, and its value. */
export const object = (exported: Exported): string => json(Object.fromEntries(variables(exported)));

/**
 * What a `credential_process` prints, version 1
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html).
 */
export const credentialProcess = ({ values }: Exported): string =>
  json({
    Version: 1,
    AccessKeyId: values.AWS_ACCESS_KEY_ID,
    SecretAccessKey: values.AWS_SECRET_ACCESS_KEY,
    SessionToken: values.AWS_SESSION_TOKEN,
    Expiration: values.AWS_CREDENTIAL_EXPIRATION,
    AccountId: values.AWS_ACCOUNT_ID,
  });

/** A DNS-1123 label, which every name in Kubernetes may be. */
const resourceName = (profile: string) =>
  profile
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-|-$/g, '') || 'aws-credentials';

/** A Secret. Everything is quoted, since YAML takes a bare `1234`, `null` or `1e3` for something else than text. */
export const k8s = (exported: Exported): string =>
  [
    'apiVersion: v1',
    'kind: Secret',
    'metadata:',
    `  name: "${resourceName(exported.profile)}"`,
    'type: Opaque',
    'data:',
    ...variables(exported).map(([name, value]) => `  ${name}: "${Buffer.from(value).toString('base64')}"`),
    '',
  ].join('\n');
