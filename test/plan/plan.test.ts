import { testWith } from '../support/tools';
import { arn, CONFIG, draftOf, failureOf, keys, planOf, profilesOf } from './planFixtures';

test('a plan names its target and is plain data, to print and to compare', () => {
  const plan = planOf({ config: `[profile me]\nregion = eu-west-1\n${keys()}` }, 'me');
  expect(plan.profile).toBe('me');
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
});

test("a file that can't be parsed is rejected before any profile is looked up", () => {
  expect(failureOf(() => profilesOf({ config: '[profile me]\nnonsense\n' })).exitCode).toBe(3);
});

const BROKEN = {
  config:
    `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = hub\nduration_seconds = soon\nregion = eu west\nservices = nowhere\n` +
    `[profile hub]\nrole_arn = Hub\nsource_profile = base\nexternal_id = x\n` +
    '[profile base]\naws_access_key_id = AKIABASE\n',
};

describe('a draft', () => {
  test('has all problems, each with its location and exit status', () => {
    const { problems } = draftOf(BROKEN, 'prod', {}, { tag: ['team'] });
    expect(problems.map(({ exitCode, message }) => [exitCode, message])).toEqual([
      [3, expect.stringContaining(`"base" (${CONFIG}:11) has no aws_secret_access_key`)],
      [3, expect.stringContaining(`role_arn of profile "hub" (${CONFIG}:8)`)],
      [3, expect.stringContaining(`external_id of profile "hub" (${CONFIG}:10)`)],
      [2, expect.stringContaining('--tag must be')],
      [3, expect.stringContaining(`duration_seconds of profile "prod" (${CONFIG}:4)`)],
      [3, expect.stringContaining(`region of profile "prod" (${CONFIG}:5)`)],
      [3, expect.stringContaining(`services "nowhere" of profile "prod" (${CONFIG}:6)`)],
    ]);
  });

  test('has the problem first that stops an assume', () => {
    const [first] = draftOf(BROKEN, 'prod').problems;
    expect(failureOf(() => planOf(BROKEN, 'prod')).message).toBe(first?.message);
  });

  test('has the plan as far as it can be made', () => {
    const { plan } = draftOf(BROKEN, 'prod');
    expect(plan).toEqual({
      profile: 'prod',
      hops: [expect.objectContaining({ roleArn: arn('Prod') })],
      roleName: 'Prod',
      color: 'red',
      sts: { region: 'us-east-1' },
    });
  });

  test('applies the limits of a role chain even if the role before is invalid', () => {
    const config = BROKEN.config.replace('soon', '7200');
    expect(draftOf({ config }, 'prod').problems.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('must be at most one hour in a role chain'),
    );
  });

  testWith('bash')('has the roles down to a loop or to a missing source', () => {
    const role = (name: string, source: string) =>
      `[profile ${name}]\nrole_arn = ${arn(name)}\nsource_profile = ${source}\n`;
    const loop = draftOf({ config: role('aa', 'bb') + role('bb', 'aa') }, 'aa');
    expect(loop.plan?.hops.map(({ profile }) => profile)).toEqual(['bb', 'aa']);
    expect(loop.problems).toHaveLength(1);
    expect(draftOf({ config: role('aa', 'bb') }, 'aa')).toMatchObject({ plan: { hops: [{ profile: 'aa' }] } });
  });

  test('has no plan without a profile', () => {
    expect(draftOf(BROKEN, 'nowhere')).toEqual({ problems: [expect.objectContaining({ exitCode: 3 })] });
    expect(draftOf(BROKEN, undefined)).toEqual({ problems: [expect.objectContaining({ exitCode: 2 })] });
  });

  test('of a valid profile has no problems and is its plan', () => {
    const config = `[profile me]\n${keys()}`;
    expect(draftOf({ config }, 'me')).toEqual({ plan: planOf({ config }, 'me'), problems: [] });
  });

  test('never repeats a value that may be a secret', () => {
    const secret = 'wJalrXUtnFEMI K7MDENG';
    const keysOf = [
      'external_id',
      'mfa_serial',
      'role_session_name',
      'source_identity',
      'session_tags',
      'duration_seconds',
    ];
    const lines = [...keysOf, 'region', 'endpoint_url'].map((key) => `${key} = ${secret}`).join('\n');
    const config = `[profile me]\nrole_arn = ${secret}\nsource_profile = base\n${lines}\n[profile base]\naws_access_key_id = ${secret}\n`;
    const { problems } = draftOf({ config }, 'me', { AWS_REGION: secret }, { policy: secret, duration: secret });
    expect(problems.length).toBeGreaterThan(8);
    for (const { message, hints } of problems) expect([message, ...hints.flat()].join('\n')).not.toContain('wJalr');
  });
});
