import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Endpoint } from '../endpoint';
import type { Network } from '../types';

/** In milliseconds. A network that loses packets is an error after two attempts, not after minutes. */
const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** How a client of the SDK sends requests to an endpoint: by the process's connections, which no client may close. */
export async function requestHandler(endpoint: Endpoint, network: Network): Promise<NodeHttpHandler> {
  const agent = await network.agentFor(endpoint);
  return new NodeHttpHandler({ ...TIMEOUTS, httpAgent: agent, httpsAgent: agent as import('node:https').Agent });
}
