import { detailsOf, summarize } from '../../src/profiles/kind';
import { readProfiles } from '../../src/profiles/read';
import { arn, filesOf, HOME, keys, type Texts } from '../plan/planFixtures';

function summaryOf(texts: Texts) {
  const { profiles, files } = readProfiles(filesOf(texts), HOME);
  const profile = profiles.get('me');
  return profile && summarize(profile, files);
}
const me = (lines: string) => summaryOf({ config: `[profile me]\n${lines}\n` });
const SSO = 'sso_account_id = 999999999999\nsso_role_name = Admin';
const ROLE = { account: '123456789012', role: 'R' };

describe('the summary of a profile', () => {
  test.each([
    ['a role', `role_arn = ${arn('R')}\nsource_profile = base`, { ...ROLE, source: 'base' }],
    [
      'a role by credential_source',
      `role_arn = ${arn('R')}\ncredential_source = Environment`,
      { ...ROLE, source: 'Environment' },
    ],
    [
      'a role with MFA',
      `role_arn = ${arn('R')}\nsource_profile = base\nmfa_serial = phone`,
      { ...ROLE, source: 'base', mfa: 'phone' },
    ],
    [
      'a role next to keys: the role',
      `role_arn = ${arn('R')}\nsource_profile = base\n${keys()}`,
      { ...ROLE, source: 'base' },
    ],
    [
      'a role next to SSO: the role',
      `role_arn = ${arn('R')}\nsource_profile = base\n${SSO}`,
      { ...ROLE, source: 'base' },
    ],
    ['a role without a source', `role_arn = ${arn('R')}`, ROLE],
    [
      'a web identity',
      `role_arn = ${arn('R')}\nweb_identity_token_file = /t\nsource_profile = base`,
      { ...ROLE, source: 'web identity' },
    ],
    ['SSO', SSO, { account: '999999999999', role: 'Admin', source: 'IAM Identity Center' }],
    ['SSO without a permission set', 'sso_session = corp', { source: 'IAM Identity Center' }],
    ['SSO without a permission set, next to keys: the keys', `sso_session = corp\n${keys()}`, { source: 'access key' }],
    [
      'keys',
      `${keys()}aws_account_id = 1\nregion = eu-west-1`,
      { account: '1', region: 'eu-west-1', source: 'access key' },
    ],
    [
      'keys with mfa_serial: an MFA session, in the account of the device',
      `${keys()}mfa_serial = arn:aws:iam::123456789012:mfa/me`,
      { account: '123456789012', mfa: 'arn:aws:iam::123456789012:mfa/me', source: 'access key' },
    ],
    [
      'keys with a hardware device, which names no account',
      `${keys()}mfa_serial = GAHT12345678`,
      { mfa: 'GAHT12345678', source: 'access key' },
    ],
    [
      'temporary keys with mfa_serial, which open no MFA session',
      `${keys()}aws_session_token = t\nmfa_serial = GAHT12345678`,
      { source: 'access key' },
    ],
    ['keys with an empty mfa_serial', `${keys()}mfa_serial =`, { source: 'access key' }],
    [
      'a process with mfa_serial, which has no effect there',
      'credential_process = vend\nmfa_serial = GAHT12345678',
      { source: 'credential_process' },
    ],
    [
      'keys with source_profile, which has no effect without a role',
      `${keys()}source_profile = base`,
      { source: 'access key' },
    ],
    [
      'a process next to keys in the config file: the process',
      `credential_process = vend\n${keys()}`,
      { source: 'credential_process' },
    ],
    [
      'aws login next to a process: aws login',
      'credential_process = vend\nlogin_session = me',
      { source: 'aws login' },
    ],
    ['nothing', 'region =', {}],
  ])('of %s', (_, lines, summary) => {
    expect(me(lines)).toEqual(summary);
  });

  test('of a process next to keys in the credentials file: the keys', () => {
    const texts = { config: '[profile me]\ncredential_process = vend\n', credentials: `[me]\n${keys()}` };
    expect(summaryOf(texts)).toEqual({ source: 'access key' });
  });
});

describe('the details of a profile', () => {
  const detailsFor = (lines: string) => {
    const { profiles, files } = readProfiles(filesOf({ config: `[profile me]\n${lines}\n` }), HOME);
    const profile = profiles.get('me');
    return profile && detailsOf(profile, files);
  };
  const roleArn = arn('R');

  test.each([
    ['a role on a profile', `role_arn = ${roleArn}\nsource_profile = base`, { roleArn, sourceKind: 'profile' }],
    [
      'a role on environment variables',
      `role_arn = ${roleArn}\ncredential_source = Environment`,
      { roleArn, sourceKind: 'environment' },
    ],
    ['a role on something unknown', `role_arn = ${roleArn}\ncredential_source = Moon`, { roleArn }],
    ['a role without a source', `role_arn = ${roleArn}`, { roleArn }],
    ['a web identity', `role_arn = ${roleArn}\nweb_identity_token_file = /t`, { roleArn, sourceKind: 'webIdentity' }],
    ['SSO', `${SSO}\nsso_session = corp`, { sourceKind: 'sso', ssoSession: 'corp' }],
    ['SSO without a permission set', 'sso_session = corp', { sourceKind: 'sso', ssoSession: 'corp' }],
    ['keys', keys(), { sourceKind: 'static' }],
    ['half a key', 'aws_secret_access_key = s', { sourceKind: 'static' }],
    ['keys next to an sso_session, which is not used', `sso_session = corp\n${keys()}`, { sourceKind: 'static' }],
    ['nothing', 'region =', {}],
  ])('of %s', (_, lines, details) => {
    expect(detailsFor(lines)).toEqual(details);
  });
});
