import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describeWithAwsCli } from '../support/awsCli';
import { describeShell, SHELL_NAMES } from '../support/shells';
import { cachedKeys, listing, type MfaFixture, openMfaFixture } from './mfaFixture';

const WHO = ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text', '--profile'];

let fixture: MfaFixture;

describeWithAwsCli('the cache of the AWS CLI', () => {
  beforeAll(async () => {
    fixture = await openMfaFixture();
  });
  afterAll(() => fixture.close());

  describe('what `aws` caches for a role with MFA', () => {
    let key: string | undefined;
    beforeAll(async () => {
      const { status, stdout, stderr } = await fixture.aws([...WHO, 'r0'], fixture.code());
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(/assumed-role\/r0\//);
      expect(fixture.log()).toEqual(['AssumeRole r0 +code', 'GetCallerIdentity']);
      [key] = cachedKeys(fixture.home);
    });

    for (const shell of SHELL_NAMES) {
      describeShell(shell, `in ${shell}`, () => {
        test('serves `assume` without a request or a code', async () => {
          fixture.forgetSessions();
          const { status, stdout, stderr } = await fixture.run(shell, 'assume r0\nprintenv AWS_ACCESS_KEY_ID');
          expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${key}\n`, stderr: '' });
          expect(fixture.log()).toEqual([]);
        });
      });
    }
  });

  test.each([
    ['r1', ['GetSessionToken +code', 'AssumeRole r1'], 'an hour'],
    ['long', ['AssumeRole long +code'], 'two hours'],
  ])('what `assume %s` caches serves `aws` without another request or a code', async (profile, requests) => {
    const code = fixture.code();
    const { status, stdout } = await fixture.run(
      'bash',
      `assume ${profile} --mfa-token ${code}\nprintenv AWS_ACCESS_KEY_ID`,
    );
    expect(status).toBe(0);
    expect(fixture.log()).toEqual(requests);
    expect(cachedKeys(fixture.home)).toContain(stdout.trim());
    expect(await fixture.aws([...WHO, profile])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`assumed-role/${profile}/${profile}-session`),
    });
    expect(fixture.log()).toEqual(['GetCallerIdentity']);
    expect(fixture.sts.requests.at(-1)?.accessKeyId).toBe(stdout.trim());
  });

  describe('without MFA', () => {
    const config = () => join(fixture.home, '.aws', 'config');
    let before: string;
    beforeEach(() => {
      before = readFileSync(config(), 'utf8');
      rmSync(join(fixture.home, '.aws', 'cli', 'cache'), { recursive: true, force: true });
      fixture.forgetSessions();
      fixture.log();
    });
    afterEach(() => writeFileSync(config(), before));

    const assumed = async (variable = '') => {
      expect(await fixture.run('bash', `${variable} assume open`)).toMatchObject({ status: 0, stderr: '' });
      return fixture.log();
    };
    const asked = async () => {
      expect(await fixture.aws([...WHO, 'open'])).toMatchObject({ status: 0, stderr: '' });
      return fixture.log();
    };
    const [open, who] = ['AssumeRole open', 'GetCallerIdentity'];

    test('what `aws` caches serves `assume`, and the other way round', async () => {
      expect([await asked(), await assumed()]).toEqual([[open, who], []]);
      rmSync(join(fixture.home, '.aws', 'cli', 'cache'), { recursive: true });
      fixture.forgetSessions();
      expect([await assumed(), await asked()]).toEqual([[open], [who]]);
    });

    test('a role that another profile assumes with another key is not shared, either way', async () => {
      const [, settings = ''] = /^\[profile open\]([^[]*)/m.exec(before) ?? [];
      writeFileSync(config(), `${before}\n[profile other]${settings.replace('= ada', '= bob')}`);
      expect([await asked(), await assumed()]).toEqual([[open, who], [open]]);
      rmSync(join(fixture.home, '.aws', 'cli', 'cache'), { recursive: true });
      fixture.forgetSessions();
      expect([await assumed(), await asked()]).toEqual([[open], [open, who]]);
    });

    test('what `aws` cached before the AWS files were changed is requested again', async () => {
      expect(await asked()).toEqual([open, who]);
      appendFileSync(config(), '\n# another key may have been here\n');
      expect(await assumed()).toEqual([open]);
    });

    test('what `aws` cached in another home is requested again, wherever it was copied to', async () => {
      expect(await asked()).toEqual([open, who]);
      const cache = join(fixture.home, '.aws', 'cli', 'cache');
      cpSync(cache, `${cache}-copy`, { recursive: true, preserveTimestamps: true });
      rmSync(cache, { recursive: true });
      cpSync(`${cache}-copy`, cache, { recursive: true, preserveTimestamps: true });
      expect(await assumed()).toEqual([open]);
    });

    describe('with a second credentials file, as old as the first, that has another key for the source', () => {
      const at = (path: string) => join(fixture.home, path);
      const credentials = () => at('.aws/credentials');
      let first: string;
      beforeEach(() => {
        first = readFileSync(credentials(), 'utf8');
        const keys = (name: string) => first.match(new RegExp(`\\[${name}\\]\n([^[]*)`))?.[1];
        for (const [folder, text] of [
          ['a', first],
          ['b', `[ada]\n${keys('bob')}`],
        ] as const) {
          mkdirSync(at(folder));
          writeFileSync(at(`${folder}/credentials`), text);
          writeFileSync(at(`${folder}/config`), before.replaceAll('source_profile = ada', 'source_profile = bob'));
        }
      });
      afterEach(() => {
        for (const path of ['a', 'b', 'old', 'current']) rmSync(at(path), { recursive: true, force: true });
        rmSync(credentials());
        writeFileSync(credentials(), first);
      });
      const linkTo = (target: string, path: string) => {
        rmSync(at(path), { force: true });
        symlinkSync(target, at(path));
      };
      /** Who signed the last request for a role. */
      const signer = () => fixture.sts.requests.filter(({ action }) => action === 'AssumeRole').at(-1)?.accessKeyId;

      test.each<[string, () => void, () => void]>([
        [
          'a link behind the link was changed',
          () => {
            linkTo('a', 'current');
            linkTo('../current/credentials', '.aws/credentials');
          },
          () => linkTo('b', 'current'),
        ],
        [
          'the folder that the linked file lives in was exchanged',
          () => linkTo('../a/credentials', '.aws/credentials'),
          () => {
            renameSync(at('a'), at('old'));
            renameSync(at('b'), at('a'));
          },
        ],
      ])('what `aws` cached serves `assume` only until %s', async (_what, prepare, change) => {
        prepare();
        expect([await asked(), await assumed()]).toEqual([[open, who], []]);
        change();
        expect(await assumed()).toEqual([open]);
        expect(signer()).toBe('AKIABOB2222222222222');
      });

      test.each([
        ['AWS_SHARED_CREDENTIALS_FILE', 'credentials'],
        ['AWS_CONFIG_FILE', 'config'],
      ])('nothing is shared while %s is set, either way', async (variable, name) => {
        const elsewhere = `${variable}=${at(`b/${name}`)}`;
        expect([await asked(), await assumed(elsewhere)]).toEqual([[open, who], [open]]);
        expect(signer()).toBe('AKIABOB2222222222222');
        fixture.forgetSessions();
        expect([await assumed(), await assumed(elsewhere)]).toEqual([[], []]);
        rmSync(at('.aws/cli/cache'), { recursive: true });
        fixture.forgetSessions();
        expect([await assumed(elsewhere), await asked()]).toEqual([[open], [open, who]]);
      });
    });
  });

  describe('IAM Identity Center', () => {
    beforeAll(async () => {
      expect(await fixture.aws(['sso', 'login', '--profile', 'analyst'])).toMatchObject({ status: 0, stderr: '' });
      expect(fixture.log().at(-1)).toBe('CreateToken');
    });

    test('what `aws` caches serves `assume`', async () => {
      expect(await fixture.aws([...WHO, 'analyst'])).toMatchObject({ status: 0 });
      expect(fixture.log()).toEqual(['GetRoleCredentials', 'GetCallerIdentity']);
      const key = fixture.sts.requests.at(-1)?.accessKeyId;
      fixture.forgetSessions();
      expect(await fixture.run('bash', 'assume analyst\nprintenv AWS_ACCESS_KEY_ID')).toMatchObject({
        status: 0,
        stdout: `${key}\n`,
      });
      expect(fixture.log()).toEqual([]);
    });

    test('--refresh requests the credentials again, without a sign-in', async () => {
      expect(await fixture.run('bash', 'assume analyst --refresh')).toMatchObject({ status: 0, stderr: '' });
      expect(fixture.log()).toEqual(['GetRoleCredentials']);
    });

    test('after a sign-in by `aws`, what `assume` caches serves `aws`', async () => {
      rmSync(join(fixture.home, '.aws', 'cli', 'cache'), { recursive: true });
      fixture.forgetSessions();
      const { status, stdout } = await fixture.run('bash', 'assume analyst\nprintenv AWS_ACCESS_KEY_ID');
      expect(status).toBe(0);
      expect(fixture.log()).toEqual(['GetRoleCredentials']);
      expect(await fixture.aws([...WHO, 'analyst'])).toMatchObject({ status: 0 });
      expect(fixture.log()).toEqual(['GetCallerIdentity']);
      expect(fixture.sts.requests.at(-1)?.accessKeyId).toBe(stdout.trim());
    });
  });
});

describe('--no-cache', () => {
  beforeAll(async () => {
    fixture = await openMfaFixture();
  });
  afterAll(() => fixture.close());

  const unchanged = async (lines: string) => {
    const before = listing(fixture.home);
    const { status, stderr } = await fixture.run('bash', lines);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(listing(fixture.home)).toEqual(before);
  };

  test('touches no file in a home without any cache, not even for TAB and Node', async () => {
    await unchanged(
      `assume open --no-cache\nassume r0 --no-cache --mfa-token ${fixture.code()}\nassume exec open --no-cache true`,
    );
    expect(fixture.log()).toEqual(['AssumeRole open', 'AssumeRole r0 +code', 'AssumeRole open']);
  });

  test('neither reads nor changes the cache', async () => {
    await fixture.run('bash', 'assume open');
    expect(fixture.log()).toEqual(['AssumeRole open']);
    expect(listing(fixture.home).length).toBeGreaterThan(10);
    await unchanged('assume open --no-cache');
    expect(fixture.log()).toEqual(['AssumeRole open']);
  });
});
