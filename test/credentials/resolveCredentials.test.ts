import type { ResolveContext } from '../../src/credentials/resolveContext';
import { resolveCredentials } from '../../src/credentials/resolveCredentials';
import { AssumeError } from '../../src/errors';
import type { Plan } from '../../src/plan/types';
import { arn, CONFIG, CREDENTIALS, keys, planOf, rejectionOf } from '../plan/planFixtures';
import { awsError, type FakeSts, fakeSts, issued, NOW, nobody, resolveContext, typing, wrongCode } from './stsFixture';

const DEVICE = 'arn:aws:iam::123456789012:mfa/me';
const MFA = `mfa_serial = ${DEVICE}\n`;
const role = (name: string, source: string, lines = '') =>
  `[profile ${name}]\nrole_arn = ${arn(name)}\nsource_profile = ${source}\n${lines}`;
const BASE = `[profile base]\n${keys('AKIABASE')}`;

const one = (lines = ''): Plan => planOf({ config: role('prod', 'base', lines) + BASE }, 'prod');
const two = (first = '', second = ''): Plan =>
  planOf({ config: role('prod', 'hub', second) + role('hub', 'base', first) + BASE }, 'prod');

const BASE_CREDENTIALS = { accessKeyId: 'AKIABASE', secretAccessKey: 'secret-of-AKIABASE' };
const resolve = (plan: Plan, code: string | undefined, { sts }: FakeSts, terminal: ResolveContext['terminal']) =>
  resolveCredentials(plan, { code }, { ...resolveContext(sts), terminal });

const codes = ({ calls }: ReturnType<typeof fakeSts>) => calls.map(({ request }) => request.tokenCode);

describe('credentials are obtained hop by hop', () => {
  test('without a role, the keys are the credentials, and nothing is sent', async () => {
    const sts = fakeSts();
    const plan = planOf({ config: BASE.concat('aws_session_token = t\naws_account_id = 1\n') }, 'base');
    expect(await resolve(plan, undefined, sts, nobody)).toEqual({
      ...BASE_CREDENTIALS,
      sessionToken: 't',
      accountId: '1',
    });
    expect(sts.calls).toEqual([]);
  });

  test('requests a role with the keys of the source, and returns what AWS issues', async () => {
    const sts = fakeSts();
    const plan = one('external_id = ext\nduration_seconds = 1800\nregion = eu-west-1\n');
    expect(await resolve(plan, undefined, sts, nobody)).toEqual(issued(arn('prod')));
    expect(sts.calls).toEqual([
      {
        request: {
          roleArn: arn('prod'),
          roleSessionName: 'prod-session',
          externalId: 'ext',
          durationSeconds: 1800,
        },
        caller: { credentials: BASE_CREDENTIALS, region: 'eu-west-1' },
      },
    ]);
  });

  test('requests each role with the credentials of the one before', async () => {
    const sts = fakeSts();
    const config = role('d', 'c') + role('c', 'b') + role('b', 'base') + BASE;
    await resolve(planOf({ config }, 'd'), undefined, sts, nobody);
    expect(sts.calls.map(({ request, caller }) => [caller.credentials, request.roleArn])).toEqual([
      [BASE_CREDENTIALS, arn('b')],
      [issued(arn('b')), arn('c')],
      [issued(arn('c')), arn('d')],
    ]);
  });

  test('sends every request to the endpoint of the plan', async () => {
    const sts = fakeSts();
    const plan = { ...two(), sts: { region: 'eu-central-1', endpoint: 'http://localhost:4566' } };
    await resolve(plan, undefined, sts, nobody);
    expect(sts.calls.map(({ caller: { region, endpoint } }) => [region, endpoint])).toEqual([
      ['eu-central-1', 'http://localhost:4566'],
      ['eu-central-1', 'http://localhost:4566'],
    ]);
  });

  test('sends nothing more after a rejection', async () => {
    const sts = fakeSts(() => awsError('AccessDenied', 'no'));
    await rejectionOf(resolve(two(), undefined, sts, nobody));
    expect(sts.calls).toHaveLength(1);
  });

  test('opens no terminal when no code is needed', async () => {
    const terminal = jest.fn(nobody);
    await resolve(two(), '123456', fakeSts(), terminal);
    expect(terminal).not.toHaveBeenCalled();
  });
});

test.each([
  '2026-08-22T08:59:59Z',
  '2026-08-22T08:59:59UTC',
  '2026-08-22 08:59:59 GMT',
  '20260822T085959Z',
  '2026-08-22T10:59:59+02',
])('reports credentials in the environment that expired at %s before it prompts for a code', async (expiration) => {
  const env = {
    AWS_ACCESS_KEY_ID: 'ASIA',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_CREDENTIAL_EXPIRATION: expiration,
  };
  const config = `[profile prod]\nrole_arn = ${arn('prod')}\ncredential_source = Environment\n${MFA}`;
  const sts = fakeSts();
  const person = typing('123456');
  const { exitCode, message } = await rejectionOf(
    resolve(planOf({ config }, 'prod', env), undefined, sts, person.open),
  );
  expect([exitCode, message]).toEqual([
    3,
    'The credentials in the environment expired at 2026-08-22T08:59:59Z (AWS_CREDENTIAL_EXPIRATION).',
  ]);
  expect([sts.all, person.questions]).toEqual([[], []]);
});

describe('a role that needs an MFA code', () => {
  test('takes the code from the command line, without a prompt', async () => {
    const sts = fakeSts();
    const person = typing('999999');
    await resolve(one(MFA), '123456', sts, person.open);
    expect(sts.calls[0]?.request).toMatchObject({ serialNumber: DEVICE, tokenCode: '123456' });
    expect(person.questions).toEqual([]);
  });

  test('takes what the user types, at a prompt with the profile, the device and its account', async () => {
    const sts = fakeSts();
    const person = typing('123456');
    await resolve(one(MFA), undefined, sts, person.open);
    expect(sts.calls[0]?.request).toMatchObject({ serialNumber: DEVICE, tokenCode: '123456' });
    expect(person.questions).toEqual(['MFA code for prod (me, 123456789012): ']);
    expect(person.printed).toEqual([]);
  });

  test.each([
    ['GAHT12345678', 'GAHT12345678'],
    ['arn:aws-cn:iam::123456789012:mfa/team/me', 'team/me, 123456789012'],
  ])('names the device %s in the prompt as %s', async (serial, name) => {
    const person = typing('123456');
    await resolve(one(`mfa_serial = ${serial}\n`), undefined, fakeSts(), person.open);
    expect(person.questions).toEqual([`MFA code for prod (${name}): `]);
  });

  test('takes the code as devices show it, in groups', async () => {
    const sts = fakeSts();
    await resolve(one(MFA), undefined, sts, typing(' 123 456 ').open);
    expect(codes(sts)).toEqual(['123456']);
  });

  test.each(['', '12345', '1234567', 'abcdef', '12345a', '１２３４５６', '-12345', '1e5000'])(
    'prompts again for %j, which is not a code, and sends nothing',
    async (line) => {
      const sts = fakeSts();
      const person = typing(line, line, line, line, '123456');
      await resolve(one(MFA), undefined, sts, person.open);
      expect(codes(sts)).toEqual(['123456']);
      expect(person.questions).toHaveLength(5);
      expect(person.printed).toEqual(Array(4).fill('Enter the 6-digit MFA code.'));
    },
  );

  test('prompts again after AWS rejects a code, with the reason', async () => {
    const sts = fakeSts((_, call) => (call === 1 ? wrongCode() : undefined));
    const person = typing('111111', '222222');
    expect(await resolve(one(MFA), undefined, sts, person.open)).toEqual(issued(arn('prod')));
    expect(codes(sts)).toEqual(['111111', '222222']);
    expect(person.printed).toEqual(['AWS rejected that code. Codes work once; wait for the next one (every 30 s).']);
  });

  test('prompts at the terminal after AWS rejects the code from the command line', async () => {
    const sts = fakeSts((_, call) => (call === 1 ? wrongCode() : undefined));
    await resolve(one(MFA), '111111', sts, typing('222222').open);
    expect(codes(sts)).toEqual(['111111', '222222']);
  });

  test.each([
    ['typed', undefined, ['111111', '222222', '333333', '444444'], ['111111', '222222', '333333']],
    ['given, then typed', '000000', ['111111', '222222', '333333'], ['000000', '111111', '222222']],
  ])('after three codes, AWS’s error is reported (%s)', async (_, given, lines, tried) => {
    const sts = fakeSts(wrongCode);
    const person = typing(...lines);
    const { exitCode, message } = await rejectionOf(resolve(one(MFA), given, sts, person.open));
    expect(exitCode).toBe(5);
    expect(message).toContain('invalid MFA one time pass code');
    expect(codes(sts)).toEqual(tried);
  });

  test('what is not a code does not count as one of the three', async () => {
    const sts = fakeSts(wrongCode);
    const person = typing('x', '111111', 'y', '222222', 'z', '333333', '444444');
    await rejectionOf(resolve(one(MFA), undefined, sts, person.open));
    expect(codes(sts)).toEqual(['111111', '222222', '333333']);
  });

  test('does not prompt again after another rejection', async () => {
    const sts = fakeSts(() => awsError('AccessDenied', 'User is not authorized to perform: sts:AssumeRole'));
    const person = typing('111111', '222222');
    expect((await rejectionOf(resolve(one(MFA), undefined, sts, person.open))).exitCode).toBe(5);
    expect(person.questions).toHaveLength(1);
  });

  test('without a terminal, sends nothing and suggests the flag', async () => {
    const sts = fakeSts();
    const { exitCode, message, hints } = await rejectionOf(resolve(one(MFA), undefined, sts, nobody));
    expect(exitCode).toBe(4);
    expect(message).toBe('Profile "prod" needs an MFA code (me, 123456789012), but there is no terminal to prompt on.');
    expect(hints).toEqual([['--mfa-token <code>', 'Pass the code']]);
    expect(sts.calls).toEqual([]);
  });

  test('without a terminal, reports AWS’s error for a rejected code from the command line', async () => {
    const sts = fakeSts(wrongCode);
    const { exitCode, message } = await rejectionOf(resolve(one(MFA), '111111', sts, nobody));
    expect(exitCode).toBe(5);
    expect(message).toContain('invalid MFA one time pass code');
    expect(codes(sts)).toEqual(['111111']);
  });

  test.each([
    ['at the first prompt', []],
    ['after something that is not a code', ['12']],
  ])('Ctrl-D %s cancels, and nothing is sent', async (_, lines) => {
    const sts = fakeSts();
    const { exitCode, message } = await rejectionOf(resolve(one(MFA), undefined, sts, typing(...lines).open));
    expect(exitCode).toBe(4);
    expect(message).toBe('Canceled: no MFA code entered.');
    expect(sts.calls).toEqual([]);
  });

  test('Ctrl-D after a rejected code cancels too', async () => {
    const sts = fakeSts(wrongCode);
    const { exitCode } = await rejectionOf(resolve(one(MFA), undefined, sts, typing('111111').open));
    expect(exitCode).toBe(4);
  });
});

describe('two roles that need an MFA code', () => {
  test('use the code from the command line for the first only, since AWS accepts each code once', async () => {
    const sts = fakeSts();
    const person = typing('222222');
    await resolve(two(MFA, MFA), '111111', sts, person.open);
    expect(codes(sts)).toEqual(['111111', '222222']);
    expect(person.questions).toEqual(['MFA code for prod (me, 123456789012): ']);
  });

  test('use the code from the command line for the second if only that one needs a code', async () => {
    const sts = fakeSts();
    await resolve(two('', MFA), '111111', sts, nobody);
    expect(codes(sts)).toEqual([undefined, '111111']);
  });

  test('without a terminal, name the second in the error', async () => {
    const sts = fakeSts();
    const { exitCode, message } = await rejectionOf(resolve(two(MFA, MFA), '111111', sts, nobody));
    expect(exitCode).toBe(4);
    expect(message).toContain('"prod"');
  });
});

describe('a request that AWS rejects', () => {
  test('is exit 5, with the role, the profile, and AWS’s code and message', async () => {
    const words = `User: arn:aws:iam::123456789012:user/me is not authorized to perform: sts:AssumeRole on resource: ${arn('hub')}`;
    const sts = fakeSts(() => awsError('AccessDenied', `${words}\n`));
    const { exitCode, message } = await rejectionOf(resolve(two(), undefined, sts, nobody));
    expect(exitCode).toBe(5);
    expect(message).toBe(`AWS rejected AssumeRole on ${arn('hub')} for profile "hub" (AccessDenied): ${words}`);
  });

  test('names the hop that was rejected', async () => {
    const sts = fakeSts((_, call) => (call === 2 ? awsError('AccessDenied', 'no') : undefined));
    const { message } = await rejectionOf(resolve(two(), undefined, sts, nobody));
    expect(message).toContain(`${arn('prod')} for profile "prod"`);
  });

  test.each(['InvalidClientTokenId', 'SignatureDoesNotMatch', 'ExpiredToken', 'ExpiredTokenException'])(
    '%s is about the access key: says whose it is, where it is set, and how to renew it',
    async (name) => {
      const sts = fakeSts(() => awsError(name, 'no'));
      const { notes, hints } = await rejectionOf(resolve(one(), undefined, sts, nobody));
      expect(notes).toEqual([`The access key is set in ${CONFIG}:5.`]);
      expect(hints).toEqual([['aws configure --profile base', 'Renew the access key']]);
    },
  );

  test('a temporary access key without its session token is the reason, which `aws configure` would not cure', async () => {
    const sts = fakeSts(() => awsError('InvalidClientTokenId', 'no'));
    const role = `[profile prod]\nrole_arn = ${arn('prod')}\n`;
    const stored = planOf({ config: `${role}source_profile = base\n[profile base]\n${keys('ASIABASE')}` }, 'prod');
    const env = { AWS_ACCESS_KEY_ID: 'ASIABASE', AWS_SECRET_ACCESS_KEY: 's' };
    const inEnvironment = planOf({ config: `${role}credential_source = Environment\n` }, 'prod', env);
    const REASONS = [
      [stored, `The access key of profile "base" (${CONFIG}:5) is temporary, but its aws_session_token is missing.`],
      [inEnvironment, 'The access key in AWS_ACCESS_KEY_ID is temporary, but AWS_SESSION_TOKEN is not set.'],
    ] as const;
    for (const [plan, reason] of REASONS) {
      const { notes, hints } = await rejectionOf(resolve(plan, undefined, sts, nobody));
      expect(notes).toEqual([reason, 'Add the token that was issued with the key, or get new credentials.']);
      expect(hints).toEqual([]);
      expect(plan.warnings).toEqual([reason]);
    }
  });

  test('AccessDenied is about the caller: the profile of the hop before, or the source', async () => {
    const denyLast = fakeSts(({ roleArn }) => (roleArn.endsWith('/prod') ? awsError('AccessDenied', 'no') : undefined));
    const hintOf = async (plan: Plan) =>
      (await rejectionOf(resolve(plan, undefined, denyLast, nobody))).hints.map(([command]) => command);
    expect(await hintOf(one())).toEqual(['aws sts get-caller-identity --profile base']);
    expect(await hintOf(two())).toEqual(['aws sts get-caller-identity --profile hub']);
  });

  test.each<[string, string, readonly string[]]>([
    ['a role', 'AccessDenied', ['aws sts get-caller-identity --profile hub']],
    ['a role', 'InvalidClientTokenId', []],
  ])('by %s itself doesn’t blame the access key of the source: %s', async (_, name, commands) => {
    const sts = fakeSts(({ roleArn }) => (roleArn.endsWith('/prod') ? awsError(name, 'no') : undefined));
    const { notes, hints } = await rejectionOf(resolve(two(), undefined, sts, nobody));
    expect(hints.map(([command]) => command)).toEqual(commands);
    expect(notes.join()).not.toContain('access key');
  });

  test.each(['RegionDisabledException', 'MalformedPolicyDocument'])(
    '%s is not about credentials, and has no hint',
    async (name) => {
      const sts = fakeSts(() => awsError(name, 'no'));
      expect((await rejectionOf(resolve(one(), undefined, sts, nobody))).hints).toEqual([]);
    },
  );
});

test('AccessDenied says what the role’s trust policy must contain', async () => {
  const said = (caller: string) =>
    fakeSts(() =>
      awsError('AccessDenied', `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: x`),
    );
  const notesOf = async (sts: FakeSts, plan: Plan) => (await rejectionOf(resolve(plan, undefined, sts, nobody))).notes;
  const [user = '', more] = await notesOf(said('arn:aws:iam::123456789012:user/me'), one());
  expect(JSON.parse(user.slice(user.indexOf('{')))).toEqual({
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::123456789012:user/me' },
    Action: ['sts:AssumeRole'],
  });
  expect(more).toContain('an external ID (external_id) or MFA (mfa_serial)');
  const [role] = await notesOf(said('arn:aws:sts::123456789012:assumed-role/hub/hub-session'), one());
  expect(role).toContain('"arn:aws:iam::123456789012:role/hub"');
});

test('says by how much the clock is off', async () => {
  const sts = fakeSts(() =>
    awsError(
      'SignatureDoesNotMatch',
      'Signature expired: 20260822T083000Z is now earlier than 20260822T084500Z (20260822T090000Z - 15 min.)',
    ),
  );
  const { notes, hints } = await rejectionOf(resolve(one(), undefined, sts, nobody));
  expect(notes).toEqual(["This machine's clock is 30 minutes behind AWS's."]);
  expect(hints[0]?.[0]).toBe('date -u');
});

test('says that AWS is throttling requests, and suggests to try again', async () => {
  const { message, exitCode, hints } = await rejectionOf(
    resolve(
      one(),
      undefined,
      fakeSts(() => awsError('Throttling', 'Rate exceeded')),
      nobody,
    ),
  );
  expect(message).toBe(
    `AWS is throttling requests and rejected AssumeRole on ${arn('prod')} for profile "prod" (Throttling): Rate exceeded`,
  );
  expect([exitCode, hints[0]?.[0]]).toEqual([5, 'assume prod']);
});

test('a failure of AWS itself is not a rejection', async () => {
  const failure = Object.assign(awsError('InternalFailure', 'oops'), { $fault: 'server' });
  const { exitCode, message } = await rejectionOf(
    resolve(
      one(),
      undefined,
      fakeSts(() => failure),
      nobody,
    ),
  );
  expect(exitCode).toBe(1);
  expect(message).toContain('AWS failed to process AssumeRole');
});

describe('a request that never reaches AWS', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });

  test.each([
    ['a refused connection', cause, 'connection refused [ECONNREFUSED]'],
    ['one that Node hides in an AggregateError', new AggregateError([cause]), 'connection refused [ECONNREFUSED]'],
    ['one that the SDK hides as a cause', new Error('request failed', { cause }), 'connection refused [ECONNREFUSED]'],
    ['one without a message', Object.assign(new Error(''), { code: 'EPIPE' }), 'EPIPE'],
    ['one with neither', Object.assign(new Error(''), { name: 'TimeoutError' }), 'timed out'],
  ])('%s is exit 1, with the reason', async (_, error, reason) => {
    const { exitCode, message } = await rejectionOf(
      resolve(
        one(),
        undefined,
        fakeSts(() => error),
        nobody,
      ),
    );
    expect(exitCode).toBe(1);
    expect(message).toBe(`STS in us-east-1 could not be reached: ${reason}`);
  });

  test.each([
    ['eu-west-1', {}, 'curl https://sts.eu-west-1.amazonaws.com'],
    ['cn-north-1', {}, 'curl https://sts.cn-north-1.amazonaws.com.cn'],
    ['us-iso-east-1', {}, 'curl https://sts.us-iso-east-1.c2s.ic.gov'],
    ['us-east-1', { useFipsEndpoint: true }, 'curl https://sts-fips.us-east-1.amazonaws.com'],
  ])('the hint names the host that was called in %s %j', async (region, variant, command) => {
    const plan = { ...one(), sts: { region, ...variant } };
    const { hints } = await rejectionOf(
      resolve(
        plan,
        undefined,
        fakeSts(() => cause),
        nobody,
      ),
    );
    expect(hints).toEqual([[command, 'Check the connection']]);
  });

  test('names a custom endpoint', async () => {
    const plan = { ...one(), sts: { region: 'eu-west-1', endpoint: 'http://localhost:4566' } };
    const { message } = await rejectionOf(
      resolve(
        plan,
        undefined,
        fakeSts(() => cause),
        nobody,
      ),
    );
    expect(message).toContain('http://localhost:4566 could not be reached');
  });

  test('something thrown that is not an Error is reported as text', async () => {
    await expect(
      resolve(
        one(),
        undefined,
        fakeSts(() => 'text'),
        nobody,
      ),
    ).rejects.toMatchObject({ name: 'AssumeError', exitCode: 1, message: 'text' });
  });
});

describe('no message shows a secret', () => {
  const failures: readonly (readonly [string, unknown])[] = [
    ['AccessDenied', awsError('AccessDenied', 'no')],
    ['ExpiredToken', awsError('ExpiredToken', 'expired')],
    ['a wrong code', wrongCode()],
    ['the network', new Error('connect ECONNREFUSED')],
  ];
  test.each(failures)('%s', async (_, error) => {
    const sts = fakeSts((_request, call) => (call > 1 ? error : undefined));
    const failure = await rejectionOf(resolve(two('', MFA), '424242', sts, nobody));
    expect(failure).toBeInstanceOf(AssumeError);
    const shown = JSON.stringify([failure.message, failure.hints]);
    for (const secret of ['secret-of-AKIABASE', 'issued-secret', 'issued-token', '424242']) {
      expect(shown).not.toContain(secret);
    }
  });
});

describe('a session token in the AWS files that AWS no longer accepts', () => {
  const HOUR = 3_600_000;
  const refusal = async (name: string, key: string, where: 'config' | 'credentials', lines: string) => {
    const lower = `${keys(key)}${lines}\n`;
    const texts =
      where === 'config'
        ? { config: `${role('prod', 'base')}[profile base]\n${lower}` }
        : { config: role('prod', 'base'), credentials: `[base]\n${lower}` };
    const sts = fakeSts(() => awsError(name, 'no'));
    const context = resolveContext(sts.sts);
    const files = { ...context.files, modified: () => NOW.getTime() - 50 * HOUR };
    return rejectionOf(resolveCredentials(planOf(texts, 'prod'), {}, { ...context, files }));
  };

  test('is named with its line and its age, and “aws configure”, which would leave it, is not suggested', async () => {
    const { notes, hints } = await refusal('ExpiredToken', 'ASIABASE', 'credentials', 'aws_session_token = stale');
    expect(notes).toEqual([
      `The access key has a session token: aws_session_token in ${CREDENTIALS}:4, a file last changed 2d 2h ago.`,
      'Session tokens expire: get a new one from the program that saved it there.',
    ]);
    expect(hints).toEqual([]);
  });

  test('is removed beside a long-term key, which needs none', async () => {
    const { notes, hints } = await refusal('InvalidClientTokenId', 'AKIABASE', 'credentials', 'aws_session_token = t');
    expect(notes[1]).toMatch(/^This is a long-term access key, which needs none: .* another key\.$/);
    expect(hints).toEqual([["aws configure set aws_session_token '' --profile base", 'Remove the token']]);
  });

  test.each([
    ['config', 'aws_session_token'],
    ['credentials', 'aws_security_token'],
  ] as const)('is to be deleted by hand where the AWS CLI writes none: in the %s file, as %s', async (where, key) => {
    const { notes, hints } = await refusal('InvalidClientTokenId', 'AKIABASE', where, `${key} = t`);
    expect(notes).toEqual([
      expect.stringContaining(`${key} in /home/me/.aws/${where}:`),
      expect.stringMatching(/Delete the line\.$/),
    ]);
    expect(hints).toEqual([]);
  });
});

describe('credentials in the environment that AWS does not accept', () => {
  const ENV = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 's' };
  const config = `[profile prod]\nrole_arn = ${arn('prod')}\ncredential_source = Environment\n`;
  const refusal = (env: Record<string, string>) =>
    rejectionOf(
      resolveCredentials(
        planOf({ config }, 'prod', ENV),
        {},
        {
          ...resolveContext(fakeSts(() => awsError('InvalidClientTokenId', 'no')).sts),
          env,
        },
      ),
    );

  test('are those of this shell, which `assume off` doesn’t clear', async () => {
    const { notes, hints } = await refusal(ENV);
    expect(notes).toEqual([expect.stringContaining("in this shell's AWS_* variables")]);
    expect(hints).toEqual([]);
  });

  test('are brought back by `assume off`, if a profile is assumed', async () => {
    const { notes, hints } = await refusal({ ASSUME_PROFILE: 'dev', ASSUME_RESTORE: '{}' });
    expect(notes).toEqual([expect.stringContaining('from before the first assume')]);
    expect(hints).toEqual([['assume off', 'Bring them back']]);
  });
});

test('credentials of another program that AWS doesn’t accept are told with the line of the program', async () => {
  const config = `${role('prod', 'base')}[profile base]\ncredential_process = vend\n`;
  const context = {
    ...resolveContext(fakeSts(() => awsError('ExpiredToken', 'no')).sts),
    askSource: async () => ({ credentials: { accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't' } }),
  };
  const { notes } = await rejectionOf(resolveCredentials(planOf({ config }, 'prod'), {}, context));
  expect(notes).toEqual([`The credentials were printed by credential_process (${CONFIG}:5).`]);
});

describe('InvalidClientTokenId', () => {
  const refusal = (lines: string, env = {}, more = '') =>
    rejectionOf(
      resolve(
        planOf({ config: role('prod', 'base', lines) + BASE + more }, 'prod', env),
        undefined,
        fakeSts(() => awsError('InvalidClientTokenId', 'The security token included in the request is invalid.')),
        nobody,
      ),
    );

  test('in an opt-in region names the region, and suggests another one', async () => {
    const { notes, hints } = await refusal('region = ap-east-1\n');
    expect(notes).toEqual([
      'ap-east-1 is an opt-in region: STS there knows only accounts that have enabled it.',
      expect.stringMatching(/^The access key is set in /),
    ]);
    expect(hints).toEqual([['assume prod --region us-east-1', 'Use another region']]);
  });

  test('in an opt-in region names sts_regional_endpoints, if the credentials are a session', async () => {
    const { notes, hints } = await refusal('region = me-central-1\n', {}, 'aws_session_token = t\n');
    expect(notes[1]).toBe(
      'It also rejects session tokens of the global STS endpoint: what requested them needs "sts_regional_endpoints = regional".',
    );
    expect(hints).toEqual([['assume prod --region us-east-1', 'Use another region']]);
  });

  test.each([
    ['a region that every account has', 'region = eu-west-3\n', {}],
    ['another partition', 'region = cn-northwest-1\n', {}],
    ['an endpoint of one’s own', 'region = ap-east-1\n', { AWS_ENDPOINT_URL_STS: 'http://localhost:1' }],
  ])('says nothing of the region for %s', async (_, lines, env) => {
    const { notes, hints } = await refusal(lines, env);
    expect(notes).toEqual([expect.stringMatching(/^The access key is set in /)]);
    expect(hints[0]?.[0]).toBe('aws configure --profile base');
  });
});

test('RegionDisabledException suggests a region that can’t be disabled', async () => {
  const sts = fakeSts(() => awsError('RegionDisabledException', 'STS is not activated in this region for account:1.'));
  const { hints } = await rejectionOf(resolve(one('region = ap-east-1\n'), undefined, sts, nobody));
  expect(hints).toEqual([['assume prod --region us-east-1', 'Use another region']]);
});

describe('an MFA device that isn’t the caller’s', () => {
  const wrongDevice = () =>
    awsError(
      'AccessDenied',
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    );

  test('is named, with its line, and the trust policy is not blamed', async () => {
    const { message, exitCode, notes, hints } = await rejectionOf(
      resolve(one(MFA), '111111', fakeSts(wrongDevice), nobody),
    );
    expect(exitCode).toBe(5);
    expect(message).toContain('unable to validate MFA code');
    expect(notes).toEqual([`The access key of profile "base" has no MFA device ${DEVICE} (${CONFIG}:4).`]);
    expect(hints).toEqual([['aws iam list-mfa-devices --profile base', 'See the MFA devices of this access key']]);
  });

  test('can’t be any device, if the caller is a role', async () => {
    const sts = fakeSts((_, call) => (call === 2 ? wrongDevice() : undefined));
    const { notes, hints } = await rejectionOf(resolve(two('', MFA), '111111', sts, nobody));
    expect(notes).toEqual([
      `The credentials of profile "hub" are those of a role, which has no MFA device. Remove ${DEVICE} (${CONFIG}:4).`,
    ]);
    expect(hints).toEqual([]);
  });
});
