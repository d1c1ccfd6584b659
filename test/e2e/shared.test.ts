import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithAwsCli } from '../support/awsCli';
import { describeShell, SHELL_NAMES } from '../support/shells';
import { cachedKeys, listing, type MfaFixture, openMfaFixture } from './mfaFixture';

const WHO = ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text', '--profile'];

let people: MfaFixture;

describeWithAwsCli('the cache of the AWS CLI', () => {
  beforeAll(async () => {
    people = await openMfaFixture();
  });
  afterAll(() => people.close());

  describe('what `aws` caches for a role with MFA', () => {
    let key: string | undefined;
    beforeAll(async () => {
      const { status, stdout, stderr } = await people.aws([...WHO, 'r0'], people.code());
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(/assumed-role\/r0\//);
      expect(people.log()).toEqual(['AssumeRole r0 +code', 'GetCallerIdentity']);
      [key] = cachedKeys(people.home);
    });

    for (const shell of SHELL_NAMES) {
      describeShell(shell, `in ${shell}`, () => {
        test('serves `assume`: no request, no code', async () => {
          people.forgetSessions();
          const { status, stdout, stderr } = await people.run(shell, 'assume r0\nprintenv AWS_ACCESS_KEY_ID');
          expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${key}\n`, stderr: '' });
          expect(people.log()).toEqual([]);
        });
      });
    }
  });

  test.each([
    ['r1', ['GetSessionToken +code', 'AssumeRole r1'], 'an hour'],
    ['long', ['AssumeRole long +code'], 'two hours'],
  ])('what `assume %s` caches serves `aws`: no request but its own, no code', async (profile, requests) => {
    const code = people.code();
    const { status, stdout } = await people.run(
      'bash',
      `assume ${profile} --mfa-token ${code}\nprintenv AWS_ACCESS_KEY_ID`,
    );
    expect(status).toBe(0);
    expect(people.log()).toEqual(requests);
    expect(cachedKeys(people.home)).toContain(stdout.trim());
    expect(await people.aws([...WHO, profile])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`assumed-role/${profile}/${profile}-session`),
    });
    expect(people.log()).toEqual(['GetCallerIdentity']);
    expect(people.sts.requests.at(-1)?.accessKeyId).toBe(stdout.trim());
  });

  describe('IAM Identity Center', () => {
    beforeAll(async () => {
      expect(await people.aws(['sso', 'login', '--profile', 'analyst'])).toMatchObject({ status: 0, stderr: '' });
      expect(people.log().at(-1)).toBe('CreateToken');
    });

    test('what `aws` caches serves `assume`', async () => {
      expect(await people.aws([...WHO, 'analyst'])).toMatchObject({ status: 0 });
      expect(people.log()).toEqual(['GetRoleCredentials', 'GetCallerIdentity']);
      const key = people.sts.requests.at(-1)?.accessKeyId;
      people.forgetSessions();
      expect(await people.run('bash', 'assume analyst\nprintenv AWS_ACCESS_KEY_ID')).toMatchObject({
        status: 0,
        stdout: `${key}\n`,
      });
      expect(people.log()).toEqual([]);
    });

    test('--refresh requests the credentials again, without a sign-in', async () => {
      expect(await people.run('bash', 'assume analyst --refresh')).toMatchObject({ status: 0, stderr: '' });
      expect(people.log()).toEqual(['GetRoleCredentials']);
    });

    test('after a sign-in by `aws`, what `assume` caches serves `aws`', async () => {
      rmSync(join(people.home, '.aws', 'cli', 'cache'), { recursive: true });
      people.forgetSessions();
      const { status, stdout } = await people.run('bash', 'assume analyst\nprintenv AWS_ACCESS_KEY_ID');
      expect(status).toBe(0);
      expect(people.log()).toEqual(['GetRoleCredentials']);
      expect(await people.aws([...WHO, 'analyst'])).toMatchObject({ status: 0 });
      expect(people.log()).toEqual(['GetCallerIdentity']);
      expect(people.sts.requests.at(-1)?.accessKeyId).toBe(stdout.trim());
    });
  });
});

describe('--no-cache', () => {
  beforeAll(async () => {
    people = await openMfaFixture();
  });
  afterAll(() => people.close());

  const unchanged = async (lines: string) => {
    const before = listing(people.home);
    const { status, stderr } = await people.run('bash', lines);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(listing(people.home)).toEqual(before);
  };

  test('touches no file in a home without any cache, not even for TAB and Node', async () => {
    await unchanged(
      `assume open --no-cache\nassume r0 --no-cache --mfa-token ${people.code()}\nassume exec open --no-cache true`,
    );
    expect(people.log()).toEqual(['AssumeRole open', 'AssumeRole r0 +code', 'AssumeRole open']);
  });

  test('neither reads nor changes the cache', async () => {
    await people.run('bash', 'assume open');
    expect(people.log()).toEqual(['AssumeRole open']);
    expect(listing(people.home).length).toBeGreaterThan(10);
    await unchanged('assume open --no-cache');
    expect(people.log()).toEqual(['AssumeRole open']);
  });
});
