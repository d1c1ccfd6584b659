import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Env } from '../../src/platform/env';
import { arn, planOf } from '../plan/planFixtures';
import { plainEnvironment, runProgram } from '../support/shells';
import { describeWith, program } from '../support/tools';

/**
 * Runs the AWS CLI itself on profiles of IAM Identity Center, behind a proxy that only writes down which hosts it is asked
 * for. Every setting, in every partition, is compared with its code in test/plan/endpoints.test.ts.
 */

const START_URL = 'https://acme.awsapps.com/start';
const center = (region: string) =>
  `sso_account_id = 123456789012\nsso_role_name = R\nsso_start_url = ${START_URL}\nsso_region = ${region}\n`;
const ofSession = (region: string) =>
  `sso_account_id = 123456789012\nsso_role_name = R\nsso_session = corp\n[sso-session corp]\nsso_start_url = ${START_URL}\nsso_region = ${region}\nsso_registration_scopes = sso:account:access\n`;

interface Row {
  readonly title: string;
  readonly config: string;
  readonly env?: Env;
  /** Whether the saved token has to be renewed first. */
  readonly isOld?: true;
  /** The host that Debian's AWS CLI still asks. */
  readonly older?: string;
}

const me = (lines: string) => `[profile me]\n${lines}`;
const ROWS: readonly Row[] = [
  { title: 'a profile without any setting', config: me(center('eu-west-1')) },
  { title: 'FIPS in the environment', config: me(center('us-east-1')), env: { AWS_USE_FIPS_ENDPOINT: 'true' } },
  {
    title: 'FIPS in GovCloud, where newer versions ask the ordinary host, as we do',
    config: me(`use_fips_endpoint = true\n${center('us-gov-west-1')}`),
    older: 'portal.sso-fips.us-gov-west-1.amazonaws.com',
  },
  { title: 'dual-stack', config: me(`use_dualstack_endpoint = true\n${center('eu-west-1')}`) },
  { title: 'an isolated partition', config: me(center('us-iso-east-1')) },
  { title: 'the region of the profile', config: me(`region = us-gov-west-1\n${center('eu-west-1')}`) },
  {
    title: 'FIPS of a role, and not of its source',
    config: `${me(`use_fips_endpoint = true\nrole_arn = ${arn('R')}\nsource_profile = base\n`)}[profile base]\nuse_dualstack_endpoint = true\n${center('us-east-1')}`,
  },
  {
    title: 'a token to renew, with FIPS',
    config: me(`use_fips_endpoint = true\n${ofSession('us-east-1')}`),
    isOld: true,
  },
];

describeWith('awscli', 'the AWS CLI asks the hosts that a plan names, for', () => {
  let home: string;
  let proxy: Server;
  let asked: string[];
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'assume-hosts-'));
    asked = [];
    proxy = createServer().on('connect', ({ url = '' }, socket) => {
      asked.push(url);
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    proxy.close();
    rmSync(home, { recursive: true, force: true });
  });

  function saveToken(isOld: boolean) {
    const folder = join(home, '.aws/sso/cache');
    mkdirSync(folder, { recursive: true });
    const expiresAt = new Date(Date.now() + (isOld ? -60_000 : 3_600_000)).toISOString().replace(/\.\d+Z$/, 'Z');
    const registration = { clientId: 'i', clientSecret: 's', registrationExpiresAt: '2099-01-01T00:00:00Z' };
    const token = { accessToken: 't', expiresAt, refreshToken: 'r', ...registration };
    for (const key of [START_URL, 'corp']) {
      const name = createHash('sha1').update(key).digest('hex');
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(token));
    }
  }

  test.each(ROWS)('$title', async ({ config, env = {}, isOld = false, older }) => {
    saveToken(isOld);
    writeFileSync(join(home, '.aws/config'), config);
    const { port } = proxy.address() as AddressInfo;
    await runProgram(program('awscli'), ['sts', 'get-caller-identity', '--profile', 'me', '--region', 'eu-west-3'], {
      env: plainEnvironment({
        HOME: home,
        HTTPS_PROXY: `http://127.0.0.1:${port}`,
        AWS_MAX_ATTEMPTS: '1',
        AWS_EC2_METADATA_DISABLED: 'true',
        ...env,
      }),
    });
    const { source } = planOf({ config }, 'me', env);
    if (source.kind !== 'sso') throw new Error(source.kind);
    const { portal, oidc } = source.endpoints;
    const { hostname } = new URL(isOld ? oidc.url : portal.url);
    expect([hostname, older]).toContain(asked[0]?.replace(':443', ''));
    expect(new Set(asked).size).toBe(1);
  });
});
