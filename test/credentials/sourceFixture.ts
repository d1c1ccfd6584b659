import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { askSource } from '../../src/credentials/askSource';
import type { RequestedSource, SourceContext } from '../../src/credentials/resolveContext';
import type { AwsAccounts } from '../../src/demo/aws/awsAccounts';
import { type FakeAws, startFakeAws } from '../../src/demo/aws/fakeAws';
import type { FaultName, FaultOptions } from '../../src/demo/aws/faultInjection';
import type { KeySource, SourceSettings, SsoSession } from '../../src/plan/sources';
import type { Env } from '../../src/platform/env';
import { realFiles } from '../../src/platform/files';
import { ACCOUNTS, PORTAL } from '../demo/awsFixture';
import { fakeSts, realNetwork } from './stsFixture';

export type { FaultName, FaultOptions };

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** With a blank in its name, and the start URL as the console shows it. */
export const SESSION: SsoSession = {
  name: 'my corp',
  startUrl: `${PORTAL.startUrl}/#`,
  region: 'eu-west-1',
  scopes: ['sso:account:access'],
};
export const LEGACY: SsoSession = { startUrl: PORTAL.startUrl, region: 'eu-west-1', scopes: [] };

/** A home folder and a fake AWS on loopback, with sources to request. */
export interface SourceFixture {
  readonly aws: FakeAws;
  readonly home: string;
  readonly env: Env;
  readonly context: SourceContext;
  write(path: string, text: string): string;
  /** Where the fake AWS is, for every service. */
  readonly url: string;
  ask(source: Exclude<SourceSettings, KeySource>, env?: Env): ReturnType<typeof askSource>;
  close(): Promise<void>;
}

export async function openSourceFixture(accounts: AwsAccounts = ACCOUNTS): Promise<SourceFixture> {
  const home = mkdtempSync(join(tmpdir(), "assume's home-"));
  const aws = await startFakeAws(accounts);
  const env: Env = { HOME: home, PATH: process.env.PATH, AWS_ENDPOINT_URL: aws.url };
  const { sts } = fakeSts();
  const context: SourceContext = {
    env,
    files: realFiles,
    sts,
    now: () => new Date(),
    network: realNetwork(),
    endpoint: { region: 'eu-west-1', endpoint: aws.url },
  };
  const here = { url: aws.url };
  const endpoints = { portal: here, oidc: here, signin: here, metadata: here };
  return {
    aws,
    home,
    env,
    context,
    write(path, text) {
      const file = join(home, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return file;
    },
    url: aws.url,
    ask: (source, more = {}) =>
      askSource({ ...source, endpoints } as RequestedSource, { ...context, env: { ...env, ...more } }),
    async close() {
      await aws.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** What a promise is rejected with. Fails if it isn't. */
export async function thrown(work: Promise<unknown>) {
  try {
    await work;
  } catch (error) {
    return error as Error & { exitCode: number; hints: readonly (readonly [string, string])[]; session?: SsoSession };
  }
  throw new Error('nothing was thrown');
}
