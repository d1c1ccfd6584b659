import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type FakeAws, type RecordedRequest, startFakeAws } from '../../src/demo/aws/fakeAws';
import { runAws } from '../support/awsCli';
import { type Environment, runProgram } from '../support/shells';
import type { Row } from './row';
import { DEVICE, PORTAL, TOKEN, userOf, WORLD } from './world';

// Else the SDK writes to stderr on Node 20.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const MAIN = resolve(__dirname, '../../dist/main.js');

/** A request to AWS: the parts in which both programs must agree. */
export interface ObservedRequest {
  readonly action: string;
  readonly signer?: string | undefined;
  readonly region?: string | undefined;
  readonly error?: string | undefined;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** The result of a program: the identity it ends with, and its requests to AWS. */
export interface Outcome {
  /** An ARN; `undefined` if the program failed. */
  readonly who: string | undefined;
  readonly requests: readonly ObservedRequest[];
  /** For whoever reads a failure. */
  readonly stderr: string;
}

/** Both programs make up session names of their own. */
const anonymous = (text: string | undefined) =>
  text?.replace(/(^|\/)(botocore-session-\d+|[^/]*-session)$/, '$1(generated)');

function observe({ action, signer, region, errorCode: error, parameters }: RecordedRequest): ObservedRequest {
  const { TokenCode: code, RoleSessionName: name, ...others } = parameters;
  const comparable = {
    ...others,
    ...(name && { RoleSessionName: anonymous(name) as string }),
    ...(code && { TokenCode: '######' }),
  };
  return Object.fromEntries(
    Object.entries({ action, signer: anonymous(signer), region, error, parameters: comparable }).filter(
      ([, value]) => value,
    ),
  ) as unknown as ObservedRequest;
}

async function post(url: string, body: object): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json() as never;
}

/**
 * Signs in as `aws sso login` does, and stores the token where it does.
 * @param scopes only with some can the token be renewed
 */
export async function signIn(
  { url, identityCenter }: FakeAws,
  home: string,
  name: string,
  scopes: readonly string[] = [],
): Promise<void> {
  const { startUrl, region } = PORTAL;
  const client = await post(`${url}/client/register`, { clientName: 'test', clientType: 'public', scopes });
  const device = await post(`${url}/device_authorization`, { ...client, startUrl });
  identityCenter.answerDevice(device.userCode ?? '', 'allow');
  const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
  const issued = await post(`${url}/token`, { ...client, grantType, deviceCode: device.deviceCode });
  const folder = join(home, '.aws', 'sso', 'cache');
  mkdirSync(folder, { recursive: true });
  const expiresAt = new Date(Date.now() + 4 * 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z');
  const { clientId, clientSecret } = client;
  const registration = { clientId, clientSecret, registrationExpiresAt: '2099-01-01T00:00:00Z' };
  const { accessToken, refreshToken } = issued;
  const token = { startUrl, region, accessToken, expiresAt, ...(refreshToken && { refreshToken, ...registration }) };
  writeFileSync(join(folder, `${createHash('sha1').update(name).digest('hex')}.json`), JSON.stringify(token));
}

/** Where programs run. */
export interface Scene {
  readonly sts: FakeAws;
  readonly home: string;
  readonly env: Environment;
}

/** A home folder with the files of a row, and an AWS of its own. */
async function open({ config = '', credentials = '', env = {}, signedIn }: Row): Promise<Scene> {
  const home = mkdtempSync(join(tmpdir(), 'assume-oracle-'));
  const sts = await startFakeAws(WORLD);
  const write = (name: string, text: string) => writeFileSync(join(home, name), text.replaceAll('%HOME%', home));
  mkdirSync(join(home, '.aws'));
  write('.aws/config', config);
  write('.aws/credentials', credentials);
  write('token', TOKEN);
  const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } = userOf('process');
  write('process.json', JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey }));
  if (signedIn !== undefined) await signIn(sts, home, signedIn);
  const variables = Object.entries(env).map(([name, value]) => [
    name,
    value?.replaceAll('%URL%', sts.url).replaceAll('%HOME%', home),
  ]);
  return { sts, home, env: { AWS_EC2_METADATA_DISABLED: 'true', ...Object.fromEntries(variables) } };
}

/** A program that obtains the credentials of a row. */
export type Program = (scene: Scene, row: Row) => Promise<Omit<Outcome, 'requests'>>;

/** Runs programs on a row, one after the other in the same home folder. */
export async function runPrograms(row: Row, ...programs: readonly Program[]): Promise<readonly Outcome[]> {
  const scene = await open(row);
  const outcomes: Outcome[] = [];
  try {
    for (const program of programs) {
      const before = scene.sts.requests.length;
      const { who, stderr } = await program(scene, row);
      outcomes.push({ who: anonymous(who), stderr, requests: scene.sts.requests.slice(before).map(observe) });
    }
    return outcomes;
  } finally {
    await scene.sts.close();
    rmSync(scene.home, { recursive: true, force: true });
  }
}

/** A command of the AWS CLI that prints an ARN. It gets an MFA code if it prompts for one. */
export const awsWith =
  (...args: readonly string[]): Program =>
  async ({ sts, home, env }, { mfa }) => {
    const mfaCode = mfa ? { mfaCode: sts.mfaCode(DEVICE) } : {};
    const { status, stdout, stderr } = await runAws([...args, '--output', 'text'], {
      home,
      sts: sts.url,
      ...mfaCode,
      env,
    });
    return { who: status === 0 ? stdout.trim() : undefined, stderr };
  };

/** The AWS CLI. */
export const aws: Program = (scene, row) =>
  awsWith('sts', 'get-caller-identity', '--query', 'Arn', '--profile', row.profile ?? 'a')(scene, row);

/** The identity of the credentials in an environment; `undefined` if AWS rejects them. */
async function identity(env: Record<string, string>, endpoint: string): Promise<string | undefined> {
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN } = env;
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1';
  const token = AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {};
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, ...token };
  const client = new STSClient({ credentials, region, endpoint, maxAttempts: 1 });
  try {
    return (await client.send(new GetCallerIdentityCommand({}))).Arn;
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}

/** The built `assume exec` with these arguments; who its child is. */
export const assumeWith =
  (...args: readonly string[]): Program =>
  async ({ sts, home, env: variables }, { mfa }) => {
    const names = ['STS', 'SSO', 'SSO_OIDC'].map((name) => [`AWS_ENDPOINT_URL_${name}`, sts.url]);
    const code = mfa ? ['--mfa-token', sts.mfaCode(DEVICE)] : [];
    const argv = [MAIN, 'exec', ...args, '--no-input', ...code, '--', '/usr/bin/env', '-0'];
    const { status, stdout, stderr } = await runProgram(process.execPath, argv, {
      env: { AWS_DEFAULT_REGION: 'eu-west-1', ...Object.fromEntries(names), ...variables, HOME: home },
    });
    if (status !== 0) return { who: undefined, stderr };
    const env = Object.fromEntries(stdout.split('\0').map((entry) => entry.split(/=(.*)/s) as [string, string]));
    return { who: await identity(env, sts.url), stderr };
  };

/** The built `assume`. */
export const assume: Program = (scene, row) => assumeWith(row.profile ?? 'a')(scene, row);
