import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tokenFile } from '../../src/credentials/ssoSignIn/ssoToken';
import type { FaultName } from '../../src/demo/aws/faultInjection';
import { PORTAL } from '../../src/demo/sampleAccounts';
import { scriptOf } from '../support/demo';
import { describeShell, SHELL_NAMES, type ShellName } from '../support/shells';
import { interactiveShell } from '../support/terminal';
import { BEFORE, type Demo, expectAssumed, expectUnchanged, type Outcome, openDemo, outcome } from './support';

const NOT_AWS =
  /http:\/\/127\.0\.0\.1:\d+ answered with HTTP status 200, but not as AWS does\. Is there a proxy in between\?\ncurl http/;

interface Row {
  readonly status: number;
  readonly says: RegExp;
  /** How often it is asked. */
  readonly asks: number;
}

/** What happens at the other end, and what becomes of it here. */
const FAULTS: Readonly<Partial<Record<FaultName, Row>>> = {
  internalFailure: {
    status: 1,
    asks: 2,
    says: /AWS failed at .* \(InternalFailure\): The request processing has failed/,
  },
  serviceUnavailable: { status: 1, asks: 2, says: /AWS failed at .* \(ServiceUnavailable\): .* temporary failure/ },
  throttling: { status: 5, asks: 2, says: /AWS has too many requests at the moment.* \(Throttling\): Rate exceeded/ },
  malformedXml: { status: 1, asks: 1, says: NOT_AWS },
  htmlPage: { status: 1, asks: 1, says: NOT_AWS },
  truncated: { status: 1, asks: 2, says: /answered with HTTP status (200|403), but not as AWS does/ },
  close: {
    status: 1,
    asks: 2,
    says: /could not be reached: it closed the connection without an answer \(ECONNRESET\)\ncurl http/,
  },
};
const ROWS = Object.entries(FAULTS) as [FaultName, Row][];

const PLACES: [title: string, url: string, says: RegExp][] = [
  ['nothing listens', 'http://127.0.0.1:9', /could not be reached: nothing answers there \(ECONNREFUSED\)\ncurl /],
  [
    'a name that there is not',
    'http://sts.invalid',
    /could not be reached: its name .*; is there a network\? \((ENOTFOUND|EAI_AGAIN)\)\ncurl /,
  ],
  [
    'TLS where there is none',
    'https',
    /could not be reached: it does not speak TLS; is it http:\/\/ rather than https:\/\/\? \(EPROTO\)/,
  ],
];

/** Signs in as a person with a device would, and keeps the token where the AWS CLI does. */
async function signIn({ sts, home }: Demo): Promise<string> {
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

/** A server that never answers: it is waited for while all else goes on. */
const HANGING = ['dev', 'analyst'] as const;
const hanging = HANGING.map(async (profile) => {
  const demo = await openDemo();
  try {
    await signIn(demo);
    demo.sts.fault('hang');
    return await outcome('bash', demo, `${profile} --no-cache`, BEFORE);
  } finally {
    await demo.close();
  }
});

describeShell('bash', 'a network that fails, in bash', () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterEach(() => demo.sts.clearFaults());
  afterAll(() => demo.close());

  const expectRow = async (shell: ShellName, words: string, { status, says, asks }: Row, action: string) => {
    const result = await outcome(shell, demo, words, BEFORE);
    expect(result.stderr).toMatch(says);
    expect(result.status).toBe(status);
    expect(result.requests).toEqual(Array(asks).fill(expect.stringContaining(action)));
    expectUnchanged(result);
  };

  test.each(ROWS)('AssumeRole: %s', async (name, row) => {
    demo.sts.fault(name);
    await expectRow('bash', 'dev --no-cache', row, 'AssumeRole');
  });

  // No code is right: none is used up, and no session is opened.
  test.each(ROWS)('GetSessionToken, behind an MFA code: %s', async (name, row) => {
    demo.sts.fault(name);
    await expectRow('bash', 'billing -t 000000', row, 'GetSessionToken');
  });

  test.each(ROWS)(
    'AssumeRole after GetSessionToken: %s; the session is kept, so that no other code is needed',
    async (name, row) => {
      if (name === ROWS[0]?.[0]) expect((await outcome('bash', demo, `billing -t ${demo.mfaCode()}`)).status).toBe(0);
      demo.sts.fault(name);
      await expectRow('bash', 'billing --refresh', row, 'AssumeRole');
    },
  );

  test.each(ROWS)('GetRoleCredentials of IAM Identity Center: %s', async (name, row) => {
    await signIn(demo);
    demo.sts.fault(name);
    await expectRow('bash', 'analyst --no-cache', row, 'GetRoleCredentials');
  });

  test.each(ROWS)('RegisterClient, when somebody signs in: %s', async (name, row) => {
    demo.sts.fault(name);
    await expectRow('bash', 'login analyst --device', row, 'RegisterClient');
  });

  test.each(['internalFailure', 'throttling', 'close'] as const)(
    '%s once is asked again, and all is well',
    async (name) => {
      demo.sts.fault(name, { times: 1 });
      const result = await outcome('bash', demo, 'dev --no-cache', BEFORE);
      expect([result.status, result.stderr, result.requests.length]).toEqual([0, '', 2]);
      expectAssumed(result, 'dev');
    },
  );

  test.each(PLACES)('%s', async (_title, url, says) => {
    const place = url === 'https' ? demo.sts.url.replace('http', 'https') : url;
    for (const [words, name] of [
      ['dev --no-cache', 'STS'],
      ['analyst --no-cache', 'SSO'],
    ] as const) {
      const result = await outcome('bash', demo, words, { ...BEFORE, [`AWS_ENDPOINT_URL_${name}`]: place });
      expect(result.stderr).toMatch(says);
      expect(result.status).toBe(1);
      expectUnchanged(result);
    }
  });

  test.each([
    [7200, 'behind'],
    [-7200, 'ahead of'],
  ])('a clock of AWS that is %d seconds away is followed, and told', async (seconds, word) => {
    demo.sts.fault('clock', { seconds });
    const result = await outcome('bash', demo, 'dev --no-cache', BEFORE);
    expect(result.stderr).toMatch(new RegExp(`The clock of this machine is 120 minutes ${word} that of AWS`));
    expect([result.status, result.requests.length]).toEqual([0, 2]);
    expectAssumed(result, 'dev');
  });

  test('a role out of reach: the trust policy that is missing is in the message', async () => {
    const result = await outcome('bash', demo, 'denied', BEFORE);
    expect(result.stderr).toMatch(/AccessDenied/);
    expect(result.stderr).toContain(
      'must contain: {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/ada"},"Action":["sts:AssumeRole"]}',
    );
    expect(result.status).toBe(5);
    expectUnchanged(result);
  });

  test('an access key that is no more: where it stands, and how it is renewed', async () => {
    const file = join(demo.home.folder, 'other-credentials');
    writeFileSync(file, '[me]\naws_access_key_id = AKIAGONEGONEGONEGONE\naws_secret_access_key = gone-secret\n', {
      mode: 0o600,
    });
    const result = await outcome('bash', demo, 'dev', { ...BEFORE, AWS_SHARED_CREDENTIALS_FILE: file });
    expect(result.stderr).toMatch(
      /InvalidClientTokenId.*\naws configure --profile me +renews the access key \(.*other-credentials:2\)/,
    );
    expect(result.stderr).not.toContain('gone-secret');
    expect(result.status).toBe(5);
    expectUnchanged(result);
  });

  test('a sign-in that was ended: how to sign in again', async () => {
    await signIn(demo);
    demo.sts.identityCenter.revokeTokens();
    const result = await outcome('bash', demo, 'analyst --no-cache', BEFORE);
    expect(result.stderr).toMatch(/The sign-in to "acme" .* has ended\.\nassume login analyst +signs in/);
    expect(result.status).toBe(4);
    expectUnchanged(result);
  });

  test('a slow answer is an answer; meanwhile the person sees what is waited for', async () => {
    const { folder: home, env } = demo.home;
    const terminal = await interactiveShell('bash', { home, env, init: scriptOf('bash') });
    try {
      demo.sts.fault('slow', { seconds: 2 });
      terminal.type('assume dev --no-cache\r');
      await terminal.waitFor(/assume: waiting for STS in eu-west-1 \.\.\.$/);
      await terminal.waitFor(/assume: dev: 222233334444, eu-west-1, until \d\d:\d\d/);
      expect(await terminal.prompt()).not.toContain('waiting');
    } finally {
      await terminal.close();
    }
  });
});

for (const shell of SHELL_NAMES.filter((name) => name !== 'bash')) {
  describeShell(shell, `a network that fails, in ${shell}`, () => {
    test('changes nothing: AWS fails, is too busy, is somebody else', async () => {
      const demo = await openDemo();
      try {
        for (const name of ['internalFailure', 'throttling', 'htmlPage'] as const) {
          demo.sts.clearFaults();
          demo.sts.fault(name);
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

describeShell('bash', 'a server that never answers', () => {
  test.each(HANGING)('is given up, and that is told: %s', async (profile) => {
    const result = (await hanging[HANGING.indexOf(profile)]) as Outcome;
    expect(result.stderr).toMatch(/could not be reached: it does not answer \(ETIMEDOUT\)\ncurl http/);
    expect(result.status).toBe(1);
    expectUnchanged(result);
  });
});
