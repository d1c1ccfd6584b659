import { planFor } from '../../src/plan/plan';
import type { RoleOptions } from '../../src/plan/planRequest';
import type { Env } from '../../src/platform/env';
import { arn, CONFIG, failureOf, keys, planOf, planRequest, profilesOf, refusalOf, type Texts } from './planFixtures';

const ROLE = arn('path/Deploy');
const CONFIG_TEXT =
  `[profile base]\nregion = eu-west-1\n${keys('AKIABASE')}` +
  `[profile hub]\nrole_arn = ${arn('Hub')}\nsource_profile = base\n` +
  `[profile both]\nrole_arn = ${arn('Both')}\nsource_profile = base\n${keys('AKIABOTH')}`;
const texts = { config: CONFIG_TEXT };
const ENV = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'secret' };

const roleOn = (flags: RoleOptions, current: Env = {}, files: Texts = texts, env: Env = {}) =>
  planFor(profilesOf(files), planRequest(undefined, { roleArn: ROLE, ...flags }, env, current));

describe('--role-arn with --source-profile', () => {
  test('is a role on top of that profile', () => {
    expect(roleOn({ sourceProfile: 'base' })).toEqual({
      profile: ROLE,
      source: expect.objectContaining({ kind: 'static', profile: 'base' }),
      hops: [
        {
          profile: ROLE,
          roleArn: ROLE,
          roleSessionName: 'Deploy-session',
          hasDefaultName: true,
          places: { role_arn: '--role-arn', source_profile: '--source-profile' },
        },
      ],
      region: 'eu-west-1',
      sts: { region: 'eu-west-1' },
    });
  });

  test('is chained to the roles of that profile', () => {
    expect(roleOn({ sourceProfile: 'hub' }).hops.map(({ roleArn }) => roleArn)).toEqual([arn('Hub'), ROLE]);
    const tooLong = failureOf(() => roleOn({ sourceProfile: 'hub', duration: '2h' }));
    expect(tooLong.message).toContain('must be an hour at most');
  });

  test('as for any source, the keys of that profile win over its role', () => {
    expect(roleOn({ sourceProfile: 'both' }).hops).toHaveLength(1);
  });

  test('takes the flags about the role', () => {
    const { hops } = roleOn({ sourceProfile: 'base', duration: '2h', sessionName: 'ada', externalId: 'ext' });
    expect(hops[0]).toMatchObject({ durationSeconds: 7200, roleSessionName: 'ada', externalId: 'ext' });
  });

  test('a misspelt profile is told, and the near one offered', () => {
    const { message, exitCode } = failureOf(() => roleOn({ sourceProfile: 'bsae' }));
    expect(exitCode).toBe(3);
    expect(message).toContain('"bsae"');
  });

  test('a role that is none is a usage error', () => {
    const { message, exitCode } = failureOf(() => roleOn({ roleArn: 'Deploy', sourceProfile: 'base' }));
    expect(exitCode).toBe(2);
    expect(message).toBe('--role-arn must be the ARN of a role, such as arn:aws:iam::123456789012:role/Admin.');
  });
});

describe('--role-arn alone is on top of the current credentials', () => {
  const defaults = { config: `${CONFIG_TEXT}[default]\n${keys('AKIADEFAULT')}` };
  const onlyRegion = { config: '[default]\nregion = eu-west-1\n' };
  const container = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/' };

  test('keys in the environment come first, as in the AWS CLI', () => {
    const { source } = roleOn({}, { ...ENV, AWS_SESSION_TOKEN: 'token', AWS_PROFILE: 'base' });
    expect(source).toEqual({
      kind: 'environment',
      accessKeyId: 'AKIAENV',
      secretAccessKey: 'secret',
      sessionToken: 'token',
    });
  });

  test('they are those of now, not those before the first assume', () => {
    expect(roleOn({}, ENV, texts, { ...ENV, AWS_ACCESS_KEY_ID: 'AKIAOLD' }).source).toMatchObject({
      accessKeyId: 'AKIAENV',
    });
  });

  test('with them the region of the shell stays', () => {
    expect(roleOn({}, { ...ENV, AWS_REGION: 'eu-west-2' })).toMatchObject({
      region: 'eu-west-2',
      sts: { region: 'eu-west-2' },
    });
  });

  test('half of them is told', () => {
    expect(failureOf(() => roleOn({}, { AWS_ACCESS_KEY_ID: 'AKIAENV' })).message).toBe(
      'The role takes the credentials of the environment, but AWS_SECRET_ACCESS_KEY is not set.',
    );
  });

  test.each<[string, Env, Texts, string]>([
    ['then AWS_PROFILE', { AWS_PROFILE: 'base', AWS_DEFAULT_PROFILE: 'default' }, defaults, 'base'],
    ['then AWS_DEFAULT_PROFILE', { AWS_DEFAULT_PROFILE: 'base' }, defaults, 'base'],
    ['then the default profile', {}, defaults, 'default'],
  ])('%s', (_, current, files, profile) => {
    expect(roleOn({}, current, files).source).toMatchObject({ kind: 'static', profile });
  });

  test('a profile that has both assumes its role first: it is asked for, not a source', () => {
    const { source, hops } = roleOn({}, { AWS_PROFILE: 'both' });
    expect(source).toMatchObject({ profile: 'base' });
    expect(hops.map(({ roleArn }) => roleArn)).toEqual([arn('Both'), ROLE]);
  });

  test('then the container, also if the default profile has only a region', () => {
    expect(roleOn({}, container).source).toEqual({ kind: 'container' });
    expect(roleOn({}, container, onlyRegion).source).toEqual({ kind: 'container' });
  });

  test('a misspelt AWS_PROFILE is told', () => {
    expect(failureOf(() => roleOn({}, { ...container, AWS_PROFILE: 'bsae' })).message).toContain('"bsae"');
  });

  test.each([texts, onlyRegion])('else it is told what there could be', (files) => {
    const { message, exitCode, hints } = failureOf(() => roleOn({}, {}, files));
    expect(exitCode).toBe(3);
    expect(message).toContain('There are no current credentials');
    expect(hints[0]?.[0]).toBe('assume --role-arn <arn> --source-profile <profile>');
  });
});

describe('the ARN of a role in the place of a profile', () => {
  test('means --role-arn', () => {
    expect(planOf(texts, ROLE, {}, { sourceProfile: 'base' })).toEqual(roleOn({ sourceProfile: 'base' }));
  });

  test('unless there is a profile of that name', () => {
    const config = `[profile ${ROLE}]\n${keys('AKIANAMED')}`;
    expect(planOf({ config }, ROLE)).toMatchObject({ profile: ROLE, source: { kind: 'static' }, hops: [] });
  });

  test('an ARN of something else is a profile that does not exist', () => {
    expect(refusalOf(texts, 'arn:aws:iam::123456789012:user/me').message).toContain(`is neither in ${CONFIG}`);
  });
});

describe('a command line that contradicts itself is a usage error that says what to type', () => {
  test('--role-arn with a profile', () => {
    const { message, exitCode, hints } = refusalOf(texts, 'base', {}, { roleArn: ROLE });
    expect(exitCode).toBe(2);
    expect(message).toContain('it does not go with "base"');
    expect(hints[0]?.[0]).toBe(`assume --role-arn ${ROLE} --source-profile base`);
  });

  test('--role-arn with another role', () => {
    const { exitCode, hints } = refusalOf(texts, arn('Other'), {}, { roleArn: ROLE });
    expect(exitCode).toBe(2);
    expect(hints[0]?.[0]).toBe(`assume --role-arn ${ROLE}`);
  });

  test('--source-profile without --role-arn', () => {
    const { message, exitCode, hints } = refusalOf(texts, 'hub', {}, { sourceProfile: 'base' });
    expect(exitCode).toBe(2);
    expect(message).toContain('--source-profile goes with --role-arn');
    expect(hints[0]?.[0]).toBe('assume --role-arn <arn> --source-profile base');
  });

  test('neither a profile nor a role', () => {
    expect(refusalOf(texts, undefined)).toMatchObject({ exitCode: 2, message: 'Which profile? None was named.' });
  });
});
