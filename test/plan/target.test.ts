import { planFor } from '../../src/plan/plan';
import type { PlanRequest, RoleOptions } from '../../src/plan/request';
import type { Env } from '../../src/platform/env';
import { arn, CONFIG, failureOf, keys, planOf, planRequest, profilesOf, refusalOf, type Texts } from './planFixtures';

const ROLE = arn('path/Deploy');
const CONFIG_TEXT =
  `[profile base]\nregion = eu-west-1\n${keys('AKIABASE')}` +
  `[profile hub]\nrole_arn = ${arn('Hub')}\nsource_profile = base\n` +
  `[profile both]\nrole_arn = ${arn('Both')}\nsource_profile = base\n${keys('AKIABOTH')}`;
const texts = { config: CONFIG_TEXT };
const ENV = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'secret' };

const roleOn = (flags: RoleOptions, env: Env = {}, files: Texts = texts, more: Partial<PlanRequest> = {}) =>
  planFor(profilesOf(files), { ...planRequest(undefined, { roleArn: ROLE, ...flags }, env), ...more });

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
      roleName: 'Deploy',
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

describe("--role-arn alone uses the shell's own credentials", () => {
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
  ])('%s', (_, env, files, profile) => {
    expect(roleOn({}, env, files).source).toMatchObject({ kind: 'static', profile });
  });

  test('and assumes the role of such a profile even if it has keys, since it is not a source', () => {
    const { source, hops } = roleOn({}, { AWS_PROFILE: 'both' });
    expect(source).toMatchObject({ profile: 'base' });
    expect(hops.map(({ roleArn }) => roleArn)).toEqual([arn('Both'), ROLE]);
  });

  describe('a web identity in variables', () => {
    const POD = {
      AWS_WEB_IDENTITY_TOKEN_FILE: '/token',
      AWS_ROLE_ARN: arn('Pod'),
      AWS_ROLE_SESSION_NAME: 'pod-1',
    };
    const identity = (env: Env, files: Texts = texts) => roleOn({}, env, files).source;

    test('comes before the keys of the default profile, and after its role', () => {
      expect(identity(POD, defaults)).toEqual({
        kind: 'webIdentity',
        tokenFile: { value: '/token', variable: 'AWS_WEB_IDENTITY_TOKEN_FILE' },
        roleArn: arn('Pod'),
        roleSessionName: 'pod-1',
        hasDefaultName: false,
        locations: {
          web_identity_token_file: 'AWS_WEB_IDENTITY_TOKEN_FILE',
          role_arn: 'AWS_ROLE_ARN',
          role_session_name: 'AWS_ROLE_SESSION_NAME',
        },
      });
      const role = { config: `${CONFIG_TEXT}[default]\nrole_arn = ${arn('Default')}\nsource_profile = base\n` };
      expect(roleOn({}, POD, role).hops.map(({ roleArn }) => roleArn)).toEqual([arn('Default'), ROLE]);
      expect(identity({ ...POD, ...ENV }, defaults)).toMatchObject({ kind: 'environment' });
    });

    test('is completed by the profile, whose settings it wins over', () => {
      const config = `[default]\nweb_identity_token_file = /other\nrole_arn = ${arn('Other')}\nregion = eu-west-1\n`;
      expect(identity({ AWS_ROLE_SESSION_NAME: 'me@work' }, { config })).toMatchObject({
        tokenFile: { value: '/other' },
        roleArn: arn('Other'),
        roleSessionName: 'me@work',
      });
      expect(identity({ AWS_WEB_IDENTITY_TOKEN_FILE: '/token' }, { config })).toMatchObject({
        tokenFile: { value: '/token' },
        roleArn: arn('Other'),
        hasDefaultName: true,
      });
      expect(identity({}, { config })).toMatchObject({ kind: 'webIdentity', profile: 'default' });
    });

    test.each<[Env, string]>([
      [
        { AWS_ROLE_ARN: undefined },
        'AWS_WEB_IDENTITY_TOKEN_FILE names a web identity token, but AWS_ROLE_ARN is not set.',
      ],
      [
        { AWS_ROLE_ARN: 'Pod' },
        'AWS_ROLE_ARN must be the ARN of a role, such as arn:aws:iam::123456789012:role/Admin.',
      ],
      [
        { AWS_ROLE_SESSION_NAME: 'a b' },
        'AWS_ROLE_SESSION_NAME must be 2 to 64 letters, digits or any of +=,.@_-, such as me@example.com.',
      ],
    ])('is rejected with %j', (wrong, message) => {
      const failure = failureOf(() => roleOn({}, { ...POD, ...wrong }, defaults));
      expect({ message: failure.message, exitCode: failure.exitCode }).toEqual({ message, exitCode: 3 });
    });

    test('is nothing without a token file', () => {
      expect(identity({ AWS_ROLE_ARN: arn('Pod') }, defaults)).toMatchObject({ kind: 'static', profile: 'default' });
    });

    test('is a role, so that the one on top of it is subject to the limits of role chaining', () => {
      expect(failureOf(() => roleOn({ duration: '2h' }, POD)).message).toContain(
        'must be at most one hour in a role chain',
      );
    });

    test('must be in the same partition as the role', () => {
      const china = { ...POD, AWS_ROLE_ARN: 'arn:aws-cn:iam::123456789012:role/Pod' };
      expect(failureOf(() => roleOn({}, china)).message).toContain('partition aws-cn (AWS_ROLE_ARN)');
    });
  });

  test('and the endpoint and region of the profile in force, whatever signs; the region of the environment wins', () => {
    const config = `${CONFIG_TEXT}[default]\nregion = eu-west-1\nendpoint_url = http://localhost:1\n`;
    expect(roleOn({}, ENV, { config })).toMatchObject({
      region: 'eu-west-1',
      sts: { region: 'eu-west-1', endpoint: 'http://localhost:1' },
    });
    expect(roleOn({}, { ...ENV, AWS_REGION: 'eu-west-2' }, { config })).toMatchObject({ region: 'eu-west-2' });
    expect(roleOn({}, { AWS_PROFILE: 'base', AWS_REGION: 'eu-west-2' }).region).toBe('eu-west-2');
    expect(roleOn({ sourceProfile: 'base' }, { AWS_REGION: 'eu-west-2' }).region).toBe('eu-west-1');
  });

  test.each([
    ['withheld', /`assume exec` is not passed on to its command/, 'exit'],
    ['unknown', /ASSUME_RESTORE is missing or damaged/, 'assume off'],
  ] as const)('and never other ones where the keys are %s', (missingKey, says, command) => {
    const more = { missingKey };
    for (const env of [{}, { AWS_PROFILE: 'base' }, container]) {
      const { message, exitCode, hints } = failureOf(() => roleOn({}, env, defaults, more));
      expect({ message, exitCode, command: hints[0]?.[0] }).toEqual({
        message: expect.stringMatching(says),
        exitCode: 3,
        command,
      });
    }
    const config = `[profile env]\nrole_arn = ${arn('Env')}\ncredential_source = Environment\n`;
    const failure = failureOf(() => planFor(profilesOf({ config }), { ...planRequest('env'), ...more }));
    expect(failure.message).toMatch(says);
    expect(roleOn({ sourceProfile: 'base' }, {}, texts, more).source).toMatchObject({ profile: 'base' });
  });

  test('then the container, even if the default profile is incomplete', () => {
    for (const config of ['[default]\nsso_session = acme\n', '[default]\naws_secret_access_key = half\n']) {
      expect(roleOn({}, container, { config }).source).toEqual({ kind: 'container' });
    }
  });

  test.each<[string, Env, Record<string, string>]>([
    ['its address is set', { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1/' }, {}],
    ['its hardware says so', {}, { '/sys/class/dmi/id/sys_vendor': 'Amazon EC2\n' }],
    ['its hypervisor says so', {}, { '/sys/hypervisor/uuid': 'ec2e1916-9099-7caf-fd21-012345abcdef\n' }],
  ])('then the EC2 instance, if %s', (_, env, files) => {
    const more = { readFile: (path: string) => files[path] };
    expect(roleOn({}, env, onlyRegion, more).source).toMatchObject({ kind: 'instance' });
    const off = { ...env, AWS_EC2_METADATA_DISABLED: 'TRUE' };
    expect(failureOf(() => roleOn({}, off, onlyRegion, more)).message).toContain('No current credentials');
  });

  test('then the container, even if the default profile has only a region', () => {
    expect(roleOn({}, container).source).toEqual({ kind: 'container' });
    expect(roleOn({}, container, onlyRegion).source).toEqual({ kind: 'container' });
  });

  test('and rejects an AWS_PROFILE that does not exist, even next to keys', () => {
    expect(failureOf(() => roleOn({}, { ...ENV, AWS_PROFILE: 'bsae' })).message).toContain('"bsae"');
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
