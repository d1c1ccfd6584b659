import type { ResolveContext } from '../../src/credentials/resolveContext';
import { resolveCredentials } from '../../src/credentials/resolveCredentials';
import { AssumeError } from '../../src/errors';
import type { Plan } from '../../src/plan/types';
import { arn, keys, planOf, rejectionOf } from '../plan/memory';
import { awsError, type FakeSts, fakeSts, issued, nobody, resolveContext, typing, wrongCode } from './stsFixture';

const DEVICE = 'arn:aws:iam::123456789012:mfa/me';
const MFA = `mfa_serial = ${DEVICE}\n`;
const role = (name: string, source: string, lines = '') =>
  `[profile ${name}]\nrole_arn = ${arn(name)}\nsource_profile = ${source}\n${lines}`;
const BASE = `[profile base]\n${keys('AKIABASE')}`;

const one = (lines = ''): Plan => planOf({ config: role('prod', 'base', lines) + BASE }, 'prod');
const two = (first = '', second = ''): Plan =>
  planOf({ config: role('prod', 'hub', second) + role('hub', 'base', first) + BASE }, 'prod');

const BASE_CREDENTIALS = { accessKeyId: 'AKIABASE', secretAccessKey: 'secret-of-AKIABASE' };
const follow = (plan: Plan, code: string | undefined, { sts }: FakeSts, terminal: ResolveContext['terminal']) =>
  resolveCredentials(plan, { code }, { ...resolveContext(sts), terminal });

const codes = ({ calls }: ReturnType<typeof fakeSts>) => calls.map(({ request }) => request.tokenCode);

describe('a plan is followed hop by hop', () => {
  test('without a role nothing is sent: the keys are the credentials', async () => {
    const sts = fakeSts();
    const plan = planOf({ config: BASE.concat('aws_session_token = t\naws_account_id = 1\n') }, 'base');
    expect(await follow(plan, undefined, sts, nobody)).toEqual({
      ...BASE_CREDENTIALS,
      sessionToken: 't',
      accountId: '1',
    });
    expect(sts.calls).toEqual([]);
  });

  test('one role: asked for with the keys of the source, and what AWS hands out is the result', async () => {
    const sts = fakeSts();
    const plan = one('external_id = ext\nduration_seconds = 1800\nregion = eu-west-1\n');
    expect(await follow(plan, undefined, sts, nobody)).toEqual(issued(arn('prod')));
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

  test('each role is asked for with the credentials of the one before', async () => {
    const sts = fakeSts();
    const config = role('d', 'c') + role('c', 'b') + role('b', 'base') + BASE;
    await follow(planOf({ config }, 'd'), undefined, sts, nobody);
    expect(sts.calls.map(({ request, caller }) => [caller.credentials, request.roleArn])).toEqual([
      [BASE_CREDENTIALS, arn('b')],
      [issued(arn('b')), arn('c')],
      [issued(arn('c')), arn('d')],
    ]);
  });

  test('all calls go where the plan says', async () => {
    const sts = fakeSts();
    const plan = { ...two(), sts: { region: 'eu-central-1', endpoint: 'http://localhost:4566' } };
    await follow(plan, undefined, sts, nobody);
    expect(sts.calls.map(({ caller: { region, endpoint } }) => [region, endpoint])).toEqual([
      ['eu-central-1', 'http://localhost:4566'],
      ['eu-central-1', 'http://localhost:4566'],
    ]);
  });

  test('after a refusal nothing more is asked', async () => {
    const sts = fakeSts(() => awsError('AccessDenied', 'no'));
    await rejectionOf(follow(two(), undefined, sts, nobody));
    expect(sts.calls).toHaveLength(1);
  });

  test('where no code is needed, no terminal is opened', async () => {
    const terminal = jest.fn(nobody);
    await follow(two(), '123456', fakeSts(), terminal);
    expect(terminal).not.toHaveBeenCalled();
  });
});

test('credentials in the environment that have ended are told before anybody is asked', async () => {
  const env = {
    AWS_ACCESS_KEY_ID: 'ASIA',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_CREDENTIAL_EXPIRATION: '2026-08-22T08:59:59Z',
  };
  const config = `[profile prod]\nrole_arn = ${arn('prod')}\ncredential_source = Environment\n${MFA}`;
  const sts = fakeSts();
  const person = typing('123456');
  const { exitCode, message } = await rejectionOf(follow(planOf({ config }, 'prod', env), undefined, sts, person.open));
  expect([exitCode, message]).toEqual([3, expect.stringContaining('ended at 2026-08-22T08:59:59.000Z')]);
  expect([sts.all, person.questions]).toEqual([[], []]);
});

describe('a role that needs an MFA code', () => {
  test('takes the one of the command line, and asks nobody', async () => {
    const sts = fakeSts();
    const person = typing('999999');
    await follow(one(MFA), '123456', sts, person.open);
    expect(sts.calls[0]?.request).toMatchObject({ serialNumber: DEVICE, tokenCode: '123456' });
    expect(person.questions).toEqual([]);
  });

  test('takes what the person types; device and profile are in the question', async () => {
    const sts = fakeSts();
    const person = typing('123456');
    await follow(one(MFA), undefined, sts, person.open);
    expect(sts.calls[0]?.request).toMatchObject({ serialNumber: DEVICE, tokenCode: '123456' });
    expect(person.questions).toEqual([`MFA code of ${DEVICE} for prod: `]);
    expect(person.told).toEqual([]);
  });

  test('the code is taken as devices show it, in groups', async () => {
    const sts = fakeSts();
    await follow(one(MFA), undefined, sts, typing(' 123 456 ').open);
    expect(codes(sts)).toEqual(['123456']);
  });

  test.each(['', '12345', '1234567', 'abcdef', '12345a', '１２３４５６', '-12345', '1e5000'])(
    '%j is no code: it is asked for again, and AWS is not bothered',
    async (line) => {
      const sts = fakeSts();
      const person = typing(line, line, line, line, '123456');
      await follow(one(MFA), undefined, sts, person.open);
      expect(codes(sts)).toEqual(['123456']);
      expect(person.questions).toHaveLength(5);
      expect(person.told).toEqual(Array(4).fill('An MFA code is six digits.'));
    },
  );

  test('a code that AWS refuses is asked for again, with the reason', async () => {
    const sts = fakeSts((_, call) => (call === 1 ? wrongCode() : undefined));
    const person = typing('111111', '222222');
    expect(await follow(one(MFA), undefined, sts, person.open)).toEqual(issued(arn('prod')));
    expect(codes(sts)).toEqual(['111111', '222222']);
    expect(person.told).toEqual([expect.stringContaining('AWS refused that code')]);
  });

  test('a code of the command line that AWS refuses is asked for at the terminal', async () => {
    const sts = fakeSts((_, call) => (call === 1 ? wrongCode() : undefined));
    await follow(one(MFA), '111111', sts, typing('222222').open);
    expect(codes(sts)).toEqual(['111111', '222222']);
  });

  test.each([
    ['typed', undefined, ['111111', '222222', '333333', '444444'], ['111111', '222222', '333333']],
    ['given, then typed', '000000', ['111111', '222222', '333333'], ['000000', '111111', '222222']],
  ])('after three codes AWS has the last word (%s)', async (_, given, lines, tried) => {
    const sts = fakeSts(wrongCode);
    const person = typing(...lines);
    const { exitCode, message } = await rejectionOf(follow(one(MFA), given, sts, person.open));
    expect(exitCode).toBe(5);
    expect(message).toContain('invalid MFA one time pass code');
    expect(codes(sts)).toEqual(tried);
  });

  test('what is no code does not count as one of the three', async () => {
    const sts = fakeSts(wrongCode);
    const person = typing('x', '111111', 'y', '222222', 'z', '333333', '444444');
    await rejectionOf(follow(one(MFA), undefined, sts, person.open));
    expect(codes(sts)).toEqual(['111111', '222222', '333333']);
  });

  test('another refusal is not met with another code', async () => {
    const sts = fakeSts(() => awsError('AccessDenied', 'User is not authorized to perform: sts:AssumeRole'));
    const person = typing('111111', '222222');
    expect((await rejectionOf(follow(one(MFA), undefined, sts, person.open))).exitCode).toBe(5);
    expect(person.questions).toHaveLength(1);
  });

  test('without a terminal it is refused at once: no request is sent, and the flag is offered', async () => {
    const sts = fakeSts();
    const { exitCode, message, hints } = await rejectionOf(follow(one(MFA), undefined, sts, nobody));
    expect(exitCode).toBe(4);
    expect(message).toBe(`The profile "prod" needs an MFA code of ${DEVICE}, and there is no terminal to ask for it.`);
    expect(hints[0]?.[0]).toBe('assume prod --mfa-token <code>');
    expect(sts.calls).toEqual([]);
  });

  test('a refused code of the command line, without a terminal: AWS has the last word', async () => {
    const sts = fakeSts(wrongCode);
    const { exitCode, message } = await rejectionOf(follow(one(MFA), '111111', sts, nobody));
    expect(exitCode).toBe(5);
    expect(message).toContain('invalid MFA one time pass code');
    expect(codes(sts)).toEqual(['111111']);
  });

  test.each([
    ['at the first question', []],
    ['after something that is no code', ['12']],
  ])('Ctrl-D %s ends it: no request is sent', async (_, lines) => {
    const sts = fakeSts();
    const { exitCode, message } = await rejectionOf(follow(one(MFA), undefined, sts, typing(...lines).open));
    expect(exitCode).toBe(4);
    expect(message).toBe('No MFA code was given.');
    expect(sts.calls).toEqual([]);
  });

  test('Ctrl-D after a refused code ends it too', async () => {
    const sts = fakeSts(wrongCode);
    const { exitCode } = await rejectionOf(follow(one(MFA), undefined, sts, typing('111111').open));
    expect(exitCode).toBe(4);
  });
});

describe('two roles that need an MFA code', () => {
  test('the one of the command line serves the first only: AWS takes each code once', async () => {
    const sts = fakeSts();
    const person = typing('222222');
    await follow(two(MFA, MFA), '111111', sts, person.open);
    expect(codes(sts)).toEqual(['111111', '222222']);
    expect(person.questions).toEqual([`MFA code of ${DEVICE} for prod: `]);
  });

  test('if only the second needs one, it has that of the command line', async () => {
    const sts = fakeSts();
    await follow(two('', MFA), '111111', sts, nobody);
    expect(codes(sts)).toEqual([undefined, '111111']);
  });

  test('without a terminal the second is refused, under its own name', async () => {
    const sts = fakeSts();
    const { exitCode, message } = await rejectionOf(follow(two(MFA, MFA), '111111', sts, nobody));
    expect(exitCode).toBe(4);
    expect(message).toContain('"prod"');
  });
});

describe('what AWS refuses', () => {
  test('is exit 5, with the role, the profile, the code and the words of AWS', async () => {
    const words = `User: arn:aws:iam::123456789012:user/me is not authorized to perform: sts:AssumeRole on resource: ${arn('hub')}`;
    const sts = fakeSts(() => awsError('AccessDenied', `${words}\n`));
    const { exitCode, message } = await rejectionOf(follow(two(), undefined, sts, nobody));
    expect(exitCode).toBe(5);
    expect(message).toBe(`AWS refused AssumeRole of ${arn('hub')} for the profile "hub" (AccessDenied): ${words}`);
  });

  test('names the hop that was refused', async () => {
    const sts = fakeSts((_, call) => (call === 2 ? awsError('AccessDenied', 'no') : undefined));
    const { message } = await rejectionOf(follow(two(), undefined, sts, nobody));
    expect(message).toContain(`${arn('prod')} for the profile "prod"`);
  });

  test.each(['InvalidClientTokenId', 'SignatureDoesNotMatch', 'ExpiredToken', 'ExpiredTokenException'])(
    '%s is about the access key: the hint says whose it is and where it stands',
    async (name) => {
      const sts = fakeSts(() => awsError(name, 'no'));
      const { hints } = await rejectionOf(follow(one(), undefined, sts, nobody));
      expect(hints).toEqual([['aws configure --profile base', expect.stringMatching(/config:5\)$/)]]);
    },
  );

  test('AccessDenied is about who asked: the profile of the hop before, for the first hop the source', async () => {
    const denyLast = fakeSts(({ roleArn }) => (roleArn.endsWith('/prod') ? awsError('AccessDenied', 'no') : undefined));
    const hintOf = async (plan: Plan) =>
      (await rejectionOf(follow(plan, undefined, denyLast, nobody))).hints.map(([command]) => command);
    expect(await hintOf(one())).toEqual(['aws sts get-caller-identity --profile base']);
    expect(await hintOf(two())).toEqual(['aws sts get-caller-identity --profile hub']);
  });

  test.each(['RegionDisabledException', 'MalformedPolicyDocument'])('%s is not', async (name) => {
    const sts = fakeSts(() => awsError(name, 'no'));
    expect((await rejectionOf(follow(one(), undefined, sts, nobody))).hints).toEqual([]);
  });
});

test('AccessDenied says what the trust policy of the role must contain', async () => {
  const said = (caller: string) =>
    fakeSts(() =>
      awsError('AccessDenied', `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: x`),
    );
  const notesOf = async (sts: FakeSts, plan: Plan) => (await rejectionOf(follow(plan, undefined, sts, nobody))).notes;
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

test('a wrong clock is told by how much', async () => {
  const sts = fakeSts(() =>
    awsError(
      'SignatureDoesNotMatch',
      'Signature expired: 20260822T083000Z is now earlier than 20260822T084500Z (20260822T090000Z - 15 min.)',
    ),
  );
  const { notes, hints } = await rejectionOf(follow(one(), undefined, sts, nobody));
  expect(notes).toEqual(['The clock of this machine is 30 minutes behind that of AWS.']);
  expect(hints[0]?.[0]).toBe('date -u');
});

test('too many requests is told as such, and may be tried again', async () => {
  const { message, exitCode, hints } = await rejectionOf(
    follow(
      one(),
      undefined,
      fakeSts(() => awsError('Throttling', 'Rate exceeded')),
      nobody,
    ),
  );
  expect(message).toBe('AWS has too many requests at the moment (Throttling): Rate exceeded');
  expect([exitCode, hints[0]?.[0]]).toEqual([5, 'assume prod']);
});

test('a failure of AWS itself is no refusal', async () => {
  const failure = Object.assign(awsError('InternalFailure', 'oops'), { $fault: 'server' });
  const { exitCode, message } = await rejectionOf(
    follow(
      one(),
      undefined,
      fakeSts(() => failure),
      nobody,
    ),
  );
  expect(exitCode).toBe(1);
  expect(message).toContain('AWS failed at AssumeRole');
});

describe('what never reaches AWS', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });

  test.each([
    ['a refused connection', cause, 'nothing answers there (ECONNREFUSED)'],
    ['one that Node hides in an AggregateError', new AggregateError([cause]), 'nothing answers there (ECONNREFUSED)'],
    [
      'one that the SDK hides as a cause',
      new Error('request failed', { cause }),
      'nothing answers there (ECONNREFUSED)',
    ],
    ['one without words', Object.assign(new Error(''), { code: 'EPIPE' }), 'EPIPE'],
    ['one with neither', Object.assign(new Error(''), { name: 'TimeoutError' }), 'TimeoutError'],
  ])('%s is exit 1, with the reason', async (_, error, reason) => {
    const { exitCode, message } = await rejectionOf(
      follow(
        one(),
        undefined,
        fakeSts(() => error),
        nobody,
      ),
    );
    expect(exitCode).toBe(1);
    expect(message).toBe(`STS in us-east-1 could not be reached: ${reason}`);
  });

  test('an endpoint of the user is named', async () => {
    const plan = { ...one(), sts: { region: 'eu-west-1', endpoint: 'http://localhost:4566' } };
    const { message } = await rejectionOf(
      follow(
        plan,
        undefined,
        fakeSts(() => cause),
        nobody,
      ),
    );
    expect(message).toContain('http://localhost:4566 could not be reached');
  });

  test('something thrown that is no error is passed on', async () => {
    await expect(
      follow(
        one(),
        undefined,
        fakeSts(() => 'text'),
        nobody,
      ),
    ).rejects.toBe('text');
  });
});

describe('no secret is in any message', () => {
  const failures: readonly (readonly [string, unknown])[] = [
    ['AccessDenied', awsError('AccessDenied', 'no')],
    ['ExpiredToken', awsError('ExpiredToken', 'expired')],
    ['a wrong code', wrongCode()],
    ['the network', new Error('connect ECONNREFUSED')],
  ];
  test.each(failures)('%s', async (_, error) => {
    const sts = fakeSts((_request, call) => (call > 1 ? error : undefined));
    const failure = await rejectionOf(follow(two('', MFA), '424242', sts, nobody));
    expect(failure).toBeInstanceOf(AssumeError);
    const shown = JSON.stringify([failure.message, failure.hints]);
    for (const secret of ['secret-of-AKIABASE', 'issued-secret', 'issued-token', '424242']) {
      expect(shown).not.toContain(secret);
    }
  });
});
