import { planFor } from '../../src/plan/plan';
import type { RoleOptions } from '../../src/plan/types';
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
  test('assumes the role with the credentials of that profile', () => {
    expect(roleOn({ sourceProfile: 'base' })).toEqual({
      profile: ROLE,
      source: expect.objectContaining({ kind: 'static', profile: 'base' }),
      hops: [
        {
          profile: ROLE,
          roleArn: ROLE,
          roleSessionName: 'Deploy-session',
          hasDefaultName: true,
          locations: { role_arn: '--role-arn', source_profile: '--source-profile' },
        },
      ],
      region: 'eu-west-1',
      sts: { region: 'eu-west-1' },
    });
  });

  test('continues the role chain of that profile', () => {
    expect(roleOn({ sourceProfile: 'hub' }).hops.map(({ roleArn }) => roleArn)).toEqual([arn('Hub'), ROLE]);
    const tooLong = failureOf(() => roleOn({ sourceProfile: 'hub', duration: '2h' }));
    expect(tooLong.message).toContain('must be at most one hour in a role chain');
  });

  test('prefers the keys of that profile to its role, as for any source', () => {
    expect(roleOn({ sourceProfile: 'both' }).hops).toHaveLength(1);
  });

  test('accepts the flags for a role', () => {
    const { hops } = roleOn({ sourceProfile: 'base', duration: '2h', sessionName: 'ada', externalId: 'ext' });
    expect(hops[0]).toMatchObject({ durationSeconds: 7200, roleSessionName: 'ada', externalId: 'ext' });
  });

  test('rejects a profile that does not exist', () => {
    const { message, exitCode } = failureOf(() => roleOn({ sourceProfile: 'bsae' }));
    expect(exitCode).toBe(3);
    expect(message).toContain('"bsae"');
  });

  test('rejects an invalid role ARN as a usage error', () => {
    const { message, exitCode } = failureOf(() => roleOn({ roleArn: 'Deploy', sourceProfile: 'base' }));
    expect(exitCode).toBe(2);
    expect(message).toBe('--role-arn must be the ARN of a role, such as arn:aws:iam::123456789012:role/Admin.');
  });
});

describe('--role-arn alone uses the current credentials', () => {
  const defaults = { config: `${CONFIG_TEXT}[default]\n${keys('AKIADEFAULT')}` };
  const onlyRegion = { config: '[default]\nregion = eu-west-1\n' };
  const container = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/' };

  test('which are first the keys in the environment, as in the AWS CLI', () => {
    const { source } = roleOn({}, { ...ENV, AWS_SESSION_TOKEN: 'token', AWS_PROFILE: 'base' });
    expect(source).toEqual({
      kind: 'environment',
      accessKeyId: 'AKIAENV',
      secretAccessKey: 'secret',
      sessionToken: 'token',
    });
  });

  test('as they are now, not before the first assume', () => {
    expect(roleOn({}, ENV, texts, { ...ENV, AWS_ACCESS_KEY_ID: 'AKIAOLD' }).source).toMatchObject({
      accessKeyId: 'AKIAENV',
    });
  });

  test('and the region of the shell with these keys', () => {
    expect(roleOn({}, { ...ENV, AWS_REGION: 'eu-west-2' })).toMatchObject({
      region: 'eu-west-2',
      sts: { region: 'eu-west-2' },
    });
  });

  test('and rejects an incomplete key', () => {
    expect(failureOf(() => roleOn({}, { AWS_ACCESS_KEY_ID: 'AKIAENV' })).message).toBe(
      'The role uses environment variables, but AWS_SECRET_ACCESS_KEY is not set.',
    );
  });

  test.each<[string, Env, Texts, string]>([
    ['then AWS_PROFILE', { AWS_PROFILE: 'base', AWS_DEFAULT_PROFILE: 'default' }, defaults, 'base'],
    ['then AWS_DEFAULT_PROFILE', { AWS_DEFAULT_PROFILE: 'base' }, defaults, 'base'],
    ['then the default profile', {}, defaults, 'default'],
  ])('%s', (_, current, files, profile) => {
    expect(roleOn({}, current, files).source).toMatchObject({ kind: 'static', profile });
  });

  test('and assumes the role of such a profile even if it has keys, since it is not a source', () => {
    const { source, hops } = roleOn({}, { AWS_PROFILE: 'both' });
    expect(source).toMatchObject({ profile: 'base' });
    expect(hops.map(({ roleArn }) => roleArn)).toEqual([arn('Both'), ROLE]);
  });

  test('then the container, even if the default profile has only a region', () => {
    expect(roleOn({}, container).source).toEqual({ kind: 'container' });
    expect(roleOn({}, container, onlyRegion).source).toEqual({ kind: 'container' });
  });

  test('and rejects an AWS_PROFILE that does not exist', () => {
    expect(failureOf(() => roleOn({}, { ...container, AWS_PROFILE: 'bsae' })).message).toContain('"bsae"');
  });

  test.each([texts, onlyRegion])('and is rejected with a next step if there are none', (files) => {
    const { message, exitCode, hints } = failureOf(() => roleOn({}, {}, files));
    expect(exitCode).toBe(3);
    expect(message).toContain('No current credentials to assume the role with');
    expect(hints[0]?.[0]).toBe('assume --role-arn <arn> --source-profile <profile>');
  });
});

describe('a role ARN in place of a profile', () => {
  test('means --role-arn', () => {
    expect(planOf(texts, ROLE, {}, { sourceProfile: 'base' })).toEqual(roleOn({ sourceProfile: 'base' }));
  });

  test('means a profile if one has that name', () => {
    const config = `[profile ${ROLE}]\n${keys('AKIANAMED')}`;
    expect(planOf({ config }, ROLE)).toMatchObject({ profile: ROLE, source: { kind: 'static' }, hops: [] });
  });

  test('is a profile that does not exist if it is the ARN of something else', () => {
    expect(refusalOf(texts, 'arn:aws:iam::123456789012:user/me').message).toContain(`not found in ${CONFIG}`);
  });
});

describe('a contradictory command line is a usage error with a command to run', () => {
  test('for --role-arn with a profile', () => {
    const { message, exitCode, hints } = refusalOf(texts, 'base', {}, { roleArn: ROLE });
    expect(exitCode).toBe(2);
    expect(message).toBe(`--role-arn is for a role without a profile and can't be combined with "base".`);
    expect(hints[0]?.[0]).toBe(`assume --role-arn ${ROLE} --source-profile base`);
  });

  test('for --role-arn with another role', () => {
    const { exitCode, hints } = refusalOf(texts, arn('Other'), {}, { roleArn: ROLE });
    expect(exitCode).toBe(2);
    expect(hints[0]?.[0]).toBe(`assume --role-arn ${ROLE}`);
  });

  test('for --source-profile without --role-arn', () => {
    const { message, exitCode, hints } = refusalOf(texts, 'hub', {}, { sourceProfile: 'base' });
    expect(exitCode).toBe(2);
    expect(message).toBe('--source-profile requires --role-arn; profile "hub" has a source of its own.');
    expect(hints[0]?.[0]).toBe('assume --role-arn <arn> --source-profile base');
  });

  test('for neither a profile nor a role', () => {
    expect(refusalOf(texts, undefined)).toMatchObject({
      exitCode: 2,
      message: 'No profile given.',
      hints: [['assume list', 'Run']],
    });
  });
});
