import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { otherSessionKey, roleKey, SESSION_SECONDS, sessionKey, ssoKey } from '../../src/credentials/cache/cacheKeys';
import { explain } from '../../src/explain/explain';
import type { PlanCache } from '../../src/explain/prompts';
import type { Explanation, Link } from '../../src/explain/types';
import { draftPlan, planFor } from '../../src/plan/plan';
import type { RoleOptions } from '../../src/plan/request';
import type { SsoSource } from '../../src/plan/sources';
import type { Env } from '../../src/platform/env';
import { memoryCache, NOW } from '../credentials/stsFixture';
import {
  arn,
  CONFIG,
  CREDENTIALS,
  filesOf,
  HOME,
  keys,
  planOf,
  planRequest,
  profilesOf,
  type Texts,
} from '../plan/planFixtures';

const DEVICE = 'arn:aws:iam::123456789012:mfa/me';
const KEY = 'AKIA0000000000000001';

const TEXTS: Texts = {
  credentials: `[me]\n${keys(KEY)}`,
  config: `[profile me]
region = eu-west-1
[profile dev]
role_arn = ${arn('Dev')}
source_profile = me
mfa_serial = ${DEVICE}
[profile prod]
role_arn = ${arn('Prod')}
source_profile = dev
duration_seconds = 1800
region = eu-north-1
[profile long]
role_arn = ${arn('Long')}
source_profile = me
mfa_serial = ${DEVICE}
duration_seconds = 7200
[profile printed]
role_arn = ${arn('Printed')}
source_profile = me
mfa_serial = ${DEVICE}
mfa_process = /opt/otp --secret hush
[profile corp]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Admin
[sso-session corp]
sso_start_url = https://corp.example/start
sso_region = eu-west-1
[profile behind]
role_arn = ${arn('Behind')}
source_profile = corp
[profile here]
role_arn = ${arn('Here')}
credential_source = Environment
mfa_serial = ${DEVICE}
[profile secure]
aws_access_key_id = ${KEY}
aws_secret_access_key = hush
mfa_serial = ${DEVICE}
mfa_process = /opt/otp --secret hush
duration_seconds = 3600
[profile temporary]
aws_access_key_id = ASIA
aws_secret_access_key = hush
aws_session_token = hush
mfa_serial = ${DEVICE}
[profile program]
credential_process = /opt/keys --token hush
[profile broken]
role_arn = ${arn('Broken')}
source_profile = prdo
external_id = a b
duration_seconds = ten
`,
};

const emptyCache = (): PlanCache & { cache: ReturnType<typeof memoryCache> } => ({
  cache: memoryCache(),
  now: () => NOW,
  env: HOME,
  files: filesOf(TEXTS),
  signedInUntil: () => undefined,
});

const explained = (
  name: string | undefined,
  cache: PlanCache = emptyCache(),
  flags: RoleOptions = {},
  env: Env = {},
): Explanation => {
  const profiles = profilesOf(TEXTS);
  const request = planRequest(name, flags, env);
  return explain(draftPlan(profiles, request), request, profiles, cache);
};

const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);
const entry = (end: Date) => ({
  credentials: { accessKeyId: 'ASIA', secretAccessKey: 'hush', sessionToken: 'hush', expiration: end },
  // By the AWS CLI, after anything else was written.
  written: NOW.getTime(),
});
const hopOf = (name: string, index: number) => planOf(TEXTS, name).hops[index] as never;
const table = (link: Link | undefined) => link?.settings.map(({ key, value, location }) => [key, value, location]);

describe('a chain is explained in the order in which it is followed', () => {
  test('the source, with its access key ID and nothing else', () => {
    const { source } = explained('prod');
    expect(source).toEqual({
      kind: 'static',
      profile: 'me',
      settings: [{ key: 'aws_access_key_id', value: KEY, location: `${CREDENTIALS}:2` }],
    });
  });

  test('every role in order, every setting with its line, defaults marked as such', () => {
    const { roles } = explained('prod');
    expect(roles.map(({ kind, profile }) => [kind, profile])).toEqual([
      ['role', 'dev'],
      ['role', 'prod'],
    ]);
    expect(roles.map(table)).toEqual([
      [
        ['role_arn', arn('Dev'), `${CONFIG}:4`],
        ['source_profile', 'me', `${CONFIG}:5`],
        ['role_session_name', 'dev-session', 'default'],
        ['duration_seconds', '3600', 'default'],
        ['mfa_serial', DEVICE, `${CONFIG}:6`],
      ],
      [
        ['role_arn', arn('Prod'), `${CONFIG}:8`],
        ['source_profile', 'dev', `${CONFIG}:9`],
        ['role_session_name', 'prod-session', 'default'],
        ['duration_seconds', '1800', `${CONFIG}:10`],
      ],
    ]);
  });

  test('how long a web identity is requested for, and where the metadata service is, if that is configured', () => {
    const explainedIn = (lines: string, options: RoleOptions = {}) => {
      const profiles = profilesOf({ config: `[profile me]\nrole_arn = ${arn('Me')}\n${lines}` });
      const request = planRequest('me', options);
      return explain(draftPlan(profiles, request), request, profiles, emptyCache()).source?.settings;
    };
    const web = 'web_identity_token_file = /t\nduration_seconds = 7200\n';
    expect(explainedIn(web)).toContainEqual({ key: 'duration_seconds', value: '7200', location: `${CONFIG}:4` });
    expect(explainedIn(web, { duration: '3h' })).toContainEqual({
      key: 'duration_seconds',
      value: '10800',
      location: '--duration',
    });
    const ec2 = 'credential_source = Ec2InstanceMetadata\n';
    expect(explainedIn(ec2)?.map(({ key }) => key)).toEqual(['credential_source']);
    expect(explainedIn(`${ec2}ec2_metadata_service_endpoint = http://here\n`)).toContainEqual({
      key: 'metadata',
      value: 'http://here',
      location: `${CONFIG}:4`,
    });
  });

  test("where the requests of the shell's commands go, and what no variable can say", () => {
    const config = `[default]\nca_bundle = /d.pem\nregion = eu-west-1\n[profile me]\nendpoint_url = http://me:1\nuse_fips_endpoint = false\n${keys(KEY)}`;
    const profiles = profilesOf({ config });
    const request = planRequest('me', {}, { AWS_USE_FIPS_ENDPOINT: 'false' });
    expect(explain(draftPlan(profiles, request), request, profiles, emptyCache())).toMatchObject({
      destination: [
        { key: 'AWS_ENDPOINT_URL', value: 'http://me:1', location: `${CONFIG}:5` },
        { key: 'AWS_USE_FIPS_ENDPOINT', value: 'false', location: 'environment' },
      ],
      warnings: [
        expect.stringContaining(`[default] (${CONFIG}:2) still sets the ca_bundle.`),
        `Profile "me" has no region, so commands use that of [default] (${CONFIG}:3).`,
      ],
    });
    expect(explained('prod')).not.toHaveProperty('destination');
    expect(explained('prod')).not.toHaveProperty('warnings');
  });

  test('a URL without its user name, password, query, and fragment, which may be secret', () => {
    const secret = 'https://usr:hush@here:1/path?tok=hush#hush';
    const config = `[profile me]\nendpoint_url = ${secret}\n${keys(KEY)}[profile ec2]\nrole_arn = ${arn('Me')}\ncredential_source = Ec2InstanceMetadata\nec2_metadata_service_endpoint = http://usr:hush@here\n`;
    const explanationOf = (name: string, env: Env = {}) => {
      const request = planRequest(name, {}, env);
      return explain(draftPlan(profilesOf({ config }), request), request, profilesOf({ config }), emptyCache());
    };
    const shown = 'https://here:1/path';
    const explanations = [explanationOf('me'), explanationOf('me', { AWS_ENDPOINT_URL: secret }), explanationOf('ec2')];
    expect(explanations).toMatchObject([
      { sts: { endpoint: shown }, destination: [{ key: 'AWS_ENDPOINT_URL', value: shown }] },
      { sts: { endpoint: shown }, destination: [{ key: 'AWS_ENDPOINT_URL', value: shown }] },
      { source: { settings: expect.arrayContaining([expect.objectContaining({ value: 'http://here' })]) } },
    ]);
    expect(JSON.stringify(explanations)).not.toMatch(/hush|usr/);
  });

  test('an MFA device that no code can come from, since a role signs the request', () => {
    const config = `[profile me]\n${keys(KEY)}[profile hub]\nrole_arn = ${arn('Hub')}\nsource_profile = me\nmfa_serial = ${DEVICE}\n[profile top]\nrole_arn = ${arn('Top')}\nsource_profile = hub\nmfa_serial = ${DEVICE}\n`;
    const profiles = profilesOf({ config });
    const warningsOf = (name: string) => {
      const request = planRequest(name);
      return explain(draftPlan(profiles, request), request, profiles, emptyCache()).warnings;
    };
    expect(warningsOf('top')).toEqual([
      `mfa_serial of profile "top" (${CONFIG}:11) can't work: the request is signed by a role, which has no MFA device.`,
    ]);
    expect(warningsOf('hub')).toBeUndefined();
  });

  test('the region of the shell, and where requests to STS go', () => {
    expect(explained('prod')).toMatchObject({
      profile: 'prod',
      region: { key: 'region', value: 'eu-north-1', location: `${CONFIG}:11` },
      sts: { region: 'eu-north-1' },
    });
    expect(explained('prod', emptyCache(), { region: 'us-west-2' }).region?.location).toBe('--region');
    expect(explained('long').region).toBeUndefined();
  });

  test('a role without a profile, with its flags', () => {
    const flags = { roleArn: arn('Free'), sourceProfile: 'me', duration: '90m', tag: ['a=b'] };
    const [role] = explained(undefined, emptyCache(), flags).roles;
    expect(role).not.toHaveProperty('profile');
    expect(table(role)).toEqual([
      ['role_arn', arn('Free'), '--role-arn'],
      ['source_profile', 'me', '--source-profile'],
      ['role_session_name', 'Free-session', 'default'],
      ['duration_seconds', '5400', '--duration'],
      ['session_tags', 'a=b', '--tag'],
    ]);
  });

  test('IAM Identity Center, with the settings of the sso-session', () => {
    expect(table(explained('behind').source)?.map(([key]) => key)).toEqual([
      'sso_session',
      'sso_start_url',
      'sso_region',
      'sso_account_id',
      'sso_role_name',
      'portal',
      'oidc',
    ]);
  });

  test('the credentials of the environment, with their ID', () => {
    const env = { AWS_ACCESS_KEY_ID: KEY, AWS_SECRET_ACCESS_KEY: 'hush', AWS_SESSION_TOKEN: 'hush' };
    const { source } = explained(undefined, emptyCache(), { roleArn: arn('Free') }, env);
    expect(source).toEqual({
      kind: 'environment',
      settings: [{ key: 'AWS_ACCESS_KEY_ID', value: KEY, location: 'environment' }],
    });
  });

  test("the shell's own credentials: which ones a role without a profile is assumed with", () => {
    const own = (env: Env) => explained(arn('Free'), emptyCache(), {}, env);
    expect(own({ AWS_PROFILE: 'me' })).toMatchObject({
      source: { kind: 'static', profile: 'me' },
      region: { key: 'region', value: 'eu-west-1', location: expect.stringMatching(/config:\d+$/) },
    });
    expect(own({ AWS_PROFILE: 'me', AWS_REGION: 'eu-west-2' }).region).toMatchObject({ location: 'environment' });
    expect(own({ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/' }).source).toEqual({
      kind: 'container',
      settings: [],
    });
    const pod = { AWS_WEB_IDENTITY_TOKEN_FILE: '/token', AWS_ROLE_ARN: arn('Pod') };
    const { source } = own(pod);
    expect(source).toEqual({ kind: 'webIdentity', settings: expect.anything() });
    expect(table(source)).toEqual([
      ['AWS_WEB_IDENTITY_TOKEN_FILE', '/token', 'environment'],
      ['AWS_ROLE_ARN', arn('Pod'), 'environment'],
      ['role_session_name', 'Pod-session', 'default'],
    ]);
    expect(table(own({ ...pod, AWS_ROLE_SESSION_NAME: 'pod-1' }).source)?.[2]).toEqual([
      'AWS_ROLE_SESSION_NAME',
      'pod-1',
      'environment',
    ]);
  });

  test('no secret, neither of a command nor of the cache', () => {
    const before = emptyCache();
    before.cache.put(roleKey(hopOf('dev', 0)), entry(minutes(30)));
    for (const name of ['prod', 'printed', 'program', 'dev'])
      expect(JSON.stringify(explained(name, before))).not.toMatch(/hush|secret-of/);
    expect(table(explained('program').source)).toEqual([['credential_process', '/opt/keys …', expect.any(String)]]);
  });
});

describe('cached credentials, and prompts', () => {
  const code = { kind: 'mfaCode', about: DEVICE };

  test('nothing cached: a code from the device', () => {
    expect(explained('prod').prompts).toEqual([{ ...code, answer: 'person' }]);
  });

  test('a cached role: its expiry, and no prompt for anything before it', () => {
    const before = emptyCache();
    before.cache.put(roleKey(hopOf('prod', 1)), entry(minutes(25)));
    const { roles, prompts } = explained('prod', before);
    expect(roles.map(({ cachedUntil }) => cachedUntil)).toEqual([undefined, minutes(25).toISOString()]);
    expect(prompts).toEqual([]);
  });

  test('an entry that expires too soon is ignored', () => {
    const before = emptyCache();
    before.cache.put(roleKey(hopOf('dev', 0)), entry(minutes(14)));
    expect(explained('dev', before)).toMatchObject({ prompts: [code] });
    expect(explained('dev', before).roles[0]).not.toHaveProperty('cachedUntil');
  });

  test('an MFA session: no prompt, except for a role of more than an hour', () => {
    const before = emptyCache();
    before.cache.put(sessionKey({ credentials: { accessKeyId: KEY } }, DEVICE), entry(minutes(SESSION_SECONDS / 120)));
    const until = minutes(SESSION_SECONDS / 120).toISOString();
    expect(explained('prod', before).prompts).toEqual([{ ...code, answer: 'mfaSession', until }]);
    expect(explained('printed', before).prompts).toEqual([{ ...code, answer: 'mfaSession', until }]);
    expect(explained('long', before).prompts).toEqual([{ ...code, answer: 'person' }]);
  });

  test('no MFA session serves credentials that are temporary themselves', () => {
    const env = { AWS_ACCESS_KEY_ID: KEY, AWS_SECRET_ACCESS_KEY: 'hush' };
    const before = emptyCache();
    before.cache.put(sessionKey({ credentials: { accessKeyId: KEY } }, DEVICE), entry(minutes(60)));
    const answers = (more: Env) =>
      explained('here', before, {}, { ...env, ...more }).prompts.map(({ answer }) => answer);
    expect(answers({})).toEqual(['mfaSession']);
    expect(answers({ AWS_SESSION_TOKEN: 'hush' })).toEqual(['person']);
  });

  test('mfa_process provides the code', () => {
    expect(explained('printed').prompts).toEqual([{ ...code, answer: 'mfaProcess' }]);
  });

  test('a sign-in, unless there is one or its credentials are cached', () => {
    expect(explained('behind').prompts).toEqual([
      { kind: 'signIn', about: 'https://corp.example/start', answer: 'person' },
    ]);
    expect(explained('behind', { ...emptyCache(), signedInUntil: () => minutes(60) }).prompts).toEqual([]);
    const { source } = planFor(profilesOf(TEXTS), planRequest('corp'));
    const token = JSON.stringify({ accessToken: 'hush', expiresAt: '2026-08-22T08:00:00Z' });
    const files = { ...filesOf({}), read: (path: string) => (/sso.cache/.test(path) ? token : undefined) };
    const signedIn = { ...emptyCache(), files };
    signedIn.cache.put(ssoKey(source as SsoSource), entry(minutes(40)));
    expect(explained('behind', signedIn).source?.cachedUntil).toBe(minutes(40).toISOString());
    expect(explained('behind', signedIn).prompts).toEqual([]);
    const signedOut = { ...signedIn, files: filesOf({}) };
    expect(explained('behind', signedOut).source).not.toHaveProperty('cachedUntil');
  });

  test('without a cache nothing is cached', () => {
    expect(explained('dev', { ...emptyCache(), cache: undefined }).prompts).toEqual([{ ...code, answer: 'person' }]);
  });
});

describe('problems', () => {
  test('every problem, with its status and hints; what could not be read is absent', () => {
    const { problems, source, roles } = explained('broken');
    expect(source).toBeUndefined();
    expect(table(roles[0])?.map(([key]) => key)).toEqual(['role_arn', 'source_profile', 'role_session_name']);
    expect(problems.map(({ message, exitCode, hints }) => [message, exitCode, hints[0]?.command])).toEqual([
      [
        expect.stringContaining(`"prdo" of profile "broken" (${CONFIG}:`),
        3,
        expect.stringContaining('source_profile prod'),
      ],
      [expect.stringContaining('external_id'), 3, expect.stringContaining('aws configure set external_id')],
      [expect.stringContaining('duration_seconds'), 3, expect.stringContaining('aws configure set duration_seconds')],
    ]);
  });

  test('no such profile: only that problem', () => {
    const { problems, ...rest } = explained('nix');
    expect(rest).toEqual({ roles: [], prompts: [] });
    expect(problems).toHaveLength(1);
  });
});

test('the type is complete: no other member is ever printed', () => {
  const text = readFileSync(join(__dirname, '../../src/explain/types.ts'), 'utf8');
  const members = new Set(text.match(/(?<=readonly )\w+/g));
  const before = emptyCache();
  before.cache.put(roleKey(hopOf('prod', 1)), entry(minutes(25)));
  for (const name of ['prod', 'behind', 'broken', 'nix'])
    JSON.parse(JSON.stringify(explained(name, before)), (member, value) => {
      if (member !== '' && !/^\d+$/.test(member)) expect(members).toContain(member);
      expect(value).not.toBeNull();
      return value;
    });
});

describe('an access key with mfa_serial', () => {
  test('is explained as an MFA session, with its settings and the code it takes', () => {
    const { source, roles, mfaSession, bareKey, prompts } = explained('secure', emptyCache(), { duration: '36h' });
    expect([source?.kind, roles, bareKey]).toEqual(['static', [], undefined]);
    expect(mfaSession).toMatchObject({ kind: 'mfaSession', profile: 'secure' });
    expect(table(mfaSession)).toEqual([
      ['duration_seconds', '129600', '--duration'],
      ['mfa_serial', DEVICE, expect.stringMatching(`^${CONFIG}:\\d+$`)],
      ['mfa_process', '/opt/otp …', expect.stringMatching(`^${CONFIG}:\\d+$`)],
    ]);
    expect(prompts).toEqual([{ kind: 'mfaCode', about: DEVICE, answer: 'mfaProcess' }]);
  });

  test('needs no code while its session is cached, and only that of its own duration', () => {
    const cache = emptyCache();
    cache.cache.put(sessionKey({ credentials: { accessKeyId: KEY } }, DEVICE, 3600), entry(minutes(59)));
    const { mfaSession, prompts } = explained('secure', cache);
    expect([mfaSession?.cachedUntil, prompts]).toEqual([minutes(59).toISOString(), []]);
    expect(explained('secure', cache, { duration: '12h' }).prompts).toHaveLength(1);
  });

  test('whose session is cached for another duration needs no code for a role', () => {
    const cache = emptyCache();
    cache.cache.put(otherSessionKey({ credentials: { accessKeyId: KEY } }, DEVICE), entry(minutes(300)));
    const until = minutes(300).toISOString();
    expect(explained('dev', cache).prompts).toEqual([{ kind: 'mfaCode', about: DEVICE, answer: 'mfaSession', until }]);
  });

  test('is explained as the key itself with --long-term, and where the key is temporary', () => {
    expect(explained('secure', emptyCache(), { longTerm: true })).toMatchObject({ bareKey: 'longTerm', prompts: [] });
    const temporary = explained('temporary');
    expect(temporary).toMatchObject({ bareKey: 'temporary', prompts: [] });
    expect(JSON.stringify(temporary)).not.toContain('hush');
    expect(temporary.mfaSession).toBeUndefined();
  });
});
