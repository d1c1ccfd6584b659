import { once } from 'node:events';
import { connect } from 'node:net';
import { AssumeRoleCommand, DecodeAuthorizationMessageCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { type FakeAws, startFakeAws } from '../../src/demo/aws/fakeAws';
import { ACCOUNTS, ADA, type AwsFixture, errorOf, openFixture, PHONE, ROLE, send, signRequest } from './awsFixture';

describe('the fake AWS', () => {
  let fixture: AwsFixture;
  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.close());

  test('listens on loopback', () => {
    expect(fixture.aws.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('identifies a user', async () => {
    expect(await fixture.client(ADA).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: 'arn:aws:iam::111122223333:user/ada',
      Account: '111122223333',
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
    });
  });

  test('rejects an unknown action', async () => {
    const sent = fixture.client(ADA).send(new DecodeAuthorizationMessageCommand({ EncodedMessage: 'x' }));
    const message = 'Could not find operation DecodeAuthorizationMessage for version 2011-06-15';
    expect(await errorOf(sent)).toEqual(['InvalidAction', 400, message]);
  });

  test('responds in awsQuery XML, dated by its own clock', async () => {
    const { status, headers, text } = await send(fixture.aws.url, { body: 'Action=GetCallerIdentity' });
    const id = headers['x-amzn-requestid'];
    expect([status, headers['content-type'], headers.date]).toEqual([403, 'text/xml', 'Sat, 01 Mar 2025 12:00:15 GMT']);
    expect(text.trim()).toBe(
      `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>MissingAuthenticationToken</Code><Message>Request is missing Authentication Token</Message></Error><RequestId>${id}</RequestId></ErrorResponse>`,
    );
  });

  test('returns the request ID, and dates without milliseconds', async () => {
    const body = `Action=AssumeRole&RoleArn=${ROLE.forAda.arn}&RoleSessionName=one`;
    const { status, headers, text } = await send(fixture.aws.url, await signRequest(fixture, { body }));
    expect(status).toBe(200);
    expect(text).toMatch(
      /^<AssumeRoleResponse xmlns="https:\/\/sts.amazonaws.com\/doc\/2011-06-15\/"><AssumeRoleResult>/,
    );
    expect(text).toContain('<Expiration>2025-03-01T13:00:15Z</Expiration>');
    expect(text).toContain(`<RequestId>${headers['x-amzn-requestid']}</RequestId>`);
    expect(headers['x-amzn-requestid']).toMatch(/^[\da-f-]{36}$/);
  });

  test('records each request and its result', async () => {
    const client = fixture.client(ADA, 'eu-central-1');
    await client.send(new AssumeRoleCommand({ RoleArn: ROLE.forAda.arn, RoleSessionName: 'one' }));
    await expect(
      client.send(new AssumeRoleCommand({ RoleArn: ROLE.chained.arn, RoleSessionName: 'two', DurationSeconds: 900 })),
    ).rejects.toThrow();
    await send(fixture.aws.url, { body: 'Action=GetSessionToken' });
    const signer = {
      accessKeyId: ADA.accessKeyId,
      region: 'eu-central-1',
      signer: 'arn:aws:iam::111122223333:user/ada',
    };
    expect(fixture.aws.requests).toEqual([
      {
        action: 'AssumeRole',
        parameters: { RoleArn: ROLE.forAda.arn, RoleSessionName: 'one' },
        ...signer,
        status: 200,
        errorCode: undefined,
      },
      {
        action: 'AssumeRole',
        parameters: { RoleArn: ROLE.chained.arn, RoleSessionName: 'two', DurationSeconds: '900' },
        ...signer,
        status: 403,
        errorCode: 'AccessDenied',
      },
      {
        action: 'GetSessionToken',
        parameters: {},
        accessKeyId: undefined,
        region: undefined,
        status: 403,
        errorCode: 'MissingAuthenticationToken',
      },
    ]);
  });

  test("returns an MFA code for a plain GET, and doesn't record it", async () => {
    const path = `/mfa?serial=${encodeURIComponent(PHONE.serialNumber)}`;
    expect(await send(fixture.aws.url, { method: 'GET', path })).toMatchObject({
      status: 200,
      text: `${fixture.aws.mfaCode(PHONE.serialNumber)}\n`,
    });
    expect(await send(fixture.aws.url, { method: 'GET', path: '/mfa?serial=x' })).toMatchObject({
      status: 404,
      text: 'MFA device x not found.\n',
    });
    expect(fixture.aws.requests).toEqual([]);
  });
});

describe('a fake AWS with default options', () => {
  let aws: FakeAws;
  beforeEach(async () => {
    aws = await startFakeAws(ACCOUNTS);
  });
  afterEach(() => aws.close());

  test('closes immediately, even with open connections', async () => {
    const idle = connect(Number(new URL(aws.url).port), '127.0.0.1');
    const busy = connect(Number(new URL(aws.url).port), '127.0.0.1');
    const ends = [idle, busy].map(
      (socket) => new Promise((resolve) => socket.on('close', resolve).on('error', () => {})),
    );
    // One connection is kept alive after its response; the other is in the middle of its request.
    idle.write('GET /mfa HTTP/1.1\r\nHost: sts\r\n\r\n');
    busy.write('POST / HTTP/1.1\r\nHost: sts\r\nContent-Length: 100\r\n\r\nAction=');
    await once(idle, 'data');
    const start = performance.now();
    await aws.close();
    await Promise.all(ends);
    expect(performance.now() - start).toBeLessThan(1000);
    await expect(fetch(aws.url)).rejects.toThrow();
  });

  test('can be closed twice', async () => {
    await aws.close();
    await aws.close();
  });

  test('uses the real clock', async () => {
    const { headers } = await send(aws.url, {});
    expect(Math.abs(Date.parse(String(headers.date)) - Date.now())).toBeLessThan(10_000);
  });
});
