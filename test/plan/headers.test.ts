import { CONFIG, CREDENTIALS, draftOf, keys, planOf, refusalOf } from './planFixtures';

const roleOf = (source: string) =>
  `[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/Prod\nsource_profile = ${source}\n`;

describe('a profile under a header that the AWS CLI reads otherwise', () => {
  test.each([
    ['my prod', 'profile my prod', '[profile "my prod"]'],
    ['a', 'a', '[profile a]'],
    ['my prod', 'my prod', '[profile "my prod"]'],
    ['a', 'Profile a', '[profile a]'],
    ['a', ' profile a ', '[profile a]'],
    ['a', 'profile "a', '[profile a]'],
    ['default', 'Profile default', '[default]'],
    ['say "hi"', 'profile say "hi"', '[profile "say \\"hi\\""]'],
  ])('is not found, and "%s" is told from [%s] in the config file', (name, header, wanted) => {
    const config = `[profile other]\n${keys()}[${header}]\n${keys()}`;
    const { message, exitCode, notes, hints } = refusalOf({ config }, name);
    expect(exitCode).toBe(3);
    expect(message).toBe(`Profile "${name}" not found in ${CONFIG} or ${CREDENTIALS}.`);
    expect(notes).toEqual([`The header [${header}] (${CONFIG}:4) must be ${wanted} in the config file.`]);
    expect(hints).toEqual([]);
    // What it says is true.
    expect(planOf({ config: config.replace(`[${header}]`, wanted) }, name).source.kind).toBe('static');
  });

  test.each([
    ['a', 'profile a'],
    ['my prod', 'profile "my prod"'],
    ['my prod', "'my prod'"],
    ['a', ' a '],
  ])('is not found, and "%s" is told from [%s] in the credentials file', (name, header) => {
    const credentials = `[other]\n${keys()}[${header}]\n${keys()}`;
    const { notes, hints } = refusalOf({ credentials }, name);
    expect(notes).toEqual([`The header [${header}] (${CREDENTIALS}:4) must be [${name}] in the credentials file.`]);
    expect(hints).toEqual([]);
    expect(planOf({ credentials: credentials.replace(`[${header}]`, `[${name}]`) }, name).source.kind).toBe('static');
  });

  test('is told from it as a source profile, too', () => {
    const { message, notes, hints } = refusalOf({ config: `${roleOf('base')}[base]\n${keys()}` }, 'prod');
    expect(message).toBe(`source_profile "base" of profile "prod" (${CONFIG}:3) does not exist.`);
    expect(notes).toEqual([`The header [base] (${CONFIG}:4) must be [profile base] in the config file.`]);
    expect(hints).toEqual([]);
  });

  test('is not confused with a section of another kind', () => {
    expect(refusalOf({ config: '[sso-session my corp]\nx = 1\n[services s t]\n' }, 'my corp').notes).toEqual([]);
  });
});

describe('a section of another kind under such a header', () => {
  const sso = 'sso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Admin\n';

  test.each(['corp', 'SSO-Session corp', 'sso-session "corp'])('is told from [%s]', (header) => {
    const [problem] = draftOf({ config: `[profile me]\n${sso}[${header}]\nsso_region = eu-west-1\n` }, 'me').problems;
    expect(problem?.message).toBe(`sso_session "corp" of profile "me" (${CONFIG}:2) does not exist.`);
    expect(problem?.notes).toEqual([
      `The header [${header}] (${CONFIG}:5) must be [sso-session corp] in the config file.`,
    ]);
  });

  test('is told from one in the credentials file', () => {
    const credentials = '[sso-session corp]\nsso_region = eu-west-1\n';
    const [problem] = draftOf({ config: `[profile me]\n${sso}`, credentials }, 'me').problems;
    expect(problem?.notes).toEqual([
      `The header [sso-session corp] (${CREDENTIALS}:1) is read in ${CONFIG} only. Move the section there.`,
    ]);
  });
});

describe('the name that is suggested for a source_profile that does not exist', () => {
  const admin = (more = '') => ({
    config: `[profile prod-admin]\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = prod\n${more}`,
  });

  test('is never that of the profile itself', () => {
    expect(refusalOf(admin(), 'prod-admin').hints).toEqual([['assume list', 'Run']]);
    expect(refusalOf(admin(`[profile prot]\n${keys()}`), 'prod-admin').hints).toEqual([
      ['aws configure set source_profile prot --profile prod-admin', 'Did you mean'],
    ]);
  });

  test('is never one that leads back to the profile', () => {
    const back = '[profile prods]\nrole_arn = arn:aws:iam::123456789012:role/B\nsource_profile = prod-admin\n';
    expect(refusalOf(admin(back), 'prod-admin').hints).toEqual([['assume list', 'Run']]);
    const around = `[profile a]\nsource_profile = b\n[profile b]\nsource_profile = a\n[profile prod-a]\nsource_profile = a\n`;
    expect(refusalOf(admin(back + around), 'prod-admin').hints[0]?.[0]).toContain('source_profile prod-a ');
  });
});
