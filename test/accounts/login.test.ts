import { ssoSourceOf } from '../../src/accounts/login';
import type { Source } from '../../src/plan/sources';

describe('assume login, for a profile that uses no IAM Identity Center', () => {
  test.each<[Source, string, string]>([
    [{ kind: 'container', profile: 'me' }, 'container credentials', 'assume me'],
    [{ kind: 'container', profile: 'base' }, 'container credentials of profile "base"', 'assume me'],
    [
      { kind: 'login', profile: 'me', session: 'arn:aws:iam::111122223333:user/ada' } as unknown as Source,
      'aws login',
      'aws login --profile me',
    ],
  ])('names the source of %j and the next step', (source, origin, command) => {
    expect(() => ssoSourceOf(source, 'me')).toThrow(
      expect.objectContaining({
        exitCode: 3,
        message: `Profile "me" doesn't use IAM Identity Center (source: ${origin}).`,
        hints: [[command, expect.any(String)]],
      }),
    );
  });
});
