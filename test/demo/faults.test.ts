import { GetRoleCredentialsCommand, SSOClient } from '@aws-sdk/client-sso';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { FaultName } from '../../src/demo/faults';
import { ADA, openScene, refusalOf, type Scene, send, signRequest } from './world';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

const ask = () => scene.client(ADA).send(new GetCallerIdentityCommand({}));

test.each<[FaultName, string, number]>([
  ['internalFailure', 'InternalFailure', 500],
  ['serviceUnavailable', 'ServiceUnavailable', 503],
  ['throttling', 'Throttling', 400],
])('%s is refused in the words of AWS, as often as was said', async (name, code, status) => {
  scene.sts.fault(name, { times: 1 });
  expect((await refusalOf(ask())).slice(0, 2)).toEqual([code, status]);
  await ask();
  expect(scene.sts.requests.map(({ errorCode }) => errorCode)).toEqual([name, undefined]);
});

test.each<[FaultName]>([['malformedXml'], ['truncated'], ['close']])('%s is no answer', async (name) => {
  scene.sts.fault(name);
  await expect(ask()).rejects.toThrow();
  await expect(ask()).rejects.toThrow();
  scene.sts.clearFaults();
  await ask();
});

test('htmlPage has a status that says all is well: the SDK believes it, and finds nothing', async () => {
  scene.sts.fault('htmlPage');
  expect((await ask()).Arn).toBeUndefined();
});

test('hang answers nothing, and does not keep the server from its end', async () => {
  scene.sts.fault('hang');
  const request = await signRequest(scene);
  const sent = send(scene.sts.url, request).then(
    () => 'answered',
    () => 'closed',
  );
  expect(await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, 100, 'waiting'))])).toBe('waiting');
  await scene.sts.close();
  expect(await sent).toBe('closed');
});

test('slow answers in the end', async () => {
  scene.sts.fault('slow', { seconds: 0.1 });
  expect((await ask()).Account).toBe('111122223333');
});

test('A fault is told to the portal of IAM Identity Center in JSON, and recorded with what was asked', async () => {
  scene.sts.fault('throttling');
  const sso = new SSOClient({ endpoint: scene.sts.url, region: 'eu-west-1', maxAttempts: 1 });
  const asked = sso.send(new GetRoleCredentialsCommand({ accessToken: 'x', accountId: '1', roleName: 'Viewer' }));
  expect(await refusalOf(asked)).toEqual(['Throttling', 400, 'Rate exceeded']);
  expect(scene.sts.requests.at(-1)?.parameters).toMatchObject({ role_name: 'Viewer' });
  sso.destroy();
});

test('A fault may be of one action only', async () => {
  scene.sts.fault('close', { action: 'AssumeRole' });
  await ask();
});

test('clock: signatures are refused, and the date tells by how much', async () => {
  scene.sts.fault('clock', { seconds: 1800 });
  const { status, headers, text } = await send(scene.sts.url, await signRequest(scene));
  expect([status, headers.date]).toEqual([403, 'Sat, 01 Mar 2025 12:30:15 GMT']);
  expect(text).toContain(
    'Signature expired: 20250301T120015Z is now earlier than 20250301T121515Z (20250301T123015Z - 15 min.)',
  );
});
