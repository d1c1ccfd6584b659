import { arn, CONFIG, CREDENTIALS, keys, planOf, refusalOf, staticOf, type Texts } from './planFixtures';

/** The roles in their order, and whose key signs the first call. */
const route = (texts: Texts, name: string) => {
  const plan = planOf(texts, name);
  const { hops } = plan;
  return { signer: staticOf(plan).accessKeyId.value, roles: hops.map(({ roleArn }) => roleArn.split('/').at(-1)) };
};

describe('a profile with keys and no role_arn', () => {
  test('is used as it is: no role is assumed', () => {
    const { source, hops } = planOf({ credentials: `[me]\n${keys('AKIAME')}` }, 'me');
    expect(hops).toEqual([]);
    expect(source).toEqual({
      kind: 'static',
      profile: 'me',
      accessKeyId: { value: 'AKIAME', file: CREDENTIALS, line: 2 },
      secretAccessKey: 'secret-of-AKIAME',
    });
  });

  test('has the session token and the account that stand beside the keys', () => {
    const { source } = planOf({ credentials: `[me]\n${keys()}aws_session_token = token\naws_account_id = 1\n` }, 'me');
    expect(source).toMatchObject({ sessionToken: 'token', accountId: '1' });
  });

  test('the older name of the session token comes first, as in the AWS CLI', () => {
    const plan = planOf({ credentials: `[me]\n${keys()}aws_session_token = new\naws_security_token = old\n` }, 'me');
    expect(staticOf(plan).sessionToken).toBe('old');
  });

  test.each(['aws_access_key_id', 'aws_secret_access_key'])('is refused if it has only %s', (key) => {
    const other = key === 'aws_access_key_id' ? 'aws_secret_access_key' : 'aws_access_key_id';
    const { message, exitCode } = refusalOf({ credentials: `\n[me]\n${key} = hidden-value\n` }, 'me');
    expect(exitCode).toBe(3);
    expect(message).toContain(`"me" (${CREDENTIALS}:2) has no ${other}`);
    expect(message).not.toContain('hidden-value');
  });

  test('an empty secret is as good as none', () => {
    const { message } = refusalOf({ credentials: '[me]\naws_access_key_id = AKIA\naws_secret_access_key =\n' }, 'me');
    expect(message).toContain('has no aws_secret_access_key');
  });
});

describe('a profile with nothing to begin with', () => {
  test('is refused with its place', () => {
    const { message, exitCode } = refusalOf({ config: '\n\n[profile me]\nregion = eu-west-1\n' }, 'me');
    expect(exitCode).toBe(3);
    expect(message).toBe(
      `The profile "me" (${CONFIG}:3) has no credentials: neither role_arn nor aws_access_key_id, nor another source.`,
    );
  });

  test('is refused as a source too, under its own name', () => {
    const config = `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = base\n[profile base]\nregion = eu-west-1\n`;
    expect(refusalOf({ config }, 'prod').message).toContain(`"base" (${CONFIG}:4) has no credentials`);
  });
});

describe('role_arn and keys in one profile', () => {
  const both = `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = base\n${keys('AKIAPROD')}`;
  const base = `[profile base]\n${keys('AKIABASE')}`;

  test('the profile that is asked for assumes its role', () => {
    expect(route({ config: both + base }, 'prod')).toEqual({ signer: 'AKIABASE', roles: ['Prod'] });
  });

  test('further along the chain its keys win over its role_arn', () => {
    const top = `[profile top]\nrole_arn = ${arn('Top')}\nsource_profile = prod\n`;
    expect(route({ config: top + both + base }, 'top')).toEqual({ signer: 'AKIAPROD', roles: ['Top'] });
  });

  test('one of the two keys is enough to be meant as keys: such a source is refused, not skipped', () => {
    const top = `[profile top]\nrole_arn = ${arn('Top')}\nsource_profile = half\n`;
    const half = `[profile half]\nrole_arn = ${arn('Half')}\nsource_profile = base\naws_access_key_id = AKIAHALF\n`;
    expect(refusalOf({ config: top + half + base }, 'top').message).toContain('has no aws_secret_access_key');
  });

  test('a profile may name itself, to say that its own keys sign the call', () => {
    const config = `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = prod\n${keys('AKIASELF')}`;
    expect(route({ config }, 'prod')).toEqual({ signer: 'AKIASELF', roles: ['Prod'] });
  });

  test('role_arn in one file and keys in the other are one profile', () => {
    const config = `[profile prod]\nrole_arn = ${arn('Prod')}\nsource_profile = prod\n`;
    expect(route({ config, credentials: `[prod]\n${keys('AKIACRED')}` }, 'prod')).toEqual({
      signer: 'AKIACRED',
      roles: ['Prod'],
    });
  });

  test('a web identity token is another way to a role: source_profile is not followed', () => {
    const config = `[profile pod]\nrole_arn = ${arn('Pod')}\nsource_profile = base\nweb_identity_token_file = /token\n`;
    expect(planOf({ config: config + base }, 'pod')).toMatchObject({ source: { kind: 'webIdentity' }, hops: [] });
  });
});

describe('a chain', () => {
  /** c0 has keys; c1 assumes a role with them, c2 another one with that role, and so on. */
  const chain = (length: number) =>
    `[profile c0]\n${keys('AKIACHAIN')}` +
    Array.from(
      { length },
      (_, at) => `[profile c${at + 1}]\nrole_arn = ${arn(`R${at + 1}`)}\nsource_profile = c${at}\n`,
    )
      .reverse()
      .join('');

  test.each([1, 2, 3, 4, 5, 50, 1000])('of %i roles is followed from the keys to the profile asked for', (length) => {
    const roles = Array.from({ length }, (_, at) => `R${at + 1}`);
    expect(route({ config: chain(length) }, `c${length}`)).toEqual({ signer: 'AKIACHAIN', roles });
  });

  test('each hop is asked for by the profile that names the role', () => {
    expect(planOf({ config: chain(3) }, 'c3').hops.map(({ profile }) => profile)).toEqual(['c1', 'c2', 'c3']);
  });

  test('a source may stand in the credentials file and bring settings of its own', () => {
    const config = `[profile top]\nrole_arn = ${arn('Top')}\nsource_profile = mid\n`;
    const credentials = `[mid]\nrole_arn = ${arn('Mid')}\nsource_profile = base\n[base]\n${keys('AKIABASE')}`;
    expect(route({ config, credentials }, 'top')).toEqual({ signer: 'AKIABASE', roles: ['Mid', 'Top'] });
  });

  test('settings are not handed down: MFA, duration and external id are those of each profile', () => {
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
        places: expect.anything(),
        mfaSerial: 'arn:aws:iam::123456789012:mfa/me',
        durationSeconds: 1800,
        externalId: 'id-1',
      },
      {
        profile: 'top',
        roleArn: arn('Top'),
        roleSessionName: 'top-session',
        hasDefaultName: true,
        places: expect.anything(),
      },
    ]);
  });
});

describe('a source that cannot be', () => {
  const role = (name: string, lines: string) => `[profile ${name}]\nrole_arn = ${arn(name)}\n${lines}\n`;

  test('source_profile and credential_source exclude each other; both are shown with their lines', () => {
    const config = role('prod', 'source_profile = base\ncredential_source = Environment');
    const { message, exitCode } = refusalOf({ config }, 'prod');
    expect(exitCode).toBe(3);
    expect(message).toContain(`source_profile (${CONFIG}:3) and credential_source (${CONFIG}:4)`);
  });

  test('a role needs one of the two', () => {
    const { message, exitCode } = refusalOf({ config: role('prod', 'region = eu-west-1') }, 'prod');
    expect(exitCode).toBe(3);
    expect(message).toBe(
      `The profile "prod" (${CONFIG}:1) has a role_arn, but neither source_profile nor credential_source.`,
    );
  });

  test('a source that does not exist is named with its line, and the near one is offered', () => {
    const config = `${role('prod', 'source_profile = bsae')}[profile base]\n${keys()}`;
    const { message, exitCode, hints } = refusalOf({ config }, 'prod');
    expect(exitCode).toBe(3);
    expect(message).toBe(`The source_profile "bsae" of the profile "prod" (${CONFIG}:3) does not exist.`);
    expect(hints).toEqual([['aws configure set source_profile base --profile prod', 'changes it']]);
  });

  test('the list is offered if nothing is near', () => {
    const config = `${role('prod', 'source_profile = somewhere-else')}[profile base]\n${keys()}`;
    expect(refusalOf({ config }, 'prod').hints.map(([command]) => command)).toEqual(['assume list']);
  });

  test('an empty source_profile names nothing', () => {
    expect(refusalOf({ config: role('prod', 'source_profile =') }, 'prod').message).toContain('The source_profile ""');
  });

  test.each([
    ['two profiles', ['a', 'b'], 'a', 'a -> b -> a', 6],
    ['three profiles', ['a', 'b', 'c'], 'b', 'b -> c -> a -> b', 3],
    ['a profile and itself', ['a'], 'a', 'a -> a', 3],
  ])('a circle of %s is refused with its path', (_, names, start, path, line) => {
    const config = names.map((name, at) => role(name, `source_profile = ${names[(at + 1) % names.length]}`)).join('');
    const { message, exitCode } = refusalOf({ config }, start);
    expect(exitCode).toBe(3);
    expect(message).toBe(`The source profiles go in a circle (${CONFIG}:${line}): ${path}.`);
  });

  test('a circle further along is shown without the way to it', () => {
    const config =
      role('start', 'source_profile = a') + role('a', 'source_profile = b') + role('b', 'source_profile = a');
    expect(refusalOf({ config }, 'start').message).toMatch(/: a -> b -> a\.$/);
  });

  test('a profile further along may not name itself without keys of its own', () => {
    const config = role('start', 'source_profile = a') + role('a', 'source_profile = a');
    expect(refusalOf({ config }, 'start').message).toMatch(/: a -> a\.$/);
  });

  test('a way back to the profile asked for is a circle, also if that one has keys', () => {
    const config = `${role('a', 'source_profile = b')}${keys()}${role('b', 'source_profile = a')}`;
    expect(refusalOf({ config }, 'a').message).toMatch(/: a -> b -> a\.$/);
  });
});

describe('credential_source', () => {
  test('beside keys and no role_arn means nothing, as in the AWS CLI', () => {
    expect(route({ config: `[profile me]\ncredential_source = Environment\n${keys('AKIAME')}` }, 'me')).toEqual({
      signer: 'AKIAME',
      roles: [],
    });
  });
});

describe('keys beside another kind of credentials', () => {
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

  test.each(KINDS)('%s, keys in the credentials file: %s', (lines, winner) => {
    const texts = { config: `[profile me]\n${lines}\n`, credentials: `[me]\n${keys('AKIAME')}` };
    expect(planOf(texts, 'me').source.kind).toBe(winner);
  });

  test.each(KINDS)('%s, keys in the config file: not %s but %s', (lines, _, winner) => {
    expect(planOf({ config: `[profile me]\n${lines}\n${keys('AKIAME')}` }, 'me').source.kind).toBe(winner);
  });
});
