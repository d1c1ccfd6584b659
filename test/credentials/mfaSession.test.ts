import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResolveContext } from '../../src/credentials/resolveContext';
import { resolveCredentials } from '../../src/credentials/resolveCredentials';
import { arn, keys, planOf, rejectionOf } from '../plan/memory';
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
].join('');

const BASE_CREDENTIALS = { accessKeyId: 'AKIABASE', secretAccessKey: 'secret-of-AKIABASE' };
const denied = () => awsError('AccessDenied', 'User is not authorized');

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assume-session-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A world that keeps things, for several runs. */
const world = ({ sts }: FakeSts, changes: Partial<ResolveContext> = {}): ResolveContext => ({
  ...resolveContext(sts),
  env: { HOME: home },
  cache: memoryCache(),
  ...changes,
});
const assume = (name: string, inWorld: ResolveContext, options = {}) =>
  resolveCredentials(planOf({ config: CONFIG }, name), options, inWorld);

/** Action, code and signer of each call. */
const log = ({ all }: FakeSts) =>
  all.map(({ action, request, caller }) => `${action} ${request.tokenCode ?? '-'} ${caller.credentials.accessKeyId}`);

describe('one MFA code serves all roles of a source', () => {
  test('ten roles: one question, one GetSessionToken of twelve hours, ten AssumeRole', async () => {
    const sts = fakeSts();
    const person = typing('123456');
    const inWorld = world(sts, { terminal: person.open });
    for (let at = 0; at < 10; at++) expect(await assume(`r${at}`, inWorld)).toEqual(issued(arn(`r${at}`)));
    expect(person.questions).toEqual([`MFA code of ${DEVICE} for r0: `]);
    expect(sts.all[0]).toEqual({
      action: 'GetSessionToken',
      request: { serialNumber: DEVICE, tokenCode: '123456', durationSeconds: 43_200 },
      caller: { credentials: BASE_CREDENTIALS, region: 'us-east-1' },
    });
    expect(log(sts).slice(1)).toEqual(Array(10).fill('AssumeRole - ASIA-session-123456'));
  });

  test('a role that is kept needs nothing at all', async () => {
    const sts = fakeSts();
    const inWorld = world(sts, { terminal: typing('123456').open });
    await assume('r0', inWorld);
    const before = sts.all.length;
    expect(await assume('r0', { ...inWorld, terminal: nobody })).toEqual(issued(arn('r0')));
    expect(sts.all).toHaveLength(before);
  });

  test('--refresh asks STS for the role again, and nobody for a code', async () => {
    const sts = fakeSts();
    const inWorld = world(sts, { terminal: typing('123456').open });
    await assume('r0', inWorld);
    await assume('r0', { ...inWorld, terminal: nobody }, { refresh: true });
    expect(log(sts).at(-1)).toBe('AssumeRole - ASIA-session-123456');
    expect(sts.calls).toHaveLength(2);
  });

  test('the code of the command line opens the session too', async () => {
    const sts = fakeSts();
    const inWorld = world(sts);
    await assume('r0', inWorld, { code: '111111' });
    await assume('r1', inWorld);
    expect(log(sts)).toEqual([
      'GetSessionToken 111111 AKIABASE',
      'AssumeRole - ASIA-session-111111',
      'AssumeRole - ASIA-session-111111',
    ]);
  });

  test('mfa_process is asked before the person, and once', async () => {
    const sts = fakeSts();
    const runForCode = jest.fn(async () => '654321');
    const inWorld = world(sts, { runForCode, terminal: typing('111111').open });
    await assume('automatic', inWorld);
    await assume('r0', inWorld);
    expect(runForCode).toHaveBeenCalledTimes(1);
    expect(runForCode).toHaveBeenCalledWith('totp me', expect.any(String));
    expect(log(sts)[0]).toBe('GetSessionToken 654321 AKIABASE');
  });

  test('mfa_process needs no terminal', async () => {
    const inWorld = world(fakeSts(), { runForCode: async () => '654321' });
    expect(await assume('automatic', inWorld)).toEqual(issued(arn('automatic')));
  });

  test('a session of which less than a quarter of an hour is left is not used', async () => {
    const sts = fakeSts();
    const inWorld = world(sts, { terminal: typing('111111', '222222').open });
    await assume('r0', inWorld);
    await assume('r1', { ...inWorld, now: () => new Date('2026-08-22T20:46:00Z') });
    expect(log(sts).filter((line) => line.startsWith('Get'))).toHaveLength(2);
  });
});

describe('where a session is impossible, the code goes to AssumeRole itself', () => {
  test.each([
    ['a role of more than an hour', 'long', 'AssumeRole 111111 AKIABASE'],
    ['a role behind a role', 'behind', 'AssumeRole 111111 ASIA-plain'],
    ['a source with a session token', 'onTemporary', 'AssumeRole 111111 ASIATEMP'],
  ])('%s', async (_, name, call) => {
    const sts = fakeSts();
    await assume(name, world(sts, { terminal: typing('111111').open }));
    expect(log(sts).at(-1)).toBe(call);
    expect(log(sts).some((line) => line.startsWith('Get'))).toBe(false);
  });

  test('a role of exactly an hour can have one', async () => {
    const sts = fakeSts();
    await assume('hour', world(sts, { terminal: typing('111111').open }));
    expect(log(sts)[0]).toBe('GetSessionToken 111111 AKIABASE');
  });

  test('without a cache there is nothing to share', async () => {
    const sts = fakeSts();
    await assume('r0', world(sts, { cache: undefined, terminal: typing('111111').open }));
    expect(log(sts)).toEqual(['AssumeRole 111111 AKIABASE']);
  });

  test('where AWS refuses the session, the same code is used, and nobody is asked twice', async () => {
    const sts = fakeSts(undefined, denied);
    const person = typing('111111', '222222');
    expect(await assume('r0', world(sts, { terminal: person.open }))).toEqual(issued(arn('r0')));
    expect(log(sts)).toEqual(['GetSessionToken 111111 AKIABASE', 'AssumeRole 111111 AKIABASE']);
    expect(person.questions).toHaveLength(1);
  });

  test('a wrong code is no such refusal: the next one is asked for', async () => {
    const sts = fakeSts(undefined, ({ tokenCode }) => (tokenCode === '111111' ? wrongCode() : undefined));
    await assume('r0', world(sts, { terminal: typing('111111', '222222').open }));
    expect(log(sts)).toEqual([
      'GetSessionToken 111111 AKIABASE',
      'GetSessionToken 222222 AKIABASE',
      'AssumeRole - ASIA-session-222222',
    ]);
  });

  test('a network that fails is no refusal', async () => {
    const sts = fakeSts(undefined, () => new Error('connect ECONNREFUSED'));
    const { exitCode } = await rejectionOf(assume('r0', world(sts, { terminal: typing('111111').open })));
    expect(exitCode).toBe(1);
    expect(sts.calls).toEqual([]);
  });
});

describe('a kept session that AWS refuses', () => {
  const old = ({ credentials }: { credentials: { accessKeyId: string } }) =>
    credentials.accessKeyId === session('111111').accessKeyId;

  test('is forgotten, and a newer code is asked for, which opens the next', async () => {
    let strict = false;
    const sts = fakeSts((_request, _call, caller) => (strict && old(caller) ? denied() : undefined));
    const person = typing('111111', '222222');
    const told: string[] = [];
    const inWorld = world(sts, { terminal: person.open, notify: (line) => void told.push(line) });
    await assume('r0', inWorld);
    strict = true;
    expect(await assume('r1', inWorld)).toEqual(issued(arn('r1')));
    await assume('r2', inWorld);
    expect(person.questions).toHaveLength(2);
    expect(told).toEqual([expect.stringContaining('newer code')]);
    expect(log(sts).slice(2)).toEqual([
      'AssumeRole - ASIA-session-111111',
      'GetSessionToken 222222 AKIABASE',
      'AssumeRole - ASIA-session-222222',
      'AssumeRole - ASIA-session-222222',
    ]);
  });

  test('where nobody can be asked, AWS has the last word', async () => {
    let strict = false;
    const sts = fakeSts(() => (strict ? denied() : undefined));
    const inWorld = world(sts);
    await assume('r0', inWorld, { code: '111111' });
    strict = true;
    const { exitCode, message } = await rejectionOf(assume('r1', inWorld));
    expect(exitCode).toBe(5);
    expect(message).toContain('AccessDenied');
  });
});
