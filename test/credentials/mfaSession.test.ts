import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResolveContext } from '../../src/credentials/resolveContext';
import { resolveCredentials } from '../../src/credentials/resolveCredentials';
import type { Sts } from '../../src/credentials/types';
import { arn, keys, planOf, rejectionOf } from '../plan/planFixtures';
import {
  awsError,
  type FakeSts,
  fakeSts,
  issued,
  memoryCache,
  nobody,
  resolveContext,
  session,
  typing,
  watchedCache,
  wrongCode,
} from './stsFixture';

const DEVICE = 'arn:aws:iam::123456789012:mfa/me';
const MFA = `mfa_serial = ${DEVICE}\n`;
const role = (name: string, lines = '', source = 'base') =>
  `[profile ${name}]\nrole_arn = ${arn(name)}\nsource_profile = ${source}\n${lines}`;
const BASE = `[profile base]\n${keys('AKIABASE')}`;
const CONFIG = [
  BASE,
  ...Array.from({ length: 10 }, (_, at) => role(`r${at}`, MFA)),
  role('long', `${MFA}duration_seconds = 7200\n`),
  role('hour', `${MFA}duration_seconds = 3600\n`),
  role('plain'),
  role('behind', MFA, 'plain'),
  `[profile temporary]\n${keys('ASIATEMP')}aws_session_token = t\n`,
  role('onTemporary', MFA, 'temporary'),
  role('automatic', `${MFA}mfa_process = totp me\n`),
  `[profile otp]\n${keys('AKIAOTP')}mfa_process = totp base\n`,
  role('inherited', MFA, 'otp'),
].join('');

const BASE_CREDENTIALS = { accessKeyId: 'AKIABASE', secretAccessKey: 'secret-of-AKIABASE' };
const denied = () => awsError('AccessDenied', 'User is not authorized');

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assume-session-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A context with a cache, for several runs. */
const cachingContext = ({ sts }: FakeSts, changes: Partial<ResolveContext> = {}): ResolveContext => ({
  ...resolveContext(sts),
  env: { HOME: home },
  cache: memoryCache(),
  ...changes,
});
const assume = (name: string, context: ResolveContext, options = {}) =>
  resolveCredentials(planOf({ config: CONFIG }, name), options, context);

/** Action, code and signer of each call. */
const log = ({ all }: FakeSts) =>
  all.map(({ action, request, caller }) => `${action} ${request.tokenCode ?? '-'} ${caller.credentials.accessKeyId}`);

describe('one MFA code serves all roles of a source', () => {
  test('ten roles take one prompt, one GetSessionToken of 12 hours, and ten AssumeRole', async () => {
    const sts = fakeSts();
    const person = typing('123456');
    const context = cachingContext(sts, { terminal: person.open });
    for (let at = 0; at < 10; at++) expect(await assume(`r${at}`, context)).toEqual(issued(arn(`r${at}`)));
    expect(person.questions).toEqual(['MFA code for r0 (me, 123456789012): ']);
    expect(sts.all[0]).toEqual({
      action: 'GetSessionToken',
      request: { serialNumber: DEVICE, tokenCode: '123456', durationSeconds: 43_200 },
      caller: { credentials: BASE_CREDENTIALS, region: 'us-east-1' },
    });
    expect(log(sts).slice(1)).toEqual(Array(10).fill('AssumeRole - ASIA-session-123456'));
  });

  test('a cached role takes no request and no prompt', async () => {
    const sts = fakeSts();
    const context = cachingContext(sts, { terminal: typing('123456').open });
    await assume('r0', context);
    const before = sts.all.length;
    expect(await assume('r0', { ...context, terminal: nobody })).toEqual(issued(arn('r0')));
    expect(sts.all).toHaveLength(before);
  });

  test('the session and the role are cached before another shell goes on that waits for the code', async () => {
    const { cache, waited } = watchedCache(home);
    await assume('r0', cachingContext(fakeSts(), { cache, terminal: typing('123456').open }));
    expect(waited).toEqual([true, true]);
  });

  test('--refresh requests the role again, without prompting for a code', async () => {
    const sts = fakeSts();
    const context = cachingContext(sts, { terminal: typing('123456').open });
    await assume('r0', context);
    await assume('r0', { ...context, terminal: nobody }, { refresh: true });
    expect(log(sts).at(-1)).toBe('AssumeRole - ASIA-session-123456');
    expect(sts.calls).toHaveLength(2);
  });

  test('a code from the command line opens the session too', async () => {
    const sts = fakeSts();
    const context = cachingContext(sts);
    await assume('r0', context, { code: '111111' });
    await assume('r1', context);
    expect(log(sts)).toEqual([
      'GetSessionToken 111111 AKIABASE',
      'AssumeRole - ASIA-session-111111',
      'AssumeRole - ASIA-session-111111',
    ]);
  });

  test('mfa_process runs once, instead of a prompt', async () => {
    const sts = fakeSts();
    const runForCode = jest.fn(async () => '654321');
    const context = cachingContext(sts, { runForCode, terminal: typing('111111').open });
    await assume('automatic', context);
    await assume('r0', context);
    expect(runForCode).toHaveBeenCalledTimes(1);
    expect(runForCode).toHaveBeenCalledWith('totp me', expect.any(String));
    expect(log(sts)[0]).toBe('GetSessionToken 654321 AKIABASE');
  });

  test('mfa_process of the source profile runs, too', async () => {
    const sts = fakeSts();
    const runForCode = jest.fn(async () => '654321');
    await assume('inherited', cachingContext(sts, { runForCode }));
    expect(runForCode).toHaveBeenCalledWith('totp base', expect.stringMatching(/config:\d+$/));
    expect(log(sts)[0]).toBe('GetSessionToken 654321 AKIAOTP');
  });

  test('mfa_process needs no terminal', async () => {
    const context = cachingContext(fakeSts(), { runForCode: async () => '654321' });
    expect(await assume('automatic', context)).toEqual(issued(arn('automatic')));
  });

  test('a session with under 15 minutes left is not used', async () => {
    const sts = fakeSts();
    const context = cachingContext(sts, { terminal: typing('111111', '222222').open });
    await assume('r0', context);
    const expiration = new Date('2026-08-22T21:46:00Z');
    const later: Sts = {
      ...sts.sts,
      assumeRole: async (...request) => ({
        credentials: { ...(await sts.sts.assumeRole(...request)).credentials, expiration },
      }),
      getSessionToken: async (...request) => ({
        credentials: { ...(await sts.sts.getSessionToken(...request)).credentials, expiration },
      }),
    };
    await assume('r1', { ...context, sts: later, now: () => new Date('2026-08-22T20:46:00Z') });
    expect(log(sts).filter((line) => line.startsWith('Get'))).toHaveLength(2);
  });
});

describe('where no session is possible, the code goes to AssumeRole itself', () => {
  test.each([
    ['a role of more than an hour', 'long', 'AssumeRole 111111 AKIABASE'],
    ['a role behind a role', 'behind', 'AssumeRole 111111 ASIA-plain'],
    ['a source with a session token', 'onTemporary', 'AssumeRole 111111 ASIATEMP'],
  ])('%s', async (_, name, call) => {
    const sts = fakeSts();
    await assume(name, cachingContext(sts, { terminal: typing('111111').open }));
    expect(log(sts).at(-1)).toBe(call);
    expect(log(sts).some((line) => line.startsWith('Get'))).toBe(false);
  });

  test('a role of exactly an hour can use one', async () => {
    const sts = fakeSts();
    await assume('hour', cachingContext(sts, { terminal: typing('111111').open }));
    expect(log(sts)[0]).toBe('GetSessionToken 111111 AKIABASE');
  });

  test('without a cache there is nothing to share', async () => {
    const sts = fakeSts();
    await assume('r0', cachingContext(sts, { cache: undefined, terminal: typing('111111').open }));
    expect(log(sts)).toEqual(['AssumeRole 111111 AKIABASE']);
  });

  test('if AWS rejects GetSessionToken, the same code is used, without a second prompt', async () => {
    const sts = fakeSts(undefined, denied);
    const person = typing('111111', '222222');
    expect(await assume('r0', cachingContext(sts, { terminal: person.open }))).toEqual(issued(arn('r0')));
    expect(log(sts)).toEqual(['GetSessionToken 111111 AKIABASE', 'AssumeRole 111111 AKIABASE']);
    expect(person.questions).toHaveLength(1);
  });

  test.each(['InvalidClientTokenId', 'SignatureDoesNotMatch', 'ExpiredToken'])(
    '%s is not such a rejection: it is about the access key, and AssumeRole is not tried',
    async (name) => {
      const sts = fakeSts(undefined, () => awsError(name, 'no'));
      const person = typing('123456', '234567');
      const error = await rejectionOf(assume('r0', cachingContext(sts, { terminal: person.open })));
      expect([error.exitCode, error.message]).toEqual([5, expect.stringContaining(`(${name}): no`)]);
      expect(log(sts)).toEqual(['GetSessionToken 123456 AKIABASE']);
      expect(person.questions).toHaveLength(1);
    },
  );

  test('a wrong code is not such a rejection: the next one is prompted for', async () => {
    const sts = fakeSts(undefined, ({ tokenCode }) => (tokenCode === '111111' ? wrongCode() : undefined));
    await assume('r0', cachingContext(sts, { terminal: typing('111111', '222222').open }));
    expect(log(sts)).toEqual([
      'GetSessionToken 111111 AKIABASE',
      'GetSessionToken 222222 AKIABASE',
      'AssumeRole - ASIA-session-222222',
    ]);
  });

  test('a device that isn’t the user’s is not such a rejection: there is one request, and one code', async () => {
    const text =
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number.';
    const sts = fakeSts(undefined, () => awsError('AccessDenied', text));
    const person = typing('111111', '222222');
    const { notes } = await rejectionOf(assume('r0', cachingContext(sts, { terminal: person.open })));
    expect(log(sts)).toEqual(['GetSessionToken 111111 AKIABASE']);
    expect(person.questions).toHaveLength(1);
    expect(notes[0]).toMatch(/^The access key of profile "base" has no MFA device /);
  });

  test('a network failure is not such a rejection', async () => {
    const sts = fakeSts(undefined, () => new Error('connect ECONNREFUSED'));
    const { exitCode } = await rejectionOf(assume('r0', cachingContext(sts, { terminal: typing('111111').open })));
    expect(exitCode).toBe(1);
    expect(sts.calls).toEqual([]);
  });
});

describe('a cached session that AWS rejects', () => {
  const old = ({ credentials }: { credentials: { accessKeyId: string } }) =>
    credentials.accessKeyId === session('111111').accessKeyId;

  test('is deleted, and a newer code opens the next one', async () => {
    let strict = false;
    const sts = fakeSts((_request, _call, caller) => (strict && old(caller) ? denied() : undefined));
    const person = typing('111111', '222222');
    const notices: string[] = [];
    const context = cachingContext(sts, { terminal: person.open, notify: (line) => void notices.push(line) });
    await assume('r0', context);
    strict = true;
    expect(await assume('r1', context)).toEqual(issued(arn('r1')));
    await assume('r2', context);
    expect(person.questions).toHaveLength(2);
    expect(notices).toEqual([`AWS rejected the cached MFA session for r1; the role may require a newer code.`]);
    expect(log(sts).slice(2)).toEqual([
      'AssumeRole - ASIA-session-111111',
      'GetSessionToken 222222 AKIABASE',
      'AssumeRole - ASIA-session-222222',
      'AssumeRole - ASIA-session-222222',
    ]);
  });

  test('without a terminal, AWS’s error is reported', async () => {
    let strict = false;
    const sts = fakeSts(() => (strict ? denied() : undefined));
    const context = cachingContext(sts);
    await assume('r0', context, { code: '111111' });
    strict = true;
    const { exitCode, message } = await rejectionOf(assume('r1', context));
    expect(exitCode).toBe(5);
    expect(message).toContain('AccessDenied');
  });
});
