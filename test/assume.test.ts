import { type AssumeOptions, changeFor as assume, off, use } from '../src/assume';
import { loadProfiles } from '../src/completion/loadProfiles';
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

/** A context that is entirely in memory. */
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
  test('resolves the role of a profile, and returns the change of the environment', async () => {
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

  test('uses the region of the flag for the shell and for STS', async () => {
    const context = contextOf();
    const after = applyChange(context.env, await assume('prod', { region: 'us-east-2' }, context));
    expect(after).toMatchObject({ AWS_REGION: 'us-east-2', AWS_DEFAULT_REGION: 'us-east-2' });
    expect(context.fake.calls[0]?.caller.region).toBe('us-east-2');
  });

  test("asks AWS itself after a profile with an endpoint, and any program there runs without that profile's endpoint", async () => {
    const files = filesOf({
      config: `${config}[profile local]\nendpoint_url = http://local:4566\n${keys('AKIALOCAL')}[profile run]\ncredential_process = x\n`,
    });
    const first = contextOf({}, { files });
    const env = applyChange(first.env, await assume('local', {}, first));
    expect(env).toMatchObject({ AWS_ENDPOINT_URL: 'http://local:4566' });

    const asked: Env[] = [];
    const askSource: Context['askSource'] = async (_source, request) => {
      asked.push(request.env);
      return { credentials: { accessKeyId: 'AKIA', secretAccessKey: 'x' } };
    };
    const second = contextOf(env, { files, askSource });
    expect(applyChange(env, await assume('prod', {}, second))).not.toHaveProperty('AWS_ENDPOINT_URL');
    expect(second.fake.calls[0]?.caller).not.toHaveProperty('endpoint');
    await assume('run', {}, second);
    expect(asked.map(({ AWS_ENDPOINT_URL }) => AWS_ENDPOINT_URL)).toEqual([undefined]);
  });

  test('warns once about what variables cannot express, and not when the profile is renewed', async () => {
    const files = filesOf({ config: `[default]\nca_bundle = /d.pem\n${config}` });
    const told: string[] = [];
    const context = contextOf({}, { files, notify: (line) => told.push(line) });
    const env = applyChange(context.env, await assume('prod', {}, context));
    expect(told).toEqual([
      '[default] (~/.aws/config:2) still sets the ca_bundle. No variable can prevent that; give profile "prod" one too.',
    ]);
    await assume('prod', {}, { ...context, env });
    expect(told).toHaveLength(1);
    await assume('dev', {}, { ...context, env });
    expect(told).toHaveLength(2);
  });

  test('warns of a duration that has no effect, with its line', async () => {
    const files = filesOf({ config: '[profile run]\ncredential_process = x\nduration_seconds = 7200\n' });
    const told: string[] = [];
    const askSource = async () => ({ credentials: { accessKeyId: 'AKIA', secretAccessKey: 'x' } });
    await assume('run', {}, contextOf({}, { files, askSource, notify: (line) => told.push(line) }));
    expect(told).toEqual([
      'duration_seconds of profile "run" (~/.aws/config:3) has no effect: credential_process decides how long its credentials last.',
    ]);
  });

  test('uses the MFA code of the flag', async () => {
    const context = contextOf();
    await assume('careful', { mfaToken: '123 456' }, context);
    expect(context.fake.all[0]?.request).toMatchObject({ serialNumber: DEVICE, tokenCode: '123456' });
  });

  test('prompts for an MFA code at the terminal', async () => {
    const user = typing('654321');
    const context = contextOf({}, { terminal: user.open });
    await assume('careful', {}, context);
    expect(context.fake.all[0]?.request.tokenCode).toBe('654321');
  });

  test('never reads credentials or a profile from the environment', async () => {
    const context = contextOf({ AWS_PROFILE: 'dev', AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'x' });
    await assume('prod', {}, context);
    expect(context.fake.calls[0]?.caller.credentials.accessKeyId).toBe('AKIABASE');
  });

  test('calls STS in the region that was set before the first assume, not in that of the previous profile', async () => {
    const first = contextOf({ AWS_REGION: 'ap-south-1' });
    const env = applyChange(first.env, await assume('prod', {}, first));
    const second = contextOf(env);
    const after = applyChange(env, await assume('dev', {}, second));
    expect(second.fake.calls[0]?.caller.region).toBe('ap-south-1');
    expect(after.AWS_REGION).toBe('ap-south-1');
  });
});

describe('assume -', () => {
  test('switches to the previous profile', async () => {
    let env: Env = {};
    for (const word of ['prod', 'dev', '-']) {
      const context = contextOf(env);
      env = applyChange(context.env, await assume(word, {}, context));
    }
    expect(env).toMatchObject({ ASSUME_PROFILE: 'prod', ASSUME_PREVIOUS: 'dev' });
  });

  test.each([{}, { ASSUME_PREVIOUS: '' }, { ASSUME_PROFILE: 'prod' }])(
    'is rejected if there is no previous profile: %j',
    async (env) => {
      const { exitCode, message } = await rejectionOf(assume('-', {}, contextOf(env)));
      expect(exitCode).toBe(3);
      expect(message).toBe('No previous profile in this shell.');
    },
  );

  test('names the previous profile if it no longer exists', async () => {
    const { message } = await rejectionOf(assume('-', {}, contextOf({ ASSUME_PREVIOUS: 'gone' })));
    expect(message).toContain('"gone"');
  });
});

describe('a failure changes nothing', () => {
  const accessDenied = () => fakeSts(() => awsError('AccessDenied', 'no'));

  test.each([
    ['a profile that does not exist', 'nowhere', {}, 3],
    ['an invalid profile', 'broken', {}, 3],
    ['an invalid region', 'prod', { region: 'eu west' }, 2],
    ['an invalid MFA code', 'careful', { mfaToken: 'abc' }, 2],
    ["an invalid MFA code for a profile that doesn't need one", 'prod', { mfaToken: 'abc' }, 2],
  ])('%s: no prompt, and no request', async (_, profile, options, status) => {
    const terminal = jest.fn(nobody);
    const context = contextOf({}, { terminal });
    expect((await rejectionOf(assume(profile, options, context))).exitCode).toBe(status);
    expect(terminal).not.toHaveBeenCalled();
    expect(context.fake.calls).toEqual([]);
  });

  test('AWS rejects the request', async () => {
    const context = contextOf({}, { fake: accessDenied() });
    expect((await rejectionOf(assume('prod', {}, context))).exitCode).toBe(5);
  });

  test('an MFA code is required, but there is no terminal', async () => {
    const context = contextOf();
    expect((await rejectionOf(assume('careful', {}, context))).exitCode).toBe(4);
    expect(context.fake.calls).toEqual([]);
  });
});

const NO_ARGUMENTS = { names: [], options: {}, command: [] };

describe('off', () => {
  test('restores the original environment after several assumes', async () => {
    const start: Env = { ...HOME, AWS_PROFILE: 'me', AWS_REGION: 'ap-south-1', AWS_ACCESS_KEY_ID: 'AKIAME' };
    let env = start;
    for (const word of ['prod', 'dev', 'base', '-', 'prod'])
      env = applyChange(env, await assume(word, {}, contextOf(env)));
    const context = contextOf(env);
    const outcome = await off(NO_ARGUMENTS, context);
    expect(outcome).toEqual({ kind: 'change', change: expect.anything() });
    if (outcome.kind === 'change') expect(applyChange(env, outcome.change)).toEqual(start);
  });

  test('reads and writes no file', async () => {
    const files = { ...filesOf({}), read: jest.fn(), modified: jest.fn(), replace: jest.fn(), list: jest.fn() };
    await off(NO_ARGUMENTS, contextOf({ ASSUME_RESTORE: '{}' }, { files }));
    for (const touched of [files.read, files.modified, files.replace, files.list])
      expect(touched).not.toHaveBeenCalled();
  });
});

describe('the profile list for TAB', () => {
  const withList = () => {
    const replace = jest.fn();
    const context = contextOf({}, { files: { ...filesOf({ config }), replace } });
    return { replace, context };
  };

  test('is written even if the assume fails', async () => {
    const { replace, context } = withList();
    await rejectionOf(assume('nowhere', {}, context));
    expect(replace).toHaveBeenCalledTimes(2);
    expect(replace.mock.calls[1]?.slice(0, 2)).toEqual([
      '/home/me/.cache/assume/profiles.tsv',
      expect.stringContaining('\nprod\t'),
    ]);
  });

  test('is written whenever profiles are read', () => {
    const { replace, context } = withList();
    expect([...loadProfiles(context).profiles.keys()]).toContain('prod');
    expect(replace).toHaveBeenCalledTimes(2);
  });
});

describe('a use of a profile', () => {
  const NOW = Date.parse('2026-01-02T03:04:05Z');
  const uses = async (env: Env, options: AssumeOptions, name: string) => {
    const appendLine = jest.fn();
    const context = { ...contextOf(env), now: () => new Date(NOW) };
    const outcome = await use(
      { names: [name], options, command: [] },
      { ...context, files: { ...context.files, appendLine } },
    );
    expect(appendLine).not.toHaveBeenCalled();
    if (outcome.kind === 'change') outcome.finish?.();
    return appendLine.mock.calls;
  };

  test('is remembered once the shell has the change, under the name that `-` stands for', async () => {
    const line = `${NOW / 1000}\tprod`;
    expect(await uses(HOME, {}, 'prod')).toEqual([['/home/me/.local/state/assume/history', line, 1000]]);
    expect(await uses({ ...HOME, ASSUME_PREVIOUS: 'prod' }, {}, '-')).toEqual([[expect.anything(), line, 1000]]);
  });

  test('is not remembered with --no-cache', async () => {
    expect(await uses(HOME, { noCache: true }, 'prod')).toEqual([]);
  });
});
