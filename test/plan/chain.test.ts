import { arn, CONFIG, CREDENTIALS, keys, planOf, refusalOf, staticOf, type Texts } from './planFixtures';

/** The roles in order, and the key that signs the first call. */
const route = (texts: Texts, name: string) => {
  const plan = planOf(texts, name);
  const { hops } = plan;
  return { signer: staticOf(plan).accessKeyId.value, roles: hops.map(({ roleArn }) => roleArn.split('/').at(-1)) };
};

describe('a profile with keys and no role_arn', () => {
  test('is used without assuming a role', () => {
    const { source, hops } = planOf({ credentials: `[me]\n${keys('AKIAME')}` }, 'me');
    expect(hops).toEqual([]);
    expect(source).toEqual({
      kind: 'static',
      profile: 'me',
      accessKeyId: { value: 'AKIAME', file: CREDENTIALS, line: 2 },
      secretAccessKey: 'secret-of-AKIAME',
    });
  });

  test('has the session token and the account next to the keys', () => {
    const { source } = planOf({ credentials: `[me]\n${keys()}aws_session_token = token\naws_account_id = 1\n` }, 'me');
    expect(source).toMatchObject({ sessionToken: 'token', accountId: '1' });
  });

  test('prefers the older name of the session token, as in the AWS CLI', () => {
    const plan = planOf({ credentials: `[me]\n${keys()}aws_session_token = new\naws_security_token = old\n` }, 'me');
    expect(staticOf(plan).sessionToken).toBe('old');
  });

  test.each(['aws_access_key_id', 'aws_secret_access_key'])('is rejected if it has only %s', (key) => {
    const other = key === 'aws_access_key_id' ? 'aws_secret_access_key' : 'aws_access_key_id';
    const { message, exitCode } = refusalOf({ credentials: `\n[me]\n${key} = hidden-value\n` }, 'me');
    expect(exitCode).toBe(3);
    expect(message).toContain(`"me" (${CREDENTIALS}:2) has no ${other}`);
    expect(message).not.toContain('hidden-value');
  });

  test('is rejected if its secret is empty', () => {
    const { message } = refusalOf({ credentials: '[me]\naws_access_key_id = AKIA\naws_secret_access_key =\n' }, 'me');
    expect(message).toContain('has no aws_secret_access_key');
  });
});

describe('a profile without credentials', () => {
  test('is rejected with its location', () => {
    const { message, exitCode } = refusalOf({ config: '\n\n[profile me]\nregion = eu-west-1\n' }, 'me');
    expect(exitCode).toBe(3);
    expect(message).toBe(
      `Profile "me" (${CONFIG}:3) has no credentials: no role_arn, no aws_access_key_id, and no other source.`,
    );
  });

  test('is rejected as a source too, under its own name', () => {
    const config = `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = base\n[profile base]\nregion = eu-west-1\n`;
    expect(refusalOf({ config }, 'prod').message).toContain(`"base" (${CONFIG}:4) has no credentials`);
  });
});

describe('role_arn and keys in one profile', () => {
  const both = `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = base\n${keys('AKIAPROD')}`;
  const base = `[profile base]\n${keys('AKIABASE')}`;

  test('mean the role if the profile is the target', () => {
    expect(route({ config: both + base }, 'prod')).toEqual({ signer: 'AKIABASE', roles: ['Prod'] });
  });

  test('mean the keys if it is a source', () => {
    const top = `[profile top]\nrole_arn = ${arn('Top')}\nsource_profile = prod\n`;
    expect(route({ config: top + both + base }, 'top')).toEqual({ signer: 'AKIAPROD', roles: ['Top'] });
  });

  test('mean the keys even if one of the two is missing: such a source is rejected, not skipped', () => {
    const top = `[profile top]\nrole_arn = ${arn('Top')}\nsource_profile = half\n`;
    const half = `[profile half]\nrole_arn = ${arn('Half')}\nsource_profile = base\naws_access_key_id = AKIAHALF\n`;
    expect(refusalOf({ config: top + half + base }, 'top').message).toContain('has no aws_secret_access_key');
  });

  test('let a profile name itself as the source whose keys sign the call', () => {
    const config = `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = prod\n${keys('AKIASELF')}`;
    expect(route({ config }, 'prod')).toEqual({ signer: 'AKIASELF', roles: ['Prod'] });
  });

  test('may be split between the config and credentials files', () => {
    const config = `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = prod\n`;
    expect(route({ config, credentials: `[prod]\n${keys('AKIACRED')}` }, 'prod')).toEqual({
      signer: 'AKIACRED',
      roles: ['Prod'],
    });
  });

  test('with a web identity token mean the web identity: source_profile is not followed', () => {
    const config = `[profile pod]\nrole_arn = ${arn('Pod')}\nsource_profile = base\nweb_identity_token_file = /token\n`;
    expect(planOf({ config: config + base }, 'pod')).toMatchObject({ source: { kind: 'webIdentity' }, hops: [] });
  });
});

describe('a role chain', () => {
  /** c0 has keys; c1 assumes a role with them, c2 another one with that role, and so on. */
  const chain = (length: number) =>
    `[profile c0]\n${keys('AKIACHAIN')}` +
    Array.from(
      { length },
      (_, at) => `[profile c${at + 1}]\nrole_arn = ${arn(`R${at + 1}`)}\nsource_profile = c${at}\n`,
    )
      .reverse()
      .join('');

  test.each([1, 2, 3, 4, 5, 50, 1000])('of %i roles is followed from the keys to the target', (length) => {
    const roles = Array.from({ length }, (_, at) => `R${at + 1}`);
    expect(route({ config: chain(length) }, `c${length}`)).toEqual({ signer: 'AKIACHAIN', roles });
  });

  test('has one hop for each profile with a role', () => {
    expect(planOf({ config: chain(3) }, 'c3').hops.map(({ profile }) => profile)).toEqual(['c1', 'c2', 'c3']);
  });

  test('may have sources in the credentials file, with settings of their own', () => {
    const config = `[profile top]\nrole_arn = ${arn('Top')}\nsource_profile = mid\n`;
    const credentials = `[mid]\nrole_arn = ${arn('Mid')}\nsource_profile = base\n[base]\n${keys('AKIABASE')}`;
    expect(route({ config, credentials }, 'top')).toEqual({ signer: 'AKIABASE', roles: ['Mid', 'Top'] });
  });

  test('takes MFA device, duration and external ID from each profile, and passes none along', () => {
    const settings = 'mfa_serial = arn:aws:iam::123456789012:mfa/me\nduration_seconds = 1800\nexternal_id = id-1\n';
    const config =
      `[profile top]\nrole_arn = ${arn('Top')}\nsource_profile = mid\n` +
      `[profile mid]\nrole_arn = ${arn('Mid')}\nsource_profile = base\n${settings}` +
      `[profile base]\n${keys()}${settings}`;
    expect(planOf({ config }, 'top').hops).toEqual([
      {
        profile: 'mid',
        roleArn: arn('Mid'),
        roleSessionName: 'mid-session',
        hasDefaultName: true,
        locations: expect.anything(),
        mfaSerial: 'arn:aws:iam::123456789012:mfa/me',
        durationSeconds: 1800,
        externalId: 'id-1',
      },
      {
        profile: 'top',
        roleArn: arn('Top'),
        roleSessionName: 'top-session',
        hasDefaultName: true,
        locations: expect.anything(),
      },
    ]);
  });
});

describe('a source', () => {
  const role = (name: string, lines: string) => `[profile ${name}]\nrole_arn = ${arn(name)}\n${lines}\n`;

  test('is rejected with both lines if there are source_profile and credential_source', () => {
    const config = role('prod', 'source_profile = base\ncredential_source = Environment');
    const { message, exitCode } = refusalOf({ config }, 'prod');
    expect(exitCode).toBe(3);
    expect(message).toContain(`has both source_profile (${CONFIG}:3) and credential_source (${CONFIG}:4)`);
  });

  test('is rejected if there is neither of them', () => {
    const { message, exitCode } = refusalOf({ config: role('prod', 'region = eu-west-1') }, 'prod');
    expect(exitCode).toBe(3);
    expect(message).toBe(
      `Profile "prod" (${CONFIG}:1) has a role_arn but neither source_profile nor credential_source.`,
    );
  });

  test('is rejected with its line and the nearest name if it does not exist', () => {
    const config = `${role('prod', 'source_profile = bsae')}[profile base]\n${keys()}`;
    const { message, exitCode, hints } = refusalOf({ config }, 'prod');
    expect(exitCode).toBe(3);
    expect(message).toBe(`source_profile "bsae" of profile "prod" (${CONFIG}:3) does not exist.`);
    expect(hints).toEqual([['aws configure set source_profile base --profile prod', 'Did you mean']]);
  });

  test('is rejected with a hint to the list if no name is near', () => {
    const config = `${role('prod', 'source_profile = somewhere-else')}[profile base]\n${keys()}`;
    expect(refusalOf({ config }, 'prod').hints.map(([command]) => command)).toEqual(['assume list']);
  });

  test('is rejected if it is empty', () => {
    expect(refusalOf({ config: role('prod', 'source_profile =') }, 'prod').message).toContain(
      'source_profile "" of profile "prod"',
    );
  });

  test.each([
    ['two profiles', ['a', 'b'], 'a', 'a -> b -> a', 6],
    ['three profiles', ['a', 'b', 'c'], 'b', 'b -> c -> a -> b', 3],
    ['a profile and itself', ['a'], 'a', 'a -> a', 3],
  ])('is rejected with its path if it is a loop of %s', (_, names, start, path, line) => {
    const config = names.map((name, at) => role(name, `source_profile = ${names[(at + 1) % names.length]}`)).join('');
    const { message, exitCode } = refusalOf({ config }, start);
    expect(exitCode).toBe(3);
    expect(message).toBe(`source_profile loop: ${path} (${CONFIG}:${line}).`);
  });

  test('is rejected without the path that leads to the loop', () => {
    const config =
      role('start', 'source_profile = a') + role('a', 'source_profile = b') + role('b', 'source_profile = a');
    expect(refusalOf({ config }, 'start').message).toMatch(/^source_profile loop: a -> b -> a \(/);
  });

  test('is rejected if a source names itself without keys of its own', () => {
    const config = role('start', 'source_profile = a') + role('a', 'source_profile = a');
    expect(refusalOf({ config }, 'start').message).toMatch(/^source_profile loop: a -> a \(/);
  });

  test('is rejected if it leads back to the target, even if that has keys', () => {
    const config = `${role('a', 'source_profile = b')}${keys()}${role('b', 'source_profile = a')}`;
    expect(refusalOf({ config }, 'a').message).toMatch(/^source_profile loop: a -> b -> a \(/);
  });
});

describe('credential_source', () => {
  test('has no effect next to keys without role_arn, as in the AWS CLI', () => {
    expect(route({ config: `[profile me]\ncredential_source = Environment\n${keys('AKIAME')}` }, 'me')).toEqual({
      signer: 'AKIAME',
      roles: [],
    });
  });
});

describe('keys next to another kind of credentials', () => {
  // The order of the AWS CLI: web identity, SSO, credentials file, login, process, config file.
  const sso = 'sso_account_id = 123456789012\nsso_role_name = R\nsso_start_url = https://x\nsso_region = eu-west-1';
  const KINDS = [
    ['credential_process = vend', 'static', 'process'],
    ['login_session = me', 'static', 'login'],
    ['login_session = me\ncredential_process = vend', 'static', 'login'],
    ['sso_session = corp', 'static', 'static'],
    ['sso_start_url = https://example.com', 'static', 'static'],
    [sso, 'sso', 'sso'],
    [`role_arn = ${arn('Pod')}\nweb_identity_token_file = /token\n${sso}`, 'webIdentity', 'webIdentity'],
  ] as const;

  test.each(KINDS)('with %s, in the credentials file, give %s', (lines, winner) => {
    const texts = { config: `[profile me]\n${lines}\n`, credentials: `[me]\n${keys('AKIAME')}` };
    expect(planOf(texts, 'me').source.kind).toBe(winner);
  });

  test.each(KINDS)('with %s, in the config file, give not %s but %s', (lines, _, winner) => {
    expect(planOf({ config: `[profile me]\n${lines}\n${keys('AKIAME')}` }, 'me').source.kind).toBe(winner);
  });
});
