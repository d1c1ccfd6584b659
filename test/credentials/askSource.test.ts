import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { askSource } from '../../src/credentials/askSource';
import { ROLE } from '../demo/awsFixture';
import { rejectionOf } from '../plan/planFixtures';
import { openSourceFixture, type SourceFixture, thrown } from './sourceFixture';
import { awsError, issued, NOW } from './stsFixture';

const roleArn = ROLE.forAda.arn;
let fixture: SourceFixture;
beforeEach(async () => {
  fixture = await openSourceFixture();
});
afterEach(() => fixture.close());

describe('A web identity', () => {
  const source = (value: string) =>
    ({
      kind: 'webIdentity',
      profile: 'p',
      tokenFile: { value, file: 'f', line: 2 },
      roleArn,
      roleSessionName: 's',
      hasDefaultName: true,
    }) as const;

  test('sends the token in the file', async () => {
    const requests: unknown[] = [];
    const sts = {
      ...fixture.context.sts,
      assumeRoleWithWebIdentity: async (request: unknown) => {
        requests.push(request);
        return { credentials: issued(roleArn) };
      },
    };
    await askSource(source(fixture.write('token', 'jwt\n')), { ...fixture.context, sts, now: () => NOW });
    expect(requests).toEqual([{ roleArn, roleSessionName: 's', webIdentityToken: 'jwt' }]);
    const longer = { ...source(fixture.write('token', 'jwt\n')), duration: { seconds: 7200, location: 'f:3' } };
    await askSource(longer, { ...fixture.context, sts, now: () => NOW });
    expect(requests[1]).toMatchObject({ durationSeconds: 7200 });
  });

  test('requires the file, and a token in it', async () => {
    for (const path of [
      join(fixture.home, 'none'),
      '~/token',
      fixture.write('empty', '\n'),
      fixture.write('odd', 'a\ufffdb'),
    ])
      expect(await thrown(fixture.ask(source(path)))).toMatchObject({
        exitCode: 3,
        message: expect.stringContaining('(f:2)'),
      });
  });

  test('that has expired is named with its file and its age', async () => {
    const rejection = awsError('ExpiredTokenException', 'Token expired');
    const sts = { ...fixture.context.sts, assumeRoleWithWebIdentity: async () => Promise.reject(rejection) };
    const file = fixture.write('token', 'jwt');
    utimesSync(file, NOW.getTime() / 1000, NOW.getTime() / 1000);
    const later = () => new Date(NOW.getTime() + 90 * 60_000);
    const { exitCode, notes } = await rejectionOf(askSource(source(file), { ...fixture.context, sts, now: later }));
    expect(exitCode).toBe(5);
    expect(notes).toEqual([`web_identity_token_file of profile "p" (f:2) points to ${file}, last changed 1h 30m ago.`]);
  });

  test('may be rejected by AWS', async () => {
    expect(await thrown(fixture.ask(source(fixture.write('token', 'jwt'))))).toMatchObject({
      exitCode: 5,
      message: expect.stringContaining(
        `AWS rejected AssumeRoleWithWebIdentity on ${roleArn} for profile "p" (AccessDenied)`,
      ),
    });
  });
});
