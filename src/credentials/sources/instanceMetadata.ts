import { Agent } from 'node:http';
import { httpRequest } from '@smithy/credential-provider-imds';
import type { InstanceSource } from '../../plan/sources';

/** In milliseconds. As in botocore, there is one attempt: where there is no EC2, packets to its address are lost. */
const TIMEOUT = 1_000;

const ROLES = 'latest/meta-data/iam/security-credentials/';

/** In seconds: the longest that a token may be valid. */
const TOKEN_LIFE = '21600';

/** How the SDK's `httpRequest` fails: with a status, or with Node's code, or, after a timeout, with neither. */
interface MetadataError extends Error {
  readonly statusCode?: number;
  readonly code?: string;
}

/** Version 1, which takes no token, is tried where the service has no version 2, or where its answer is lost on the way. */
const mayLackVersion2 = ({ statusCode, code }: MetadataError) =>
  statusCode === undefined ? code === undefined : [403, 404, 405].includes(statusCode);

/**
 * What an instance's metadata service answers for the role of the instance. The SDK's own provider finds the service by rules
 * of its own, in the environment and in a profile that need not be the assumed one.
 * @throws the SDK's error for an HTTP request; a SyntaxError for an answer that isn't JSON
 */
export async function roleCredentials({ endpoints, requiresToken }: InstanceSource): Promise<unknown> {
  const { protocol, hostname, port, pathname } = new URL(`${endpoints.metadata.url}/`);
  // Node's own one uses a proxy where NODE_USE_ENV_PROXY says so (22.21, 24).
  const agent = new Agent();
  const send = async (path: string, options = {}) =>
    String(
      await httpRequest({
        protocol,
        hostname,
        ...(port && { port: Number(port) }),
        path: pathname + path,
        timeout: TIMEOUT,
        agent,
        ...options,
      }),
    );
  const fetchToken = () =>
    send('latest/api/token', { method: 'PUT', headers: { 'x-aws-ec2-metadata-token-ttl-seconds': TOKEN_LIFE } });
  const token = await fetchToken().catch((error: MetadataError) => {
    if (!mayLackVersion2(error)) throw error;
    if (requiresToken) throw new Error('version 2, which is required, did not answer');
    return undefined;
  });
  const headers = token === undefined ? {} : { 'x-aws-ec2-metadata-token': token };
  const role = (await send(ROLES, { headers })).trim();
  return JSON.parse(await send(ROLES + role, { headers }));
}
