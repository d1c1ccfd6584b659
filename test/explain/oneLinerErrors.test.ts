import { oneLiner } from '../../src/explain/oneLiner/oneLiner';
import type { Plan } from '../../src/plan/types';
import { arn, failureOf, keys, planOf, profilesOf } from '../plan/planFixtures';

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
[profile secure]
${keys()}
mfa_serial = ${DEVICE}
mfa_process = /opt/otp
[profile printed]
role_arn = ${arn('Printed')}
source_profile = me
mfa_serial = ${DEVICE}
mfa_process = /opt/otp
`,
};

const lineOf = (name: string, change: Partial<Plan> = {}, shell = 'bash') =>
  oneLiner({ ...planOf(TEXTS, name), ...change }, shell, profilesOf(TEXTS));

describe('a plan that cannot be written as a line is rejected with the reason', () => {
  test.each([
    ['no role', 'me', /assumes no role/],
    ['an access key in a profile that also has a role', 'both', /"both" has an access key and a role_arn/],
    ['the same at the start of a longer chain', 'above', /"both" has an access key and a role_arn/],
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

describe('the notes for whoever pastes the line', () => {
  test('are usually empty', () => {
    expect(lineOf('plain').notes).toEqual([]);
  });

  test('say that mfa_process does not run', () => {
    expect(lineOf('printed').notes).toEqual([expect.stringContaining('mfa_process')]);
  });

  test('say that mfa_process does not run for the MFA session of an access key either', () => {
    expect(lineOf('secure').notes).toEqual([expect.stringContaining('mfa_process')]);
  });

  test('say which variables FIPS and dual-stack endpoints need', () => {
    const sts = { region: 'us-east-1', useFipsEndpoint: true };
    expect(lineOf('printed', { sts }).notes[0]).toContain('AWS_USE_FIPS_ENDPOINT');
  });
});

test('an access key with mfa_serial is one call, signed by its profile', () => {
  expect(lineOf('secure').line).toContain(
    `aws sts get-session-token --profile secure --serial-number ${DEVICE} --duration-seconds 43200 --region us-east-1 `,
  );
});

test('an endpoint is passed to every call', () => {
  expect(lineOf('plain').line).toContain('--endpoint-url http://127.0.0.1:1 ');
});
