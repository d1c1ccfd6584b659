import type { Readable } from 'node:stream';
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { StsPlace } from '../plan/types';
import { inTime } from './deadline';
import type { Credentials } from './types';

/** In milliseconds. A network that swallows packets is an error after two of these, not after minutes. */
const PATIENCE = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };
const ATTEMPTS = 2;

/** In milliseconds: the SDK's limits end where an answer begins, and one may begin that never ends. */
const DEADLINE = 21_000;

/** The SDK's own looks whether it is a web stream, and loads all of them for that. */
const streamCollector = async (stream: Readable) => Buffer.concat(await stream.toArray());

/** Every setting that the SDK would otherwise look up in the AWS files, which have been read already. */
const client = (
  { region, endpoint, useFipsEndpoint = false, useDualstackEndpoint = false }: StsPlace,
  credentials: Credentials,
) =>
  new STSClient({
    credentials,
    region,
    ...(endpoint && { endpoint }),
    maxAttempts: ATTEMPTS,
    retryMode: 'standard',
    defaultsMode: 'standard',
    useDualstackEndpoint,
    useFipsEndpoint,
    userAgentAppId: 'assume',
    authSchemePreference: ['sigv4'],
    disableClockSkewCorrection: false,
    ignoreConfiguredEndpointUrls: true,
    requestHandler: new NodeHttpHandler(PATIENCE),
    streamCollector,
  });

/** Sends one request with a client of its own, within the deadline; gives the answer, and how far AWS's clock is ahead. */
export async function withClient<Result>(
  place: StsPlace,
  credentials: Credentials,
  send: (sts: STSClient) => Promise<Result>,
): Promise<Result & { clockOffset: number }> {
  const sts = client(place, credentials);
  try {
    const answer = await inTime(send(sts), DEADLINE);
    return { ...answer, clockOffset: sts.config.systemClockOffset };
  } finally {
    sts.destroy();
  }
}
