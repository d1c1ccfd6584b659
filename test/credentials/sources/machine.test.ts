import { createHash, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADA, ROLE, WORLD } from '../../demo/world';
import { issued } from '../stsFixture';
import { openPlace, type Place, thrown } from '../sourceFixture';

const roleArn = ROLE.forAda.arn;
let place: Place;
beforeEach(async () => {
  place = await openPlace({
    ...WORLD,
    container: { roleArn, authorizationToken: 'let me in' },
    instance: { roleArn },
    consoleSessions: [{ userName: ADA.name, clientId: 'client', refreshToken: 'renew' }],
  });
});
afterEach(async () => {
  for (const name of ['AWS_EC2_METADATA_SERVICE_ENDPOINT', 'AWS_LOGIN_CACHE_DIRECTORY']) delete process.env[name];
  await place.close();
});

describe('A container', () => {
  const source = { kind: 'container', profile: 'p' } as const;
  const full = () => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${place.aws.url}/container` });

  test('has credentials, with the token of the environment or of a file', async () => {
    const env = { ...full(), AWS_CONTAINER_AUTHORIZATION_TOKEN: 'let me in' };
    expect((await place.ask(source, env)).credentials.accessKeyId).toMatch(/^ASIA/);
    const file = { ...full(), AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: place.write('token', 'let me in') };
    expect((await place.ask(source, file)).credentials.expiration).toBeInstanceOf(Date);
  });

  test('is missed by the names of its variables', async () => {
    const error = await thrown(place.ask(source));
    expect([error.exitCode, error.message]).toEqual([3, expect.stringMatching(/RELATIVE_URI nor \w+FULL_URI is set/)]);
  });

  test.each(['no url', 'http://example.com/'])('has no credentials at %s', async (url) => {
    const error = await thrown(place.ask(source, { AWS_CONTAINER_CREDENTIALS_FULL_URI: url }));
    expect([error.exitCode, error.message]).toEqual([3, expect.stringContaining('FULL_URI cannot be used')]);
  });
});

describe('An instance', () => {
  const source = { kind: 'instance', profile: 'p' } as const;

  test('has credentials', async () => {
    process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT = place.aws.url;
    expect((await place.ask(source)).credentials).toMatchObject({ accessKeyId: expect.stringMatching(/^ASIA/) });
  });

  test('is not asked where that is forbidden', async () => {
    process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT = place.aws.url;
    const error = await thrown(place.ask(source, { AWS_EC2_METADATA_DISABLED: 'true' }));
    expect([error.exitCode, place.aws.requests]).toEqual([3, []]);
  });

  test('is missed where nothing answers', async () => {
    process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT = place.aws.url;
    await place.aws.close();
    expect(await thrown(place.ask(source))).toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('no instance metadata'),
    });
  });
});

describe('A web identity', () => {
  const source = (value: string) =>
    ({
      kind: 'webIdentity',
      profile: 'p',
      tokenFile: { value, file: 'f', line: 2 },
      roleArn,
      roleSessionName: 's',
      hasDefaultName: true,
    }) as const;

  test('sends what is in the file', async () => {
    const requests: unknown[] = [];
    const sts = {
      ...place.asking.sts,
      assumeRoleWithWebIdentity: async (request: unknown) => {
        requests.push(request);
        return { credentials: issued(roleArn) };
      },
    };
    const { askSource } = await import('../../../src/credentials/askSource');
    await askSource(source(place.write('token', 'jwt\n')), { ...place.asking, sts });
    expect(requests).toEqual([{ roleArn, roleSessionName: 's', webIdentityToken: 'jwt' }]);
  });

  test('needs the file, and something in it', async () => {
    for (const path of [join(place.home, 'none'), '~/token', place.write('empty', '\n')])
      expect(await thrown(place.ask(source(path)))).toMatchObject({
        exitCode: 3,
        message: expect.stringContaining('(f:2)'),
      });
  });

  test('may be refused', async () => {
    expect(await thrown(place.ask(source(place.write('token', 'jwt'))))).toMatchObject({ exitCode: 5 });
  });
});

describe('What `aws login` left behind', () => {
  const arn = 'arn:aws:iam::111122223333:user/ada';
  const source = { kind: 'login', profile: 'a b', loginSession: { value: arn, file: 'f', line: 3 } } as const;
  const path = `login/${createHash('sha256').update(arn).digest('hex')}.json`;
  const keep = (seconds: number, refreshToken = 'renew') => {
    process.env.AWS_LOGIN_CACHE_DIRECTORY = join(place.home, 'login');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const expiresAt = new Date(Date.now() + seconds * 1000).toISOString();
    const accessToken = {
      accessKeyId: 'ASIAOLD',
      secretAccessKey: 's',
      sessionToken: 't',
      accountId: '111122223333',
      expiresAt,
    };
    const dpopKey = privateKey.export({ format: 'pem', type: 'sec1' });
    return place.write(path, JSON.stringify({ accessToken, refreshToken, clientId: 'client', dpopKey }));
  };

  test('is used while it lasts, and renewed when it ends', async () => {
    keep(3600);
    expect((await place.ask(source)).credentials.accessKeyId).toBe('ASIAOLD');
    const file = keep(60);
    expect((await place.ask(source)).credentials.accessKeyId).toMatch(/^ASIA(?!OLD)/);
    expect(JSON.parse(readFileSync(file, 'utf8')).refreshToken).not.toBe('renew');
  });

  test('is missed, or over: somebody has to sign in again', async () => {
    process.env.AWS_LOGIN_CACHE_DIRECTORY = join(place.home, 'nowhere');
    const hints = [["aws login --profile 'a b'", 'signs in again']];
    expect(await thrown(place.ask(source))).toMatchObject({ exitCode: 4, hints });
    keep(-60, 'used before');
    expect(await thrown(place.ask(source))).toMatchObject({ exitCode: 4, hints });
  });
});
