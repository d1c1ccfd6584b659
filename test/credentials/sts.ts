import type { Terminal } from '../../src/credentials/mfa';
import type { AssumeRoleRequest, Caller, Credentials, Sts } from '../../src/credentials/types';

/** An answer of AWS that is a refusal, as the SDK throws it. */
export function awsError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata: { httpStatusCode: 403 } });
}

/** STS's words for a code that is wrong or was used before. */
export const wrongCode = () =>
  awsError('AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code. ');

export interface FakeSts {
  readonly sts: Sts;
  /** All calls so far, refused ones included. */
  readonly calls: readonly { readonly request: AssumeRoleRequest; readonly caller: Caller }[];
}

/** The credentials that the fake hands out for a role. */
export const issued = (roleArn: string): Credentials => ({
  accessKeyId: `ASIA-${roleArn.split('/').at(-1)}`,
  secretAccessKey: `issued-secret-${roleArn}`,
  sessionToken: `issued-token-${roleArn}`,
  expiration: new Date('2026-08-22T10:00:00Z'),
  accountId: '123456789012',
});

/** STS in memory. `refuse` is asked at each call for the error to answer with, if any. */
export function fakeSts(refuse: (request: AssumeRoleRequest, call: number) => unknown = () => undefined): FakeSts {
  const calls: { request: AssumeRoleRequest; caller: Caller }[] = [];
  return {
    calls,
    sts: {
      assumeRole: async (request, caller) => {
        calls.push({ request, caller });
        const error = refuse(request, calls.length);
        if (error !== undefined) throw error;
        return { credentials: issued(request.roleArn) };
      },
      getSessionToken: async () => Promise.reject(awsError('AccessDenied', 'GetSessionToken')),
      assumeRoleWithWebIdentity: async () => Promise.reject(awsError('AccessDenied', 'AssumeRoleWithWebIdentity')),
    },
  };
}

export interface FakeTerminal {
  readonly open: () => Promise<Terminal>;
  readonly questions: readonly string[];
  readonly told: readonly string[];
}

/** A person who types these lines, then ends the input (Ctrl-D). */
export function typing(...lines: string[]): FakeTerminal {
  const questions: string[] = [];
  const told: string[] = [];
  const terminal: Terminal = {
    ask: (question) => {
      questions.push(question);
      return lines.shift();
    },
    tell: (line) => void told.push(line),
  };
  return { open: async () => terminal, questions, told };
}

/** A script: there is no terminal. */
export const nobody = async (): Promise<undefined> => undefined;
