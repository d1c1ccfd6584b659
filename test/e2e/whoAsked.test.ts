import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FakeAws } from '../../src/demo/aws/fakeAws';
import { CONTAINER, INSTANCE, keys, MFA, PROCESS, role, SESSION, SSO, user, WEB } from '../oracle/fixtures';
import { signIn } from '../oracle/programs';
import { DEVICE, PORTAL, roleArn, TOKEN, userOf } from '../oracle/world';
import { type Answer, type OriginFixture, OTHER_TOKEN, openOriginFixture } from './originFixture';

let fixture: OriginFixture;
const open = async (config: string, credentials = '') => {
  fixture = await openOriginFixture(config, credentials);
};
afterEach(() => fixture.close());

const by = async (...args: Parameters<OriginFixture['exec']>) => (await fixture.exec(...args)).by;

type Asked = readonly [args: Parameters<OriginFixture['exec']>, by: string];

/** Asks each in turn, then each again: the first round asks AWS, and the second is answered from the cache. */
async function inTurn(asked: readonly Asked[]): Promise<void> {
  const first: Answer[] = [];
  for (const [args, expected] of asked) {
    const answer = await fixture.exec(...args);
    expect(answer.by).toBe(expected);
    first.push(answer);
  }
  for (const [at, [args, expected]] of asked.entries()) {
    expect(await fixture.exec(...args)).toMatchObject({ by: expected, key: first[at]?.key });
  }
}

const TWO_USERS = user('one', 'config') + user('two', 'ada');
const ofEnvironment = (name: string) => {
  const { accessKeyId, secretAccessKey } = userOf(name);
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
};

describe('cached credentials answer only for who asked', () => {
  test('a role by ARN, with two source profiles', async () => {
    await open(TWO_USERS);
    const arn = roleArn('One');
    await inTurn([
      [[[arn, '--source-profile', 'one']], 'config at one'],
      [[[arn, '--source-profile', 'two']], 'ada at one'],
      [[['--role-arn', arn, '--source-profile', 'one']], 'config at one'],
    ]);
  });

  test('a role by ARN is not the role of a profile with another source, in either order', async () => {
    await open(role('a', 'One', 'source_profile = one') + TWO_USERS);
    await inTurn([
      [[['a']], 'config at one'],
      [[[roleArn('One'), '--source-profile', 'two']], 'ada at one'],
    ]);
    rmSync(join(fixture.home, '.aws/cli'), { recursive: true });
    await inTurn([
      [[[roleArn('One'), '--source-profile', 'two']], 'ada at one'],
      [[['a']], 'config at one'],
    ]);
  });

  test.each<[string, string[]]>([
    ['a role by ARN', [roleArn('One')]],
    ['a profile with credential_source = Environment', ['a']],
  ])('%s, with two people’s keys in the shell', async (_what, args) => {
    await open(role('a', 'One', 'credential_source = Environment'));
    await inTurn([
      [[args, ofEnvironment('config')], 'config at one'],
      [[args, ofEnvironment('ada')], 'ada at one'],
    ]);
  });

  test('two profiles with one role and different sources', async () => {
    await open(role('a', 'One', 'source_profile = one') + role('b', 'One', 'source_profile = two') + TWO_USERS);
    await inTurn([
      [[['a']], 'config at one'],
      [[['b']], 'ada at one'],
    ]);
  });

  test('two role chains whose sources differ several hops up', async () => {
    const chain = (name: string) =>
      role(`top-${name}`, 'Three', `source_profile = middle-${name}`) +
      role(`middle-${name}`, 'Two', `source_profile = low-${name}`) +
      role(`low-${name}`, 'One', `source_profile = ${name}`);
    await open(chain('one') + chain('two') + TWO_USERS);
    for (const [name, person] of [
      ['one', 'config'],
      ['two', 'ada'],
    ]) {
      for (const level of ['low', 'middle', 'top']) {
        const { by: found, requests } = await fixture.exec([`${level}-${name}`]);
        expect([found, requests.length]).toEqual([`${person} at one`, 1]);
      }
    }
  });

  test('a role whose source has a new access key', async () => {
    await open(role('a', 'One', 'source_profile = one'), `[one]\n${keys('config')}`);
    expect(await by(['a'])).toBe('config at one');
    fixture.write('.aws/credentials', `[one]\n${keys('ada')}`);
    expect(await by(['a'])).toBe('ada at one');
  });

  test('a role whose credential_process has another line', async () => {
    await open(`${role('a', 'One', 'source_profile = one')}[profile one]\n${PROCESS}`);
    expect(await by(['a'])).toBe('process at one');
    const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } = userOf('ada');
    fixture.write('other.json', JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey }));
    const line = PROCESS.replace('process.json', 'other.json');
    fixture.write('.aws/config', `${role('a', 'One', 'source_profile = one')}[profile one]\n${line}`);
    expect(await by(['a'])).toBe('ada at one');
  });

  test.each([
    ['a container', 'EcsContainer', CONTAINER],
    ['an instance', 'Ec2InstanceMetadata', INSTANCE],
  ])('a role on the credentials of %s, when they are those of another one', async (_what, source, env) => {
    await open(role('a', 'One', `credential_source = ${source}`));
    const at = (name: string) =>
      Object.fromEntries(Object.entries(env).map(([key, value]) => [key, value?.replace('%URL%', `%${name}%`)]));
    expect((await fixture.exec(['a'], at('ONE'))).by).toBe('a session at one');
    // This one's keys are unknown to the AWS that is asked for the role.
    const { by: message, requests } = await fixture.exec(['a'], at('TWO'));
    expect(requests).toContain('AssumeRole One');
    expect(message).toContain('InvalidClientTokenId');
  });

  test('a web identity, and a role on top of it, when the token file has another token', async () => {
    await open(`${role('a', 'One', 'source_profile = web')}[profile web]\n${WEB}`);
    await inTurn([
      [[['web']], `${TOKEN} at one`],
      [[['a']], `${TOKEN} at one`],
    ]);
    fixture.write('token', OTHER_TOKEN);
    expect(await by(['web'])).toBe(`${OTHER_TOKEN} at one`);
    expect((await fixture.exec(['a'])).requests).toEqual(['AssumeRole One']);
  });

  describe('a sign-in to IAM Identity Center', () => {
    const config = `${SESSION}[profile viewer]\n${SSO}\n${role('a', 'One', 'source_profile = viewer')}`;
    const tokenFile = () => join('.aws/sso/cache', `${createHash('sha1').update('acme').digest('hex')}.json`);
    const token = () => JSON.parse(readFileSync(join(fixture.home, tokenFile()), 'utf8'));
    const ask = async () => [await fixture.exec(['viewer']), await fixture.exec(['a'])].map(({ requests }) => requests);

    test('that another person has made since: the permission set and the role on it are requested again', async () => {
      await open(config);
      await signIn(fixture.one, fixture.home, 'acme');
      expect(await ask()).toEqual([['GetRoleCredentials'], ['AssumeRole One']]);
      expect(await ask()).toEqual([[], []]);
      await signIn(fixture.one, fixture.home, 'acme');
      expect(await ask()).toEqual([['GetRoleCredentials'], ['AssumeRole One']]);
    });

    test('that is over: neither is used any more', async () => {
      await open(config);
      await signIn(fixture.one, fixture.home, 'acme');
      await ask();
      rmSync(join(fixture.home, tokenFile()));
      for (const name of ['viewer', 'a']) {
        expect(await fixture.assume(['exec', name, '--no-input', 'true'])).toMatchObject({ status: 4 });
      }
    });

    test('whose start URL the file has changed: it is asked again', async () => {
      await open(config);
      await signIn(fixture.one, fixture.home, 'acme');
      await ask();
      fixture.write('.aws/config', config.replace(PORTAL.startUrl, `${PORTAL.startUrl}/other`));
      expect(await ask()).toEqual([['GetRoleCredentials'], ['AssumeRole One']]);
    });

    test('that we renew is still the same sign-in; one that another program renews is asked again', async () => {
      await open(config);
      await signIn(fixture.one, fixture.home, 'acme', ['sso:account:access']);
      await ask();
      const first = token();
      fixture.write(tokenFile(), JSON.stringify({ ...first, expiresAt: '2020-01-01T00:00:00Z' }));
      expect((await fixture.exec(['viewer', '--refresh'])).requests).toEqual(['CreateToken', 'GetRoleCredentials']);
      expect(token().accessToken).not.toBe(first.accessToken);
      expect(await ask()).toEqual([[], []]);
      fixture.write(tokenFile(), JSON.stringify({ ...token(), expiresAt: '2020-01-01T00:00:00Z' }));
      rmSync(join(fixture.home, '.cache/assume/sign-ins'), { recursive: true });
      expect((await fixture.exec(['a'])).requests).toEqual(['CreateToken', 'GetRoleCredentials', 'AssumeRole One']);
    });

    test('with AWS_ENDPOINT_URL_SSO set for one call', async () => {
      await open(config);
      await signIn(fixture.one, fixture.home, 'acme');
      const [here] = [await fixture.exec(['viewer'])];
      const there = await fixture.exec(['viewer'], { AWS_ENDPOINT_URL_SSO: '%TWO%' });
      expect(there).toMatchObject({ requests: ['GetRoleCredentials'], key: undefined });
      expect(await fixture.exec(['viewer'])).toMatchObject({ requests: [], key: here.key });
    });
  });

  test('a sign-in by `aws login`: its renewal is the same sign-in, a new one is not', async () => {
    const session = 'arn:aws:iam::111122223333:user/ada';
    await open(
      `${role('a', 'Two', 'source_profile = console')}[profile console]\nlogin_session = ${session}\n${TWO_USERS}`,
    );
    const path = `.aws/login/cache/${createHash('sha256').update(session).digest('hex')}.json`;
    const save = async (source: string, dpopKey: string) => {
      const { stdout } = await fixture.assume([
        'export',
        roleArn('One'),
        '--source-profile',
        source,
        '--format',
        'process',
      ]);
      const {
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        SessionToken: sessionToken,
      } = JSON.parse(stdout);
      const expiresAt = new Date(Date.now() + 600_000).toISOString();
      const accessToken = { accessKeyId, secretAccessKey, sessionToken, accountId: '111122223333', expiresAt };
      fixture.write(path, JSON.stringify({ accessToken, refreshToken: 'r', clientId: 'c', dpopKey }));
    };
    await save('one', 'first');
    const { key, requests } = await fixture.exec(['a']);
    expect(requests).toEqual(['AssumeRole Two']);
    await save('two', 'first');
    expect(await fixture.exec(['a'])).toMatchObject({ requests: [], key });
    await save('two', 'second');
    expect((await fixture.exec(['a'])).requests).toEqual(['AssumeRole Two']);
  });
});

describe('cached credentials answer only for whom was asked', () => {
  const LOCAL = role('local', 'One', 'source_profile = one\nendpoint_url = %TWO%');
  const PROD = role('prod', 'One', 'source_profile = one');
  /** Without the variable, which would win over the files. `prod` would then be at AWS itself, so it has an endpoint too. */
  const files = { AWS_ENDPOINT_URL_STS: undefined };

  test.each([[['local', 'prod']], [['prod', 'local']]])(
    'a profile with an endpoint_url, and one with the same role and another: %s',
    async (names) => {
      await open(LOCAL + PROD.replace('\n', '\nendpoint_url = %ONE%\n') + user('one', 'config'));
      const at = { local: 'config at two', prod: 'config at one' };
      await inTurn(names.map((name) => [[[name], files], at[name as keyof typeof at]] as const));
    },
  );

  test('AWS_ENDPOINT_URL, changed between two calls', async () => {
    await open(PROD + user('one', 'config'));
    const at = (url: string) => ({ AWS_ENDPOINT_URL_STS: undefined, AWS_ENDPOINT_URL: url });
    await inTurn([
      [[['prod'], at('%ONE%')], 'config at one'],
      [[['prod'], at('%TWO%')], 'config at two'],
    ]);
  });

  test('endpoint_url, edited in the file', async () => {
    await open(LOCAL + user('one', 'config'));
    expect(await by(['local'], files)).toBe('config at two');
    fixture.write('.aws/config', LOCAL.replace('%TWO%', '%ONE%') + user('one', 'config'));
    expect(await by(['local'], files)).toBe('config at one');
  });

  test('an MFA session: neither another endpoint’s nor another access key’s', async () => {
    const at = (name: string, url: string) => role(name, 'Mfa', `source_profile = one\nendpoint_url = ${url}\n${MFA}`);
    await open(at('prod', '%ONE%') + at('local', '%TWO%'), `[one]\n${keys('ada')}`);
    const withCode = (name: string, aws: FakeAws) => fixture.exec([name, '--mfa-token', aws.mfaCode(DEVICE)], files);
    expect((await withCode('prod', fixture.one)).requests).toEqual(['GetSessionToken', 'AssumeRole Mfa']);
    expect((await withCode('local', fixture.two)).requests).toEqual(['GetSessionToken', 'AssumeRole Mfa']);
    for (const name of ['prod', 'local']) {
      expect((await fixture.exec([name, '--refresh'], files)).requests).toEqual(['AssumeRole Mfa']);
    }
    fixture.write('.aws/credentials', `[one]\n${keys('config')}`);
    expect(await by(['prod', '--no-input'], files)).toContain('needs an MFA code');
  });
});
