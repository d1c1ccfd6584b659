import type { Readable } from 'node:stream';
import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import type { StsEndpoint } from '../plan/types';
import { failed, isServiceException } from './awsError';
import { stsEndpointOf } from './endpoint';
import { requestHandler } from './network/requestHandler';
import type { Credentials, Network } from './types';
import { withTimeout } from './unreachable';

/** The SDK's own collector checks for web streams, and `stream.toArray` is an operator: both load a lot of code. */
const streamCollector = (stream: Readable) =>
  new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    stream
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks)))
      .on('error', reject)
      .on('close', () => reject(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })));
  });

type RetryStrategy = Extract<STSClientConfig['retryStrategy'], { readonly acquireInitialRetryToken: unknown }>;

/**
 * AWS takes an MFA code once. If it may have looked at the code, a second request would be rejected for it. It hasn't while it is
 * throttling, nor if our wrong clock made the signature too old.
 */
const codeOnce: RetryStrategy = {
  acquireInitialRetryToken: async () => ({ getRetryCount: () => 0, getRetryDelay: () => 0 }),
  async refreshRetryTokenForRetry(token, { error, errorType }) {
    const isUnseen = errorType === 'THROTTLING' || error?.$metadata?.clockSkewCorrected;
    if (token.getRetryCount() > 0 || !isUnseen) throw error;
    return { getRetryCount: () => 1, getRetryDelay: () => 0 };
  },
  recordSuccess: () => {},
};

/** Every setting that the SDK would otherwise look up in the AWS files, which have already been read. */
const client = (
  { region, endpoint, useFipsEndpoint = false, useDualstackEndpoint = false }: StsEndpoint,
  credentials: Credentials,
  { handler, hasCode }: { readonly handler: Awaited<ReturnType<typeof requestHandler>>; readonly hasCode: boolean },
) =>
  new STSClient({
    credentials,
    region,
    ...(endpoint && { endpoint }),
    maxAttempts: 2,
    ...(hasCode && { retryStrategy: codeOnce }),
    retryMode: 'standard',
    defaultsMode: 'standard',
    useDualstackEndpoint,
    useFipsEndpoint,
    userAgentAppId: 'assume',
    authSchemePreference: ['sigv4'],
    disableClockSkewCorrection: false,
    ignoreConfiguredEndpointUrls: true,
    requestHandler: handler,
    streamCollector,
  });

/** What the SDK says about a response with a member that it can't read; it doesn't keep the others. */
const UNREADABLE: readonly (readonly [pattern: RegExp, member: string, problem: string])[] = [
  [/Invalid RFC3339 timestamp|Invalid RFC-3339 date-time/, 'Expiration', "isn't an RFC 3339 time"],
  [/deserializer unhandled schema type for (\w+)/, '$1', "isn't a single value"],
];

/** The error to report for a response that is from STS, but can't be read. Others are returned unchanged. */
function readError(error: unknown, endpoint: StsEndpoint): unknown {
  if (!(error instanceof Error) || isServiceException(error)) return error;
  for (const [pattern, member, problem] of UNREADABLE) {
    const [found, name = ''] = pattern.exec(error.message) ?? [];
    if (found !== undefined) {
      return failed(
        `${stsEndpointOf(endpoint).name} returned credentials whose ${member.replace('$1', name)} ${problem}.`,
      );
    }
  }
  return error;
}

/**
 * Sends one request with a client of its own, within the deadline. A failed one is repeated once, unless it has an MFA code.
 * @returns the response, and how far AWS's clock is ahead, in milliseconds
 * @throws the SDK's own error; AssumeError (exit 3) for a CA bundle that can't be read
 */
export async function withClient<Result>(
  endpoint: StsEndpoint,
  credentials: Credentials,
  network: Network,
  send: (sts: STSClient) => Promise<Result>,
  hasCode = false,
): Promise<Result & { clockOffset: number }> {
  const handler = await requestHandler(stsEndpointOf(endpoint), network);
  const sts = client(endpoint, credentials, { handler, hasCode });
  try {
    const response = await withTimeout(send(sts));
    return { ...response, clockOffset: sts.config.systemClockOffset };
  } catch (error) {
    throw readError(error, endpoint);
  }
}
