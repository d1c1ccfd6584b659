import { assume, loadProfiles, off } from '../src/assume';
import type { Env } from '../src/env';
import type { EnvironmentChange } from '../src/environment/change';
import type { World } from '../src/world';
import { awsError, type FakeSts, fakeSts, followers, issued, memoryCache, nobody, typing } from './credentials/sts';
import { carriedOut } from './environment/child';
import { arn, filesOf, HOME, keys, rejectionOf } from './plan/planFixtures';

const DEVICE = 'arn:aws:iam::123456789012:mfa/me';
const config = [
  `[profile base]\nregion = eu-west-1\n${keys('AKIABASE')}`,
  `[profile prod]\nrole_arn = ${arn('prod')}\nsource_profile = base\nregion = eu-west-2\n`,
  `[profile dev]\nrole_arn = ${arn('dev')}\nsource_profile = base\n`,
  `[profile careful]\nrole_arn = ${arn('careful')}\nsource_profile = base\nmfa_serial = ${DEVICE}\n`,
  `[profile broken]\nrole_arn = ${arn('broken')}\nsource_profile = nowhere\nmfa_serial = ${DEVICE}\n`,
].join('');

interface TestWorld extends World {
  readonly fake: FakeSts;
  readonly announced: EnvironmentChange[];
}

/** Everything outside, in memory. */
function worldOf(env: Env = {}, changes: Partial<World> & { readonly fake?: FakeSts } = {}): TestWorld {
  const fake = changes.fake ?? fakeSts();
  const announced: EnvironmentChange[] = [];
  return {
    ...followers(fake.sts),
    env: { ...HOME, ...env },
    files: filesOf({ config }),
    cache: memoryCache(),
    announce: async (change) => void announced.push(change),
    ...changes,
    fake,
    announced,
  };
}

describe('assume', () => {
  test('follows the profile to its role and says what changes in the environment', async () => {
    const world = worldOf();
    const after = carriedOut(world.env, await assume('prod', {}, world));
    expect(after).toMatchObject({
      HOME: '/home/me',
      AWS_ACCESS_KEY_ID: issued(arn('prod')).accessKeyId,
      AWS_SECRET_ACCESS_KEY: issued(arn('prod')).secretAccessKey,
      AWS_SESSION_TOKEN: issued(arn('prod')).sessionToken,
      AWS_REGION: 'eu-west-2',
      ASSUME_PROFILE: 'prod',
    });
    expect(world.fake.calls[0]?.caller).toEqual({
      credentials: { accessKeyId: 'AKIABASE', secretAccessKey: 'secret-of-AKIABASE' },
      region: 'eu-west-2',
    });
  });

  test('takes the region of the flag, for the shell and for STS', async () => {
    const world = worldOf();
    const after = carriedOut(world.env, await assume('prod', { region: 'us-east-2' }, world));
    expect(after).toMatchObject({ AWS_REGION: 'us-east-2', AWS_DEFAULT_REGION: 'us-east-2' });
    expect(world.fake.calls[0]?.caller.region).toBe('us-east-2');
  });

  test('takes the MFA code of the flag', async () => {
    const world = worldOf();
    await assume('careful', { 'mfa-token': '123 456' }, world);
    expect(world.fake.all[0]?.request).toMatchObject({ serialNumber: DEVICE, tokenCode: '123456' });
  });

  test('asks for an MFA code at the terminal', async () => {
    const person = typing('654321');
    const world = worldOf({}, { terminal: person.open });
    await assume('careful', {}, world);
    expect(world.fake.all[0]?.request.tokenCode).toBe('654321');
  });

  test('never reads credentials or a profile from the environment', async () => {
    const world = worldOf({ AWS_PROFILE: 'dev', AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'x' });
    await assume('prod', {}, world);
    expect(world.fake.calls[0]?.caller.credentials.accessKeyId).toBe('AKIABASE');
  });

  test('asks STS in the region that stood before the first assume, not in that of the profile before', async () => {
    const first = worldOf({ AWS_REGION: 'ap-south-1' });
    const env = carriedOut(first.env, await assume('prod', {}, first));
    const second = worldOf(env);
    const after = carriedOut(env, await assume('dev', {}, second));
    expect(second.fake.calls[0]?.caller.region).toBe('ap-south-1');
    expect(after.AWS_REGION).toBe('ap-south-1');
  });

  test('tells the person what has changed, once, and only if something has', async () => {
    const world = worldOf();
    const change = await assume('prod', {}, world);
    expect(world.announced).toEqual([change]);
  });
});

describe('assume -', () => {
  test('is the profile before', async () => {
    let env: Env = {};
    for (const word of ['prod', 'dev', '-']) {
      const world = worldOf(env);
      env = carriedOut(world.env, await assume(word, {}, world));
    }
    expect(env).toMatchObject({ ASSUME_PROFILE: 'prod', ASSUME_PREVIOUS: 'dev' });
  });

  test.each([{}, { ASSUME_PREVIOUS: '' }, { ASSUME_PROFILE: 'prod' }])(
    'is refused where there is none: %j',
    async (env) => {
      const { exitCode, message } = await rejectionOf(assume('-', {}, worldOf(env)));
      expect(exitCode).toBe(3);
      expect(message).toBe('No other profile was assumed in this shell before.');
    },
  );

  test('of a profile that is gone names it', async () => {
    const { message } = await rejectionOf(assume('-', {}, worldOf({ ASSUME_PREVIOUS: 'gone' })));
    expect(message).toContain('"gone"');
  });
});

describe('what goes wrong goes wrong before anything has changed', () => {
  const accessDenied = () => fakeSts(() => awsError('AccessDenied', 'no'));

  test.each([
    ['a profile that does not exist', 'nowhere', {}, 3],
    ['a profile that cannot work', 'broken', {}, 3],
    ['a region that is none', 'prod', { region: 'eu west' }, 2],
    ['a code that is none', 'careful', { 'mfa-token': 'abc' }, 2],
    ['a code that is none, for a profile that needs none', 'prod', { 'mfa-token': 'abc' }, 2],
  ])('%s: nobody is asked and nothing is sent', async (_, profile, options, status) => {
    const terminal = jest.fn(nobody);
    const world = worldOf({}, { terminal });
    expect((await rejectionOf(assume(profile, options, world))).exitCode).toBe(status);
    expect(terminal).not.toHaveBeenCalled();
    expect(world.fake.calls).toEqual([]);
    expect(world.announced).toEqual([]);
  });

  test('a refusal of AWS: nothing is announced', async () => {
    const world = worldOf({}, { fake: accessDenied() });
    expect((await rejectionOf(assume('prod', {}, world))).exitCode).toBe(5);
    expect(world.announced).toEqual([]);
  });

  test('a code is needed and there is no terminal', async () => {
    const world = worldOf();
    expect((await rejectionOf(assume('careful', {}, world))).exitCode).toBe(4);
    expect(world.fake.calls).toEqual([]);
  });
});

describe('off', () => {
  test('puts back what was there before, whatever was assumed in between', async () => {
    const start: Env = { ...HOME, AWS_PROFILE: 'me', AWS_REGION: 'ap-south-1', AWS_ACCESS_KEY_ID: 'AKIAME' };
    let env = start;
    for (const word of ['prod', 'dev', 'base', '-', 'prod'])
      env = carriedOut(env, await assume(word, {}, worldOf(env)));
    const world = worldOf(env);
    const change = await off(world);
    expect(carriedOut(env, change)).toEqual(start);
    expect(world.announced).toEqual([change]);
  });

  test('needs no AWS file and asks nobody', async () => {
    const files = { ...filesOf({}), read: jest.fn(), modified: jest.fn(), replace: jest.fn(), list: jest.fn() };
    await off(worldOf({ ASSUME_RESTORE: '{}' }, { files }));
    for (const touched of [files.read, files.modified, files.replace, files.list])
      expect(touched).not.toHaveBeenCalled();
  });
});

describe('the list that TAB reads', () => {
  const withList = () => {
    const replace = jest.fn();
    const world = worldOf({}, { files: { ...filesOf({ config }), replace } });
    return { replace, world };
  };

  test('is made on the way, also if the assume then fails', async () => {
    const { replace, world } = withList();
    await rejectionOf(assume('nowhere', {}, world));
    expect(replace).toHaveBeenCalledTimes(1);
    expect(replace.mock.calls[0]?.slice(0, 2)).toEqual([
      '/home/me/.cache/assume/profiles.tsv',
      expect.stringContaining('\nprod\t'),
    ]);
  });

  test('is made by all that reads the profiles', () => {
    const { replace, world } = withList();
    expect([...loadProfiles(world).profiles.keys()]).toContain('prod');
    expect(replace).toHaveBeenCalledTimes(1);
  });
});
