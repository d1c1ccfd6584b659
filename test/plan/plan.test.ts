import { spawnSync } from 'node:child_process';
import { nearestName } from '../../src/plan/hints';
import { testWith } from '../support/tools';
import { arn, CONFIG, CREDENTIALS, failureOf, keys, planOf, profilesOf, refusalOf } from './planFixtures';

const me = (lines = '') => ({ config: `[profile me]\n${lines}\n${keys()}` });

describe('the region', () => {
  test('of the shell is that of the profile', () => {
    expect(planOf(me('region = eu-west-1'), 'me')).toMatchObject({ region: 'eu-west-1', sts: { region: 'eu-west-1' } });
  });

  test('of the shell is that of the flag, if there is one', () => {
    const plan = planOf(me('region = eu-west-1'), 'me', { AWS_REGION: 'us-east-2' }, { region: 'ap-south-1' });
    expect(plan).toMatchObject({ region: 'ap-south-1', sts: { region: 'ap-south-1' } });
  });

  test('of the shell is left alone if neither says one', () => {
    expect('region' in planOf(me(), 'me', { AWS_REGION: 'eu-west-1' })).toBe(false);
    expect('region' in planOf(me('region ='), 'me')).toBe(false);
  });

  test('of a source profile does not count', () => {
    const config = `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = me\n[profile me]\nregion = eu-west-1\n${keys()}`;
    expect(planOf({ config }, 'prod').region).toBeUndefined();
  });

  test.each([
    [{ AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-1'],
    [{ AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-2'],
    [{ AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-2'],
    [{}, 'us-east-1'],
  ])('where STS is asked, if neither says one: %j gives %s', (env, region) => {
    expect(planOf(me(), 'me', env).sts).toEqual({ region });
  });

  const WRONG = ['eu west 1', 'eu-west-1.example.com', '-eu', 'eu-', '123', 'x'.repeat(64), 'eu/../', 'é', 'a\nb'];
  test.each(WRONG)('%j of the flag would become part of a host name: refused as a usage error', (region) => {
    const { message, exitCode } = refusalOf(me(), 'me', {}, { region });
    expect(exitCode).toBe(2);
    expect(message).toContain('is not the name of a region');
  });

  test('an empty flag is a usage error, not no flag', () => {
    expect(refusalOf(me(), 'me', {}, { region: '' }).exitCode).toBe(2);
  });

  test.each(WRONG.filter((region) => !region.includes('\n')))(
    '%j of the profile is refused with its place',
    (region) => {
      const { message, exitCode } = refusalOf(me(`region = ${region}`), 'me');
      expect(exitCode).toBe(3);
      expect(message).toContain(`region of the profile "me" (${CONFIG}:2)`);
    },
  );

  test.each(['us-gov-west-1', 'aws-global', 'x', 'mars-1'])('%s is as good as any: AWS adds regions', (region) => {
    expect(planOf(me(), 'me', {}, { region }).region).toBe(region);
  });
});

describe("STS's address", () => {
  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
  const services = '[services local]\nsts =\n  endpoint_url = http://services:1\n';
  const profile = (lines: string) => ({ config: `[profile me]\n${lines}\n${keys()}${services}` });
  const all = 'services = local\nendpoint_url = http://profile:1';
  const env = { AWS_ENDPOINT_URL_STS: 'http://sts:1', AWS_ENDPOINT_URL: 'http://all:1' };

  test.each([
    ['AWS_ENDPOINT_URL_STS comes first', env, all, 'http://sts:1'],
    ['then AWS_ENDPOINT_URL', { AWS_ENDPOINT_URL: 'http://all:1' }, all, 'http://all:1'],
    ['then the services section of the profile', {}, all, 'http://services:1'],
    ['then endpoint_url of the profile', {}, 'endpoint_url = http://profile:1', 'http://profile:1'],
    ['else it is up to AWS', {}, '', undefined],
    ['an empty variable is none', { AWS_ENDPOINT_URL_STS: '', AWS_ENDPOINT_URL: '' }, all, 'http://services:1'],
    [
      'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS leaves out all',
      { ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      all,
      undefined,
    ],
    ['in capitals too', { ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'TRUE' }, all, undefined],
    ['ignore_configured_endpoint_urls does the same', env, `${all}\nignore_configured_endpoint_urls = true`, undefined],
    [
      'and the variable wins over it',
      { ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
      `${all}\nignore_configured_endpoint_urls = true`,
      'http://sts:1',
    ],
    [
      'ignore_configured_endpoint_urls = false ignores none',
      {},
      `${all}\nignore_configured_endpoint_urls = false`,
      'http://services:1',
    ],
  ])('%s', (_, variables, lines, endpoint) => {
    expect(planOf(profile(lines), 'me', variables).sts.endpoint).toBe(endpoint);
  });

  test('a services section without sts says nothing', () => {
    const config = `[profile me]\nservices = s3\nendpoint_url = http://profile:1\n${keys()}[services s3]\ns3 =\n  endpoint_url = http://s3:1\n`;
    expect(planOf({ config }, 'me').sts.endpoint).toBe('http://profile:1');
  });

  test('services that do not exist are refused with their place', () => {
    const { message, exitCode } = refusalOf(profile('services = nowhere'), 'me');
    expect(exitCode).toBe(3);
    expect(message).toContain(`(${CONFIG}:2) names services "nowhere"`);
  });

  test('that of the profile asked for counts, not that of its source', () => {
    const config = `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = me\n[profile me]\nendpoint_url = http://me:1\n${keys()}`;
    expect(planOf({ config }, 'prod').sts.endpoint).toBeUndefined();
  });

  test.each(['localhost:4566', 'file:///etc/passwd', 'nonsense', 'ftp://host'])(
    '%s is no address: refused with its place',
    (url) => {
      expect(refusalOf(me(`endpoint_url = ${url}`), 'me')).toMatchObject({
        exitCode: 3,
        message: expect.stringContaining(`${CONFIG}:2`),
      });
      expect(refusalOf(me(), 'me', { AWS_ENDPOINT_URL: url })).toMatchObject({
        exitCode: 3,
        message: expect.stringContaining('AWS_ENDPOINT_URL'),
      });
    },
  );
});

describe('a profile that does not exist', () => {
  const texts = { config: `[default]\n${keys()}[profile production]\n${keys()}[profile staging]\n${keys()}` };

  test('is refused with both files, and the near one is offered', () => {
    const { message, exitCode, hints } = refusalOf(texts, 'prodution');
    expect(exitCode).toBe(3);
    expect(message).toBe(`The profile "prodution" is neither in ${CONFIG} nor in ${CREDENTIALS}.`);
    expect(hints).toEqual([['assume production', 'is probably what you meant']]);
  });

  test('if none is near, the list is offered', () => {
    expect(refusalOf(texts, 'something-else').hints[0]?.[0]).toBe('assume list');
    expect(refusalOf({}, 'prod').hints[0]?.[0]).toBe('assume list');
  });

  test('"default" need not exist', () => {
    expect(refusalOf({ config: `[profile me]\n${keys()}` }, 'default').exitCode).toBe(3);
  });

  test.each(['__proto__', 'constructor', 'toString', ''])('%j is no profile by accident', (name) => {
    expect(refusalOf(texts, name).message).toContain(`The profile "${name}" is neither`);
  });

  test('[profile prod] of the credentials file is a profile of that whole name, as in the AWS CLI', () => {
    expect(refusalOf({ credentials: `[profile prod]\n${keys()}` }, 'prod').exitCode).toBe(3);
    expect(planOf({ credentials: `[profile prod]\n${keys()}` }, 'profile prod').hops).toEqual([]);
  });

  test('a name to offer that the shell would take apart is quoted', () => {
    const { hints } = refusalOf({ config: `[profile "two words"]\n${keys()}` }, 'two word');
    expect(hints[0]?.[0]).toBe("assume 'two words'");
  });

  testWith('bash')('a name to offer cannot become a command of its own when it is copied', () => {
    const name = "two'; reboot #";
    const { hints } = refusalOf({ credentials: `[${name}]\n${keys()}` }, 'two');
    const [command = ''] = hints[0] ?? [];
    const { stdout } = spawnSync('bash', [
      '-c',
      `assume() { printf '%s' "$1"; }; reboot() { printf BOOM; }; ${command}`,
    ]);
    expect(stdout.toString()).toBe(name);
  });

  test('a broken file is refused before any name is looked for', () => {
    expect(failureOf(() => profilesOf({ config: '[profile me]\nnonsense\n' })).exitCode).toBe(3);
  });
});

describe('the name that was probably meant', () => {
  const names = ['dev', 'prod', 'prod-admin', 'Staging', 'staging-admin'];
  test.each([
    ['pord', 'prod'],
    ['Prod', 'prod'],
    ['PROD', 'prod'],
    ['pro', 'prod'],
    ['prod-', 'prod-admin'],
    ['stagin', 'Staging'],
    ['staging-amdin', 'staging-admin'],
    ['d', 'dev'],
    ['x', undefined],
    ['completely', undefined],
    ['prodprodprod', undefined],
  ])('%s: %s', (typed, meant) => {
    expect(nearestName(typed, names)).toBe(meant);
  });

  test('is none where there are none', () => {
    expect(nearestName('prod', [])).toBeUndefined();
  });
});

test('a plan names the profile that was asked for, and is data: it can be printed and compared', () => {
  const plan = planOf(me('region = eu-west-1'), 'me');
  expect(plan.profile).toBe('me');
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
});
