import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type FakeAws, type RecordedRequest, startFakeAws } from '../../src/demo/aws/fakeAws';
import { PORTAL, TOKEN, userOf, WORLD } from '../oracle/world';
import { type Environment, runProgram } from '../support/shells';

const MAIN = resolve(__dirname, '../../dist/main.js');

/** Another pod's token, for the same role. */
export const OTHER_TOKEN = 'header.payload.other';

const ACCOUNTS = {
  ...WORLD,
  webIdentities: WORLD.webIdentities?.flatMap((identity) => [identity, { ...identity, token: OTHER_TOKEN }]) ?? [],
  portals: [PORTAL],
};

/** What `assume exec` gave its child, and how. */
export interface Answer {
  /** Who asked for these credentials when they were issued, and which AWS: `ada at one`. The message, if it failed. */
  readonly by: string;
  /** The requests of this call, such as `AssumeRole One`. */
  readonly requests: readonly string[];
  readonly key: string | undefined;
}

/** A home folder, and two AWSs with the same users and roles that know nothing of each other's sessions. */
export interface OriginFixture {
  readonly home: string;
  readonly one: FakeAws;
  readonly two: FakeAws;
  /** Writes a file below the home folder. `%ONE%` and `%TWO%` stand for the URLs, `%HOME%` for the folder. */
  write(path: string, text: string): void;
  /** Runs `assume` with these arguments; STS and portal are at `one`, unless the variables say otherwise. */
  assume(args: readonly string[], env?: Environment): ReturnType<typeof runProgram>;
  /** The child of `assume exec` with these arguments. */
  exec(args: readonly string[], env?: Environment): Promise<Answer>;
  close(): Promise<void>;
}

const summary = ({ action, parameters: { RoleArn: arn } }: RecordedRequest) =>
  [action, arn?.split('/').at(-1)].filter(Boolean).join(' ');

export async function openOriginFixture(config: string, credentials = ''): Promise<OriginFixture> {
  const home = mkdtempSync(join(tmpdir(), 'assume-origin-'));
  const [one, two] = await Promise.all([startFakeAws(ACCOUNTS), startFakeAws(ACCOUNTS)]);
  const named = [
    ['one', one],
    ['two', two],
  ] as const;
  const fill = (text: string) =>
    text.replaceAll('%ONE%', one.url).replaceAll('%TWO%', two.url).replaceAll('%HOME%', home);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), fill(text), { mode: 0o600 });
  };
  write('.aws/config', config);
  write('.aws/credentials', credentials);
  write('token', TOKEN);
  const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } = userOf('process');
  write('process.json', JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey }));

  const owners = new Map(WORLD.users.map(({ accessKeyId, name }) => [accessKeyId, name]));
  const askedBy = ({ accessKeyId = '', parameters, action }: RecordedRequest) =>
    owners.get(accessKeyId) ?? (action === 'AssumeRole' ? 'a session' : (parameters.WebIdentityToken ?? 'portal'));
  const assume: OriginFixture['assume'] = (args, env = {}) => {
    const urls = { AWS_ENDPOINT_URL_STS: one.url, AWS_ENDPOINT_URL_SSO: one.url, AWS_ENDPOINT_URL_SSO_OIDC: one.url };
    const variables = { AWS_DEFAULT_REGION: 'eu-west-1', AWS_EC2_METADATA_DISABLED: 'true', ...urls, ...env };
    const filled = Object.entries(variables).map(([name, value]) => [name, value && fill(value)]);
    return runProgram(process.execPath, [MAIN, ...args], { env: { ...Object.fromEntries(filled), HOME: home } });
  };
  return {
    home,
    one,
    two,
    write,
    assume,
    async exec(args, env) {
      const before = named.map(([, { requests }]) => requests.length);
      const { status, stdout, stderr } = await assume(['exec', ...args, '--', 'printenv', 'AWS_ACCESS_KEY_ID'], env);
      const made = named.flatMap(([name, { requests }], at) =>
        requests.slice(before[at]).map((request) => ({ name, request })),
      );
      const requests = made.map(({ request }) => summary(request));
      if (status !== 0) return { by: stderr, requests, key: undefined };
      const key = stdout.trim();
      const issuing = made.filter(({ request: { action } }) => /^(AssumeRole|GetRoleCredentials)/.test(action));
      const [first] = issuing;
      if (first) owners.set(key, `${askedBy(first.request).replace(/ at .*/, '')} at ${first.name}`);
      return { by: owners.get(key) ?? 'nobody', requests, key };
    },
    async close() {
      await Promise.all([one.close(), two.close()]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
