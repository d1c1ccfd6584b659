import { oneLiner } from '../../src/explain/oneLiner/oneLiner';
import { signedInUntil } from '../../src/explain/prompts';
import type { Plan } from '../../src/plan/types';
import type { Files } from '../../src/platform/files';
import { NOW } from '../credentials/stsFixture';
import { arn, failureOf, filesOf, keys, planOf, profilesOf } from '../plan/planFixtures';

const DEVICE = 'arn:aws:iam::123456789012:mfa/me';

const TEXTS = {
  config: `[profile me]
${keys()}
[profile both]
role_arn = ${arn('Both')}
source_profile = both
${keys()}
[profile above]
role_arn = ${arn('Above')}
source_profile = both
[profile url]
role_arn = ${arn('Url')}
source_profile = me
external_id = file://etc/passwd
[profile plain]
role_arn = ${arn('Plain')}
source_profile = me
endpoint_url = http://127.0.0.1:1
use_fips_endpoint = false
[profile printed]
role_arn = ${arn('Printed')}
source_profile = me
mfa_serial = ${DEVICE}
mfa_process = /opt/otp
`,
};

const lineOf = (name: string, change: Partial<Plan> = {}, shell = 'bash') =>
  oneLiner({ ...planOf(TEXTS, name), ...change }, shell, profilesOf(TEXTS));

describe('a plan that no line can follow is refused, and why is said', () => {
  test.each([
    ['one without a role', 'me', /no role/],
    [
      'one that begins with the key of a profile that has a role too',
      'both',
      /"both" has an access key and a role_arn/,
    ],
    ['the same further along a chain', 'above', /"both" has an access key and a role_arn/],
    ['a value that the AWS CLI would read from a file', 'url', /would read file:\/\/etc\/passwd/],
  ])('%s', (_what, name, message) => {
    const failure = failureOf(() => lineOf(name));
    expect(failure.message).toMatch(message);
    expect(failure.exitCode).toBe(3);
  });

  test('a name with a control character', () => {
    const plan = planOf(TEXTS, 'plain');
    const source = { ...plan.source, profile: 'a\tb' } as Plan['source'];
    expect(failureOf(() => lineOf('plain', { source })).message).toContain('control character');
  });
});

describe('what somebody who pastes it must know', () => {
  test('nothing, as a rule', () => {
    expect(lineOf('plain').notes).toEqual([]);
  });

  test('mfa_process is not run', () => {
    expect(lineOf('printed').notes).toEqual([expect.stringContaining('mfa_process')]);
  });

  test('FIPS and dual-stack are up to the machine', () => {
    const sts = { region: 'us-east-1', useFipsEndpoint: true };
    expect(lineOf('printed', { sts }).notes[0]).toContain('AWS_USE_FIPS_ENDPOINT');
  });
});

test('an endpoint goes with every call', () => {
  expect(lineOf('plain').line).toContain('--endpoint-url http://127.0.0.1:1 ');
});

describe('until when somebody is signed in', () => {
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
    ['a token that counts', { expiresAt: LATER }, LATER],
    ['a token that is over', { expiresAt: EARLIER }, undefined],
    ['one that can be renewed', { expiresAt: EARLIER, ...RENEWABLE, registrationExpiresAt: MUCH_LATER }, MUCH_LATER],
    ['one that could be once', { expiresAt: EARLIER, ...RENEWABLE, registrationExpiresAt: EARLIER }, undefined],
    ['one without what renews it', { expiresAt: EARLIER, registrationExpiresAt: MUCH_LATER }, undefined],
  ])('%s', (_what, token, end) => {
    expect(signedIn(token)).toBe(end?.replace('Z', '.000Z'));
  });

  test('the legacy form is never renewed', () => {
    const { name: _, ...legacy } = SESSION;
    const token = { expiresAt: EARLIER, ...RENEWABLE, registrationExpiresAt: MUCH_LATER };
    expect(signedIn(token, legacy as never)).toBeUndefined();
  });
});
