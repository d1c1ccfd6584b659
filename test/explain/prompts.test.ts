import { signedInUntil } from '../../src/explain/prompts';
import type { Files } from '../../src/platform/files';
import { NOW } from '../credentials/stsFixture';
import { filesOf } from '../plan/planFixtures';

describe('signedInUntil', () => {
  const SESSION = { name: 'corp', startUrl: 'https://corp.example/start', region: 'eu-west-1', scopes: [] };
  const signedIn = (token: object | undefined, session = SESSION) => {
    const read: Files['read'] = () => token && JSON.stringify({ accessToken: 'hush', ...token });
    return signedInUntil({ ...filesOf({}), read }, { HOME: '/home/me' }, () => NOW)(session)?.toISOString();
  };
  const RENEWABLE = { clientId: 'i', clientSecret: 's', refreshToken: 'r' };
  const EARLIER = '2026-08-22T08:59:00Z';
  const LATER = '2026-08-22T09:30:00Z';
  const MUCH_LATER = '2026-09-22T09:30:00Z';

  test.each([
    ['no token', undefined, undefined],
    ['a valid token', { expiresAt: LATER }, LATER],
    ['an expired token', { expiresAt: EARLIER }, undefined],
    [
      'an expired token that can be renewed',
      { expiresAt: EARLIER, ...RENEWABLE, registrationExpiresAt: MUCH_LATER },
      MUCH_LATER,
    ],
    [
      'an expired token whose registration has expired too',
      { expiresAt: EARLIER, ...RENEWABLE, registrationExpiresAt: EARLIER },
      undefined,
    ],
    ['an expired token without a refresh token', { expiresAt: EARLIER, registrationExpiresAt: MUCH_LATER }, undefined],
  ])('%s', (_what, token, end) => {
    expect(signedIn(token)).toBe(end?.replace('Z', '.000Z'));
  });

  test('a token of the legacy form is never renewed', () => {
    const { name: _, ...legacy } = SESSION;
    const token = { expiresAt: EARLIER, ...RENEWABLE, registrationExpiresAt: MUCH_LATER };
    expect(signedIn(token, legacy as never)).toBeUndefined();
  });
});
