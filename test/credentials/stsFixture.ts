import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../../src/context';
import type { Terminal } from '../../src/credentials/mfaCodes';
import { Connections } from '../../src/credentials/network/connections';
import type { ResolveContext } from '../../src/credentials/resolveContext';
import type {
  AssumeRoleRequest,
  Cache,
  Credentials,
  Issued,
  Network,
  SessionTokenRequest,
  Sts,
  StsCaller,
} from '../../src/credentials/types';
import { realFiles } from '../../src/platform/files';
import { filesOf } from '../plan/planFixtures';

/** A rejection by AWS, as the SDK throws it. */
export function awsError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata: { httpStatusCode: 403 } });
}

/** STS's error for a code that is wrong or was used before. */
export const wrongCode = () =>
  awsError('AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code. ');

type Call = { readonly caller: StsCaller } & (
  | { readonly action: 'AssumeRole'; readonly request: AssumeRoleRequest }
  | { readonly action: 'GetSessionToken'; readonly request: SessionTokenRequest }
);

export interface FakeSts {
  readonly sts: Sts;
  /** The AssumeRole calls so far, including rejected ones. */
  readonly calls: readonly { readonly request: AssumeRoleRequest; readonly caller: StsCaller }[];
  /** All calls so far. */
  readonly all: readonly Call[];
}

/** The current time in tests. */
export const NOW = new Date('2026-08-22T09:00:00Z');

/** The credentials that the fake issues for a role. */
export const issued = (roleArn: string): Credentials => ({
  accessKeyId: `ASIA-${roleArn.split('/').at(-1)}`,
  secretAccessKey: `issued-secret-${roleArn}`,
  sessionToken: `issued-token-${roleArn}`,
  expiration: new Date('2026-08-22T10:00:00Z'),
  accountId: '123456789012',
});

/** The credentials that the fake issues for GetSessionToken with this code. */
export const session = (tokenCode: string): Credentials => ({
  accessKeyId: `ASIA-session-${tokenCode}`,
  secretAccessKey: `issued-secret-${tokenCode}`,
  sessionToken: `issued-token-${tokenCode}`,
  expiration: new Date('2026-08-22T21:00:00Z'),
});

/** STS in memory. `reject` returns the error for a call, if any. */
export function fakeSts(
  reject: (request: AssumeRoleRequest, call: number, caller: StsCaller) => unknown = () => undefined,
  rejectSession: (request: SessionTokenRequest) => unknown = () => undefined,
): FakeSts {
  const calls: { request: AssumeRoleRequest; caller: StsCaller }[] = [];
  const all: Call[] = [];
  return {
    calls,
    all,
    sts: {
      assumeRole: async (request, caller) => {
        calls.push({ request, caller });
        all.push({ action: 'AssumeRole', request, caller });
        const error = reject(request, calls.length, caller);
        if (error !== undefined) throw error;
        return { credentials: issued(request.roleArn) };
      },
      getSessionToken: async (request, caller) => {
        all.push({ action: 'GetSessionToken', request, caller });
        const error = rejectSession(request);
        if (error !== undefined) throw error;
        return { credentials: session(request.tokenCode) };
      },
      assumeRoleWithWebIdentity: async () => Promise.reject(awsError('AccessDenied', 'AssumeRoleWithWebIdentity')),
      callerArn: async () => Promise.reject(awsError('AccessDenied', 'GetCallerIdentity')),
    },
  };
}

/** A cache in memory. */
export function memoryCache(): Cache & { readonly entries: Map<string, Issued> } {
  const entries = new Map<string, Issued>();
  return {
    entries,
    get: (key) => entries.get(key),
    put: (key, issued) => void entries.set(key, issued),
    delete: (key) => void entries.delete(key),
  };
}

/** For each write to a cache, whether another shell that needs a code from the same device still waited: in order. */
export function watchedCache(home: string): { readonly cache: Cache; readonly waited: readonly boolean[] } {
  const waited: boolean[] = [];
  const locks = join(home, '.cache/assume/locks');
  const cache = memoryCache();
  const put: Cache['put'] = (key, issued) => {
    waited.push(existsSync(locks) && readdirSync(locks).length > 0);
    cache.put(key, issued);
  };
  return { cache: { ...cache, put }, waited };
}

/** A network for tests that send no requests. */
const NO_NETWORK: Network = {
  open: async () => {},
  agentFor: async () => Promise.reject(new Error('no request should be sent')),
};

/** The real network, with connections of its own. */
export const realNetwork = (): Network => new Connections(realFiles);

/** A context without a cache, a terminal, a network, or other programs. */
export const resolveContext = (sts: Sts): ResolveContext => ({
  env: { HOME: '/home/me' },
  files: filesOf({}),
  now: () => NOW,
  sts,
  network: NO_NETWORK,
  askSource: async () => Promise.reject(new Error('no source should be requested')),
  cache: undefined,
  terminal: nobody,
  runForCode: async () => Promise.reject(new Error('no program should be run')),
  signIn: async () => Promise.reject(new Error('nobody should sign in')),
  notify: () => {},
});

/** {@link resolveContext} for whole commands, whose output goes nowhere. */
export const contextWith = (sts: Sts): Context => ({
  ...resolveContext(sts),
  resolveStartUrl: async () => Promise.reject(new Error('no start URL should be followed')),
  packageRoot: join(__dirname, '../..'),
  write: () => {},
});

export interface FakeTerminal {
  readonly open: () => Promise<Terminal>;
  readonly questions: readonly string[];
  readonly printed: readonly string[];
}

/** A user who types these lines, then ends the input (Ctrl-D). */
export function typing(...lines: string[]): FakeTerminal {
  const questions: string[] = [];
  const printed: string[] = [];
  const terminal: Terminal = {
    ask: async (question) => {
      questions.push(question);
      return lines.shift();
    },
    print: (line) => void printed.push(line),
  };
  return { open: async () => terminal, questions, printed };
}

/** A script: there is no terminal. */
export const nobody = async (): Promise<undefined> => undefined;
