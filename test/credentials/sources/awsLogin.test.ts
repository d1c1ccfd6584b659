import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNTS, ADA } from '../../demo/awsFixture';
import { openSourceFixture, type SourceFixture, thrown } from '../sourceFixture';

let fixture: SourceFixture;
beforeEach(async () => {
  const consoleSessions = [{ userName: ADA.name, clientId: 'client', refreshToken: 'renew' }];
  fixture = await openSourceFixture({ ...ACCOUNTS, consoleSessions });
});
afterEach(async () => {
  delete process.env.AWS_LOGIN_CACHE_DIRECTORY;
  await fixture.close();
});

describe('The sign-in of `aws login`', () => {
  const arn = 'arn:aws:iam::111122223333:user/ada';
  const source = { kind: 'login', profile: 'a b', loginSession: { value: arn, file: 'f', line: 3 } } as const;
  const path = `login/${createHash('sha256').update(arn).digest('hex')}.json`;
  const save = (seconds: number, refreshToken = 'renew', accessKeyId = 'ASIAOLD') => {
    process.env.AWS_LOGIN_CACHE_DIRECTORY = join(fixture.home, 'login');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const expiresAt = new Date(Date.now() + seconds * 1000).toISOString();
    const accessToken = {
      accessKeyId,
      secretAccessKey: 's',
      sessionToken: 't',
      accountId: '111122223333',
      expiresAt,
    };
    const dpopKey = privateKey.export({ format: 'pem', type: 'sec1' });
    return fixture.write(path, JSON.stringify({ accessToken, refreshToken, clientId: 'client', dpopKey }));
  };

  test('is used until it expires, and then renewed', async () => {
    save(3600);
    expect((await fixture.ask(source)).credentials.accessKeyId).toBe('ASIAOLD');
    const file = save(60);
    expect((await fixture.ask(source)).credentials.accessKeyId).toMatch(/^ASIA(?!OLD)/);
    expect(JSON.parse(readFileSync(file, 'utf8')).refreshToken).not.toBe('renew');
  });

  test('is renewed where the plan says, whatever the environment says', async () => {
    process.env.AWS_USE_FIPS_ENDPOINT = 'true';
    process.env.AWS_USE_DUALSTACK_ENDPOINT = 'true';
    try {
      save(60);
      const elsewhere = { AWS_ENDPOINT_URL_SIGNIN: 'http://127.0.0.1:1', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
      expect((await fixture.ask(source, elsewhere)).credentials.accessKeyId).toMatch(/^ASIA(?!OLD)/);
    } finally {
      delete process.env.AWS_USE_FIPS_ENDPOINT;
      delete process.env.AWS_USE_DUALSTACK_ENDPOINT;
    }
  });

  test('that cannot be renewed for want of a network names the host that was asked', async () => {
    save(-60);
    await fixture.aws.close();
    const { exitCode, message } = await thrown(fixture.ask(source));
    expect([exitCode, message]).toEqual([
      1,
      expect.stringContaining(`could not be renewed: ${fixture.url} could not be reached: connection refused`),
    ]);
  });

  test('that another program, which does not know our lock, renews first: what that one saved is used', async () => {
    save(-60, 'used');
    fixture.aws.fault('slow', { action: 'CreateOAuth2Token', seconds: 0.4 });
    const asking = fixture.ask(source, { AWS_LOGIN_CACHE_DIRECTORY: join(fixture.home, 'login') });
    await new Promise((resolve) => setTimeout(resolve, 500)); // after AWS has rejected it
    save(900, 'next', 'ASIANEXT');
    expect((await asking).credentials.accessKeyId).toBe('ASIANEXT');
  });

  test('that is missing, or that cannot be renewed, requires a new sign-in', async () => {
    process.env.AWS_LOGIN_CACHE_DIRECTORY = join(fixture.home, 'nowhere');
    const hints = [["aws login --profile 'a b'", 'Sign in again']];
    expect(await thrown(fixture.ask(source))).toMatchObject({ exitCode: 4, hints });
    save(-60, 'used before');
    expect(await thrown(fixture.ask(source))).toMatchObject({ exitCode: 4, hints });
  });

  test.each(['~/login', '$HOME/login', '${HOME}/login'])(
    'is found in AWS_LOGIN_CACHE_DIRECTORY=%s, as by the AWS CLI',
    (folder) => {
      save(3600);
      fixture.write('.aws/config', `[profile me]\nregion = eu-west-1\nlogin_session = ${arn}\n`);
      const env = { PATH: process.env.PATH, HOME: fixture.home, AWS_LOGIN_CACHE_DIRECTORY: folder };
      const args = [join(__dirname, '../../../dist/main.js'), 'export', 'me', '--format', 'process'];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, cwd: '/', encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(JSON.parse(stdout).AccessKeyId).toBe('ASIAOLD');
    },
  );
});
