import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type RecordedRequest, type FakeAws as Sts, startFakeAws as startSts } from '../../src/demo/aws/fakeAws';
import { runAws } from '../support/awsCli';
import { type Environment, runProgram } from '../support/shells';
import type { Row } from './row';
import { DEVICE, PORTAL, TOKEN, userOf, WORLD } from './world';

// Else the SDK writes to stderr on Node 20.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const MAIN = resolve(__dirname, '../../dist/main.js');

/** One request, as far as both must say the same. */
export interface Asked {
  readonly action: string;
  readonly signer?: string | undefined;
  readonly region?: string | undefined;
  readonly error?: string | undefined;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** What came of a row: who one is, and what was asked of AWS on the way. */
export interface Outcome {
  readonly who: string | undefined;
  readonly requests: readonly Asked[];
  /** What was said on stderr: for the one who reads a failure. */
  readonly said: string;
}

/** The session's name is what a program makes up; so is the code that is good now. */
const anonymous = (text: string | undefined) =>
  text?.replace(/(^|\/)(botocore-session-\d+|[^/]*-session)$/, '$1(made up)');

function asked({ action, signer, region, errorCode: error, parameters }: RecordedRequest): Asked {
  const { TokenCode: code, RoleSessionName: name, ...others } = parameters;
  const named = {
    ...others,
    ...(name && { RoleSessionName: anonymous(name) as string }),
    ...(code && { TokenCode: '######' }),
  };
  return Object.fromEntries(
    Object.entries({ action, signer: anonymous(signer), region, error, parameters: named }).filter(
      ([, value]) => value,
    ),
  ) as unknown as Asked;
}

async function post(url: string, body: object): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json() as never;
}

/** Signs somebody in as `aws sso login` does, and keeps the token where it does. */
export async function signIn({ url, identityCenter }: Sts, home: string, name: string): Promise<void> {
  const { startUrl, region } = PORTAL;
  const client = await post(`${url}/client/register`, { clientName: 'test', clientType: 'public' });
  const device = await post(`${url}/device_authorization`, { ...client, startUrl });
  identityCenter.answerDevice(device.userCode ?? '', 'allow');
  const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
  const { accessToken } = await post(`${url}/token`, { ...client, grantType, deviceCode: device.deviceCode });
  const folder = join(home, '.aws', 'sso', 'cache');
  mkdirSync(folder, { recursive: true });
  const expiresAt = new Date(Date.now() + 4 * 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z');
  const token = { startUrl, region, accessToken, expiresAt };
  writeFileSync(join(folder, `${createHash('sha1').update(name).digest('hex')}.json`), JSON.stringify(token));
}

/** What programs have around them. */
export interface Scene {
  readonly sts: Sts;
  readonly home: string;
  readonly env: Environment;
}

/** A home with the files of a row, and an AWS of its own. */
async function open({ config = '', credentials = '', env = {}, signedIn }: Row): Promise<Scene> {
  const home = mkdtempSync(join(tmpdir(), 'assume-oracle-'));
  const sts = await startSts(WORLD);
  const write = (name: string, text: string) => writeFileSync(join(home, name), text.replaceAll('%HOME%', home));
  mkdirSync(join(home, '.aws'));
  write('.aws/config', config);
  write('.aws/credentials', credentials);
  write('token', TOKEN);
  const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } = userOf('process');
  write('process.json', JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey }));
  if (signedIn !== undefined) await signIn(sts, home, signedIn);
  const given = Object.entries(env).map(([name, value]) => [name, value?.replaceAll('%URL%', sts.url)]);
  return { sts, home, env: { AWS_EC2_METADATA_DISABLED: 'true', ...Object.fromEntries(given) } };
}

/** A program that makes of a row who one is, and what it says. */
export type Program = (scene: Scene, row: Row) => Promise<Omit<Outcome, 'requests'>>;

/** What programs make of a row, one after the other in the same home. */
export async function done(row: Row, ...programs: readonly Program[]): Promise<readonly Outcome[]> {
  const scene = await open(row);
  const outcomes: Outcome[] = [];
  try {
    for (const program of programs) {
      const before = scene.sts.requests.length;
      const { who, said } = await program(scene, row);
      outcomes.push({ who: anonymous(who), said, requests: scene.sts.requests.slice(before).map(asked) });
    }
    return outcomes;
  } finally {
    await scene.sts.close();
    rmSync(scene.home, { recursive: true, force: true });
  }
}

/** Any command of the AWS CLI that prints an ARN; a code is typed if it is asked for. */
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
    return { who: status === 0 ? stdout.trim() : undefined, said: stderr };
  };

/** The AWS CLI. */
export const aws: Program = (scene, row) =>
  awsWith('sts', 'get-caller-identity', '--query', 'Arn', '--profile', row.profile ?? 'a')(scene, row);

/** Who one is in an environment that `assume exec` made; `undefined` if AWS does not take what is in it. */
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

/** The built `assume exec` with any words, and then whoever its variables are. */
export const assumeWith =
  (...words: readonly string[]): Program =>
  async ({ sts, home, env: given }, { mfa }) => {
    const names = ['STS', 'SSO', 'SSO_OIDC'].map((name) => [`AWS_ENDPOINT_URL_${name}`, sts.url]);
    const code = mfa ? ['--mfa-token', sts.mfaCode(DEVICE)] : [];
    const args = [MAIN, 'exec', ...words, '--no-input', ...code, '--', '/usr/bin/env', '-0'];
    const { status, stdout, stderr } = await runProgram(process.execPath, args, {
      env: { AWS_DEFAULT_REGION: 'eu-west-1', ...Object.fromEntries(names), ...given, HOME: home },
    });
    if (status !== 0) return { who: undefined, said: stderr };
    const env = Object.fromEntries(stdout.split('\0').map((entry) => entry.split(/=(.*)/s) as [string, string]));
    return { who: await identity(env, sts.url), said: stderr };
  };

/** The built `assume`. */
export const assume: Program = (scene, row) => assumeWith(row.profile ?? 'a')(scene, row);
