import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import {
  ACCOUNTS,
  ADA,
  type AwsFixture,
  errorIn,
  errorOf,
  type Keys,
  keysOf,
  openFixture,
  type RawRequest,
  ROLE,
  send,
  signRequest,
  WHO,
} from './awsFixture';

const INVALID = ['InvalidClientTokenId', 403, 'The security token included in the request is invalid.'];
const MISMATCH = [
  'SignatureDoesNotMatch',
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
];

let fixture: AwsFixture;
beforeEach(async () => {
  fixture = await openFixture();
});
afterEach(() => fixture.close());

const whoAmI = (keys: Keys, region?: string) => fixture.client(keys, region).send(new GetCallerIdentityCommand({}));

const sessionOfAda = async () => {
  const command = new AssumeRoleCommand({ RoleArn: ROLE.forAda.arn, RoleSessionName: 'one', DurationSeconds: 900 });
  return keysOf((await fixture.client(ADA).send(command)).Credentials);
};

type Signing = Parameters<typeof signRequest>[1];
const signed = (signing: Signing = {}) => signRequest(fixture, signing);

const rejection = async (request: RawRequest) => {
  const { status, text } = await send(fixture.aws.url, request);
  return [...errorIn(text), status];
};

test('accepts a request of the SDK, whatever region it is signed for', async () => {
  const arns = [await whoAmI(ADA, 'eu-west-1'), await whoAmI(ADA, 'us-gov-west-1')].map(({ Arn }) => Arn);
  expect(arns).toEqual(['arn:aws:iam::111122223333:user/ada', 'arn:aws:iam::111122223333:user/ada']);
  expect(fixture.aws.requests.map(({ region }) => region)).toEqual(['eu-west-1', 'us-gov-west-1']);
});

test('distinguishes a wrong secret from an unknown key', async () => {
  expect(await errorOf(whoAmI({ ...ADA, secretAccessKey: 'wrong' }))).toEqual([MISMATCH[0], 403, MISMATCH[1]]);
  expect(await errorOf(whoAmI({ ...ADA, accessKeyId: 'AKIAUNKNOWNUNKNOWN22' }))).toEqual(INVALID);
});

test('knows no key in an opt-in region that is not enabled, and takes the same error as for an unknown key', async () => {
  await fixture.close();
  fixture = await openFixture({ ...ACCOUNTS, disabledRegions: ['ap-east-1'] });
  expect(await errorOf(whoAmI(ADA, 'ap-east-1'))).toEqual(INVALID);
  expect((await whoAmI(ADA, 'eu-west-1')).Arn).toBe('arn:aws:iam::111122223333:user/ada');
});

test('forgets the sessions of a role that is deleted', async () => {
  const session = await sessionOfAda();
  fixture.aws.forgetKey(session.accessKeyId);
  expect(await errorOf(whoAmI(session))).toEqual(INVALID);
});

test("accepts a session's keys only with their own token", async () => {
  const session = await sessionOfAda();
  const { accessKeyId, secretAccessKey } = session;
  const other = await sessionOfAda();
  expect((await whoAmI(session)).Arn).toBe('arn:aws:sts::222233334444:assumed-role/ForAda/one');
  expect(await errorOf(whoAmI({ accessKeyId, secretAccessKey }))).toEqual(INVALID);
  expect(await errorOf(whoAmI({ ...session, sessionToken: other.sessionToken ?? '' }))).toEqual(INVALID);
  expect(await errorOf(whoAmI({ ...session, sessionToken: `${session.sessionToken}A` }))).toEqual(INVALID);
  expect(await errorOf(whoAmI({ ...ADA, sessionToken: session.sessionToken ?? '' }))).toEqual(INVALID);
});

test("accepts a session's keys up to the second they expire", async () => {
  const session = await sessionOfAda();
  fixture.wait(899.321);
  await whoAmI(session);
  fixture.wait(0.001);
  const message = 'The security token included in the request is expired';
  expect(await errorOf(whoAmI(session))).toEqual(['ExpiredToken', 403, message]);
});

test('rejects a request without an Authorization header', async () => {
  const message = 'Request is missing Authentication Token';
  expect(await rejection({ body: WHO })).toEqual(['MissingAuthenticationToken', message, 403]);
});

test.each(['Basic YTpi', 'AWS4-HMAC-SHA256 Credential=AKIA/20250301/eu-west-1/sts/aws4_request', 'AWS4-HMAC-SHA256 x'])(
  'rejects the Authorization header %j as incomplete',
  async (authorization) => {
    const [code, , status] = await rejection({ body: WHO, headers: { authorization } });
    expect([code, status]).toEqual(['IncompleteSignature', 400]);
  },
);

test.each([true, false])(
  'rejects a body that was changed after signing (checksum header: %s)',
  async (applyChecksum) => {
    const request = await signed({ applyChecksum });
    expect((await send(fixture.aws.url, request)).status).toBe(200);
    const body = request.body.replace('GetCallerIdentity', 'GetSessionToken');
    expect(await rejection({ ...request, body })).toEqual([...MISMATCH, 403]);
  },
);

test.each([/.$/, /..$/])('rejects an incomplete signature (without %s)', async (missing) => {
  const request = await signed();
  const headers = { ...request.headers, authorization: request.headers.authorization?.replace(missing, 'g') ?? '' };
  expect(await rejection({ ...request, headers })).toEqual([...MISMATCH, 403]);
});

test("rejects a signature that doesn't cover the body, though the SDK would make it", async () => {
  const request = await signed({ extra: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } });
  expect(await rejection(request)).toEqual([...MISMATCH, 403]);
});

test.each<[string, (request: Awaited<ReturnType<typeof signed>>) => RawRequest]>([
  ['a path', (request) => ({ ...request, path: '/other' })],
  ['a query', (request) => ({ ...request, path: '/?DurationSeconds=900' })],
  ['a method', (request) => ({ ...request, method: 'PUT' })],
  ['a signed header', ({ headers, ...rest }) => ({ ...rest, headers: { ...headers, 'content-type': 'text/plain' } })],
  ['a host', ({ headers, ...rest }) => ({ ...rest, headers: { ...headers, host: 'sts.amazonaws.com' } })],
])('rejects %s that was changed after signing', async (_, change) => {
  expect(await rejection(change(await signed()))).toEqual([...MISMATCH, 403]);
});

test('rejects a request that is signed for another service', async () => {
  expect(await rejection(await signed({ service: 's3' }))).toEqual([...MISMATCH, 403]);
});

test("accepts a signed header that the SDK doesn't sign", async () => {
  const request = await signed({ extra: { 'user-agent': 'test' }, signableHeaders: new Set(['user-agent']) });
  expect((await send(fixture.aws.url, request)).status).toBe(200);
  const headers = { ...request.headers, 'user-agent': 'other' };
  expect(await rejection({ ...request, headers })).toEqual([...MISMATCH, 403]);
});

test('ignores a header that was added after signing', async () => {
  const request = await signed();
  const headers = { ...request.headers, 'x-forwarded-for': '10.0.0.1', 'user-agent': 'other' };
  expect((await send(fixture.aws.url, { ...request, headers })).status).toBe(200);
});

test('accepts a clock that is 15 minutes off, but not one more second', async () => {
  const away = (seconds: number) => new Date(fixture.now().getTime() + seconds * 1000);
  expect((await send(fixture.aws.url, await signed({ date: away(-899) }))).status).toBe(200);
  expect((await send(fixture.aws.url, await signed({ date: away(900) }))).status).toBe(200);
  expect(await rejection(await signed({ date: away(-901) }))).toEqual([
    'SignatureDoesNotMatch',
    'Signature expired: 20250301T114514Z is now earlier than 20250301T114515Z (20250301T120015Z - 15 min.)',
    403,
  ]);
  expect(await rejection(await signed({ date: away(902) }))).toEqual([
    'SignatureDoesNotMatch',
    'Signature not yet current: 20250301T121517Z is still later than 20250301T121515Z (20250301T120015Z + 15 min.)',
    403,
  ]);
});

test.each(['', 'yesterday', '20251301T000000Z'])('rejects the date %j as incomplete', async (date) => {
  const { headers, ...rest } = await signed();
  expect(await rejection({ ...rest, headers: { ...headers, 'x-amz-date': date } })).toEqual([
    'IncompleteSignature',
    `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    400,
  ]);
});
