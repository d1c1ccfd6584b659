import type { RoleOptions } from '../../src/plan/request';
import { arn, CONFIG, draftOf, keys, planOf, refusalOf } from './planFixtures';

const BASE = `[profile base]\n${keys('AKIABASE')}`;
const role = (lines = '') =>
  `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = base\n${lines}\n${BASE}[profile top]\nrole_arn = ${arn('Top')}\nsource_profile = prod\n`;
const hops = (flags: RoleOptions, name = 'prod', lines = '') => planOf({ config: role(lines) }, name, {}, flags).hops;
const refused = (flags: RoleOptions, name = 'prod', lines = '') => refusalOf({ config: role(lines) }, name, {}, flags);

/** An option as typed. */
const typed = (option: string) => `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

describe('the flags for a role', () => {
  test('cover everything that AssumeRole accepts', () => {
    const flags = {
      duration: '1h30m',
      sessionName: 'ada',
      externalId: 'ext',
      tag: ['team=blue', 'list=a,b'],
      transitiveTag: ['team'],
      sourceIdentity: 'ada',
      policy: '{"Version": "2012-10-17"}',
      policyArn: ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws-cn:iam::123456789012:policy/path/Mine'],
    };
    // STS rejects a comma in a tag's value.
    expect(hops({ ...flags, tag: ['team=blue'] })).toEqual([
      {
        profile: 'prod',
        roleArn: arn('Prod'),
        roleSessionName: 'ada',
        hasDefaultName: false,
        durationSeconds: 5400,
        externalId: 'ext',
        tags: [{ key: 'team', value: 'blue' }],
        transitiveTagKeys: ['team'],
        sourceIdentity: 'ada',
        policy: '{"Version": "2012-10-17"}',
        policyArns: flags.policyArn,
        locations: {
          role_arn: `${CONFIG}:2`,
          source_profile: `${CONFIG}:3`,
          duration_seconds: '--duration',
          role_session_name: '--session-name',
          external_id: '--external-id',
          session_tags: '--tag',
          transitive_session_tags: '--transitive-tag',
          source_identity: '--source-identity',
          policy: '--policy',
          policy_arns: '--policy-arn',
        },
      },
    ]);
    expect(refused(flags).message).toContain('--tag must be key=value');
  });

  test('win over the profile', () => {
    const lines =
      'duration_seconds = 900\nrole_session_name = me\nexternal_id = mine\nsession_tags = a=b\nsource_identity = me';
    const flags = {
      duration: '2h',
      sessionName: 'ada',
      externalId: 'ext',
      tag: ['c=d'],
      sourceIdentity: 'ada',
    };
    expect(hops(flags, 'prod', lines)[0]).toMatchObject({
      durationSeconds: 7200,
      roleSessionName: 'ada',
      externalId: 'ext',
      tags: [{ key: 'c', value: 'd' }],
      sourceIdentity: 'ada',
    });
  });

  test('win over an invalid setting of the profile', () => {
    expect(hops({ duration: '1h' }, 'prod', 'duration_seconds = soon')[0]?.durationSeconds).toBe(3600);
  });

  test('apply to the last role only', () => {
    expect(hops({ externalId: 'ext' }, 'top').map(({ externalId }) => externalId)).toEqual([undefined, 'ext']);
  });

  test('are a usage error if no role is assumed', () => {
    const { message, exitCode, hints } = refused({ sessionName: 'ada' }, 'base');
    expect(exitCode).toBe(2);
    expect(message).toBe('--session-name applies to roles only, and profile "base" doesn\'t assume one.');
    expect(hints).toEqual([['assume list', 'See which profiles assume a role']]);
  });

  test('are each a usage error if no role is assumed', () => {
    const flags = {
      duration: '1h',
      sessionName: 'ada',
      externalId: 'ext',
      tag: ['a=b'],
      transitiveTag: ['a'],
      sourceIdentity: 'ada',
      policy: '{}',
      policyArn: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    };
    const { problems } = draftOf({ config: role() }, 'base', {}, { ...flags, region: 'eu-west-1' });
    expect(problems.map(({ message }) => message.split(' ')[0]).sort()).toEqual(Object.keys(flags).map(typed).sort());
  });
});

describe('--duration', () => {
  test.each([
    ['1h', 3600],
    ['90m', 5400],
    ['1h30m', 5400],
    ['12h', 43200],
    ['15m', 900],
    ['900', 900],
    ['43200', 43200],
  ])('accepts %s', (duration, seconds) => {
    expect(hops({ duration })[0]?.durationSeconds).toBe(seconds);
  });

  test.each([
    '',
    '1',
    '899',
    '43201',
    '13h',
    '14m',
    '0h',
    'h',
    '1d',
    '1.5h',
    '-1h',
    '1h30',
    '30m1h',
    '1H',
    ' 1h',
    '3600s',
    '9'.repeat(400),
  ])('rejects %j', (duration) => {
    const { message, exitCode } = refused({ duration });
    expect(exitCode).toBe(2);
    expect(message).toBe('--duration must be 15m to 12h, or 900 to 43200 seconds, such as 1h.');
  });

  test('rejects more than an hour in a role chain as a usage error', () => {
    const { message, exitCode } = refused({ duration: '2h' }, 'top');
    expect(exitCode).toBe(2);
    expect(message).toContain('--duration must be at most one hour in a role chain');
  });
});

describe('a value that STS would reject is a usage error', () => {
  test.each<[keyof RoleOptions, RoleOptions]>([
    ['sessionName', { sessionName: 'two words' }],
    ['externalId', { externalId: '' }],
    ['sourceIdentity', { sourceIdentity: 'x' }],
    ['tag', { tag: ['team'] }],
    ['tag', { tag: ['a=b', 'A=c'] }],
    ['tag', { tag: Array.from({ length: 51 }, (_, at) => `k${at}=v`) }],
    ['transitiveTag', { transitiveTag: ['team'] }],
    ['transitiveTag', { tag: ['a=b'], transitiveTag: ['a', 'c'] }],
    ['policy', { policy: '' }],
    ['policy', { policy: 'ReadOnlyAccess' }],
    ['policy', { policy: '[]' }],
    ['policy', { policy: 'null' }],
    ['policy', { policy: '{"Id": "日本"}' }],
    ['policyArn', { policyArn: ['ReadOnlyAccess'] }],
    ['policyArn', { policyArn: ['arn:aws:iam::123456789012:role/Admin'] }],
    ['policyArn', { policyArn: Array(11).fill('arn:aws:iam::aws:policy/ReadOnlyAccess') }],
  ])('--%s: %j', (flag, flags) => {
    const { message, exitCode } = refused(flags);
    expect(exitCode).toBe(2);
    expect(message).toMatch(new RegExp(`^${typed(flag)} (must|can)`));
  });

  test('and is not repeated in the message, since it may be a secret that went astray', () => {
    expect(refused({ externalId: 'wJalr XUtnFEMI' }).message).not.toContain('wJalr');
  });
});

describe('--policy file://', () => {
  const policy = (path: string) => hops({ policy: `file://${path}` })[0]?.policy;

  test.each(['/home/me/policy.json', '~/policy.json', '$HOME/policy.json'])('reads %s', (path) => {
    expect(policy(path)).toBe('{"Version": "2012-10-17"}');
  });

  test('reads a relative path from the current folder', () => {
    expect(policy('here.json')).toBe('{"Id": "here"}');
  });

  test('rejects a file that does not exist, or holds something else, as a usage error', () => {
    expect(refused({ policy: 'file://nowhere' })).toMatchObject({
      exitCode: 2,
      message: '--policy names a file that does not exist.',
    });
    expect(refused({ policy: 'file://list.json' }).message).toContain('must be a JSON object');
  });
});
