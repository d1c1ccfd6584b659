import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type FakeAws, startFakeAws } from '../../src/demo/aws/fakeAws';
import { pythonOf, testWith } from '../support/tools';
import { ACCOUNTS, PORTAL } from './awsFixture';

const CONFIG = `[sso-session acme]
sso_start_url = ${PORTAL.startUrl}
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile viewer]
sso_session = acme
sso_account_id = 222233334444
sso_role_name = Viewer
region = eu-west-1

[profile old]
sso_start_url = ${PORTAL.startUrl}
sso_region = eu-west-1
sso_account_id = 222233334444
sso_role_name = Viewer
region = eu-west-1
`;

let sts: FakeAws;
let home: string;
beforeEach(async () => {
  sts = await startFakeAws(ACCOUNTS, { answer: 'allow' });
  home = mkdtempSync(join(tmpdir(), 'aws-cli-'));
  mkdirSync(join(home, '.aws'));
  writeFileSync(join(home, '.aws', 'config'), CONFIG);
});
afterEach(async () => {
  await sts.close();
  rmSync(home, { recursive: true, force: true });
});

/** Runs the AWS CLI, and fetches the sign-in page that it prints, as a browser would. */
async function aws(...args: string[]) {
  const child = spawn(pythonOf('awscli'), [join(__dirname, 'awsCli.py'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: '/usr/bin:/bin',
      HOME: home,
      PYTHONUNBUFFERED: '1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL_STS: sts.url,
      AWS_ENDPOINT_URL_SSO: sts.url,
      AWS_ENDPOINT_URL_SSO_OIDC: sts.url,
    },
  });
  child.stdout.on('data', (chunk) => {
    const [page] = /http:\S+user_code=\S+/.exec(String(chunk)) ?? [];
    if (page) void fetch(page);
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await ended, stdout, stderr };
}

testWith('awscli').each(['viewer', 'old'])(
  'the AWS CLI signs in to the portal for the profile %s, and uses the credentials',
  async (profile) => {
    expect(await aws('sso', 'login', '--no-browser', '--profile', profile)).toMatchObject({ status: 0, stderr: '' });
    const { stdout, stderr } = await aws(
      'sts',
      'get-caller-identity',
      '--output',
      'text',
      '--query',
      'Arn',
      '--profile',
      profile,
    );
    expect([stderr, stdout]).toEqual([
      '',
      expect.stringMatching(
        /^arn:aws:sts::222233334444:assumed-role\/AWSReservedSSO_Viewer_\w{16}\/ada@example\.com\n$/,
      ),
    ]);
  },
  30_000,
);
