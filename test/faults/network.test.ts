import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tokenFile } from '../../src/credentials/ssoSignIn/ssoToken';
import type { FaultName } from '../../src/demo/aws/faultInjection';
import { PORTAL } from '../../src/demo/sampleAccounts';
import { scriptOf } from '../support/demo';
import { describeShell, SHELL_NAMES, type ShellName } from '../support/shells';
import { interactiveShell } from '../support/terminal';
import { BEFORE, type Demo, expectAssumed, expectUnchanged, openDemo, outcome } from './faultFixture';

const NOT_AWS =
  /http:\/\/127\.0\.0\.1:\d+ returned HTTP status 200, but not an AWS response; a proxy may be in the way\.\nCheck the connection: curl http/;

interface Row {
  readonly status: number;
  readonly says: RegExp;
  /** How many requests arrive. */
  readonly requests: number;
}

/** What goes wrong at the server, and what the program does about it. */
const FAULTS: Readonly<Partial<Record<FaultName, Row>>> = {
  internalFailure: {
    status: 1,
    requests: 2,
    says: /AWS failed to process .* \(InternalFailure\): The request processing has failed/,
  },
  serviceUnavailable: {
    status: 1,
    requests: 2,
    says: /AWS failed to process .* \(ServiceUnavailable\): .* temporary failure/,
  },
  throttling: {
    status: 5,
    requests: 2,
    says: /AWS is throttling requests and rejected .* \(Throttling\): Rate exceeded/,
  },
  malformedXml: { status: 1, requests: 1, says: NOT_AWS },
  htmlPage: { status: 1, requests: 1, says: NOT_AWS },
  truncated: { status: 1, requests: 2, says: /returned HTTP status (200|403), but not an AWS response/ },
  close: {
    status: 1,
    requests: 2,
    says: /could not be reached: the connection was closed without a response \[ECONNRESET\]\nCheck the connection: curl http/,
  },
};
const ROWS = Object.entries(FAULTS) as [FaultName, Row][];

const ENDPOINTS: [title: string, url: string, says: RegExp][] = [
  [
    'nothing listens',
    'http://127.0.0.1:9',
    /could not be reached: connection refused \[ECONNREFUSED\]\nCheck the connection: curl /,
  ],
  [
    'a host that does not exist',
    'http://sts.invalid',
    /could not be reached: DNS lookup failed \(are you online\?\) \[(ENOTFOUND|EAI_AGAIN)\]\nCheck the connection: curl /,
  ],
  [
    'TLS with a server that has none',
    'https',
    /could not be reached: TLS handshake failed \(does the URL need http:\/\/ instead of https:\/\/\?\) \[EPROTO\]/,
  ],
];

/** Signs in with a device code, and saves the token where the AWS CLI does. @returns its file */
async function signIn({ aws: sts, home }: Demo): Promise<string> {
  const post = async (path: string, body: object) =>
    (await (await fetch(sts.url + path, { method: 'POST', body: JSON.stringify(body) })).json()) as Record<
      string,
      string
    >;
  const scopes = ['sso:account:access'];
  const client = await post('/client/register', { clientName: 'test', clientType: 'public', scopes });
  const device = await post('/device_authorization', { ...client, startUrl: PORTAL.startUrl });
  sts.identityCenter.answerDevice(device.userCode ?? '', 'allow');
  const grant = { grantType: 'urn:ietf:params:oauth:grant-type:device_code', deviceCode: device.deviceCode };
  const token = await post('/token', { ...client, ...grant });
  const file = tokenFile({ name: 'acme', ...PORTAL, scopes }, { HOME: home.folder });
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  writeFileSync(file, JSON.stringify({ ...token, startUrl: PORTAL.startUrl, region: PORTAL.region, expiresAt }), {
    mode: 0o600,
  });
  return file;
}

/** In seconds: after this the program has ended, on a machine that does other things too. */
const GIVES_UP = 40;

const TIMED_OUT = /could not be reached: timed out \[ETIMEDOUT\]\nCheck the connection: curl http/;
const INCOMPLETE = /: no complete response within 21 seconds[.\n]/;

/** Servers that never respond, or never end their response; the runs that wait start here, in parallel with all tests. */
const WAITING = [
  ['hang', 'dev', TIMED_OUT],
  ['hang', 'analyst', TIMED_OUT],
  ['stalled', 'dev', INCOMPLETE],
  ['stalled', 'analyst', INCOMPLETE],
  ['stalled', 'task', INCOMPLETE],
] as const;
const waiting = WAITING.map(async ([fault, profile]) => {
  const demo = await openDemo();
  try {
    await signIn(demo);
    appendFileSync(
      join(demo.home.folder, '.aws', 'config'),
      '[profile task]\nrole_arn = arn:aws:iam::222233334444:role/R\ncredential_source = EcsContainer\n',
    );
    demo.aws.fault(fault);
    const start = Date.now();
    const variables = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${demo.aws.url}/container` };
    const result = await outcome('bash', demo, `${profile} --no-cache`, { ...BEFORE, ...variables });
    return { ...result, seconds: (Date.now() - start) / 1000 };
  } finally {
    await demo.close();
  }
});

describeShell('bash', 'a network failure in bash', () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterEach(() => demo.aws.clearFaults());
  afterAll(() => demo.close());

  const expectRow = async (shell: ShellName, words: string, { status, says, requests }: Row, action: string) => {
    const result = await outcome(shell, demo, words, BEFORE);
    expect(result.stderr).toMatch(says);
    expect(result.status).toBe(status);
    expect(result.requests).toEqual(Array(requests).fill(expect.stringContaining(action)));
    expectUnchanged(result);
  };

  test.each(ROWS)('AssumeRole: %s', async (name, row) => {
    demo.aws.fault(name);
    await expectRow('bash', 'dev --no-cache', row, 'AssumeRole');
  });

  // The code is wrong, so that none is used up and no session is opened. AWS takes a code once, and looks at none while throttling.
  test.each(ROWS)('GetSessionToken, with an MFA code: %s', async (name, row) => {
    demo.aws.fault(name);
    const requests = name === 'throttling' ? row.requests : 1;
    await expectRow('bash', 'billing -t 000000', { ...row, requests }, 'GetSessionToken');
  });

  test.each(ROWS)(
    'AssumeRole after GetSessionToken: %s; the MFA session stays cached, so that no other code is needed',
    async (name, row) => {
      if (name === ROWS[0]?.[0]) expect((await outcome('bash', demo, `billing -t ${demo.mfaCode()}`)).status).toBe(0);
      demo.aws.fault(name);
      await expectRow('bash', 'billing --refresh', row, 'AssumeRole');
    },
  );

  test.each(ROWS)('GetRoleCredentials of IAM Identity Center: %s', async (name, row) => {
    await signIn(demo);
    demo.aws.fault(name);
    await expectRow('bash', 'analyst --no-cache', row, 'GetRoleCredentials');
  });

  test.each(ROWS)('RegisterClient, at a sign-in: %s', async (name, row) => {
    demo.aws.fault(name);
    await expectRow('bash', 'login analyst --device', row, 'RegisterClient');
  });

  test.each(['internalFailure', 'throttling', 'close'] as const)(
    '%s once is retried, and the retry succeeds',
    async (name) => {
      demo.aws.fault(name, { times: 1 });
      const result = await outcome('bash', demo, 'dev --no-cache', BEFORE);
      expect([result.status, result.stderr, result.requests.length]).toEqual([0, '', 2]);
      expectAssumed(result, 'dev');
    },
  );

  test.each(['internalFailure', 'close'] as const)(
    '%s is not retried with an MFA code, which AWS takes once',
    async (name) => {
      demo.aws.fault(name, { times: 1 });
      const result = await outcome('bash', demo, `billing --no-cache -t ${demo.mfaCode()}`, BEFORE);
      expect([result.status, result.requests.length]).toEqual([1, 1]);
      expectUnchanged(result);
    },
  );

  test('a clock that is off is corrected with the same MFA code: AWS has not looked at it', async () => {
    demo.aws.fault('clock', { seconds: 7200 });
    const result = await outcome('bash', demo, `billing --no-cache -t ${demo.mfaCode()}`, BEFORE);
    expect([result.status, result.requests.length]).toEqual([0, 2]);
    expectAssumed(result, 'billing');
  });

  test.each(ENDPOINTS)('%s', async (_title, url, says) => {
    const endpoint = url === 'https' ? demo.aws.url.replace('http', 'https') : url;
    for (const [words, name] of [
      ['dev --no-cache', 'STS'],
      ['analyst --no-cache', 'SSO'],
    ] as const) {
      const result = await outcome('bash', demo, words, { ...BEFORE, [`AWS_ENDPOINT_URL_${name}`]: endpoint });
      expect(result.stderr).toMatch(says);
      expect(result.status).toBe(1);
      expectUnchanged(result);
    }
  });

  test.each([
    [7200, 'behind'],
    [-7200, 'ahead of'],
  ])('corrects a clock that is %d seconds off, and says so', async (seconds, word) => {
    demo.aws.fault('clock', { seconds });
    const result = await outcome('bash', demo, 'dev --no-cache', BEFORE);
    expect(result.stderr).toMatch(
      new RegExp(`This machine's clock is 120 minutes ${word} AWS's\\. Expiry times shown will be off\\.`),
    );
    expect([result.status, result.requests.length]).toEqual([0, 2]);
    expectAssumed(result, 'dev');
  });

  test('a role that does not trust the caller: the message shows the missing trust policy', async () => {
    const result = await outcome('bash', demo, 'denied', BEFORE);
    expect(result.stderr).toMatch(/AccessDenied/);
    expect(result.stderr).toContain(
      'must contain: {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/ada"},"Action":["sts:AssumeRole"]}',
    );
    expect(result.status).toBe(5);
    expectUnchanged(result);
  });

  test('an access key that no longer exists: where it is set, and how to renew it', async () => {
    const file = join(demo.home.folder, 'other-credentials');
    writeFileSync(file, '[me]\naws_access_key_id = AKIAGONEGONEGONEGONE\naws_secret_access_key = gone-secret\n', {
      mode: 0o600,
    });
    const result = await outcome('bash', demo, 'dev', { ...BEFORE, AWS_SHARED_CREDENTIALS_FILE: file });
    expect(result.stderr).toMatch(
      /InvalidClientTokenId.*\nThe access key is set in ~\/other-credentials:2\.\nRenew the access key: aws configure --profile me\n/,
    );
    expect(result.stderr).not.toContain('gone-secret');
    expect(result.status).toBe(5);
    expectUnchanged(result);
  });

  test('a sign-in that was revoked: how to sign in again', async () => {
    await signIn(demo);
    demo.aws.identityCenter.revokeTokens();
    const result = await outcome('bash', demo, 'analyst --no-cache', BEFORE);
    expect(result.stderr).toMatch(/Your sign-in to "acme" is no longer valid\.\nSign in: assume login analyst\n/);
    expect(result.status).toBe(4);
    expectUnchanged(result);
  });

  test('waits for a slow response, and shows what it is waiting for', async () => {
    const { folder: home, env } = demo.home;
    const terminal = await interactiveShell('bash', { home, env, init: scriptOf('bash') });
    try {
      demo.aws.fault('slow', { seconds: 2 });
      terminal.type('assume dev --no-cache\r');
      await terminal.waitFor(/assume: waiting for STS in eu-west-1 \.\.\.$/);
      await terminal.waitFor(/\S+ dev {2}Developer @ 222233334444 {2}eu-west-1 {2}.* left/);
      expect(await terminal.prompt()).not.toContain('waiting');
    } finally {
      await terminal.close();
    }
  });
});

for (const shell of SHELL_NAMES.filter((name) => name !== 'bash')) {
  describeShell(shell, `a network failure in ${shell}`, () => {
    test('changes nothing, whether AWS fails, is throttling, or is something else', async () => {
      const demo = await openDemo();
      try {
        for (const name of ['internalFailure', 'throttling', 'htmlPage'] as const) {
          demo.aws.clearFaults();
          demo.aws.fault(name);
          const result = await outcome(shell, demo, 'dev --no-cache', BEFORE);
          expect(result.stderr).toMatch(FAULTS[name]?.says ?? /^$/);
          expect(result.status).toBe(FAULTS[name]?.status);
          expectUnchanged(result);
        }
      } finally {
        await demo.close();
      }
    });
  });
}

describeShell('bash', 'a server that never ends its response', () => {
  test.each(WAITING)('(%s) is given up for %s, and the process ends', async (fault, profile, says) => {
    const at = WAITING.findIndex((row) => row[0] === fault && row[1] === profile);
    const result = await (waiting[at] as (typeof waiting)[number]);
    expect(result.stderr).toMatch(says);
    expect(result.status).toBe(1);
    expect(result.seconds).toBeLessThan(GIVES_UP);
    expectUnchanged(result);
  });
});
