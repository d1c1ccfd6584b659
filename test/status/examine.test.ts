import { assumeChange } from '../../src/environment/change';
import type { Env } from '../../src/platform/env';
import type { Profiles } from '../../src/profiles/types';
import { examine } from '../../src/status/examine';
import type { Status } from '../../src/status/types';
import { arn, keys, profilesOf } from '../plan/planFixtures';

const NOW = new Date('2026-01-02T03:04:05Z');
const LATER = new Date('2026-01-02T04:04:05Z');

const FILES = profilesOf({
  config: [
    '[profile ada]\n',
    keys(),
    `[profile hub]\nrole_arn = ${arn('Hub')}\nsource_profile = ada\n`,
    `[profile prod]\nrole_arn = ${arn('Admin')}\nsource_profile = hub\nassume_account_name = Payments\n`,
    '[profile corp]\nsso_account_id = 210987654321\nsso_role_name = ReadOnly\nsso_session = corp\n',
    `[profile own]\nrole_arn = ${arn('Own')}\nsource_profile = own\n${keys()}`,
    `[profile machine]\nrole_arn = ${arn('Host')}\ncredential_source = Ec2InstanceMetadata\n`,
    `[profile loop]\nrole_arn = ${arn('Loop')}\nsource_profile = pool\n`,
    `[profile pool]\nrole_arn = ${arn('Pool')}\nsource_profile = loop\n`,
    `[profile lost]\nrole_arn = ${arn('Lost')}\nsource_profile = nobody\n`,
  ].join(''),
});

const ROLE = {
  accessKeyId: 'ASIAROLE',
  secretAccessKey: 'secret',
  sessionToken: 'token',
  expiration: LATER,
  accountId: '123456789012',
};

/** The environment after an assume, in one that was like this before. */
function assumedEnv(assumed: Partial<Parameters<typeof assumeChange>[1]> = {}, before: Env = {}): Env {
  const whole = { profile: 'prod', credentials: ROLE, roleName: 'Admin', region: 'eu-west-1', ...assumed };
  const change = assumeChange(before, whole);
  const values = Object.fromEntries(change.map(([name, value]) => [name, value ?? undefined]));
  return { ...before, ...values };
}

interface Seen {
  readonly now?: Date;
  readonly profiles?: Profiles | undefined;
  readonly issuedKey?: string;
}

const look = (env: Env, { now = NOW, issuedKey, ...seen }: Seen = {}): Status =>
  examine(env, {
    now,
    profiles: () => ('profiles' in seen ? seen.profiles : FILES),
    issuedKey: () => issuedKey,
  });

const LONG_TERM = { accessKeyId: 'AKIAADA', secretAccessKey: 'secret' };

describe('what assume has set', () => {
  test('is told completely', () => {
    const before = { AWS_PROFILE: 'old', AWS_REGION: 'sa-east-1', ASSUME_PREVIOUS: '' };
    const first = assumedEnv({ profile: 'hub' }, before);
    expect(look({ ...assumedEnv({}, first) })).toEqual({
      state: 'valid',
      profile: 'prod',
      accountId: '123456789012',
      accountName: 'Payments',
      roleName: 'Admin',
      chain: ['ada', 'hub', 'prod'],
      region: 'eu-west-1',
      endpoints: {},
      expiration: '2026-01-02T04:04:05Z',
      secondsLeft: 3600,
      previous: 'hub',
      restores: ['AWS_REGION', 'ASSUME_PREVIOUS', 'AWS_PROFILE'],
      overrides: [],
    });
  });

  test('is null where it is not known: an access key without an expiry, of a profile that is gone', () => {
    const env = assumedEnv({ profile: 'gone', credentials: LONG_TERM, roleName: undefined, region: undefined });
    expect(look(env)).toEqual({
      state: 'valid',
      profile: 'gone',
      accountId: null,
      accountName: null,
      roleName: null,
      chain: null,
      region: null,
      endpoints: {},
      expiration: null,
      secondsLeft: null,
      previous: null,
      restores: [],
      overrides: [],
    });
  });

  test('is told from the environment alone if the AWS files cannot be read', () => {
    expect(look(assumedEnv(), { profiles: undefined })).toMatchObject({
      state: 'valid',
      accountName: null,
      chain: null,
    });
  });

  test.each([
    ['2026-01-02T04:04:04.999Z', 'expired', 0],
    ['2026-01-02T04:04:04Z', 'valid', 1],
    ['2026-01-03T00:00:00Z', 'expired', 0],
  ])('at %s is %s, with %d s left', (time, state, secondsLeft) => {
    expect(look(assumedEnv(), { now: new Date(time) })).toMatchObject({ state, secondsLeft, profile: 'prod' });
  });

  test.each([
    ['ada', ['ada']],
    ['hub', ['ada', 'hub']],
    ['corp', ['corp']],
    ['own', ['own']],
    ['machine', ['machine']],
    ['loop', null],
    ['lost', null],
    [arn('Admin'), null],
  ])('has the chain of %s', (profile, chain) => {
    expect(look(assumedEnv({ profile })).chain).toEqual(chain);
  });

  test('has endpoints, of which those that the user has set win', () => {
    const destination = { variables: [{ name: 'AWS_ENDPOINT_URL_S3', value: 'http://s3.test' }] };
    const env = assumedEnv({ destination }, { AWS_ENDPOINT_URL_STS: 'http://sts.test', AWS_ENDPOINT_URL: '' });
    const { endpoints, overrides } = look(env);
    expect(endpoints).toEqual({ AWS_ENDPOINT_URL_S3: 'http://s3.test', AWS_ENDPOINT_URL_STS: 'http://sts.test' });
    expect(overrides).toEqual([{ name: 'AWS_ENDPOINT_URL_STS', effect: 'http://sts.test, whatever the profile says' }]);
    // One that was changed since is the user's, too.
    expect(look({ ...env, AWS_ENDPOINT_URL_S3: 'http://other.test' }).overrides.map(({ name }) => name)).toEqual([
      'AWS_ENDPOINT_URL_S3',
      'AWS_ENDPOINT_URL_STS',
    ]);
  });

  test('without a profile, endpoints override nothing', () => {
    expect(look({ AWS_ENDPOINT_URL_STS: 'http://sts.test' }).overrides).toContainEqual({
      name: 'AWS_ENDPOINT_URL_STS',
      effect: 'http://sts.test',
    });
  });

  test.each<[string, string | undefined, readonly string[] | null]>([
    [
      'as it was written',
      JSON.stringify({ AWS_ACCESS_KEY_ID: 'AKIA', AWS_REGION: 'x' }),
      ['AWS_ACCESS_KEY_ID', 'AWS_REGION'],
    ],
    [
      'of the child of exec, which gets no credentials',
      JSON.stringify({ AWS_ACCESS_KEY_ID: null, AWS_REGION: 'x' }),
      ['AWS_REGION'],
    ],
    ['damaged', '{', null],
    ['missing', undefined, null],
  ])('restores what ASSUME_RESTORE says, if it is %s', (_title, text, restores) => {
    expect(look({ ...assumedEnv(), ASSUME_RESTORE: text }).restores).toEqual(restores);
  });
});

describe('credentials that assume has not set', () => {
  const FOREIGN: readonly (readonly [title: string, env: Env, sign: string, seen?: Seen])[] = [
    ['without an assume', { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's' }, 'AWS_ACCESS_KEY_ID'],
    [
      'a long-term key beside the token of the role',
      { ...assumedEnv(), AWS_ACCESS_KEY_ID: 'AKIAHAND' },
      'AWS_ACCESS_KEY_ID',
    ],
    ['a temporary key without its token', { ...assumedEnv(), AWS_SESSION_TOKEN: undefined }, 'AWS_ACCESS_KEY_ID'],
    [
      'a key without a token, where a role was assumed',
      { ...assumedEnv(), AWS_ACCESS_KEY_ID: 'LKIAHAND', AWS_SESSION_TOKEN: undefined },
      'AWS_SESSION_TOKEN',
    ],
    [
      'another expiry, as `aws configure export-credentials` prints it',
      { ...assumedEnv(), AWS_CREDENTIAL_EXPIRATION: '2026-01-02T05:00:00+00:00' },
      'AWS_CREDENTIAL_EXPIRATION',
    ],
    [
      'an expiry, where a long-term key was assumed',
      {
        ...assumedEnv({ credentials: LONG_TERM, roleName: undefined }),
        AWS_CREDENTIAL_EXPIRATION: '2026-01-02T05:00:00Z',
      },
      'AWS_CREDENTIAL_EXPIRATION',
    ],
    ['an expiry that is no time', { ...assumedEnv(), ASSUME_EXPIRES: 'soon' }, 'AWS_CREDENTIAL_EXPIRATION'],
    ['of awsume', { ...assumedEnv(), AWSUME_PROFILE: 'other' }, 'AWSUME_PROFILE'],
    ['of aws-vault', { ...assumedEnv(), AWS_VAULT: 'other' }, 'AWS_VAULT'],
    ['of aws-sso-cli', { ...assumedEnv(), AWS_SSO_PROFILE: 'other' }, 'AWS_SSO_PROFILE'],
    ['of Granted', { ...assumedEnv(), AWS_SESSION_EXPIRATION: '2026-01-02T05:00:00Z' }, 'AWS_SESSION_EXPIRATION'],
    [
      'of awsume, without an assume',
      { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 's', AWS_VAULT: 'x' },
      'AWS_VAULT',
    ],
    ['another key than the session file has', assumedEnv(), 'AWS_ACCESS_KEY_ID', { issuedKey: 'ASIAOTHER' }],
  ];

  test.each(FOREIGN.map((row) => [row[0], row] as const))('are foreign: %s', (_title, [, env, sign, seen]) => {
    const { state, profile, accountId, roleName, expiration, secondsLeft, overrides } = look(env, seen);
    expect([state, overrides[0]?.name]).toEqual(['foreign', sign]);
    // Nothing that was known of the ones before is said of these.
    expect([profile, accountId, roleName, expiration, secondsLeft]).toEqual(Array(5).fill(null));
  });

  test.each<[string, Env, Seen]>([
    [
      'the same expiry in another form',
      { ...assumedEnv(), AWS_CREDENTIAL_EXPIRATION: '2026-01-02T05:04:05+01:00' },
      {},
    ],
    ['without the variable for AWS clients', { ...assumedEnv(), AWS_CREDENTIAL_EXPIRATION: undefined }, {}],
    ['the key of the session file', assumedEnv(), { issuedKey: 'ASIAROLE' }],
    [
      'keys of another cloud, without a role',
      assumedEnv({ roleName: undefined, credentials: { ...LONG_TERM, accessKeyId: 'test' } }),
      {},
    ],
    [
      'a long-term key that expires, as Vault leases them',
      assumedEnv({ roleName: undefined, credentials: { ...LONG_TERM, expiration: LATER } }),
      {},
    ],
  ])('but those are ours: %s', (_title, env, seen) => {
    expect(look(env, seen)).toMatchObject({ state: 'valid', profile: 'prod', overrides: [] });
  });
});

describe('without complete credentials', () => {
  test.each<[string, Env, readonly string[]]>([
    ['nothing is assumed', {}, []],
    ['the credentials were unset', { ...assumedEnv(), AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: '' }, []],
    ['half of the key was', { ...assumedEnv(), AWS_SECRET_ACCESS_KEY: undefined }, ['AWS_SECRET_ACCESS_KEY']],
  ])('the state is none: %s', (_title, env, names) => {
    const { state, profile, overrides } = look(env);
    expect([state, profile, overrides.map(({ name }) => name)]).toEqual(['none', null, names]);
  });

  test('what AWS clients use instead is named', () => {
    const byDefault = profilesOf({ config: `[default]\n${keys()}` });
    const without = profilesOf({ config: '[default]\nregion = eu-west-1\n' });
    const names = (env: Env, profiles: Profiles = FILES) => look(env, { profiles }).overrides.map(({ name }) => name);
    expect(names({}, byDefault)).toEqual(['[default]']);
    expect(names({}, without)).toEqual([]);
    expect(names({ AWS_PROFILE: 'x' }, byDefault)).toEqual(['AWS_PROFILE']);
    expect(names({ AWS_WEB_IDENTITY_TOKEN_FILE: '/token', AWS_ROLE_ARN: arn('Pod') })).toEqual([
      'AWS_WEB_IDENTITY_TOKEN_FILE',
    ]);
    expect(names({ AWS_WEB_IDENTITY_TOKEN_FILE: '/token' })).toEqual([]);
    expect(names({ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2' })).toEqual([
      'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    ]);
  });
});

describe('what else is in effect', () => {
  test.each<[string, Env, string]>([
    [
      'AWS_PROFILE',
      { AWS_PROFILE: 'dev' },
      'The AWS SDKs for JavaScript and Go v1 use profile "dev" instead, and the AWS CLI takes settings from it',
    ],
    ['AWS_DEFAULT_PROFILE', { AWS_DEFAULT_PROFILE: 'dev' }, 'The AWS CLI and boto3 take settings from profile "dev"'],
    [
      'AWS_SECURITY_TOKEN',
      { AWS_SECURITY_TOKEN: 'old' },
      'The AWS CLI and boto3 sign with it instead of AWS_SESSION_TOKEN',
    ],
    [
      'AWS_CREDENTIAL_SCOPE',
      { AWS_CREDENTIAL_SCOPE: 'x' },
      'The AWS SDK for JavaScript signs requests for it instead of the region',
    ],
    ['AWS_BEARER_TOKEN_BEDROCK', { AWS_BEARER_TOKEN_BEDROCK: 'hidden' }, "Amazon Bedrock acts as this token's account"],
    [
      'AWS_DEFAULT_REGION',
      { AWS_DEFAULT_REGION: 'us-east-1' },
      'boto3 uses region us-east-1; the AWS CLI and most SDKs use eu-west-1',
    ],
    ['AWS_CONFIG_FILE', { AWS_CONFIG_FILE: '/x' }, 'Settings are read from /x, not from ~/.aws/config'],
    [
      'AWS_SHARED_CREDENTIALS_FILE',
      { AWS_SHARED_CREDENTIALS_FILE: '' },
      'Access keys are read from no file, not from ~/.aws/credentials',
    ],
  ])('%s, with its effect and no secret', (name, more, effect) => {
    expect(look({ ...assumedEnv(), ...more })).toMatchObject({ state: 'valid', overrides: [{ name, effect }] });
  });

  test.each<[string, Env]>([
    ['empty variables', { AWS_PROFILE: '', AWS_BEARER_TOKEN_BEDROCK: '', AWS_SECURITY_TOKEN: '' }],
    ['the same token under its older name', { AWS_SECURITY_TOKEN: 'token' }],
    [
      'sources that come after keys',
      {
        AWS_WEB_IDENTITY_TOKEN_FILE: '/token',
        AWS_ROLE_ARN: arn('Pod'),
        AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://x',
      },
    ],
  ])('but not %s', (_title, more) => {
    expect(look({ ...assumedEnv(), ...more }).overrides).toEqual([]);
  });
});
