import { assumeChange, offChange } from '../../src/environment/change';
import type { Env } from '../../src/platform/env';
import { announcement } from '../../src/terminal/announcement';

// What doesn't depend on the time left is in shells/session.test.ts, which compares it with what the scripts print.
describe('the announcement of a change', () => {
  const now = new Date('2026-08-22T09:05:00.900Z');
  const until = (seconds: number) => new Date(Math.floor(now.getTime() / 1000 + seconds) * 1000);
  const keys = { accessKeyId: 'AKIA1', secretAccessKey: 'the-secret' };
  const role = { ...keys, sessionToken: 'the-token', accountId: '123456789012', expiration: until(3599) };
  const said = (assumed: Omit<Parameters<typeof assumeChange>[1], 'profile'>, env: Env = {}) =>
    announcement(assumeChange({}, { profile: 'prod', ...assumed }), { LANG: 'C.UTF-8', ...env }, now);

  test.each([
    [
      'a role',
      { region: 'eu-west-1', credentials: role, roleName: 'Admin' },
      'Admin @ 123456789012  eu-west-1  59m left',
    ],
    ['a role without a region', { credentials: role, roleName: 'Admin' }, 'Admin @ 123456789012  59m left'],
    ['an access key', { region: 'eu-west-1', credentials: keys }, 'eu-west-1  long-term key'],
    ['an access key without a region', { credentials: keys }, 'long-term key'],
    ['a session that nothing says the end of', { credentials: { ...keys, sessionToken: 't' } }, ''],
    ['a name with control characters', { credentials: keys, roleName: 'a\x1b\nb' }, 'a??b  long-term key'],
  ])('%s', (_, assumed, rest) => {
    expect(said(assumed)).toBe(['✓ prod', rest].filter(Boolean).join('  '));
  });

  test.each([
    [3600, '1h left'],
    [601, '10m left'],
    [600, '10m left'],
    [599, '\x1b[30;43m9m left\x1b[39;49m'],
    [59, '\x1b[30;43m<1m left\x1b[39;49m'],
    [0, '\x1b[30;43mexpired\x1b[39;49m'],
  ])('with %d seconds left: less than ten minutes are black on yellow', (left, time) => {
    const credentials = { ...keys, expiration: until(left) };
    expect(said({ credentials })).toBe(`✓ prod  ${time}`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: SGR codes
    expect(said({ credentials }, { NO_COLOR: '1' })).toBe(`✓ prod  ${time.replace(/\x1b\[[\d;]*m/g, '')}`);
  });

  test('off', () => {
    const change = offChange({ ASSUME_PROFILE: 'prod', ASSUME_RESTORE: '{}' });
    const line = 'assume: Credentials cleared; environment restored.';
    expect(announcement(change, {}, now)).toBe(`\x1b[2m${line}\x1b[22m`);
    expect(announcement(change, { TERM: 'dumb' }, now)).toBe(line);
  });

  test('off with nothing assumed', () => {
    const line = 'assume: No profile assumed; nothing changed.';
    expect(announcement(offChange({}), { TERM: 'dumb' }, now)).toBe(line);
  });

  test('contains no secret', () => {
    expect(said({ credentials: role })).not.toMatch(/the-secret|the-token/);
  });
});
