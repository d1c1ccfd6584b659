import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askSource } from '../../../src/credentials/askSource';
import { ACCOUNTS, ROLE } from '../../demo/awsFixture';
import { openSourceFixture, type SourceFixture, thrown } from '../sourceFixture';

const roleArn = ROLE.forAda.arn;
let fixture: SourceFixture;
beforeEach(async () => {
  const container = { roleArn, authorizationToken: 'let me in' };
  fixture = await openSourceFixture({ ...ACCOUNTS, container, instance: { roleArn } });
});
afterEach(async () => {
  await fixture.close();
});

describe('A container', () => {
  const source = { kind: 'container', profile: 'p' } as const;
  const full = () => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${fixture.aws.url}/container` });

  test('has credentials, with the token from the environment or from a file', async () => {
    const env = { ...full(), AWS_CONTAINER_AUTHORIZATION_TOKEN: 'let me in' };
    expect((await fixture.ask(source, env)).credentials.accessKeyId).toMatch(/^ASIA/);
    const file = { ...full(), AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: fixture.write('token', 'let me in') };
    expect((await fixture.ask(source, file)).credentials.expiration).toBeInstanceOf(Date);
  });

  test('that is missing is reported with the names of its variables', async () => {
    const error = await thrown(fixture.ask(source));
    expect([error.exitCode, error.message]).toEqual([3, expect.stringMatching(/RELATIVE_URI nor \w+FULL_URI is set/)]);
  });

  test.each(['no url', 'http://example.com/'])(
    'has no credentials at %s, which the SDK does not allow',
    async (url) => {
      const error = await thrown(fixture.ask(source, { AWS_CONTAINER_CREDENTIALS_FULL_URI: url }));
      expect([error.exitCode, error.message]).toEqual([3, expect.stringContaining("FULL_URI can't be used")]);
    },
  );
});

describe('An instance', () => {
  const source = { kind: 'instance', profile: 'p', requiresToken: false } as const;

  test('has credentials', async () => {
    expect((await fixture.ask(source)).credentials).toMatchObject({ accessKeyId: expect.stringMatching(/^ASIA/) });
  });

  test('is asked where the plan says, whatever the process environment and the AWS files say', async () => {
    const file = fixture.write('config', '[default]\nec2_metadata_service_endpoint = http://127.0.0.1:1\n');
    const before = { ...process.env };
    Object.assign(process.env, { AWS_CONFIG_FILE: file, AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:1' });
    try {
      expect((await fixture.ask(source)).credentials.accessKeyId).toMatch(/^ASIA/);
    } finally {
      process.env = before;
    }
  });

  test('without version 2 of the service is asked by version 1, unless a token is required', async () => {
    const asked: string[] = [];
    const answers: Readonly<Record<string, string>> = {
      '/latest/meta-data/iam/security-credentials/': 'Role\n',
      '/latest/meta-data/iam/security-credentials/Role': JSON.stringify({
        AccessKeyId: 'ASIAOLD',
        SecretAccessKey: 's',
        Token: 't',
        Expiration: '2099-01-01T00:00:00Z',
      }),
    };
    const server = createServer(({ method, url = '' }, response) => {
      asked.push(`${method} ${url}`);
      response.writeHead(answers[url] ? 200 : 404).end(answers[url]);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const metadata = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    const ask = (requiresToken: boolean) =>
      askSource({ ...source, requiresToken, endpoints: { metadata } }, fixture.context);
    try {
      expect((await ask(false)).credentials.accessKeyId).toBe('ASIAOLD');
      expect(asked).toHaveLength(3);
      expect((await thrown(ask(true))).message).toMatch(/version 2, which is required, did not answer/);
      expect(asked).toHaveLength(4);
    } finally {
      server.close();
    }
  });

  test('is not asked if AWS_EC2_METADATA_DISABLED is true', async () => {
    const error = await thrown(fixture.ask(source, { AWS_EC2_METADATA_DISABLED: 'true' }));
    expect([error.exitCode, fixture.aws.requests]).toEqual([3, []]);
  });

  test('that is missing is reported', async () => {
    await fixture.aws.close();
    expect(await thrown(fixture.ask(source))).toMatchObject({
      exitCode: 1,
      message:
        'Couldn\'t retrieve the EC2 instance credentials for profile "p": no instance metadata service (connection refused [ECONNREFUSED]).',
    });
  });
});
