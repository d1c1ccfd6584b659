import { isUnambiguous } from '../../../src/credentials/cache/sharing';
import { planFor } from '../../../src/plan/plan';
import type { RoleOptions } from '../../../src/plan/request';
import type { Env } from '../../../src/platform/env';
import { arn, keys, planRequest, profilesOf, type Texts } from '../../plan/planFixtures';

const role = (name: string, to: string, lines: string) => `[profile ${name}]\nrole_arn = ${arn(to)}\n${lines}\n`;
const user = (name: string, id: string, lines = '') => `[profile ${name}]\n${keys(id)}${lines}\n`;
const ME = user('me', 'AKIAME');
const YOU = user('you', 'AKIAYOU');
const PROD = role('prod', 'R', 'source_profile = me');
const CENTER = '[sso-session corp]\nsso_start_url = https://x.example/start\nsso_region = eu-west-1\n';
const set = (name: string, lines: string, roleName = 'Admin') =>
  `[profile ${name}]\nsso_account_id = 123456789012\nsso_role_name = ${roleName}\n${lines}\n`;
const legacy = (name: string, region: string) =>
  set(name, `sso_start_url = https://x.example/start\nsso_region = ${region}`);
const WEB = role('web', 'R', 'web_identity_token_file = /token');
const KEYS: Env = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's' };
const LOCAL = 'endpoint_url = http://localhost:4566';

interface Row {
  readonly files: string | Texts;
  /** `prod` by default. */
  readonly name?: string;
  readonly env?: Env;
  readonly options?: RoleOptions;
  /** The link; the last one by default. */
  readonly link?: number;
}

function isShared({ files, name = 'prod', env = {}, options = {}, link }: Row): boolean {
  const profiles = profilesOf(typeof files === 'string' ? { config: files } : files);
  const request = planRequest(name, options, env);
  const plan = planFor(profiles, request);
  return isUnambiguous(plan, link ?? plan.hops.length, { profiles, request });
}

describe('an entry under the AWS CLI’s key', () => {
  test.each<[string, Row]>([
    ['the only profile with its role', { files: PROD + ME }],
    [
      'two profiles with one role, one source, and different regions',
      {
        files: `${PROD}region = eu-west-1\n${role('other', 'R', 'source_profile = me\nregion = eu-west-2')}${ME}`,
      },
    ],
    [
      'two source profiles with one and the same access key',
      {
        files: PROD + role('other', 'R', 'source_profile = also') + ME + user('also', 'AKIAME'),
      },
    ],
    [
      'two profiles that ask one role for different things',
      {
        files: PROD + role('other', 'R', 'source_profile = you\nexternal_id = e1') + ME + YOU,
      },
    ],
    [
      'a role whose name begins another one’s',
      { files: PROD + role('other', 'R2', 'source_profile = you') + ME + YOU },
    ],
    [
      'a role that two chains lead through',
      {
        files: PROD + role('a', 'A', 'source_profile = prod') + role('b', 'B', 'source_profile = prod') + ME,
        name: 'a',
        link: 1,
      },
    ],
    [
      'a profile with an endpoint, none of whose roles another one has',
      {
        files: PROD + role('local', 'L', `source_profile = me\n${LOCAL}`) + ME,
      },
    ],
    [
      'the same, for the profile with the endpoint',
      {
        files: PROD + role('local', 'L', `source_profile = me\n${LOCAL}`) + ME,
        name: 'local',
      },
    ],
    ['a variable where no file names an endpoint', { files: PROD + ME, env: { AWS_ENDPOINT_URL: 'http://a' } }],
    [
      'a permission set of two profiles',
      { files: CENTER + set('prod', 'sso_session = corp') + set('b', 'sso_session = corp') },
    ],
    [
      'a permission set and another of the same account',
      {
        files: CENTER + set('prod', 'sso_session = corp') + set('b', LOCAL, 'Reader'),
      },
    ],
    [
      'a role on a credential_process',
      {
        files: `${PROD}[profile me]\ncredential_process = /bin/keys\n`,
      },
    ],
    ['a profile in both files', { files: { config: PROD, credentials: `[me]\n${keys()}` } }],
  ])('can only be for %s', (_what, row) => {
    expect(isShared(row)).toBe(true);
  });

  test.each<[string, Row]>([
    [
      'two profiles with one role and different sources',
      {
        files: PROD + role('other', 'R', 'source_profile = you') + ME + YOU,
      },
    ],
    [
      'the same, where the files have to be read line by line',
      {
        files: `${PROD}s3 =\n  addressing_style = path\n${role('other', 'R', 'source_profile = you')}${ME}${YOU}`,
      },
    ],
    [
      'the same, where the credentials file names the other source',
      {
        files: {
          config: `${PROD}${ME}${YOU}[profile other]\nregion = eu-west-1\n`,
          credentials: `[other]\nrole_arn = ${arn('R')}\nsource_profile = you\n`,
        },
      },
    ],
    [
      'sources that differ several hops up',
      {
        files:
          role('prod', 'R', 'source_profile = a') +
          role('other', 'R', 'source_profile = b') +
          role('a', 'A', 'source_profile = me') +
          role('b', 'A', 'source_profile = you') +
          ME +
          YOU,
      },
    ],
    [
      'one that goes through another role',
      {
        files: PROD + role('other', 'R', 'source_profile = a') + role('a', 'A', 'source_profile = me') + ME,
      },
    ],
    ['the keys of whoever uses the shell', { files: role('prod', 'R', 'credential_source = Environment'), env: KEYS }],
    [
      'another profile that takes those',
      {
        files: PROD + role('other', 'R', 'credential_source = Environment') + ME,
        env: KEYS,
      },
    ],
    [
      'another profile that would take those, in a shell that has none',
      {
        files: PROD + role('other', 'R', 'credential_source = Environment') + ME,
      },
    ],
    [
      'whatever the container is',
      {
        files: role('prod', 'R', 'credential_source = EcsContainer'),
        env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://x' },
      },
    ],
    ['whatever the instance is', { files: role('prod', 'R', 'credential_source = Ec2InstanceMetadata') }],
    ['a web identity with the same role: older AWS CLIs have the same key for it', { files: PROD + WEB + ME }],
    [
      'another profile that can’t be planned, but perhaps by the AWS CLI',
      {
        files: PROD + role('other', 'R', 'source_profile = you\nregion = no region') + ME + YOU,
      },
    ],
    [
      'a profile with an endpoint_url, and one without',
      {
        files: PROD + role('other', 'R', `source_profile = me\n${LOCAL}`) + ME,
      },
    ],
    [
      'the same, for the one with it',
      {
        files: PROD + role('other', 'R', `source_profile = me\n${LOCAL}`) + ME,
        name: 'other',
      },
    ],
    [
      'the same, by a services section',
      {
        files: `${PROD}${role('other', 'R', 'source_profile = me\nservices = s')}${ME}[services s]\nsts =\n  endpoint_url = http://a\n`,
      },
    ],
    [
      'a role that is asked for at two endpoints, as part of two chains',
      {
        files: PROD + role('a', 'A', 'source_profile = prod') + role('b', 'B', `source_profile = a\n${LOCAL}`) + ME,
      },
    ],
    [
      'an endpoint_url that a variable replaces',
      {
        files: `${PROD}${LOCAL}\n${ME}`,
        env: { AWS_ENDPOINT_URL_STS: 'http://a' },
      },
    ],
    [
      'an endpoint_url that a variable ignores',
      {
        files: `${PROD}${LOCAL}\n${ME}`,
        env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      },
    ],
    [
      'a permission set at two portals',
      {
        files: CENTER + set('prod', 'sso_session = corp') + set('b', `sso_session = corp\n${LOCAL}`),
      },
    ],
    [
      'the same, as the source of a role',
      {
        files: CENTER + set('prod', 'sso_session = corp') + role('b', 'R', `source_profile = prod\n${LOCAL}`),
      },
    ],
    [
      'a permission set whose legacy profiles name two regions',
      {
        files: legacy('prod', 'eu-west-1') + legacy('b', 'eu-west-2'),
      },
    ],
  ])('may also be for %s', (_what, row) => {
    expect(isShared(row)).toBe(false);
  });

  test('does not exist for what no profile asks for, nor for an access key', () => {
    expect(isShared({ files: PROD + ME, options: { duration: '2h' } })).toBe(false);
    expect(isShared({ files: ME, name: 'me' })).toBe(false);
  });
});
