import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { SignInAnswer } from '../identityCenter/deviceAuthorizations';
import { FakeIdentityCenter } from '../identityCenter/fakeIdentityCenter';
import type { AwsAccounts, Clock } from './awsAccounts';
import { readQuery } from './awsQuery';
import { AwsState, type RecordedRequest } from './awsState';
import type { Key } from './callers';
import { consoleSignInRoutes } from './consoleSignIn';
import { FakeSts } from './fakeSts';
import { type FaultName, type FaultOptions, Faults, sendReply } from './faultInjection';
import { containerRoutes, instanceRoutes } from './machineEndpoints';
import type { ReceivedRequest, Route, Routes } from './serviceHttp';

export type { RecordedRequest };

/**
 * A small AWS on loopback: STS, IAM Identity Center, console sign-in, container and instance metadata, all at one URL.
 * It rejects what AWS rejects, with AWS's own wording, and keeps everything in memory.
 */
export interface FakeAws {
  readonly url: string;
  /** The requests so far, in the order of their responses. */
  readonly requests: readonly RecordedRequest[];
  readonly identityCenter: Pick<FakeIdentityCenter, 'answerAlways' | 'answerDevice' | 'revokeTokens'>;
  /** The key with an ID, and who it was issued to; `undefined` if AWS has issued none with that ID. */
  keyOf(accessKeyId: string): Key | undefined;
  /** Makes a key invalid, as AWS does when its user or role is deleted. */
  forgetKey(accessKeyId: string): void;
  /**
   * A code that will be accepted. `GET /mfa?serial=…` returns it too, as text; that path is the demo's own, not AWS's.
   * @throws Error if the device doesn't exist, or every valid code was used
   */
  mfaCode(serialNumber: string): string;
  /** Injects a fault, for tests. */
  fault(name: FaultName, options?: FaultOptions): void;
  /** Removes all faults. */
  clearFaults(): void;
  /** Stops immediately and drops open connections. Can be called twice. */
  close(): Promise<void>;
}

/** Options of a fake AWS. */
export interface FakeAwsOptions {
  /** Default: the real clock. */
  readonly clock?: Clock;
  /** How every sign-in in a browser is answered. Default: the page asks. */
  readonly answer?: SignInAnswer;
}

/** Starts a fake AWS on a free port of 127.0.0.1. */
export async function startFakeAws(
  accounts: AwsAccounts,
  { clock = () => new Date(), answer }: FakeAwsOptions = {},
): Promise<FakeAws> {
  const faults = new Faults(() => aws);
  const now = () => new Date(clock().getTime() + faults.offset);
  const aws = new AwsState(accounts, now);
  const sts = new FakeSts(aws);
  const identityCenter = new FakeIdentityCenter(aws, answer);
  const routes: Routes = {
    'GET /mfa': ['', ({ query }) => sts.showMfaCode(query.serial ?? '')],
    ...identityCenter.routes,
    ...containerRoutes(aws),
    ...instanceRoutes(aws),
    ...consoleSignInRoutes(aws),
  };
  const find = (request: ReceivedRequest): Route =>
    routes[`${request.method} ${request.path}`] ?? [readQuery(request).action, (it) => sts.handle(it)];
  const server = createServer((message, response) => void respond(message, response, { find, faults, now }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: aws.requests,
    identityCenter,
    keyOf: (accessKeyId) => aws.keys.find(accessKeyId),
    forgetKey: (accessKeyId) => aws.keys.forget(accessKeyId),
    fault: (name, options) => faults.plan(name, options),
    clearFaults: () => faults.clear(),
    mfaCode: (serialNumber) => sts.mfaCode(serialNumber),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Dispatch {
  readonly find: (request: ReceivedRequest) => Route;
  readonly faults: Faults;
  readonly now: Clock;
}

async function respond(message: IncomingMessage, response: ServerResponse, { find, faults, now }: Dispatch) {
  try {
    const request = await receive(message);
    const [action, handle] = find(request);
    sendReply(response, await faults.apply(action, request, async () => handle(request, action)), now());
  } catch {
    // The client has gone away, or the URL is invalid: no response can help.
    response.destroy();
  }
}

async function receive(message: IncomingMessage): Promise<ReceivedRequest> {
  const { method = '', headers, url = '/' } = message;
  const { pathname: path, searchParams } = new URL(url, 'http://127.0.0.1');
  return { method, path, query: Object.fromEntries(searchParams), headers, body: await buffer(message) };
}
