import { ACCOUNTS, ROLE } from '../../demo/awsFixture';
import { openSourceFixture, type SourceFixture, thrown } from '../sourceFixture';

const roleArn = ROLE.forAda.arn;
let fixture: SourceFixture;
beforeEach(async () => {
  const container = { roleArn, authorizationToken: 'let me in' };
  fixture = await openSourceFixture({ ...ACCOUNTS, container, instance: { roleArn } });
});
afterEach(async () => {
  delete process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT;
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
  const source = { kind: 'instance', profile: 'p' } as const;

  test('has credentials', async () => {
    process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT = fixture.aws.url;
    expect((await fixture.ask(source)).credentials).toMatchObject({ accessKeyId: expect.stringMatching(/^ASIA/) });
  });

  test('is not asked if AWS_EC2_METADATA_DISABLED is true', async () => {
    process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT = fixture.aws.url;
    const error = await thrown(fixture.ask(source, { AWS_EC2_METADATA_DISABLED: 'true' }));
    expect([error.exitCode, fixture.aws.requests]).toEqual([3, []]);
  });

  test('that is missing is reported', async () => {
    process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT = fixture.aws.url;
    await fixture.aws.close();
    expect(await thrown(fixture.ask(source))).toMatchObject({
      exitCode: 1,
      message:
        'Couldn\'t retrieve the EC2 instance credentials for profile "p": no instance metadata service (connection refused [ECONNREFUSED]).',
    });
  });
});
