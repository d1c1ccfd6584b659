import { changeFor as assume, loadProfiles, off } from '../src/assume';
import type { Context } from '../src/context';
import type { Env } from '../src/platform/env';
import {
  awsError,
  contextWith,
  type FakeSts,
  fakeSts,
  issued,
  memoryCache,
  nobody,
  typing,
} from './credentials/stsFixture';
import { applyChange } from './environment/applyChange';
import { arn, filesOf, HOME, keys, rejectionOf } from './plan/planFixtures';

const DEVICE = 'arn:aws:iam::123456789012:mfa/me';
const config = [
  `[profile base]\nregion = eu-west-1\n${keys('AKIABASE')}`,
  `[profile prod]\nrole_arn = ${arn('prod')}\nsource_profile = base\nregion = eu-west-2\n`,
  `[profile dev]\nrole_arn = ${arn('dev')}\nsource_profile = base\n`,
  `[profile careful]\nrole_arn = ${arn('careful')}\nsource_profile = base\nmfa_serial = ${DEVICE}\n`,
  `[profile broken]\nrole_arn = ${arn('broken')}\nsource_profile = nowhere\nmfa_serial = ${DEVICE}\n`,
].join('');

interface TestContext extends Context {
  readonly fake: FakeSts;
}

/** Everything outside, in memory. */
function contextOf(env: Env = {}, changes: Partial<Context> & { readonly fake?: FakeSts } = {}): TestContext {
  const fake = changes.fake ?? fakeSts();
  return {
    ...contextWith(fake.sts),
    env: { ...HOME, ...env },
    files: filesOf({ config }),
    cache: memoryCache(),
    ...changes,
    fake,
  };
}

describe('assume', () => {
  test('follows the profile to its role and says what changes in the environment', async () => {
    const context = contextOf();
    const after = applyChange(context.env, await assume('prod', {}, context));
    expect(after).toMatchObject({
      HOME: '/home/me',
      AWS_ACCESS_KEY_ID: issued(arn('prod')).accessKeyId,
      AWS_SECRET_ACCESS_KEY: issued(arn('prod')).secretAccessKey,
      AWS_SESSION_TOKEN: issued(arn('prod')).sessionToken,
      AWS_REGION: 'eu-west-2',
      ASSUME_PROFILE: 'prod',
    });
    expect(context.fake.calls[0]?.caller).toEqual({
      credentials: { accessKeyId: 'AKIABASE', secretAccessKey: 'secret-of-AKIABASE' },
      region: 'eu-west-2',
    });
  });

  test('takes the region of the flag, for the shell and for STS', async () => {
    const context = contextOf();
    const after = applyChange(context.env, await assume('prod', { region: 'us-east-2' }, context));
    expect(after).toMatchObject({ AWS_REGION: 'us-east-2', AWS_DEFAULT_REGION: 'us-east-2' });
    expect(context.fake.calls[0]?.caller.region).toBe('us-east-2');
  });

  test('takes the MFA code of the flag', async () => {
    const context = contextOf();
    await assume('careful', { mfaToken: '123 456' }, context);
    expect(context.fake.all[0]?.request).toMatchObject({ serialNumber: DEVICE, tokenCode: '123456' });
  });

  test('asks for an MFA code at the terminal', async () => {
    const person = typing('654321');
    const context = contextOf({}, { terminal: person.open });
    await assume('careful', {}, context);
    expect(context.fake.all[0]?.request.tokenCode).toBe('654321');
  });

  test('never reads credentials or a profile from the environment', async () => {
    const context = contextOf({ AWS_PROFILE: 'dev', AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'x' });
    await assume('prod', {}, context);
    expect(context.fake.calls[0]?.caller.credentials.accessKeyId).toBe('AKIABASE');
  });

  test('asks STS in the region that stood before the first assume, not in that of the profile before', async () => {
    const first = contextOf({ AWS_REGION: 'ap-south-1' });
    const env = applyChange(first.env, await assume('prod', {}, first));
    const second = contextOf(env);
    const after = applyChange(env, await assume('dev', {}, second));
    expect(second.fake.calls[0]?.caller.region).toBe('ap-south-1');
    expect(after.AWS_REGION).toBe('ap-south-1');
  });
});

describe('assume -', () => {
  test('is the profile before', async () => {
    let env: Env = {};
    for (const word of ['prod', 'dev', '-']) {
      const context = contextOf(env);
      env = applyChange(context.env, await assume(word, {}, context));
    }
    expect(env).toMatchObject({ ASSUME_PROFILE: 'prod', ASSUME_PREVIOUS: 'dev' });
  });

  test.each([{}, { ASSUME_PREVIOUS: '' }, { ASSUME_PROFILE: 'prod' }])(
    'is refused where there is none: %j',
    async (env) => {
      const { exitCode, message } = await rejectionOf(assume('-', {}, contextOf(env)));
      expect(exitCode).toBe(3);
      expect(message).toBe('No previous profile in this shell.');
    },
  );

  test('of a profile that is gone names it', async () => {
    const { message } = await rejectionOf(assume('-', {}, contextOf({ ASSUME_PREVIOUS: 'gone' })));
    expect(message).toContain('"gone"');
  });
});

describe('what goes wrong goes wrong before anything has changed', () => {
  const accessDenied = () => fakeSts(() => awsError('AccessDenied', 'no'));

  test.each([
    ['a profile that does not exist', 'nowhere', {}, 3],
    ['a profile that cannot work', 'broken', {}, 3],
    ['a region that is none', 'prod', { region: 'eu west' }, 2],
    ['a code that is none', 'careful', { mfaToken: 'abc' }, 2],
    ['a code that is none, for a profile that needs none', 'prod', { mfaToken: 'abc' }, 2],
  ])('%s: nobody is asked and nothing is sent', async (_, profile, options, status) => {
    const terminal = jest.fn(nobody);
    const context = contextOf({}, { terminal });
    expect((await rejectionOf(assume(profile, options, context))).exitCode).toBe(status);
    expect(terminal).not.toHaveBeenCalled();
    expect(context.fake.calls).toEqual([]);
  });

  test('AWS refuses', async () => {
    const context = contextOf({}, { fake: accessDenied() });
    expect((await rejectionOf(assume('prod', {}, context))).exitCode).toBe(5);
  });

  test('a code is needed and there is no terminal', async () => {
    const context = contextOf();
    expect((await rejectionOf(assume('careful', {}, context))).exitCode).toBe(4);
    expect(context.fake.calls).toEqual([]);
  });
});

const NO_WORDS = { names: [], options: {}, command: [] };

describe('off', () => {
  test('puts back what was there before, whatever was assumed in between', async () => {
    const start: Env = { ...HOME, AWS_PROFILE: 'me', AWS_REGION: 'ap-south-1', AWS_ACCESS_KEY_ID: 'AKIAME' };
    let env = start;
    for (const word of ['prod', 'dev', 'base', '-', 'prod'])
      env = applyChange(env, await assume(word, {}, contextOf(env)));
    const context = contextOf(env);
    const outcome = await off(NO_WORDS, context);
    expect(outcome).toEqual({ kind: 'change', change: expect.anything() });
    if (outcome.kind === 'change') expect(applyChange(env, outcome.change)).toEqual(start);
  });

  test('needs no AWS file and asks nobody', async () => {
    const files = { ...filesOf({}), read: jest.fn(), modified: jest.fn(), replace: jest.fn(), list: jest.fn() };
    await off(NO_WORDS, contextOf({ ASSUME_RESTORE: '{}' }, { files }));
    for (const touched of [files.read, files.modified, files.replace, files.list])
      expect(touched).not.toHaveBeenCalled();
  });
});

describe('the list that TAB reads', () => {
  const withList = () => {
    const replace = jest.fn();
    const context = contextOf({}, { files: { ...filesOf({ config }), replace } });
    return { replace, context };
  };

  test('is made on the way, also if the assume then fails', async () => {
    const { replace, context } = withList();
    await rejectionOf(assume('nowhere', {}, context));
    expect(replace).toHaveBeenCalledTimes(1);
    expect(replace.mock.calls[0]?.slice(0, 2)).toEqual([
      '/home/me/.cache/assume/profiles.tsv',
      expect.stringContaining('\nprod\t'),
    ]);
  });

  test('is made by all that reads the profiles', () => {
    const { replace, context } = withList();
    expect([...loadProfiles(context).profiles.keys()]).toContain('prod');
    expect(replace).toHaveBeenCalledTimes(1);
  });
});
