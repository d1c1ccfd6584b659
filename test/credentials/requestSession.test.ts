import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResolveContext } from '../../src/credentials/resolveContext';
import { resolveCredentials } from '../../src/credentials/resolveCredentials';
import type { Credentials } from '../../src/credentials/types';
import type { RoleOptions } from '../../src/plan/request';
import { arn, CONFIG, keys, planOf, rejectionOf } from '../plan/planFixtures';
import {
  awsError,
  type FakeSts,
  fakeSts,
  issued,
  memoryCache,
  NOW,
  nobody,
  resolveContext,
  session,
  typing,
  watchedCache,
  wrongCode,
} from './stsFixture';

const DEVICE = 'arn:aws:iam::123456789012:mfa/me';
const MFA = `mfa_serial = ${DEVICE}\n`;
const TEXTS = {
  config: [
    `[profile me]\n${keys('AKIAME')}${MFA}`,
    `[profile half]\n${keys('AKIAME')}${MFA}duration_seconds = 21600\n`,
    `[profile printed]\n${keys('AKIAME')}${MFA}mfa_process = otp me\n`,
    `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = me\n${MFA}`,
    `[profile plain]\nrole_arn = ${arn('Plain')}\nsource_profile = me\n`,
  ].join(''),
};

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assume-session-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const cachingContext = ({ sts }: FakeSts, changes: Partial<ResolveContext> = {}): ResolveContext => ({
  ...resolveContext(sts),
  env: { HOME: home },
  cache: memoryCache(),
  ...changes,
});
const assume = (name: string, context: ResolveContext, how = {}, options: RoleOptions = {}): Promise<Credentials> =>
  resolveCredentials(planOf(TEXTS, name, {}, options), how, context);

/** Action, code and signer of each call. */
const log = ({ all }: FakeSts) =>
  all.map(({ action, request, caller }) => `${action} ${request.tokenCode ?? '-'} ${caller.credentials.accessKeyId}`);

const SESSION = { ...session('111111'), accountId: '123456789012' };

describe('the MFA session of an access key', () => {
  test('takes one code, lasts 12 hours, and has the account of its device', async () => {
    const sts = fakeSts();
    const person = typing('111111');
    expect(await assume('me', cachingContext(sts, { terminal: person.open }))).toEqual(SESSION);
    expect(person.questions).toEqual(['MFA code for me (me, 123456789012): ']);
    expect(sts.all).toEqual([
      {
        action: 'GetSessionToken',
        request: { serialNumber: DEVICE, tokenCode: '111111', durationSeconds: 43_200 },
        caller: {
          credentials: { accessKeyId: 'AKIAME', secretAccessKey: 'secret-of-AKIAME' },
          region: 'us-east-1',
        },
      },
    ]);
  });

  test('is cached, as an entry that names its kind', async () => {
    const sts = fakeSts();
    const cache = memoryCache();
    const context = cachingContext(sts, { cache, terminal: typing('111111').open });
    await assume('me', context);
    expect(await assume('me', { ...context, terminal: nobody })).toEqual(SESSION);
    expect(sts.all).toHaveLength(1);
    expect([...cache.entries.values()]).toEqual([{ credentials: session('111111'), providerType: 'session' }]);
  });

  test('is opened again with --refresh, or with under 15 minutes left', async () => {
    const sts = fakeSts();
    const context = cachingContext(sts, { terminal: typing('111111', '222222', '333333').open });
    await assume('me', context);
    expect((await assume('me', context, { refresh: true })).accessKeyId).toBe('ASIA-session-222222');
    await assume('me', { ...context, now: () => new Date('2026-08-22T20:46:00Z') });
    expect(log(sts)).toHaveLength(3);
  });

  test('neither reads nor writes anything without a cache', async () => {
    const sts = fakeSts();
    const context = cachingContext(sts, { cache: undefined, terminal: typing('111111', '222222').open });
    await assume('me', context);
    await assume('me', context);
    expect(log(sts)).toEqual(['GetSessionToken 111111 AKIAME', 'GetSessionToken 222222 AKIAME']);
  });

  test('takes the code of --mfa-token, or of mfa_process, without a terminal', async () => {
    const sts = fakeSts();
    await assume('me', cachingContext(sts), { code: '333333' });
    const runForCode = jest.fn(async () => '444444');
    await assume('printed', cachingContext(sts, { runForCode }));
    expect(runForCode).toHaveBeenCalledWith('otp me', `${CONFIG}:14`);
    expect(log(sts)).toEqual(['GetSessionToken 333333 AKIAME', 'GetSessionToken 444444 AKIAME']);
  });

  test('is exit 4 without a way to get a code, and sends nothing', async () => {
    const sts = fakeSts();
    const context = cachingContext(sts, { whyNoTerminal: '--no-input forbids prompting' });
    const { message, exitCode, hints } = await rejectionOf(assume('me', context));
    expect(exitCode).toBe(4);
    expect(message).toBe('Profile "me" needs an MFA code (me, 123456789012), but --no-input forbids prompting.');
    expect(hints).toEqual([['--mfa-token <code>', 'Pass the code']]);
    expect(sts.all).toEqual([]);
  });

  test('is exit 4 if the prompt is canceled', async () => {
    const { exitCode } = await rejectionOf(assume('me', cachingContext(fakeSts(), { terminal: typing().open })));
    expect(exitCode).toBe(4);
  });

  test('is prompted for again after a wrong code, three times at most', async () => {
    const sts = fakeSts(undefined, () => wrongCode());
    const person = typing('111111', '222222', '333333', '444444');
    const { message, exitCode, hints } = await rejectionOf(
      assume('me', cachingContext(sts, { terminal: person.open })),
    );
    expect([exitCode, person.questions.length]).toEqual([5, 3]);
    expect(message).toMatch(/^AWS rejected GetSessionToken for profile "me" \(AccessDenied\): MultiFactor/);
    expect(hints).toEqual([['assume me', 'Try the next code']]);
  });

  test('is not requested for --long-term: nobody is prompted, nothing is sent, nothing expires', async () => {
    const sts = fakeSts();
    expect(await assume('me', cachingContext(sts), {}, { longTerm: true })).toEqual({
      accessKeyId: 'AKIAME',
      secretAccessKey: 'secret-of-AKIAME',
    });
    expect(sts.all).toEqual([]);
  });
});

describe('the MFA session of an access key, and the roles of the same device', () => {
  test('share one code: first the key, then the role', async () => {
    const sts = fakeSts();
    const context = cachingContext(sts, { terminal: typing('111111').open });
    await assume('me', context);
    expect(await assume('prod', context)).toEqual(issued(arn('Prod')));
    expect(log(sts)).toEqual(['GetSessionToken 111111 AKIAME', 'AssumeRole - ASIA-session-111111']);
  });

  test('share one code: first the role, then the key', async () => {
    const sts = fakeSts();
    const context = cachingContext(sts, { terminal: typing('111111').open });
    await assume('prod', context);
    expect(await assume('me', context)).toEqual(SESSION);
    expect(log(sts)).toEqual(['GetSessionToken 111111 AKIAME', 'AssumeRole - ASIA-session-111111']);
  });

  test('share a session of another duration too', async () => {
    const sts = fakeSts();
    const context = cachingContext(sts, { terminal: typing('111111').open });
    await assume('half', context);
    await assume('prod', context);
    expect(log(sts)).toEqual(['GetSessionToken 111111 AKIAME', 'AssumeRole - ASIA-session-111111']);
  });

  test('a session is never used for another duration of the key than that it was opened for', async () => {
    const sts = fakeSts();
    const context = cachingContext(sts, { terminal: typing('111111', '222222', '333333').open });
    await assume('half', context);
    await assume('me', context);
    await assume('me', context, {}, { duration: '36h' });
    await assume('half', context);
    await assume('me', context);
    expect(sts.all.map(({ request }) => request.durationSeconds)).toEqual([21_600, 43_200, 129_600]);
  });

  test('are cached before another shell goes on that waits for the code', async () => {
    const { cache, waited } = watchedCache(home);
    await assume('half', cachingContext(fakeSts(), { cache, terminal: typing('111111').open }));
    expect(waited).toEqual([true, true]);
  });

  test('of two sessions of other durations, the roles get the one that lasts longer', async () => {
    const at = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);
    const { sts, ...fake } = fakeSts();
    const getSessionToken: typeof sts.getSessionToken = async (request, caller) => {
      const { credentials } = await sts.getSessionToken(request, caller);
      return { credentials: { ...credentials, expiration: at(request.durationSeconds / 3600) } };
    };
    const context = cachingContext(
      { ...fake, sts: { ...sts, getSessionToken } },
      { terminal: typing('111111', '222222').open },
    );
    await assume('me', context, {}, { duration: '36h' });
    await assume('half', context);
    await assume('prod', context);
    expect(log({ sts, ...fake }).at(-1)).toBe('AssumeRole - ASIA-session-111111');
  });

  test('a role without mfa_serial is assumed with the access key itself, as before', async () => {
    const sts = fakeSts();
    await assume('plain', cachingContext(sts));
    expect(log(sts)).toEqual(['AssumeRole - AKIAME']);
  });
});

describe('an MFA session that AWS refuses', () => {
  const refusedWith = (error: Error) =>
    rejectionOf(
      assume(
        'me',
        cachingContext(
          fakeSts(undefined, () => error),
          { terminal: typing('111111').open },
        ),
      ),
    );

  test('for a device that is not the user’s names where the device is set', async () => {
    const text =
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.';
    const { exitCode, notes, hints } = await refusedWith(awsError('AccessDenied', text));
    expect(exitCode).toBe(5);
    expect(notes).toEqual([`The access key of profile "me" has no MFA device ${DEVICE} (${CONFIG}:4).`]);
    expect(hints).toEqual([['aws iam list-mfa-devices --profile me', 'See the MFA devices of this access key']]);
  });

  test('for a user who may not open one points to --long-term', async () => {
    const { message, exitCode, hints } = await refusedWith(awsError('AccessDenied', 'User is not authorized'));
    expect(exitCode).toBe(5);
    expect(message).toBe('AWS rejected GetSessionToken for profile "me" (AccessDenied): User is not authorized');
    expect(hints).toEqual([['assume me --long-term', 'Use the access key without MFA']]);
  });

  test('for an access key that it doesn’t know says where that is set', async () => {
    const { notes, hints } = await refusedWith(awsError('InvalidClientTokenId', 'The security token is invalid.'));
    expect(notes).toEqual([`The access key is set in ${CONFIG}:2.`]);
    expect(hints[0]?.[0]).toBe('aws configure --profile me');
  });

  test('because it is throttling says so, and offers to try again', async () => {
    const { message, exitCode, hints } = await refusedWith(awsError('ThrottlingException', 'Rate exceeded'));
    expect(exitCode).toBe(5);
    expect(message).toMatch(/^AWS is throttling requests and rejected GetSessionToken for profile "me"/);
    expect(hints).toEqual([['assume me', 'Try again']]);
  });

  test('because it can’t be reached is exit 1', async () => {
    expect((await refusedWith(new Error('connect ECONNREFUSED'))).exitCode).toBe(1);
  });
});
