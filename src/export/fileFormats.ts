import { hasControlCharacter } from '../util/controlCharacters';
import { type Exported, unrepresentable, variables } from './types';

/** In bytes. The docker CLI reads lines with Go's bufio.Scanner, which fails on longer ones (MaxScanTokenSize). */
const LONGEST_LINE = 64 * 1024;

function dockerLine(name: string, value: string): string {
  if (/[\0\r\n]/.test(value)) throw unrepresentable(name, 'docker', 'a value there ends at the end of its line');
  // Some versions strip such quotes, others don't.
  if (/^(['"]).*\1$/.test(value)) throw unrepresentable(name, 'docker', 'the quotes around it might be stripped');
  const text = `${name}=${value}\n`;
  if (Buffer.byteLength(text) > LONGEST_LINE) throw unrepresentable(name, 'docker', 'its line would exceed 64 KiB');
  return text;
}

/** A file for `docker run --env-file`, where a value is everything up to the end of the line. */
export const docker = (exported: Exported): string =>
  variables(exported)
    .map(([name, value]) => dockerLine(name, value))
    .join('');

/**
 * What npm's dotenv, python-dotenv and compose-go read differently: CR becomes LF, python-dotenv replaces `${…}` between
 * any quotes, and only some of them treat a backslash before a quote or another backslash as an escape.
 */
const AMBIGUOUS = /[\0\r]|\$\{/;
const SINGLE_QUOTABLE = /^(?:[^'\\]|\\(?![\\']|$))*$/;
const DOUBLE_QUOTABLE = /^[^"\\$`]*$/;

function quoteDotenv(name: string, value: string): string {
  if (!AMBIGUOUS.test(value)) {
    if (SINGLE_QUOTABLE.test(value)) return `'${value}'`;
    if (DOUBLE_QUOTABLE.test(value)) return `"${value}"`;
  }
  throw unrepresentable(name, 'dotenv', 'readers of .env files disagree on its meaning');
}

/** A `.env` file, which sh can source too. */
export const dotenv = (exported: Exported): string =>
  variables(exported)
    .map(([name, value]) => `${name}=${quoteDotenv(name, value)}\n`)
    .join('');

/** A text in one line, without blanks at its ends or anything that begins a comment: SDKs end a value at ` #` and ` ;`. */
const isPlain = (text: string) =>
  text !== '' && text === text.trim() && !hasControlCharacter(text) && !/(^|\s)[#;]/.test(text);

/** configparser copies the settings of DEFAULT to every section; the JavaScript SDK rejects a file with `__proto__`. */
const RESERVED = /^(?:DEFAULT|(?:profile )?__proto__)$/;

function header(profile: string): string {
  if (isPlain(profile) && !/[[\]]/.test(profile) && !RESERVED.test(profile)) return `[${profile}]\n`;
  throw unrepresentable('The profile name', 'ini', 'the AWS CLI or an SDK would read a different name');
}

/** A section for `~/.aws/credentials`. Its keys are named like the variables; none of them holds the expiry. */
export function ini({ profile, values }: Exported): string {
  const setting = (key: string, name: keyof typeof values) => {
    const value = values[name];
    if (value === undefined) return '';
    if (!isPlain(value)) throw unrepresentable(name, 'ini', 'it would be cut off, or read as a comment');
    return `${key} = ${value}\n`;
  };
  return [
    header(profile),
    setting('aws_access_key_id', 'AWS_ACCESS_KEY_ID'),
    setting('aws_secret_access_key', 'AWS_SECRET_ACCESS_KEY'),
    setting('aws_session_token', 'AWS_SESSION_TOKEN'),
    setting('aws_account_id', 'AWS_ACCOUNT_ID'),
    setting('region', 'AWS_REGION'),
  ].join('');
}

const jsonText = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** One object of variable names and their values. */
export const jsonObject = (exported: Exported): string => jsonText(Object.fromEntries(variables(exported)));

/**
 * The output of a `credential_process`, version 1
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html).
 */
export const credentialProcess = ({ values }: Exported): string =>
  jsonText({
    Version: 1,
    AccessKeyId: values.AWS_ACCESS_KEY_ID,
    SecretAccessKey: values.AWS_SECRET_ACCESS_KEY,
    SessionToken: values.AWS_SESSION_TOKEN,
    Expiration: values.AWS_CREDENTIAL_EXPIRATION,
    AccountId: values.AWS_ACCOUNT_ID,
  });

/** A DNS-1123 label, which is a valid name for any Kubernetes resource. */
const resourceName = (profile: string) =>
  profile
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-|-$/g, '') || 'aws-credentials';

/** A Secret. Everything is quoted, since bare `1234`, `null` and `1e3` aren't text in YAML. */
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
