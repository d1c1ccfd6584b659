import { GetRoleCredentialsCommand, SSOClient } from '@aws-sdk/client-sso';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { FaultName } from '../../src/demo/aws/faultInjection';
import { ADA, type AwsFixture, errorOf, openFixture, send, signRequest } from './awsFixture';

let fixture: AwsFixture;
beforeEach(async () => {
  fixture = await openFixture();
});
afterEach(() => fixture.close());

const identify = () => fixture.client(ADA).send(new GetCallerIdentityCommand({}));

test.each<[FaultName, string, number]>([
  ['internalFailure', 'InternalFailure', 500],
  ['serviceUnavailable', 'ServiceUnavailable', 503],
  ['throttling', 'Throttling', 400],
])("%s fails with AWS's error, as often as requested", async (name, code, status) => {
  fixture.aws.fault(name, { times: 1 });
  expect((await errorOf(identify())).slice(0, 2)).toEqual([code, status]);
  await identify();
  expect(fixture.aws.requests.map(({ errorCode }) => errorCode)).toEqual([name, undefined]);
});

test.each<[FaultName]>([['malformedXml'], ['truncated'], ['close']])(
  '%s makes requests fail until faults are cleared',
  async (name) => {
    fixture.aws.fault(name);
    await expect(identify()).rejects.toThrow();
    await expect(identify()).rejects.toThrow();
    fixture.aws.clearFaults();
    await identify();
  },
);

test('htmlPage has status 200, so the SDK parses it and finds nothing', async () => {
  fixture.aws.fault('htmlPage');
  expect((await identify()).Arn).toBeUndefined();
});

test("hang never responds, and doesn't keep the server from closing", async () => {
  fixture.aws.fault('hang');
  const request = await signRequest(fixture);
  const sent = send(fixture.aws.url, request).then(
    () => 'answered',
    () => 'closed',
  );
  expect(await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, 100, 'waiting'))])).toBe('waiting');
  await fixture.aws.close();
  expect(await sent).toBe('closed');
});

test('slow responds in the end', async () => {
  fixture.aws.fault('slow', { seconds: 0.1 });
  expect((await identify()).Account).toBe('111122223333');
});

test('a fault of the portal API is JSON, and is recorded with the parameters', async () => {
  fixture.aws.fault('throttling');
  const sso = new SSOClient({ endpoint: fixture.aws.url, region: 'eu-west-1', maxAttempts: 1 });
  const sent = sso.send(new GetRoleCredentialsCommand({ accessToken: 'x', accountId: '1', roleName: 'Viewer' }));
  expect(await errorOf(sent)).toEqual(['Throttling', 400, 'Rate exceeded']);
  expect(fixture.aws.requests.at(-1)?.parameters).toMatchObject({ role_name: 'Viewer' });
  sso.destroy();
});

test('a fault can apply to one action only', async () => {
  fixture.aws.fault('close', { action: 'AssumeRole' });
  await identify();
});

test('clock makes signatures expire, and the Date header shows by how much', async () => {
  fixture.aws.fault('clock', { seconds: 1800 });
  const { status, headers, text } = await send(fixture.aws.url, await signRequest(fixture));
  expect([status, headers.date]).toEqual([403, 'Sat, 01 Mar 2025 12:30:15 GMT']);
  expect(text).toContain(
    'Signature expired: 20250301T120015Z is now earlier than 20250301T121515Z (20250301T123015Z - 15 min.)',
  );
});
