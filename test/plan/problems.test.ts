import { arn, CONFIG, draftOf, failureOf, keys, planOf } from './planFixtures';

const BROKEN = {
  config:
    `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = hub\nduration_seconds = soon\nregion = eu west\nservices = nowhere\n` +
    `[profile hub]\nrole_arn = Hub\nsource_profile = base\nexternal_id = x\n` +
    '[profile base]\naws_access_key_id = AKIABASE\n',
};

describe('everything that is wrong is told', () => {
  test('at once, each with its own place and exit status', () => {
    const { problems } = draftOf(BROKEN, 'prod', {}, { tag: ['team'] });
    expect(problems.map(({ exitCode, message }) => [exitCode, message])).toEqual([
      [3, expect.stringContaining(`"base" (${CONFIG}:11) has no aws_secret_access_key`)],
      [3, expect.stringContaining(`role_arn of the profile "hub" (${CONFIG}:8)`)],
      [3, expect.stringContaining(`external_id of the profile "hub" (${CONFIG}:10)`)],
      [2, expect.stringContaining('--tag must be')],
      [3, expect.stringContaining(`duration_seconds of the profile "prod" (${CONFIG}:4)`)],
      [3, expect.stringContaining(`region of the profile "prod" (${CONFIG}:5)`)],
      [3, expect.stringContaining(`(${CONFIG}:6) names services "nowhere"`)],
    ]);
  });

  test('the first of them is what stops an assume', () => {
    const [first] = draftOf(BROKEN, 'prod').problems;
    expect(failureOf(() => planOf(BROKEN, 'prod')).message).toBe(first?.message);
  });

  test('and the plan is there as far as it can be made', () => {
    const { plan } = draftOf(BROKEN, 'prod');
    expect(plan).toEqual({
      profile: 'prod',
      hops: [expect.objectContaining({ roleArn: arn('Prod') })],
      sts: { region: 'us-east-1' },
    });
  });

  test('what is chained stays so where the role before cannot be read', () => {
    const config = BROKEN.config.replace('soon', '7200');
    expect(draftOf({ config }, 'prod').problems.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('must be an hour at most'),
    );
  });

  test('behind a circle, and with a source that is not there, the roles up to it are shown', () => {
    const role = (name: string, source: string) =>
      `[profile ${name}]\nrole_arn = ${arn(name)}\nsource_profile = ${source}\n`;
    const circle = draftOf({ config: role('aa', 'bb') + role('bb', 'aa') }, 'aa');
    expect(circle.plan?.hops.map(({ profile }) => profile)).toEqual(['bb', 'aa']);
    expect(circle.problems).toHaveLength(1);
    expect(draftOf({ config: role('aa', 'bb') }, 'aa')).toMatchObject({ plan: { hops: [{ profile: 'aa' }] } });
  });

  test('without a profile there is no plan', () => {
    expect(draftOf(BROKEN, 'nowhere')).toEqual({ problems: [expect.objectContaining({ exitCode: 3 })] });
    expect(draftOf(BROKEN, undefined)).toEqual({ problems: [expect.objectContaining({ exitCode: 2 })] });
  });

  test('what is right has none, and its draft is its plan', () => {
    const config = `[profile me]\n${keys()}`;
    expect(draftOf({ config }, 'me')).toEqual({ plan: planOf({ config }, 'me'), problems: [] });
  });
});

test('no problem ever tells a value that may be a secret', () => {
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
